package oracle

import (
	"strings"

	"github.com/obferry/obferry/ddlconv/rule"
	"github.com/obferry/obferry/ddlconv/schema"
)

const (
	language = "Oracle Database SQL Language Reference 23ai"
	plsql    = "OceanBase documents, PL reference (MySQL mode)"
	kernel   = "kernel 4.3.5"
)

// Rules are those for what only Oracle has, in the order they are applied. Those without
// a function are followed while a script is read.
var Rules = append([]rule.Rule{
	{ID: "oracle.collation", Off: rule.Asked, Severity: rule.Info, Fact: language + ", Linguistic Sorting: NLS_COMP and NLS_SORT are BINARY by default"},
	{ID: "oracle.empty", Off: rule.Asked, Severity: rule.Info, Fact: language + ", Nulls: a character value of length zero is null"},
	{ID: "oracle.foreign.type", Severity: rule.Changed, Fact: "error 1215, error 5319", Apply: settleTypes},
	typeRule("oracle.type.number", rule.Lossy, language+", NUMBER Data Type; MySQL 8.0 Reference Manual, 11.1.3"),
	typeRule("oracle.type.number.key", rule.Changed, language+", NUMBER Data Type"),
	typeRule("oracle.type.number.counts", rule.Changed, "error 1063"),
	typeRule("oracle.type.number.scale", rule.Changed, language+", NUMBER Data Type"),
	typeRule("oracle.type.number.digits", rule.Lossy, "MySQL 8.0 Reference Manual, 11.1.3: at most 30 digits behind the point"),
	typeRule("oracle.type.integer", rule.Info, language+", ANSI, DB2, and SQL/DS Data Types"),
	typeRule("oracle.type.decimal", rule.Info, language+", NUMBER Data Type"),
	typeRule("oracle.type.float", rule.Lossy, language+", FLOAT Data Type: up to 126 binary digits"),
	typeRule("oracle.type.float.short", rule.Changed, language+", FLOAT Data Type: a NUMBER with its digits counted in binary"),
	typeRule("oracle.type.binary", rule.Changed, language+", BINARY_DOUBLE: NaN and infinity are values"),
	typeRule("oracle.type.varchar", rule.Info, language+", VARCHAR2 Data Type"),
	typeRule("oracle.type.char", rule.Changed, language+", CHAR Data Type; MySQL 8.0 Reference Manual, 11.3.2"),
	typeRule("oracle.type.char.long", rule.Changed, "MySQL 8.0 Reference Manual, 11.3.2: at most 255 characters"),
	typeRule("oracle.type.clob", rule.Info, language+", Large Object (LOB) Data Types"),
	typeRule("oracle.type.blob", rule.Info, language+", Large Object (LOB) Data Types"),
	typeRule("oracle.type.raw", rule.Info, language+", RAW and LONG RAW Data Types"),
	typeRule("oracle.type.date", rule.Info, language+", DATE Data Type: it holds hours, minutes and seconds"),
	typeRule("oracle.type.timestamp", rule.Info, language+", TIMESTAMP Data Type"),
	typeRule("oracle.type.timestamp.digits", rule.Lossy, "MySQL 8.0 Reference Manual, 11.2.6: at most 6 digits"),
	typeRule("oracle.type.timestamp.zone", rule.Lossy, language+", TIMESTAMP WITH TIME ZONE Data Type"),
	typeRule("oracle.type.interval", rule.Lossy, language+", Interval Data Types"),
	typeRule("oracle.type.rowid", rule.Manual, language+", Rowid Data Types"),
	typeRule("oracle.type.bfile", rule.Manual, language+", BFILE Data Type"),
	typeRule("oracle.type.xml", rule.Lossy, language+", XMLType; error 1064"),
	typeRule("oracle.type.json", rule.Changed, language+", JSON Data Type; MySQL 8.0 Reference Manual, 11.5"),
	typeRule("oracle.type.boolean", rule.Info, language+", Boolean Data Type"),
	typeRule("oracle.type.geometry", rule.Manual, "Oracle Spatial Developer's Guide, SDO_GEOMETRY; error 3548"),
	typeRule("oracle.type.vector", rule.Manual, language+", Vector Data Type"),
	typeRule("oracle.type.missing", rule.Manual, language+", CREATE TABLE: a virtual column needs no type"),
	typeRule("oracle.type.elsewhere", rule.Changed, language+", Data Types: ORA-00902"),
	typeRule("oracle.type.object", rule.Manual, language+", User-Defined Types"),
	{ID: "oracle.row.wide", Severity: rule.Changed, Fact: "error 1118", Apply: wideRows},
	{ID: "oracle.unique.null", Severity: rule.Changed, Fact: language + ", constraint: rows equal in all columns that are not null are refused", Apply: uniqueNulls},
	{ID: "oracle.table.append", Off: rule.Never, Severity: rule.Lossy, Fact: language + ", CREATE TABLE: IMMUTABLE, BLOCKCHAIN", Apply: remarked(appendOnly)},
	{ID: "oracle.table.readonly", Off: rule.Never, Severity: rule.Lossy, Fact: language + ", CREATE TABLE: READ ONLY", Apply: remarked(readOnly)},
	{ID: "oracle.table.clustered", Off: rule.Never, Severity: rule.Changed, Fact: language + ", CREATE CLUSTER", Apply: remarked(clustered)},
	{ID: "oracle.table.commit", Off: rule.Never, Severity: rule.Lossy, Fact: language + ", CREATE TABLE: ON COMMIT; error 1235", Apply: remarked(uncommit)},
}, followed...)

