package ddlconv

// firm are the rules that look at a table and tell of what cannot be written for
// OceanBase at all: with one of them off the same would be left out, and nobody told.
var firm = set(
	"key.ignored", "key.overlaps", "key.vector",
	"partition.comment", "partition.linear", "partition.system",
	"table.encryption", "table.engine", "table.period", "table.temporary", "table.versioning",
	"type.srid",
	"mysql.autoincrement.grouped",
	"mysql.engine.blackhole", "mysql.engine.computed", "mysql.engine.merge", "mysql.engine.remote",
	"mysql.foreign.match", "mysql.option.unknown",
	"mysql.placement", "mysql.tablegroup",
	"oracle.table.append", "oracle.table.clustered", "oracle.table.commit", "oracle.table.readonly",
)

// loose are the rules that a reader asks about before it follows them: with one of them
// off it keeps what is there, or keeps to itself what changes nothing. All others that a
// reader follows are its reasons for what it could not take over.
var loose = set(
	"mysql.database.charset", "mysql.function.missing", "mysql.names.ambiguous", "mysql.names.body", "mysql.names.view", "mysql.object.body", "mysql.object.missing",
	"oracle.collation", "oracle.column.twice", "oracle.default.now", "oracle.empty", "oracle.key.same", "oracle.name.case",
	"oracle.partition.sub", "oracle.partition.sub.type", "oracle.type.inferred",
	"postgres.check.domain", "postgres.collation.binary", "postgres.collation.padded", "postgres.connect", "postgres.default.blank",
	"postgres.index.partial.unique", "postgres.index.pattern", "postgres.index.twice", "postgres.index.written",
	"postgres.name.case", "postgres.sequence", "postgres.sequence.auto", "postgres.table.unlogged", "postgres.type.domain",
	"sqlserver.bound.unused", "sqlserver.bound.written", "sqlserver.check.disabled", "sqlserver.computed.type",
	"sqlserver.conditional", "sqlserver.foreign.disabled", "sqlserver.identity.type", "sqlserver.index.clustered",
	"sqlserver.index.notnull", "sqlserver.index.partial", "sqlserver.lifetime", "sqlserver.name.case", "sqlserver.name.schema",
	"sqlserver.partition", "sqlserver.select.copy", "sqlserver.sequence.auto", "sqlserver.table.graph", "sqlserver.type.alias",
	"sqlserver.unique.null", "sqlserver.variable.schema", "sqlserver.view.written",
)

// set is a list to look things up in.
func set(ids ...string) map[string]bool {
	all := make(map[string]bool, len(ids))
	for _, id := range ids {
		all[id] = true
	}
	return all
}

// Always tells whether a rule of a dialect cannot be turned off: it tells of what happens
// with or without it, and must not happen in silence.
func Always(from Dialect, id string) bool {
	if isReport(id) || firm[id] {
		return true
	}
	for _, r := range dialects[from].rules {
		if r.ID == id {
			return r.Apply == nil && !loose[id]
		}
	}
	return false
}
