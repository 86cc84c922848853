package diff

import (
	"strings"

	"github.com/obferry/obferry/ddlconv/schema"
)

func (c *comparison) columns() {
	var wantOrder, gotOrder []string
	for _, want := range c.want.Columns {
		got := c.got.Column(want.Name)
		if got == nil {
			c.missing(OfColumn, want.Name, want.Type)
			continue
		}
		wantOrder = append(wantOrder, want.Name)
		c.column(want, got)
	}
	for _, got := range c.got.Columns {
		if want := c.want.Column(got.Name); want != nil {
			gotOrder = append(gotOrder, got.Name)
		} else {
			c.extra(OfColumn, got.Name, got.Type)
		}
	}
	c.alike(OfTable, "", Order, strings.Join(wantOrder, ", "), strings.Join(gotOrder, ", "))
}

func (c *comparison) column(want, got *schema.Column) {
	name := want.Name
	if a, b := Normal(stored(want, c.want)), Normal(stored(got, nil)); want.Members() == nil || bare(want.Type) != bare(got.Type) {
		c.same(OfColumn, name, Type, a, b)
	}
	c.charset(want, got)
	c.same(OfColumn, name, Nullable, yes(!want.NotNull && !primary(c.want, name)), yes(!got.NotNull))
	if want.Generated == "" && got.Generated == "" {
		if !sameDefault(want, got) {
			c.same(OfColumn, name, Default, shownDefault(want), shownDefault(got))
		}
		c.same(OfColumn, name, OnUpdate, moment(want.OnUpdate), moment(got.OnUpdate))
	}
	c.same(OfColumn, name, Auto, yes(want.AutoIncrement), yes(got.AutoIncrement))
	switch {
	case (want.Generated == "") != (got.Generated == ""), !sameExpression(want.Generated, got.Generated):
		c.same(OfColumn, name, Generated, want.Generated, got.Generated)
	case want.Generated != "":
		c.same(OfColumn, name, Generated, kind(want), kind(got))
	}
	c.same(OfColumn, name, Visible, yes(!want.Invisible), yes(!got.Invisible))
	c.same(OfColumn, name, Comment, want.Comment, got.Comment)
}

func kind(c *schema.Column) string {
	if c.Stored {
		return "STORED"
	}
	return "VIRTUAL"
}

// primary tells whether a column is part of the primary key, and so never NULL.
func primary(t *schema.Table, column string) bool {
	if t.PrimaryKey == nil {
		return false
	}
	for _, p := range t.PrimaryKey.Parts {
		if strings.EqualFold(p.Column, column) {
			return true
		}
	}
	return false
}

// charset compares the character sets of two columns, and their collations where one
// was named: a set's own collation is for the server to know.
func (c *comparison) charset(want, got *schema.Column) {
	if !want.Textual() || got.Collation == "" {
		return
	}
	set, collation := want.Charset, want.Collation
	if set == "" && collation == "" {
		set, collation = c.want.Charset, c.want.Collation
	}
	switch {
	case set == "binary" || collation == "binary":
	case collation != "":
		c.alike(OfColumn, want.Name, Charset, collation, got.Collation)
	case set != "":
		c.alike(OfColumn, want.Name, Charset, set, setOf(got))
	}
}

// setOf is a column's character set, told or by its collation.
func setOf(c *schema.Column) string {
	if c.Charset != "" {
		return c.Charset
	}
	set, _, _ := strings.Cut(c.Collation, "_")
	return set
}

// stored is a column as MySQL stores it: characters of the set binary, the column's own or
// its table's, are bytes. The
// table is nil where the column tells its own set.
func stored(c *schema.Column, t *schema.Table) *schema.Column {
	own := c.Charset != "" || c.Collation != ""
	if c.Charset != "binary" && c.Collation != "binary" && (own || t == nil || t.Charset != "binary") {
		return c
	}
	bytes := map[string]string{"char": "binary", "varchar": "varbinary", "tinytext": "tinyblob", "text": "blob", "mediumtext": "mediumblob", "longtext": "longblob"}
	if to := bytes[c.Base()]; to != "" {
		changed := *c
		changed.Type = to + strings.TrimPrefix(c.Type, c.Base())
		return &changed
	}
	return c
}