// followed are the rules that the reader follows.
var followed = []rule.Rule{
	{ID: "oracle.name.case", Off: rule.Asked, Severity: rule.Changed, Fact: "errors 1050 and 1060"},
	{ID: "oracle.column.missing", Severity: rule.Manual, Fact: "ORA-00904, error 1072"},
	{ID: "oracle.column.twice", Off: rule.Asked, Severity: rule.Manual, Fact: "ORA-00957, ORA-01430"},
	{ID: "oracle.identity", Severity: rule.Changed, Fact: language + ", CREATE TABLE: identity_clause"},
	{ID: "oracle.default.sequence", Severity: rule.Changed, Fact: kernel + ": error 1064 for a sequence in DEFAULT"},
	{ID: "oracle.trigger.counts", Severity: rule.Changed, Fact: "Oracle Database PL/SQL Language Reference, CREATE TRIGGER"},
	{ID: "oracle.trigger.now", Severity: rule.Changed, Fact: "MySQL 8.0 Reference Manual, 11.2.5"},
	{ID: "oracle.sequence.step", Severity: rule.Changed, Fact: "MySQL 8.0 Reference Manual, auto_increment_increment"},
	{ID: "oracle.sequence.option", Severity: rule.Lossy, Fact: language + ", CREATE SEQUENCE: SCALE, SESSION, SHARD; CYCLE of an identity column"},
	{ID: "oracle.sequence.shared", Severity: rule.Lossy, Fact: kernel + ": a table counts for itself"},
	{ID: "oracle.sequence.elsewhere", Severity: rule.Lossy, Fact: kernel + ": a table counts for itself"},
	{ID: "oracle.sequence.twice", Severity: rule.Manual, Fact: "ORA-00955"},
	{ID: "oracle.default.now", Off: rule.Asked, Severity: rule.Info, Fact: language + ", SYSDATE"},
	{ID: "oracle.default.guid", Severity: rule.Changed, Fact: language + ", SYS_GUID"},
	{ID: "oracle.default.null", Severity: rule.Changed, Fact: language + ", CREATE TABLE: DEFAULT ON NULL"},
	{ID: "oracle.default", Severity: rule.Lossy, Fact: kernel},
	{ID: "oracle.type.inferred", Off: rule.Asked, Severity: rule.Changed, Fact: language + ", CREATE TABLE: a virtual column needs no type"},
	{ID: "oracle.substitution", Severity: rule.Manual, Fact: "SQL*Plus User's Guide and Reference, Using Substitution Variables"},
	{ID: "oracle.client.file", Severity: rule.Manual, Fact: "SQL*Plus User's Guide and Reference, @, @@, START and GET"},
	{ID: "oracle.client.host", Severity: rule.Manual, Fact: "SQL*Plus User's Guide and Reference, HOST"},
	{ID: "oracle.call", Severity: rule.Manual, Fact: plsql},
	{ID: "oracle.generated", Severity: rule.Lossy, Fact: kernel},
	{ID: "oracle.check", Severity: rule.Lossy, Fact: kernel},
	{ID: "oracle.collate", Severity: rule.Changed, Fact: language + ", Collation"},
	{ID: "oracle.encrypt", Severity: rule.Lossy, Fact: language + ", CREATE TABLE: encryption_spec"},
	{ID: "oracle.constraint.disabled", Severity: rule.Changed, Fact: language + ", constraint: DISABLE"},
	{ID: "oracle.constraint.deferrable", Severity: rule.Changed, Fact: language + ", constraint: DEFERRABLE"},
	{ID: "oracle.constraint.novalidate", Severity: rule.Changed, Fact: language + ", constraint: NOVALIDATE"},
	{ID: "oracle.foreign.missing", Severity: rule.Manual, Fact: "error 1146"},
	{ID: "oracle.key.same", Off: rule.Asked, Severity: rule.Info, Fact: "ORA-01408"},
	{ID: "oracle.index.bitmap", Severity: rule.Changed, Fact: language + ", CREATE INDEX: BITMAP"},
	{ID: "oracle.index.text", Severity: rule.Changed, Fact: "Oracle Text Reference, CREATE INDEX"},
	{ID: "oracle.index.domain", Severity: rule.Manual, Fact: language + ", CREATE INDEX: domain_index_clause, bitmap_join_index_clause"},
	{ID: "oracle.index.expression", Severity: rule.Manual, Fact: "error 3758, " + kernel},
	{ID: "oracle.index.constant", Severity: rule.Changed, Fact: language + ", CREATE INDEX: a row whose key is all null has no entry"},
	{ID: "oracle.partition.hash", Severity: rule.Changed, Fact: "error 1659 for HASH over a column that is no whole number; the hash functions differ"},
	{ID: "oracle.partition.interval", Severity: rule.Lossy, Fact: language + ", CREATE TABLE: INTERVAL, AUTOMATIC"},
	{ID: "oracle.partition.sub", Off: rule.Asked, Severity: rule.Lossy, Fact: "error 1503"},
	{ID: "oracle.partition.sub.type", Off: rule.Asked, Severity: rule.Lossy, Fact: "error 1659"},
	{ID: "oracle.partition.method", Severity: rule.Lossy, Fact: language + ", CREATE TABLE: REFERENCE, SYSTEM, PARTITIONSET"},
	{ID: "oracle.partition.value", Severity: rule.Manual, Fact: language + ", CREATE TABLE: range_values_clause"},
	{ID: "oracle.table.object", Severity: rule.Manual, Fact: language + ", CREATE TABLE: object_table, XMLType_table"},
	{ID: "oracle.table.select", Severity: rule.Manual, Fact: language + ", CREATE TABLE: AS subquery"},
	{ID: "oracle.table.external", Severity: rule.Manual, Fact: language + ", CREATE TABLE: ORGANIZATION EXTERNAL"},
	{ID: "oracle.table.twice", Severity: rule.Manual, Fact: "ORA-00955"},
	{ID: "oracle.table.missing", Severity: rule.Manual, Fact: "ORA-00942"},
	{ID: "oracle.comment", Severity: rule.Manual, Fact: kernel + ": a view and its columns have no comments"},
	{ID: "oracle.alter", Severity: rule.Manual, Fact: language + ", ALTER TABLE"},
	{ID: "oracle.view", Severity: rule.Info, Fact: kernel},
	{ID: "oracle.view.readonly", Severity: rule.Changed, Fact: language + ", CREATE VIEW: WITH READ ONLY"},
	{ID: "oracle.view.syntax", Severity: rule.Manual, Fact: language + ", SELECT"},
	{ID: "oracle.view.object", Severity: rule.Manual, Fact: language + ", CREATE VIEW: object_view_clause"},
	{ID: "oracle.view.missing", Severity: rule.Manual, Fact: "error 1146"},
	{ID: "oracle.view.twice", Severity: rule.Manual, Fact: "error 1050"},
	{ID: "oracle.materialized", Severity: rule.Manual, Fact: language + ", CREATE MATERIALIZED VIEW"},
	{ID: "oracle.routine", Severity: rule.Manual, Fact: plsql},
	{ID: "oracle.trigger", Severity: rule.Manual, Fact: plsql},
	{ID: "oracle.block", Severity: rule.Manual, Fact: plsql},
	{ID: "oracle.type", Severity: rule.Manual, Fact: language + ", CREATE TYPE"},
	{ID: "oracle.synonym", Severity: rule.Manual, Fact: language + ", CREATE SYNONYM"},
	{ID: "oracle.grant", Severity: rule.Manual, Fact: language + ", GRANT"},
	{ID: "oracle.user", Severity: rule.Manual, Fact: language + ", CREATE USER, CREATE ROLE, CREATE PROFILE"},
	{ID: "oracle.link", Severity: rule.Manual, Fact: language + ", CREATE DATABASE LINK"},
	{ID: "oracle.storage", Severity: rule.Manual, Fact: language + ", CREATE TABLESPACE, CREATE CLUSTER"},
	{ID: "oracle.object", Severity: rule.Manual, Fact: language},
	{ID: "oracle.statement", Severity: rule.Manual, Fact: language},
}

