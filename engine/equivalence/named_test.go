package equivalence_test

import (
	"strings"

	"github.com/obferry/obferry/ddlconv"
)

// speaks says which rules may name a difference in an aspect, by how their ids begin.
// A note must be of the same column or key, too, unless its rule is in whole.
var speaks = map[aspect][]string{
	tableMissing: {"table.", "script.refused", "mysql.table", "postgres.table", "postgres.partition", "postgres.name", "name."},
	tableComment: {"table.comment", "postgres.comment"},
	columnMissing: {"column.", "name.long", "table.versioning", "table.period", "key.prefix", "mysql.alter", "postgres.column", "postgres.name", "postgres.table",
		"postgres.index", "postgres.alter"},
	columnOrder: {"column.", "postgres.table.inherits", "postgres.table.like"},
	values: {"type.", "row.long", "key.large", "foreign.widen", "foreign.fit", "partition.type", "postgres.type", "postgres.sequence",
		"postgres.collate", "default.large"},
	collating:     {"charset.", "collation.", "foreign.fit", "foreign.widen", "type.", "postgres.collat", "postgres.type"},
	nullable:      {"key.null", "foreign.null", "column.null", "postgres.type.domain", "postgres.partition", "primary."},
	defaults:      {"default.", "postgres.default", "postgres.sequence", "postgres.type", "mysql.default", "generated."},
	onUpdate:      {"default."},
	auto:          {"auto.", "default.", "postgres.sequence", "generated."},
	generated:     {"generated.", "table.versioning", "postgres.generated"},
	hidden:        {"column.invisible", "key.ignored"},
	columnComment: {"column.comment", "postgres.comment"},
	keyOf: {"mysql.key", "key.overlaps", "key.vector", "key.ignored", "key.desc", "key.functional", "key.multivalued", "key.expression", "key.json", "key.geometry", "key.spatial", "key.prefix",
		"key.large", "key.parts", "key.long", "fulltext.", "foreign.parent", "foreign.index", "foreign.inline", "foreign.columns", "collation.unique", "partition.", "postgres.index", "postgres.constraint", "postgres.type.text.key",
		"postgres.partition", "generated.", "name.long"},
	keyName:    {"key.twice", "name.", "postgres.index"},
	keyComment: {"postgres.comment", "key."},
	foreignKey: {"foreign.columns", "foreign.self", "foreign.default", "foreign.null", "foreign.database", "foreign.nowhere", "foreign.type", "foreign.inline", "foreign.primary",
		"name.", "postgres.foreign", "postgres.constraint", "postgres.partition"},
	foreignName:  {"name.", "foreign.name"},
	checkOf:      {"check.", "postgres.check", "postgres.constraint", "postgres.type.domain", "type.json", "name.", "generated.", "table.period"},
	partComments: {"table.storage"},
	partitioned:  {"partition.", "postgres.partition", "postgres.table.inherits"},
}

// whole are rules whose notes are of the table and speak of all its columns or keys.
var whole = []string{"charset.", "collation.", "row.long", "table.versioning", "table.period", "partition.", "postgres.table.inherits"}

// naming is what the notes of one table say.
type naming []ddlconv.Note

// notesOf gathers the notes on a table: those of its conversion, and those of the
// script that mention it.
func notesOf(s *ddlconv.Script, c *ddlconv.Conversion, source *table) naming {
	var all naming
	if c != nil {
		all = append(all, c.Notes...)
	}
	for _, n := range s.Notes {
		object := strings.ToLower(n.Object)
		for _, name := range []string{source.name, source.schema + "." + source.name} {
			if name = strings.ToLower(name); object == name || strings.HasPrefix(object, name+".") {
				all = append(all, n)
			}
		}
	}
	return all
}

// names finds the note that names a difference.
func (notes naming) names(d difference) (ddlconv.Note, bool) {
	for _, n := range notes {
		if d.what == tableMissing && n.Severity == ddlconv.Blocked {
			return n, true
		}
		if begins(n.Rule, speaks[d.what]) && of(n, d) {
			return n, true
		}
	}
	return ddlconv.Note{}, false
}

// of tells whether a note is on what differs: by the object's name, by its name on the
// target, or as a word in what the note says was there.
func of(n ddlconv.Note, d difference) bool {
	object := strings.ToLower(n.Object)
	if d.object == "" || begins(n.Rule, whole) && object == strings.ToLower(d.table) {
		return true
	}
	if n.Rule == "foreign.inline" {
		// It is on a column, and speaks of the key and index that MariaDB makes of it.
		column := object[strings.LastIndexByte(object, '.')+1:]
		return strings.HasPrefix(d.source, "("+column+") ") || d.source == "plain ("+column+")"
	}
	if strings.HasPrefix(n.Rule, "foreign.") && object == strings.ToLower(d.table) {
		// The key has no name in the text; the note gives its columns.
		return n.Was != "" && strings.Contains(d.source, "("+strings.ToLower(n.Was)+")") || n.Became != "" && strings.Contains(n.Became, strings.Join(keyColumns(d), ", "))
	}
	if d.what == keyOf && object == strings.ToLower(d.table) {
		return true // a primary key, which has no name of its own
	}
	for _, name := range []string{d.object, word(d.source)} {
		name = strings.ToLower(name)
		if strings.HasSuffix(object, "."+name) || strings.EqualFold(n.Was, name) || strings.EqualFold(n.Became, name) {
			return true
		}
	}
	return false
}

// keyColumns are the columns in the first parentheses of what a difference says of a key.
func keyColumns(d difference) []string {
	for _, said := range []string{d.source, d.kernel} {
		if _, rest, found := strings.Cut(said, "("); found {
			columns, _, _ := strings.Cut(rest, ")")
			return strings.Split(columns, ", ")
		}
	}
	return nil
}

// word is a value that is a name alone, as of a key that was renamed.
func word(s string) string {
	if strings.ContainsAny(s, " ()\"") {
		return "\x00"
	}
	return s
}

// begins tells whether a rule's id begins with one of some texts.
func begins(rule string, with []string) bool {
	for _, w := range with {
		if strings.HasPrefix(rule, w) {
			return true
		}
	}
	return false
}
