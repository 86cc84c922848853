package postgres

import "github.com/obferry/obferry/ddlconv/rule"

// Rules are those for what only PostgreSQL has, in the order they are applied: the
// types, then what the reader follows itself.
var Rules = append(typeRules(), readerRules...)

// readerRules are followed by the reader.
var readerRules = []rule.Rule{
	{ID: "postgres.collation.binary", Severity: rule.Info, Fact: `PostgreSQL 17, "Collation Support": deterministic collations tell strings apart by their bytes`},
	{ID: "postgres.type.domain", Severity: rule.Info, Fact: `PostgreSQL 17, "CREATE DOMAIN"; error 1064`},

	{ID: "postgres.table.unlogged", Severity: rule.Info, Fact: "error 1064"},
	{ID: "postgres.table.inherits", Severity: rule.Lossy, Fact: "error 1064"},
	{ID: "postgres.table.parent", Severity: rule.Manual, Fact: `PostgreSQL 17, "CREATE TABLE"`},
	{ID: "postgres.table.like", Severity: rule.Manual, Fact: `PostgreSQL 17, "CREATE TABLE"`},
	{ID: "postgres.table.of", Severity: rule.Manual, Fact: "error 1064"},
	{ID: "postgres.table.as", Severity: rule.Manual, Fact: `PostgreSQL 17, "CREATE TABLE AS"`},
	{ID: "postgres.table.twice", Severity: rule.Manual, Fact: "error 1050"},
	{ID: "postgres.table.missing", Severity: rule.Manual, Fact: "error 1146"},
	{ID: "postgres.alter", Severity: rule.Manual, Fact: `PostgreSQL 17, "ALTER TABLE"`},
	{ID: "postgres.rename", Severity: rule.Manual, Fact: `PostgreSQL 17, "ALTER TABLE"`},

	{ID: "postgres.collate", Severity: rule.Changed, Fact: "error 1273"},
	{ID: "postgres.default", Severity: rule.Lossy, Fact: "errors 1064 and 1305"},
	{ID: "postgres.default.uuid", Severity: rule.Changed, Fact: `MySQL 8.0 Reference Manual, "Miscellaneous Functions": UUID() is of version 1`},
	{ID: "postgres.generated", Severity: rule.Lossy, Fact: "errors 1064 and 1305"},
	{ID: "postgres.check", Severity: rule.Lossy, Fact: "errors 1064 and 1305"},
	{ID: "postgres.constraint.deferrable", Severity: rule.Changed, Fact: "error 1064"},
	{ID: "postgres.constraint.invalid", Severity: rule.Changed, Fact: "error 1064"},
	{ID: "postgres.constraint.exclude", Severity: rule.Lossy, Fact: "error 1064"},
	{ID: "postgres.foreign.match", Severity: rule.Changed, Fact: `MySQL 8.0 Reference Manual, "FOREIGN KEY Constraints": MATCH SIMPLE alone`},
	{ID: "postgres.foreign.columns", Severity: rule.Changed, Fact: "error 1064"},

	{ID: "postgres.sequence", Severity: rule.Info, Fact: "kernel 4.3.5.3"},
	{ID: "postgres.sequence.auto", Severity: rule.Info, Fact: "error 1064: no sequence gives a default"},
	{ID: "postgres.sequence.default", Severity: rule.Lossy, Fact: "error 1075"},
	{ID: "postgres.sequence.step", Severity: rule.Changed, Fact: `OceanBase V4.3.3, "CREATE TABLE" (MySQL mode)`},
	{ID: "postgres.sequence.shared", Severity: rule.Changed, Fact: `MySQL 8.0 Reference Manual, "Using AUTO_INCREMENT"`},
	{ID: "postgres.sequence.missing", Severity: rule.Manual, Fact: `PostgreSQL 17, "ALTER SEQUENCE"`},

	{ID: "postgres.index.partial", Severity: rule.Changed, Fact: "error 1064"},
	{ID: "postgres.index.partial.unique", Severity: rule.Changed, Fact: "error 1064"},
	{ID: "postgres.index.partial.lost", Severity: rule.Lossy, Fact: "error 1064"},
	{ID: "postgres.index.method", Severity: rule.Lossy, Fact: "error 1064"},
	{ID: "postgres.index.brin", Severity: rule.Changed, Fact: "error 1064"},
	{ID: "postgres.index.expression", Severity: rule.Lossy, Fact: "errors 1064, 1305, 3753 and 3757"},
	{ID: "postgres.index.sized", Severity: rule.Changed, Fact: "error 3757"},
	{ID: "postgres.index.include", Severity: rule.Changed, Fact: "error 1064"},
	{ID: "postgres.index.pattern", Severity: rule.Info, Fact: `PostgreSQL 17, "Operator Classes and Operator Families"`},
	{ID: "postgres.index.class", Severity: rule.Changed, Fact: "error 1064"},
	{ID: "postgres.index.nulls", Severity: rule.Lossy, Fact: "error 1064"},
	{ID: "postgres.index.missing", Severity: rule.Manual, Fact: `PostgreSQL 17, "ALTER INDEX"`},
	{ID: "postgres.index.view", Severity: rule.Manual, Fact: "error 1347"},

	{ID: "postgres.partition.none", Severity: rule.Changed, Fact: "errors 1235 and 1504"},
	{ID: "postgres.partition.gaps", Severity: rule.Changed, Fact: `MySQL 8.0 Reference Manual, "RANGE Partitioning"`},
	{ID: "postgres.partition.overlaps", Severity: rule.Manual, Fact: "error 1493"},
	{ID: "postgres.partition.bound", Severity: rule.Manual, Fact: "errors 1564 and 1654"},
	{ID: "postgres.partition.expression", Severity: rule.Manual, Fact: "error 1486"},
	{ID: "postgres.partition.hash", Severity: rule.Changed, Fact: `PostgreSQL 17, "CREATE TABLE"; error 1659`},
	{ID: "postgres.partition.sub", Severity: rule.Lossy, Fact: "error 1064"},
	{ID: "postgres.partition.key", Severity: rule.Lossy, Fact: "error 1064: a partition has no key of its own"},
	{ID: "postgres.partition.adopted", Severity: rule.Changed, Fact: "error 1064: a partition has no key of its own"},

	{ID: "postgres.comment", Severity: rule.Lossy, Fact: "error 1064"},
	{ID: "postgres.type.missing", Severity: rule.Manual, Fact: `PostgreSQL 17, "ALTER TYPE"`},
	{ID: "postgres.type.composite", Severity: rule.Manual, Fact: "error 1064"},
	{ID: "postgres.collation", Severity: rule.Manual, Fact: "error 1064"},
	{ID: "postgres.search", Severity: rule.Manual, Fact: "error 1064"},
	{ID: "postgres.statistics", Severity: rule.Manual, Fact: "error 1064"},
	{ID: "postgres.routine", Severity: rule.Manual, Fact: "error 1064"},
	{ID: "postgres.trigger", Severity: rule.Manual, Fact: `PostgreSQL 17, "CREATE TRIGGER": a trigger calls a function; error 1064`},
	{ID: "postgres.rule", Severity: rule.Manual, Fact: "error 1064"},
	{ID: "postgres.policy", Severity: rule.Manual, Fact: "error 1064"},
	{ID: "postgres.extension", Severity: rule.Manual, Fact: "error 1064"},
	{ID: "postgres.grant", Severity: rule.Manual, Fact: `OceanBase V4.3.3, "GRANT" (MySQL mode)`},
	{ID: "postgres.foreign.table", Severity: rule.Manual, Fact: "error 1064"},
	{ID: "postgres.replication", Severity: rule.Manual, Fact: "error 1064"},
	{ID: "postgres.object", Severity: rule.Manual, Fact: "error 1064"},
	{ID: "postgres.view.syntax", Severity: rule.Manual, Fact: "errors 1064 and 1305"},
	{ID: "postgres.view.table", Severity: rule.Manual, Fact: "error 1146"},
	{ID: "postgres.view.alter", Severity: rule.Manual, Fact: "error 1347"},
	{ID: "postgres.view.materialized", Severity: rule.Changed, Fact: `PostgreSQL 17, "CREATE MATERIALIZED VIEW"`},
	{ID: "postgres.view.aggregate", Severity: rule.Changed, Fact: `MySQL 8.0 Reference Manual, "GROUP_CONCAT()": group_concat_max_len`},
	{ID: "postgres.view.order", Severity: rule.Changed, Fact: `MySQL 8.0 Reference Manual, "Working with NULL Values"; PostgreSQL 17, "Sorting Rows"`},
}
