// Package load writes rows by LOAD DATA LOCAL with the hint for direct load, over the SQL
// port: the other door to direct load, which also works through ODP and where no RPC port
// can be reached. Rows are streamed into one statement a table as they come; no file is
// written.
//
// The statement is a transaction: the rows are there when it has ended, and none of them
// where it failed or was cut off. A client that ends the stream early would have the server
// commit what has come, so a load that is to come to nothing has its connection cut.
//
// Columns are ended by tabs, rows by line feeds; NULL is \N, and a backslash stands before
// what would be taken for one of these or for a quote. Seen on OceanBase 4.3.5.
package load
