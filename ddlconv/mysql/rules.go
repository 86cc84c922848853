package mysql

import "github.com/obferry/obferry/ddlconv/rule"

// Rules are those that the reader of scripts follows itself.
var Rules = []rule.Rule{
	{ID: "mysql.database.charset", Severity: rule.Info, Fact: "MySQL 8.4 Reference Manual, Database Character Set and Collation"},
	{ID: "mysql.definer", Severity: rule.Changed, Fact: "error 1064 of CREATE DEFINER = … VIEW, kernel 4.3.5"},
	{ID: "mysql.orreplace", Severity: rule.Info, Fact: "error 1064, kernel 4.3.5"},
	{ID: "mysql.sequence.option", Severity: rule.Info, Fact: "error 1064, kernel 4.3.5"},
	{ID: "mysql.table.select", Severity: rule.Manual, Fact: "MySQL 8.4 Reference Manual, CREATE TABLE … SELECT Statement"},
	{ID: "mysql.table.twice", Severity: rule.Manual, Fact: "error 1050"},
	{ID: "mysql.table.missing", Severity: rule.Manual, Fact: "error 1146"},
	{ID: "mysql.alter.missing", Severity: rule.Manual, Fact: "errors 1054, 1060, 1091"},
	{ID: "mysql.alter.emptied", Severity: rule.Manual, Fact: "error 1090"},
	{ID: "mysql.alter.object", Severity: rule.Manual, Fact: "MySQL 8.4 Reference Manual, Data Definition Statements"},
	{ID: "mysql.grant", Severity: rule.Manual, Fact: "OceanBase Database Documentation, User privileges (MySQL mode)"},
	{ID: "mysql.call", Severity: rule.Manual, Fact: "MySQL 8.4 Reference Manual, CALL Statement"},
	{ID: "mysql.dynamic", Severity: rule.Manual, Fact: "MySQL 8.4 Reference Manual, Prepared Statements"},
	{ID: "mysql.program", Severity: rule.Manual, Fact: "MariaDB Knowledge Base, Using Compound Statements Outside of Stored Programs"},
	{ID: "mysql.package", Severity: rule.Manual, Fact: "MariaDB Knowledge Base, CREATE PACKAGE"},
	{ID: "mysql.plugin", Severity: rule.Manual, Fact: "MySQL 8.4 Reference Manual, Server Loadable Functions"},
	{ID: "mysql.server", Severity: rule.Manual, Fact: "MySQL 8.4 Reference Manual, CREATE SERVER Statement"},
	{ID: "mysql.tablespace", Severity: rule.Manual, Fact: "error 1064, kernel 4.3.5"},
	{ID: "mysql.instance", Severity: rule.Manual, Fact: "MySQL 8.4 Reference Manual, Database Administration Statements"},
	{ID: "mysql.materialized", Severity: rule.Info, Fact: "kernel 4.3.5.3"},
	{ID: "mysql.tablegroup", Severity: rule.Changed, Fact: "error 5151", Apply: tableGroup},
	{ID: "mysql.placement", Severity: rule.Lossy, Fact: "error 1064, where the target is one server", Apply: placement},
	{ID: "mysql.own", Severity: rule.Lossy, Fact: "the documents of V4.3.3 have none of these; a 4.3.5.3 kernel has them", Before: "4.3.5", Apply: ownClauses},
	{ID: "mysql.tenant", Severity: rule.Manual, Fact: "kernel 4.3.5.3: it belongs to no database"},
	{ID: "mysql.external", Severity: rule.Manual, Fact: "kernel 4.3.5.3: its rows lie in files outside of the database"},
	{ID: "mysql.key.prefix", Severity: rule.Info, Fact: "error 1089", Apply: tinyPrefix},
	{ID: "mysql.autoincrement.grouped", Severity: rule.Lossy, Fact: "MySQL 8.4 Reference Manual, Using AUTO_INCREMENT; kernel 4.3.5.3 counts over the whole table", Apply: groupedNumbers},
	{ID: mergeRule, Severity: rule.Manual, Fact: "MySQL 8.4 Reference Manual, The MERGE Storage Engine; warning 1286", Apply: engineRule(mergeRule)},
	{ID: remoteRule, Severity: rule.Manual, Fact: "MariaDB Knowledge Base, FederatedX, Spider and CONNECT; warning 1286", Apply: engineRule(remoteRule)},
	{ID: computedRule, Severity: rule.Manual, Fact: "MariaDB Knowledge Base, OQGRAPH and Sequence Storage Engine; warning 1286", Apply: engineRule(computedRule)},
	{ID: blackholeRule, Severity: rule.Manual, Fact: "MySQL 8.4 Reference Manual, The BLACKHOLE Storage Engine; warning 1286", Apply: engineRule(blackholeRule)},
	{ID: "mysql.source", Severity: rule.Manual, Fact: "MySQL 8.4 Reference Manual, mysql Client Commands"},
}
