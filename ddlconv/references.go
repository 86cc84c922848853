package ddlconv

import "github.com/obferry/obferry/ddlconv/mysql"

// References names the tables that a statement's foreign keys point to, in the order in
// which they stand there; a table of another database as "database.table". The
// statement may be one that a person wrote: what cannot be read names none.
func References(statement string) []string { return mysql.References(statement) }
