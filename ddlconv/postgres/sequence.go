package postgres

import (
	"strconv"
	"strings"

	pg "github.com/pganalyze/pg_query_go/v6"

	"github.com/obferry/obferry/ddlconv/rule"
	"github.com/obferry/obferry/ddlconv/schema"
	"github.com/obferry/obferry/ddlconv/script"
	"github.com/obferry/obferry/ddlconv/syntax"
)

// sequence is one that a script makes, or that serial or an identity makes.
type sequence struct {
	space, name string
	original    string
	place       syntax.Place
	// start, step, and the next value where it is set otherwise.
	start, step int64
	next        int64
	least, most string
	cycle       bool
	cache       string // how many values a session takes at once, "" for one
	typ         string // of its values, "" for bigint
	// implied tells that a column made it.
	implied bool
	// foretold tells that a default named it and no statement has made it yet.
	foretold bool
	// counts is how many columns count by it.
	counts int
	// owned is the column that it goes with, as the source calls it.
	owned []string
	used  bool
}

// createSequence reads CREATE SEQUENCE.
func (r *reader) createSequence(st source, n *pg.CreateSeqStmt) verdict {
	q := &sequence{space: n.Sequence.Schemaname, name: n.Sequence.Relname, original: st.Text, place: st.Place, step: 1}
	if q.space == "" {
		q.space = r.schema
	}
	if _, ok := lookup(r.sequences, q.space, q.name); ok && n.IfNotExists {
		return passed(q.name)
	}
	if named, ok := lookup(r.sequences, q.space, q.name); ok && named.foretold {
		// A default has named it before: pg_dump sees no order between the two where the
		// name is a text.
		*named = *q
		named.options(n.Options)
		return converted(dotted(n.Sequence.Schemaname, q.name))
	}
	if old, ok := lookup(r.sequences, home(q.space), q.name); ok && home(old.space) == home(q.space) {
		return manual(dotted(n.Sequence.Schemaname, q.name), "postgres.table.twice", q.name)
	}
	q.options(n.Options)
	r.addSequence(q)
	return converted(dotted(n.Sequence.Schemaname, q.name))
}

// addSequence lets a sequence be found.
func (r *reader) addSequence(q *sequence) {
	r.sequences[dotted(q.space, q.name)] = q
	if r.sequences[q.name] == nil {
		r.sequences[q.name] = q
	}
	r.ordered = append(r.ordered, q)
}

// dropSequence takes one out.
func (r *reader) dropSequence(q *sequence) {
	for name, other := range r.sequences {
		if other == q {
			delete(r.sequences, name)
		}
	}
	r.ordered = keep(r.ordered, func(o *sequence) bool { return o != q })
}

// options reads what is said of a sequence.
func (q *sequence) options(list []*pg.Node) {
	for _, node := range list {
		e := node.GetDefElem()
		if e == nil {
			continue
		}
		n, numbered := integer(e.Arg)
		switch e.Defname {
		case "start":
			q.start = n
		case "increment":
			q.step = n
		case "restart":
			q.next = n
			if !numbered {
				q.next = max(q.start, 1)
			}
		case "minvalue":
			q.least = number(e.Arg)
			if numbered && q.start == 0 && q.step >= 0 {
				q.start = n
			}
		case "maxvalue":
			q.most = number(e.Arg)
		case "as":
			q.typ = readType(e.Arg.GetTypeName()).name
		case "cycle":
			q.cycle = e.Arg.GetBoolean() != nil && e.Arg.GetBoolean().Boolval
		case "cache":
			if q.cache = number(e.Arg); q.cache == "1" {
				q.cache = ""
			}
		case "owned_by":
			q.owned = strs(e.Arg.GetList().GetItems())
		case "sequence_name":
			q.space, q.name = split2(strs(e.Arg.GetList().GetItems()))
		}
	}
}

