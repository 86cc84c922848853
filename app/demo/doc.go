// Package demo is the whole way with sample data: a shop in a MariaDB of our own
// and a supplier's spreadsheet, ferried into a practice kernel, verified, and the
// outcome held against what is known to be right.
//
// Everything is made by arithmetic alone, so that it is the same each time.
package demo
