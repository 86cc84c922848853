package mysql

import (
	"strings"

	"github.com/obferry/obferry/ddlconv/script"
	"github.com/obferry/obferry/ddlconv/syntax"
)

// kinds are what the words name that objects are made by.
var kinds = map[string]script.ObjectKind{
	"VIEW": script.View, "TRIGGER": script.Trigger, "EVENT": script.Event,
	"PROCEDURE": script.Procedure, "FUNCTION": script.Function, "SEQUENCE": script.Sequence,
}

// createObject reads a CREATE (or ALTER VIEW) of a view, trigger, event or routine. Its
// body stays as it is, written in the open.
func (d *reader) createObject(st *statement, word int, replace bool) {
	kind := st.words[word].Value
	verb := st.words[0].Value + " " + kind
	p := d.parser(st, nil)
	if p == nil {
		return
	}
	h := header{parser: p}
	h.read(kind)
	if p.Err != nil {
		st.Refused(st.Statement, verb, h.name, p.Err)
		return
	}
	if another := h.another(kind); another != nil {
		st.Refused(st.Statement, verb, h.name, syntax.At("fault.ddl.syntax", another.Place, syntax.Near(st.Text, another.Offset)))
		return
	}
	if h.loaded {
		st.manual(verb, h.name, "mysql.plugin", "SONAME")
		return
	}
	home := d.home(h.database)
	if d.refusesName(st, verb, kinds[kind], home, h.name, replace || st.word(0, "ALTER")) {
		return
	}
	o := &script.Object{Kind: kinds[kind], Name: h.name, Original: st.Text, Place: st.Place}
	d.homes[o] = home
	body := inTheOpen(st.Text[h.rest:], d.mode)
	if kind == "VIEW" {
		body = selected(body)
	}
	o.SQL = h.sql(kind, body)
	if h.definer != "" {
		st.TellObject("mysql.definer", o, st.Place, h.definer, "")
	}
	if replace && kind != "VIEW" {
		st.TellObject("mysql.orreplace", o, st.Place, "OR REPLACE", "")
	}
	altered := st.word(0, "ALTER")
	there := d.dropObject(st, o.Kind, home, h.name)
	d.named[key(o.Kind, h.name)] = true
	if o.Kind == script.Trigger {
		d.triggerMade(o)
	}
	st.Objects = append(st.Objects, o)
	if there && altered {
		st.Folded(st.Statement, verb, h.name)
		return
	}
	st.Converted(st.Statement, verb, h.name)
}

// header is what stands before an object's name.
type header struct {
	*parser
	algorithm, definer, security string
	aggregate                    bool
	// loaded tells that a function comes from a library.
	loaded         bool
	database, name string
	// rest is where the text behind the name begins.
	rest int
}

// read reads up to the name and, of a function, whether a library holds it.
func (h *header) read(kind string) {
	h.Next()
	h.Accept("OR", "REPLACE")
	for !h.Done() && !h.Accept(kind) {
		switch {
		case h.Accept("ALGORITHM"):
			h.AcceptSign("=")
			h.algorithm = h.Next().Value
		case h.Accept("DEFINER"):
			h.AcceptSign("=")
			from := h.At
			h.user()
			h.definer = h.since(from)
		case h.Accept("SQL", "SECURITY"):
			h.security = h.Next().Value
		case h.Accept("AGGREGATE"):
			h.aggregate = true
		default:
			h.Unexpected()
			return
		}
	}
	if h.Accept("IF") {
		h.Accept("NOT")
		h.Expect("EXISTS")
	}
	h.database, h.name = h.Qualified()
	h.rest = h.Peek(0).Offset
	if h.Err == nil && !h.goesOn(kind) {
		h.Unexpected()
	}
	for i := h.At; kind == "FUNCTION" && i < len(h.Tokens) && i < h.At+6; i++ {
		h.loaded = h.loaded || h.Tokens[i].Is("SONAME")
	}
}

// goesOn tells whether behind a name stands what the kind of object wants there (1064), and
// not what another server's does.
func (h *header) goesOn(kind string) bool {
	switch kind {
	case "TRIGGER":
		return h.Ahead("BEFORE") || h.Ahead("AFTER")
	case "PROCEDURE":
		return h.Peek(0).Sign("(")
	case "VIEW":
		return h.Peek(0).Sign("(") || h.Ahead("AS")
	case "EVENT":
		return h.Ahead("ON") || h.Ahead("DO") || h.Ahead("COMMENT") || h.Ahead("ENABLE") || h.Ahead("DISABLE") || h.Ahead("RENAME")
	}
	return true
}

// another is where another statement begins in that of a view, because nothing ends it
// before; nil where none does.
func (h *header) another(kind string) *syntax.Token {
	if kind != "VIEW" {
		return nil // in whose body it can stand
	}
	for i := h.At; i+1 < len(h.Tokens); i++ {
		if h.Tokens[i].Is("CREATE") && !h.Tokens[i-1].Sign(".") {
			return &h.Tokens[i]
		}
	}
	return nil
}

// user passes a user's name: a@b, 'a'@'b', CURRENT_USER(), a role.
func (h *header) user() {
	h.Next()
	switch t := h.Peek(0); {
	case t.Sign("("):
		h.Next()
		h.ExpectSign(")")
	case t.Kind == syntax.Variable && t.Raw == "@":
		h.Next()
		h.Next()
	case t.Kind == syntax.Variable && !t.Spaced:
		h.Next()
		for h.Peek(0).Sign("-") { // a host's name
			h.Next()
			h.Next()
		}
	}
}

// sql is the statement that makes the object on the target: nobody's but its maker's,
// and in the open.
func (h *header) sql(kind, rest string) string {
	var b strings.Builder
	b.WriteString("CREATE ")
	if h.algorithm != "" && h.algorithm != "UNDEFINED" {
		b.WriteString("ALGORITHM = " + h.algorithm + " ")
	}
	if h.security == "INVOKER" {
		b.WriteString("SQL SECURITY INVOKER ")
	}
	if h.aggregate {
		b.WriteString("AGGREGATE ")
	}
	b.WriteString(kind + " `" + strings.ReplaceAll(h.name, "`", "``") + "`")
	if !strings.HasPrefix(rest, "(") {
		b.WriteByte(' ')
	}
	b.WriteString(rest)
	return b.String()
}
