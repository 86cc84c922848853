package diff

import (
	"regexp"
	"strconv"
	"strings"

	"github.com/obferry/obferry/ddlconv/schema"
)

func (c *comparison) keys() {
	switch want, got := c.want.PrimaryKey, c.got.PrimaryKey; {
	case want != nil && got == nil:
		c.missing(OfKey, "PRIMARY", c.parts(c.want, want))
	case want == nil && got != nil:
		c.extra(OfKey, "PRIMARY", c.parts(c.got, got))
	case want != nil:
		c.same(OfKey, "PRIMARY", Columns, c.parts(c.want, want), c.parts(c.got, got))
	}
	pairs(c.want.Indexes, c.got.Indexes,
		func(i *schema.Index) string { return i.Name },
		func(want, got *schema.Index) bool {
			return want.Kind == got.Kind && c.parts(c.want, want) == c.parts(c.got, got)
		},
		func(want, got *schema.Index) {
			switch {
			case got == nil:
				c.missing(OfKey, want.Name, string(want.Kind)+" "+c.parts(c.want, want))
			case want == nil:
				c.extra(OfKey, got.Name, string(got.Kind)+" "+c.parts(c.got, got))
			default:
				c.key(want, got)
			}
		})
}

func (c *comparison) key(want, got *schema.Index) {
	name := got.Name
	c.same(OfKey, name, Kind, string(want.Kind), string(got.Kind))
	if c.expressions(want) != c.expressions(got) || c.parts(c.want, want) != c.parts(c.got, got) {
		c.same(OfKey, name, Columns, c.parts(c.want, want), c.parts(c.got, got))
	}
	if want.Parser != "" {
		c.alike(OfKey, name, Parser, want.Parser, got.Parser)
	}
	if want.Global {
		c.same(OfKey, name, Reach, "GLOBAL", reach(got))
	}
	c.same(OfKey, name, Visible, yes(!want.Hidden), yes(!got.Hidden))
	c.same(OfKey, name, Comment, want.Comment, got.Comment)
}

func reach(i *schema.Index) string {
	if i.Global {
		return "GLOBAL"
	}
	return "LOCAL"
}

// expressions counts the parts of a key that are no columns.
func (c *comparison) expressions(i *schema.Index) int {
	count := 0
	for _, p := range i.Parts {
		if p.Expression != "" {
			count++
		}
	}
	return count
}

// parts are a key's columns in one spelling: "(a, b(10), c DESC)". A prefix as long as
// its column is none. An expression stands there in one spelling.
func (c *comparison) parts(t *schema.Table, i *schema.Index) string {
	all := make([]string, len(i.Parts))
	for n, p := range i.Parts {
		all[n] = strings.ToLower(p.Column)
		if p.Expression != "" {
			all[n] = "(" + strings.Join(canonical(p.Expression), " ") + ")"
			if values := multiValued(p.Expression); values != "" {
				return "(" + values + ")" // the server puts the primary key behind it
			}
		}
		if p.Length > 0 && !coversColumn(t, p) {
			all[n] += "(" + strconv.Itoa(p.Length) + ")"
		}
		if p.Descending {
			all[n] += " DESC"
		}
	}
	return "(" + strings.Join(all, ", ") + ")"
}

// arrays are the two spellings of a key's part that is multi-valued: that of MySQL and that
// in which OceanBase shows it. In each the column, the path and the type of a value.
var arrays = []*regexp.Regexp{
	regexp.MustCompile(`^\(*cast\(json_extract\((.+),(?:_\w+)?('.*')\)as(.+?)array\)+$`),
	regexp.MustCompile(`^\(*cast\((.+)->(?:_\w+)?('.*')as(.+?)array\)+$`),
	regexp.MustCompile(`^\(*json_query\((.+),('.*')returning(.+?)withoutarraywrapper.*$`),
}

