package postgres

import (
	"strconv"
	"strings"

	pg "github.com/pganalyze/pg_query_go/v6"
)

// typeRef is a type as a column names it.
type typeRef struct {
	// space is the schema of a type that is not PostgreSQL's own.
	space string
	// name is the type's name in SQL's words: "character varying".
	name string
	// mods are what stands in its parentheses.
	mods  []string
	array bool
	// serial tells that it was written serial.
	serial bool
}

// sqlNames are the names that PostgreSQL shows for the short ones of its own types.
var sqlNames = map[string]string{
	"int2": "smallint", "int4": "integer", "int": "integer", "int8": "bigint", "float4": "real", "float8": "double precision",
	"bool": "boolean", "bpchar": "character", "varchar": "character varying", "decimal": "numeric",
	"timestamp": "timestamp without time zone", "timestamptz": "timestamp with time zone",
	"time": "time without time zone", "timetz": "time with time zone", "varbit": "bit varying",
}

// serials are the counting types, by the type that they count in.
var serials = map[string]string{
	"serial": "integer", "serial4": "integer", "bigserial": "bigint", "serial8": "bigint", "smallserial": "smallint", "serial2": "smallint",
}

// readType reads a type's name.
func readType(t *pg.TypeName) typeRef {
	var ref typeRef
	if t == nil {
		return ref
	}
	space, name := split2(strs(t.Names))
	own := space == "pg_catalog" || space == ""
	if own {
		space = ""
		switch {
		case serials[name] != "":
			ref.serial, name = true, serials[name]
		case name == "bpchar" && len(t.Typmods) == 0:
			name = "text" // char without a length is bpchar(1) by now; bpchar itself has no limit
		case name == "char":
			name = `"char"`
		case sqlNames[name] != "":
			name = sqlNames[name]
		}
	}
	ref.space, ref.name = space, name
	for _, m := range t.Typmods {
		ref.mods = append(ref.mods, modifier(m))
	}
	if name == "interval" {
		ref.mods = nil // the fields and digits that a text keeps anyway
	}
	ref.array = len(t.ArrayBounds) > 0
	return ref
}

// modifier is one thing in a type's parentheses.
func modifier(n *pg.Node) string {
	if c := n.GetAConst(); c != nil {
		switch v := c.Val.(type) {
		case *pg.A_Const_Ival:
			return strconv.Itoa(int(v.Ival.Ival))
		case *pg.A_Const_Sval:
			return v.Sval.Sval
		case *pg.A_Const_Fval:
			return v.Fval.Fval
		}
	}
	if c := n.GetColumnRef(); c != nil {
		return strings.Join(strs(c.Fields), ".")
	}
	if e := n.GetAExpr(); e != nil && e.Lexpr == nil && len(e.Name) == 1 {
		return strs(e.Name)[0] + modifier(e.Rexpr)
	}
	return ""
}

// String is the type in the source's words.
func (t typeRef) String() string {
	s := t.name
	if len(t.mods) > 0 {
		mods := "(" + strings.Join(t.mods, ",") + ")"
		if before, after, found := strings.Cut(s, " with"); found && (before == "time" || before == "timestamp") {
			s = before + mods + " with" + after
		} else {
			s += mods
		}
	}
	if t.space != "" {
		s = t.space + "." + s
	}
	if t.array {
		s += "[]"
	}
	return s
}

// parseType reads what [typeRef.String] wrote, for the rules.
func parseType(s string) typeRef {
	var t typeRef
	s, t.array = strings.CutSuffix(s, "[]")
	if open := strings.IndexByte(s, '('); open >= 0 {
		if end := strings.IndexByte(s[open:], ')'); end > 0 {
			t.mods = strings.Split(s[open+1:open+end], ",")
			s = s[:open] + s[open+end+1:]
		}
	}
	if dot := strings.IndexByte(s, '.'); dot >= 0 {
		t.space, s = s[:dot], s[dot+1:]
	}
	t.name = s
	return t
}

// number is the i-th number in the parentheses, and whether there is one.
func (t typeRef) number(i int) (int, bool) {
	if i >= len(t.mods) {
		return 0, false
	}
	n, err := strconv.Atoi(strings.TrimSpace(t.mods[i]))
	return n, err == nil
}
