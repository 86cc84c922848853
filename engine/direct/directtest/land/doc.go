// Package land brings the rows of a direct load into real tables through SQL: behind
// the server of package directtest it makes a practice kernel, which has no RPC port,
// a cluster that can be loaded directly.
//
// A load is one transaction: what it brings is there after its commit, and not at all
// else. Rows are checked as the tables' columns check them; those that do not fit count
// as error rows, and one more than BEGIN allows fails the load. As on a real server, a
// table that a direct load refuses is refused here: a view, one with a trigger or a
// generated column, and for an incremental load one with foreign keys (OceanBase 4.3
// manual, limits of direct load).
package land
