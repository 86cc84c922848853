// Package oceanbase writes the model of package schema as DDL for OceanBase in
// MySQL mode, and knows what OceanBase takes.
package oceanbase

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/obferry/obferry/ddlconv/schema"
)

// Table is the CREATE TABLE of a table, without its foreign keys and without a
// semicolon. Everything is written in the open: OceanBase drops all versioned
// comments of a statement when one of them does not parse, and says nothing.
func Table(t *schema.Table) string {
	var lines []string
	for _, c := range t.Columns {
		lines = append(lines, Column(c))
	}
	if t.PrimaryKey != nil {
		lines = append(lines, key(t.PrimaryKey))
	}
	for _, index := range t.Indexes {
		lines = append(lines, key(index))
	}
	for _, c := range t.Checks {
		lines = append(lines, check(c))
	}
	var b strings.Builder
	fmt.Fprintf(&b, "CREATE TABLE %s (\n  %s\n)", schema.Quote(t.Name), strings.Join(lines, ",\n  "))
	if t.Charset != "" {
		b.WriteString(" DEFAULT CHARSET = " + t.Charset)
	}
	if t.Collation != "" && t.Collation != "binary" {
		b.WriteString(" COLLATE = " + t.Collation)
	}
	if t.AutoIncrement > 0 {
		b.WriteString(" AUTO_INCREMENT = " + strconv.FormatUint(t.AutoIncrement, 10))
	}
	if t.Comment != "" {
		b.WriteString(" COMMENT = " + schema.QuoteText(t.Comment))
	}
	for _, o := range t.Own {
		b.WriteString(" " + o.Value)
	}
	if t.Partitioning != nil {
		b.WriteString("\n" + partitionBy(t.Partitioning))
	}
	if t.Groups != "" {
		b.WriteString("\nWITH COLUMN GROUP " + t.Groups)
	}
	return b.String()
}

// Column is one column as it stands in a CREATE TABLE.
func Column(c *schema.Column) string {
	var b strings.Builder
	b.WriteString(schema.Quote(c.Name) + " " + c.Type)
	if c.Textual() {
		if c.Charset != "" {
			b.WriteString(" CHARACTER SET " + c.Charset)
		}
		if c.Collation != "" && c.Collation != "binary" {
			b.WriteString(" COLLATE " + c.Collation)
		}
	}
	if c.Generated != "" {
		kind := "VIRTUAL"
		if c.Stored {
			kind = "STORED"
		}
		b.WriteString(" GENERATED ALWAYS AS (" + c.Generated + ") " + kind)
	}
	switch {
	case c.NotNull:
		b.WriteString(" NOT NULL")
	case c.Base() == "timestamp":
		b.WriteString(" NULL")
	}
	if c.Default != nil && c.Generated == "" {
		b.WriteString(" DEFAULT " + *c.Default)
	}
	if c.OnUpdate != "" {
		b.WriteString(" ON UPDATE " + c.OnUpdate)
	}
	if c.AutoIncrement {
		b.WriteString(" AUTO_INCREMENT")
	}
	if c.Invisible {
		b.WriteString(" INVISIBLE")
	}
	if c.Comment != "" {
		b.WriteString(" COMMENT " + schema.QuoteText(c.Comment))
	}
	if c.Own != "" {
		b.WriteString(" " + c.Own)
	}
	return b.String()
}

// key is one key as it stands in a CREATE TABLE.
func key(index *schema.Index) string {
	var b strings.Builder
	b.WriteString(string(index.Kind))
	if index.Name != "" && index.Kind != schema.Primary {
		b.WriteString(" " + schema.Quote(index.Name))
	}
	parts := make([]string, len(index.Parts))
	for i, p := range index.Parts {
		switch {
		case p.Expression != "":
			parts[i] = "(" + p.Expression + ")"
		case p.Length > 0:
			parts[i] = schema.Quote(p.Column) + "(" + strconv.Itoa(p.Length) + ")"
		default:
			parts[i] = schema.Quote(p.Column)
		}
		if p.Descending {
			parts[i] += " DESC"
		}
	}
	b.WriteString(" (" + strings.Join(parts, ", ") + ")")
	if index.Using != "" {
		b.WriteString(" USING " + index.Using)
	}
	if index.Parser != "" {
		b.WriteString(" WITH PARSER " + index.Parser)
	}
	if index.Own != "" {
		b.WriteString(" " + index.Own)
	}
	if len(index.Storing) > 0 {
		b.WriteString(" STORING (" + names(index.Storing) + ")")
	}
	if index.Global {
		b.WriteString(" GLOBAL")
	}
	if index.Comment != "" {
		b.WriteString(" COMMENT " + schema.QuoteText(index.Comment))
	}
	if index.Hidden {
		b.WriteString(" INVISIBLE")
	}
	if index.Partitioning != nil {
		b.WriteString(" " + inLine(index.Partitioning))
	}
	if index.Groups != "" {
		b.WriteString(" WITH COLUMN GROUP " + index.Groups)
	}
	return b.String()
}

// check is one CHECK constraint.
func check(c *schema.Check) string {
	s := "CHECK (" + c.Expression + ")"
	if c.Name != "" {
		s = "CONSTRAINT " + schema.Quote(c.Name) + " " + s
	}
	if c.NotEnforced {
		s += " NOT ENFORCED"
	}
	return s
}

// ForeignKey is the ALTER TABLE that adds a foreign key to a table, alone in its
// statement as OceanBase wants it.
func ForeignKey(table string, fk *schema.ForeignKey) string {
	s := "ALTER TABLE " + schema.Quote(table) + " ADD "
	if fk.Name != "" {
		s += "CONSTRAINT " + schema.Quote(fk.Name) + " "
	}
	parent := schema.Quote(fk.RefTable)
	if fk.RefSchema != "" {
		parent = schema.Quote(fk.RefSchema) + "." + parent
	}
	s += fmt.Sprintf("FOREIGN KEY (%s) REFERENCES %s (%s)", names(fk.Columns), parent, names(fk.RefColumns))
	if fk.OnDelete != "" {
		s += " ON DELETE " + fk.OnDelete
	}
	if fk.OnUpdate != "" {
		s += " ON UPDATE " + fk.OnUpdate
	}
	return s
}

// names is a list of names, quoted.
func names(list []string) string {
	quoted := make([]string, len(list))
	for i, n := range list {
		quoted[i] = schema.Quote(n)
	}
	return strings.Join(quoted, ", ")
}