// integer reads a whole number.
func integer(n *pg.Node) (int64, bool) {
	if i := n.GetInteger(); i != nil {
		return int64(i.Ival), true
	}
	if f := n.GetFloat(); f != nil {
		v, err := strconv.ParseInt(f.Fval, 10, 64)
		return v, err == nil
	}
	if c := n.GetAConst(); c != nil {
		if c.GetIval() != nil {
			return int64(c.GetIval().Ival), true
		}
		if c.GetFval() != nil {
			v, err := strconv.ParseInt(c.GetFval().Fval, 10, 64)
			return v, err == nil
		}
	}
	return 0, false
}

// number is a whole number as text, "" for none.
func number(n *pg.Node) string {
	if v, ok := integer(n); ok {
		return strconv.FormatInt(v, 10)
	}
	return ""
}

// value is the next value that a sequence gives.
func (q *sequence) value() int64 {
	if q.next != 0 {
		return q.next
	}
	return max(q.start, 1)
}

// alterSequence reads ALTER SEQUENCE.
func (r *reader) alterSequence(n *pg.AlterSeqStmt) verdict {
	q, ok := lookup(r.sequences, n.Sequence.Schemaname, n.Sequence.Relname)
	if !ok {
		if n.MissingOk {
			return passed(relationName(n.Sequence))
		}
		return manual(relationName(n.Sequence), "postgres.sequence.missing", relationName(n.Sequence))
	}
	q.options(n.Options)
	return folded(relationName(n.Sequence))
}

// selects reads a SELECT that stands alone: it may set a sequence, or call a routine that
// does anything.
func (r *reader) selects(st source, n *pg.SelectStmt) verdict {
	if n.IntoClause != nil {
		return manual(relationName(n.IntoClause.Rel), "postgres.table.as", relationName(n.IntoClause.Rel))
	}
	for _, node := range n.TargetList {
		call := node.GetResTarget().GetVal().GetFuncCall()
		if call == nil {
			continue
		}
		space, name := split2(strs(call.Funcname))
		switch {
		case name == "setval" && len(call.Args) > 1:
			return r.setValue(st, call)
		case name == "set_config" && len(call.Args) > 1 && textOf(call.Args[0]) == "search_path":
			r.setPath(strings.Split(textOf(call.Args[1]), ","))
		}
		if r.foreignCall(space, name) {
			return manual(name, "postgres.call", words(st))
		}
	}
	for _, node := range n.FromClause {
		for _, list := range node.GetRangeFunction().GetFunctions() {
			for _, item := range list.GetList().GetItems() {
				if call := item.GetFuncCall(); call != nil {
					if space, name := split2(strs(call.Funcname)); r.foreignCall(space, name) {
						return manual(name, "postgres.call", words(st))
					}
				}
			}
		}
	}
	return verdict{fate: script.Passed}
}

// harmless are PostgreSQL's own functions that stand alone in scripts and change nothing
// of a schema.
var harmless = map[string]bool{
	"set_config": true, "current_setting": true, "now": true, "count": true, "version": true, "nextval": true, "currval": true, "lastval": true,
	"format": true, "quote_ident": true, "quote_literal": true, "to_char": true, "generate_series": true, "exists": true, "unnest": true,
	"current_schemas": true, "obj_description": true, "col_description": true, "has_table_privilege": true, "regexp_matches": true, "row_to_json": true,
	"json_agg": true, "jsonb_agg": true, "array_agg": true, "string_agg": true, "txid_current": true, "clock_timestamp": true,
}

// foreignCall tells whether a function is one of the script's, of an extension or of
// another place, and may do anything.
func (r *reader) foreignCall(space, name string) bool {
	switch {
	case space == "pg_catalog" || space == "information_schema":
		return false
	case space != "", r.functions[name]:
		return true
	case harmless[name], same[name].name != "", aggregates[name].name != "":
		return false
	}
	return !strings.HasPrefix(name, "pg_")
}

