package ddlconv

import (
	"strings"

	"github.com/obferry/obferry/ddlconv/mysql"
	"github.com/obferry/obferry/ddlconv/oceanbase"
	"github.com/obferry/obferry/ddlconv/schema"
)

// rename gives the table, its columns and the tables it points to their names on the
// target. Every expression is written anew, its columns in backquotes: OceanBase
// reserves words that MySQL does not.
func (w *work) rename() {
	t := w.table
	source := t.Name
	expression := func(e string) string { return mysql.Rename(e, w.columnName) }
	for _, c := range t.Columns {
		c.Generated = expression(c.Generated)
		if c.Default != nil && strings.HasPrefix(*c.Default, "(") {
			*c.Default = expression(*c.Default)
		}
	}
	for _, index := range w.keys() {
		for i := range index.Parts {
			index.Parts[i].Column = w.newName(index.Parts[i].Column)
			index.Parts[i].Expression = expression(index.Parts[i].Expression)
		}
		w.newNames(index.Storing)
		if by := index.Partitioning; by != nil {
			by.Expression = mysql.Rename(by.Expression, w.partitionName)
			w.newNames(by.Columns)
		}
	}
	for i, o := range t.Own {
		if name, rest, found := strings.Cut(o.Value, "("); found && o.Name == "TTL" {
			t.Own[i].Value = name + expression("("+rest)
		}
	}
	for _, c := range t.Checks {
		c.Expression = expression(c.Expression)
		c.Name = w.constraintName(c.Name, source)
	}
	for _, fk := range t.ForeignKeys {
		fk.Name = w.constraintName(fk.Name, source)
		w.newNames(fk.Columns)
		w.renameParent(fk, source)
	}
	for by := w.table.Partitioning; by != nil; by = by.Sub {
		by.Expression = mysql.Rename(by.Expression, w.partitionName)
		w.newNames(by.Columns)
	}
	for _, c := range t.Columns {
		c.Name = w.newName(c.Name)
	}
	if w.options.Name != "" {
		t.Name = w.options.Name
	}
}

// renameParent gives the table that a foreign key points to its name on the target.
func (w *work) renameParent(fk *schema.ForeignKey, source string) {
	if (fk.RefSchema == "" || strings.EqualFold(fk.RefSchema, w.Schema)) && strings.EqualFold(fk.RefTable, source) {
		fk.RefSchema = ""
		if w.options.Name != "" {
			fk.RefTable = w.options.Name
		}
		w.newNames(fk.RefColumns)
		return
	}
	// Without a schema, a parent is sought in the child's own first.
	for _, schema := range []string{fk.RefSchema, w.Schema, ""} {
		key := fk.RefTable
		if schema != "" {
			key = schema + "." + key
		}
		if renamed, ok := w.course.names[strings.ToLower(key)]; ok && (fk.RefSchema == "" || schema == fk.RefSchema) {
			fk.RefSchema, fk.RefTable = "", renamed
			return
		}
	}
}

// columnName is the name of a column on the target, and whether the table has it.
func (w *work) columnName(name string) (string, bool) {
	c := w.table.Column(name)
	if c == nil {
		return name, false
	}
	return w.newName(c.Name), true
}

// partitionName is the name of a column in what a table is partitioned by, and whether it
// must be written anew: the kernel tells that text as it was given, so that one which is
// right stays as it is.
func (w *work) partitionName(name string) (string, bool) {
	to, is := w.columnName(name)
	if is && to == name && (w.course.from == MySQL || w.course.from == MariaDB) && !oceanbase.Reserves(name) {
		return name, false
	}
	return to, is
}

// newName is the name that the options give a column, else its own.
func (w *work) newName(name string) string {
	if renamed := w.renamed[strings.ToLower(name)]; renamed != "" {
		return renamed
	}
	return name
}

// newNames gives a list of columns their names on the target.
func (w *work) newNames(names []string) {
	for i := range names {
		names[i] = w.newName(names[i])
	}
}

// constraintName is a constraint's name for a table that is renamed: where it begins
// with the old name, it begins with the new one, since it must be the only one in
// its database.
func (w *work) constraintName(name, source string) string {
	if w.options.Name == "" || w.options.Name == source || !strings.HasPrefix(name, source+"_") {
		return name
	}
	return w.short(w.options.Name + strings.TrimPrefix(name, source))
}
