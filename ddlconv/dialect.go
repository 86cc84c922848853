package ddlconv

import (
	"github.com/obferry/obferry/ddlconv/mysql"
	"github.com/obferry/obferry/ddlconv/oracle"
	"github.com/obferry/obferry/ddlconv/postgres"
	"github.com/obferry/obferry/ddlconv/rule"
	"github.com/obferry/obferry/ddlconv/script"
	"github.com/obferry/obferry/ddlconv/sqlserver"
)

// Dialect is the language a piece of DDL is written in.
type Dialect string

// The dialects that are read.
const (
	MySQL     Dialect = "mysql"
	MariaDB   Dialect = "mariadb"
	Postgres  Dialect = "postgres"
	Oracle    Dialect = "oracle"
	SQLServer Dialect = "sqlserver"
)

// dialect is how a language is read, and the rules for what only it has. The others are
// for every language.
type dialect struct {
	reader func() script.Reader
	rules  []rule.Rule
}

// dialects are those that scripts are read in.
var dialects = map[Dialect]dialect{
	MySQL:     {reader: mysql.NewReader, rules: mysql.Rules},
	MariaDB:   {reader: mysql.NewReader, rules: mysql.Rules},
	SQLServer: {reader: sqlserver.NewReader, rules: sqlserver.Rules},
	Postgres:  {reader: postgres.NewReader, rules: postgres.Rules},
	Oracle:    {reader: oracle.NewReader, rules: oracle.Rules},
}