// setValue reads setval: a value that is written out becomes the sequence's, one that is
// taken from rows is told.
func (r *reader) setValue(st source, call *pg.FuncCall) verdict {
	q := r.sequenceOf(call.Args[0])
	if q == nil {
		name := textOf(call.Args[0])
		if of := call.Args[0].GetFuncCall(); name == "" && len(of.GetArgs()) == 2 {
			name = textOf(of.Args[0]) + "." + textOf(of.Args[1]) // pg_get_serial_sequence()
		}
		if strings.Trim(name, ".") == "" {
			name = deparsed(call.Args[0])
		}
		return manual(name, "postgres.sequence.missing", name)
	}
	v, ok := integer(call.Args[1])
	if !ok {
		if r.Follows("postgres.sequence.value") {
			r.Notes = append(r.Notes, rule.Note{Rule: "postgres.sequence.value", Severity: rule.Changed, Object: q.name, Line: st.Place.Line, Column: st.Place.Column, Was: words(st)})
		}
		return folded(q.name)
	}
	if q.next = v + q.step; q.step == 0 {
		q.next = v + 1
	}
	if len(call.Args) > 2 && call.Args[2].GetAConst().GetBoolval() != nil && !call.Args[2].GetAConst().GetBoolval().Boolval {
		q.next = v
	}
	return folded(q.name)
}

// textOf is a string constant, cast or not.
func textOf(n *pg.Node) string {
	for n.GetTypeCast() != nil {
		n = n.GetTypeCast().Arg
	}
	return n.GetAConst().GetSval().GetSval()
}

// setPath keeps the schema in which things are made.
func (r *reader) setPath(names []string) {
	r.schema = ""
	if len(names) == 0 {
		return
	}
	first := strings.Trim(strings.TrimSpace(names[0]), `"`)
	switch first {
	case "public", "pg_catalog", "$user", "":
		return
	}
	r.schema = first
}

// sequenceOf is the sequence that 'name'::regclass means, or
// pg_get_serial_sequence('table', 'column').
func (r *reader) sequenceOf(n *pg.Node) *sequence {
	for n.GetTypeCast() != nil {
		n = n.GetTypeCast().Arg
	}
	if call := n.GetFuncCall(); call != nil && len(call.Args) == 2 {
		if _, name := split2(strs(call.Funcname)); name == "pg_get_serial_sequence" {
			space, relation := split2(nameParts(textOf(call.Args[0])))
			if t := r.find(space, relation); t != nil {
				if c := t.column(textOf(call.Args[1])); c != nil {
					return t.columns[c].sequence
				}
			}
		}
		return nil
	}
	space, name := split2(nameParts(textOf(n)))
	if q, ok := lookup(r.sequences, space, name); ok {
		return q
	}
	return nil
}

// nameParts reads a qualified name as it stands in a string: unquoted parts in lower
// case.
func nameParts(s string) []string {
	var parts []string
	var b strings.Builder
	quoted := false
	for _, c := range s {
		switch {
		case c == '"':
			quoted = !quoted
		case c == '.' && !quoted:
			parts = append(parts, b.String())
			b.Reset()
		case quoted:
			b.WriteRune(c)
		default:
			b.WriteString(strings.ToLower(string(c)))
		}
	}
	return append(parts, b.String())
}

// sql is the statement that makes a sequence.
func (q *sequence) sql() string {
	s := "CREATE SEQUENCE " + schema.Quote(q.name) + " START WITH " + strconv.FormatInt(q.startValue(), 10)
	if q.step != 0 {
		s += " INCREMENT BY " + strconv.FormatInt(q.step, 10)
	}
	if q.least != "" {
		s += " MINVALUE " + q.least
	}
	switch {
	case q.most != "":
		s += " MAXVALUE " + q.most
	case q.step >= 0 && q.typ == "smallint":
		s += " MAXVALUE 32767"
	case q.step >= 0 && q.typ == "integer":
		s += " MAXVALUE 2147483647"
	}
	if q.cycle {
		s += " CYCLE"
	}
	if q.cache != "" {
		s += " CACHE " + q.cache
	}
	return s
}

// startValue is the next value, also of a sequence that counts down.
func (q *sequence) startValue() int64 {
	switch {
	case q.next != 0:
		return q.next
	case q.start != 0:
		return q.start
	case q.step < 0:
		return -1
	}
	return 1
}