// typeRule is the rule for the types that [mapType] gives its name.
func typeRule(id string, severity rule.Severity, fact string) rule.Rule {
	return rule.Rule{ID: id, Severity: severity, Fact: fact, Apply: typesOf(id)}
}

// remarked makes the function of a rule that tells of a phrase which is not kept.
func remarked(phrase schema.Phrase) func(*schema.Draft, rule.Tell) {
	return func(d *schema.Draft, say rule.Tell) {
		for _, r := range d.Remarks {
			if r.Phrase == phrase {
				say(r, r.Object, r.Text, "")
			}
		}
	}
}

// uniqueNulls: of two rows that are null in one column of a unique key and equal in the
// others, Oracle refuses the second, and OceanBase takes it.
func uniqueNulls(d *schema.Draft, say rule.Tell) {
	for _, index := range d.Table.Indexes {
		if index.Kind != schema.Unique || len(index.Parts) < 2 {
			continue
		}
		var nullable []string
		for _, part := range index.Parts {
			c := d.Table.Column(part.Column)
			switch {
			case part.Expression != "":
				nullable = append(nullable, part.Expression)
			case c != nil && !c.NotNull:
				nullable = append(nullable, c.Name)
			}
		}
		if len(nullable) > 0 {
			say(index, index.Name, strings.Join(nullable, ", "), "")
		}
	}
}
