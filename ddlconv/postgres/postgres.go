// Package postgres reads PostgreSQL's DDL, versions 12 to 18, with PostgreSQL's own
// parser: what pg_dump -s, Rails' structure.sql and people's own files hold. Rules of its
// own map the types. What must be known of the whole script before it can be written
// (types made by the script, sequences, partitions, the two ends of foreign keys) is
// settled behind the last statement.
package postgres

import (
	"iter"
	"strings"

	pg "github.com/pganalyze/pg_query_go/v6"

	"github.com/obferry/obferry/ddlconv/schema"
	"github.com/obferry/obferry/ddlconv/script"
)

// NewReader is a reader of one script.
func NewReader() script.Reader {
	return &reader{
		tables:    map[*schema.Draft]*table{},
		types:     map[string]*userType{},
		sequences: map[string]*sequence{},
		relations: map[string]*relation{},
		functions: map[string]bool{},
		overloads: map[string]bool{},
		variables: map[string]string{},
		indexes:   map[string]*index{},
		byName:    map[string]*table{},
		bare:      map[string][]*table{},
		folded:    map[string]*table{},
		pieces:    map[string]*table{},
	}
}

// reader is what is known of a script so far.
type reader struct {
	*script.Reading
	tables    map[*schema.Draft]*table
	types     map[string]*userType
	sequences map[string]*sequence
	ordered   []*sequence
	// relations are views and other things that stand where a table could.
	relations map[string]*relation
	views     []*relation
	// functions are those that the script makes; overloads those of them that have the name
	// of one of PostgreSQL's own, and are for other types than it.
	functions map[string]bool
	overloads map[string]bool
	// variables are those of psql.
	variables map[string]string
	// homonyms are how many tables have a name, in lower case, when the script is read.
	homonyms map[string]int
	// indexes are all keys by their names, with the schema and without.
	indexes map[string]*index
	// byName are the tables by their names, with the schema but for public; bare all of a
	// name in any schema; folded those that have their name in lower case, and twins those
	// that wait for one.
	byName map[string]*table
	bare   map[string][]*table
	folded map[string]*table
	twins  []*table
	// pieces are the partitions that became part of their tables, by their names.
	pieces map[string]*table
	// schema is the first one of the search path, "" for the usual one.
	schema string
}

// Statements cuts a script into statements as psql does.
func (r *reader) Statements(lines iter.Seq[script.Line]) iter.Seq[*script.Statement] {
	return split(lines)
}

// verdict is what a statement comes to.
type verdict struct {
	fate   script.Fate
	object string
	// rule and was are the reason of a Manual one.
	rule, was string
}

// Read takes one statement into a reading.
func (r *reader) Read(s *script.Statement, reading *script.Reading) {
	r.Reading = reading
	verb := verbOf(s)
	if name, ok := owned(s); ok {
		r.Passed(s, verb, name)
		return
	}
	switch {
	case s.Client:
		r.client(s, verb)
		return
	case rows[s.Head(1)] && !s.Open:
		r.Passed(s, verb, "")
		return
	}
	st := source{Statement: s}
	node, fault := st.parse()
	if fault != nil && !s.Open && strings.Contains(s.Text, ":") {
		settled := r.Settled()
		if varied, tree, ok := r.varied(s, verb); ok {
			if r.Settled() > settled {
				return
			}
			st, node, fault = varied, tree, nil
		}
	}
	if fault != nil {
		r.Refused(s, verb, "", fault)
		return
	}
	v := r.take(st, node)
	switch v.fate {
	case script.Converted:
		r.Converted(s, verb, v.object)
	case script.Folded:
		r.Folded(s, verb, v.object)
	case script.Passed:
		r.Passed(s, verb, v.object)
	default:
		r.Manual(s, verb, v.object, v.rule, v.was)
	}
}

// verbOf is what a statement does, in its own words.
func verbOf(s *script.Statement) string {
	head := strings.Fields(s.Head(5))
	if len(head) == 0 || strings.HasPrefix(s.Text, "/*") {
		return ""
	}
	if s.Client || rows[head[0]] {
		return head[0]
	}
	switch head[0] {
	case "CREATE", "ALTER", "DROP":
		for _, word := range head[1:] {
			switch word {
			case "OR", "REPLACE", "UNIQUE", "UNLOGGED", "TEMP", "TEMPORARY", "GLOBAL", "LOCAL", "MATERIALIZED", "FOREIGN",
				"TRUSTED", "PROCEDURAL", "RECURSIVE", "CONSTRAINT", "EVENT", "DEFAULT":
				continue
			}
			return head[0] + " " + word
		}
	case "COMMENT", "REFRESH", "SET", "RESET":
		if len(head) > 1 && head[0] == "COMMENT" && head[1] == "ON" && len(head) > 2 {
			return "COMMENT ON " + head[2]
		}
	}
	return head[0]
}