// multiValued is a multi-valued expression in one spelling, "" of any other. Types without
// their character set: an index has the one of JSON.
func multiValued(expression string) string {
	words := strings.NewReplacer(" ", "", "`", "").Replace(strings.ToLower(expression))
	for _, array := range arrays {
		if found := array.FindStringSubmatch(words); found != nil {
			of, _, _ := strings.Cut(found[3], "charset")
			return "each " + of + " of " + found[1] + "->" + found[2]
		}
	}
	return ""
}

func coversColumn(t *schema.Table, p schema.Part) bool {
	column := t.Column(p.Column)
	if column == nil {
		return false
	}
	length, ok := column.Length()
	return ok && p.Length >= length
}

func (c *comparison) foreignKeys() {
	pairs(c.want.ForeignKeys, c.got.ForeignKeys,
		func(f *schema.ForeignKey) string { return f.Name },
		func(want, got *schema.ForeignKey) bool {
			return columns(want.Columns) == columns(got.Columns) && strings.EqualFold(want.RefTable, got.RefTable)
		},
		func(want, got *schema.ForeignKey) {
			switch {
			case got == nil:
				c.missing(OfForeignKey, want.Name, columns(want.Columns)+" → "+parent(want))
			case want == nil:
				c.extra(OfForeignKey, got.Name, columns(got.Columns)+" → "+parent(got))
			default:
				c.same(OfForeignKey, got.Name, Columns, columns(want.Columns), columns(got.Columns))
				c.same(OfForeignKey, got.Name, Parent, parent(want), parent(got))
				c.same(OfForeignKey, got.Name, Action, actions(want), actions(got))
			}
		})
}

func columns(names []string) string { return "(" + strings.ToLower(strings.Join(names, ", ")) + ")" }

func parent(f *schema.ForeignKey) string {
	return strings.ToLower(f.RefTable) + " " + columns(f.RefColumns)
}

// actions are what becomes of a child row. RESTRICT and NO ACTION are the same to
// MySQL, and are what it does where nothing is said.
func actions(f *schema.ForeignKey) string {
	return "ON DELETE " + action(f.OnDelete) + " ON UPDATE " + action(f.OnUpdate)
}

func action(s string) string {
	switch s = strings.ToUpper(s); s {
	case "", "NO ACTION":
		return "RESTRICT"
	}
	return s
}

func (c *comparison) checks() {
	pairs(c.want.Checks, c.got.Checks,
		func(k *schema.Check) string { return k.Name },
		func(want, got *schema.Check) bool { return sameExpression(want.Expression, got.Expression) },
		func(want, got *schema.Check) {
			switch {
			case got == nil:
				c.missing(OfCheck, want.Name, want.Expression)
			case want == nil:
				c.extra(OfCheck, got.Name, got.Expression)
			default:
				if !sameExpression(want.Expression, got.Expression) {
					c.same(OfCheck, got.Name, Expression, want.Expression, got.Expression)
				}
				c.same(OfCheck, got.Name, Enforced, yes(!want.NotEnforced), yes(!got.NotEnforced))
			}
		})
}

// pairs brings together what belongs together: by name, and what has none by likeness.
// What is left on either side is handed on with nil for the other.
func pairs[T any](want, got []*T, name func(*T) string, like func(want, got *T) bool, each func(want, got *T)) {
	taken := make([]bool, len(got))
	partner := make([]*T, len(want))
	take := func(i int, fits func(*T) bool) {
		for n, g := range got {
			if !taken[n] && fits(g) {
				taken[n], partner[i] = true, g
				return
			}
		}
	}
	for i, w := range want {
		if name(w) != "" {
			take(i, func(g *T) bool { return strings.EqualFold(name(w), name(g)) })
		}
	}
	for i, w := range want {
		if name(w) == "" {
			take(i, func(g *T) bool { return like(w, g) })
		}
	}
	for i, w := range want {
		each(w, partner[i])
	}
	for n, g := range got {
		if !taken[n] {
			each(nil, g)
		}
	}
}