// take reads one statement's tree.
func (r *reader) take(st source, node *pg.Node) verdict {
	if node == nil {
		return verdict{fate: script.Passed}
	}
	switch n := node.Node.(type) {
	case *pg.Node_CreateStmt:
		return r.createTable(st, n.CreateStmt)
	case *pg.Node_AlterTableStmt:
		return r.alter(st, n.AlterTableStmt)
	case *pg.Node_IndexStmt:
		return r.createIndex(st, n.IndexStmt)
	case *pg.Node_CreateSchemaStmt:
		return r.createSchema(st, n.CreateSchemaStmt)
	case *pg.Node_CreateSeqStmt:
		return r.createSequence(st, n.CreateSeqStmt)
	case *pg.Node_AlterSeqStmt:
		return r.alterSequence(n.AlterSeqStmt)
	case *pg.Node_CreateEnumStmt:
		return r.createEnum(n.CreateEnumStmt)
	case *pg.Node_AlterEnumStmt:
		return r.alterEnum(n.AlterEnumStmt)
	case *pg.Node_CreateDomainStmt:
		return r.createDomain(st, n.CreateDomainStmt)
	case *pg.Node_AlterDomainStmt:
		return r.alterDomain(n.AlterDomainStmt)
	case *pg.Node_CommentStmt:
		return r.comment(st, n.CommentStmt)
	case *pg.Node_ViewStmt:
		return r.createView(st, n.ViewStmt)
	case *pg.Node_CreateTableAsStmt:
		return r.createAs(st, n.CreateTableAsStmt)
	case *pg.Node_RenameStmt:
		return r.rename(st, n.RenameStmt)
	case *pg.Node_DropStmt:
		return r.drop(st, n.DropStmt)
	case *pg.Node_SelectStmt:
		return r.selects(st, n.SelectStmt)
	case *pg.Node_VariableSetStmt:
		return r.set(n.VariableSetStmt)
	case *pg.Node_AlterObjectSchemaStmt:
		return r.move(st, n.AlterObjectSchemaStmt)
	}
	return r.other(st, node)
}

// manual is a verdict for the reason that a rule gives.
func manual(object, rule, was string) verdict {
	return verdict{fate: script.Manual, object: object, rule: rule, was: was}
}

// folded, passed and converted are the others.
func folded(object string) verdict    { return verdict{fate: script.Folded, object: object} }
func passed(object string) verdict    { return verdict{fate: script.Passed, object: object} }
func converted(object string) verdict { return verdict{fate: script.Converted, object: object} }

// words are the first words of a statement on one line, for a note.
func words(st source) string {
	line := strings.Join(strings.Fields(st.Text[:min(len(st.Text), 200)]), " ")
	if r := []rune(line); len(r) > 80 {
		line = string(r[:80]) + "…"
	}
	return strings.ToValidUTF8(line, "")
}

// strs are the strings of a list of nodes.
func strs(nodes []*pg.Node) []string {
	var list []string
	for _, n := range nodes {
		if s := n.GetString_(); s != nil {
			list = append(list, s.Sval)
		}
	}
	return list
}

// split2 cuts a qualified name into schema and name.
func split2(names []string) (space, name string) {
	switch n := len(names); n {
	case 0:
		return "", ""
	case 1:
		return "", names[0]
	default:
		return names[n-2], names[n-1]
	}
}

// dotted is a name with its schema, where it has one.
func dotted(space, name string) string {
	if space == "" {
		return name
	}
	return space + "." + name
}

// relationName is how a statement calls a table.
func relationName(v *pg.RangeVar) string {
	if v == nil {
		return ""
	}
	return dotted(v.Schemaname, v.Relname)
}

// lookup finds something by a name, with its schema and without.
func lookup[T any](m map[string]T, space, name string) (found T, ok bool) {
	if found, ok = m[dotted(space, name)]; ok {
		return found, true
	}
	found, ok = m[name]
	return found, ok
}
