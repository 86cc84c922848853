package proof

import (
	"context"
	"strings"

	"github.com/obferry/obferry/ddlconv/schema"
)

// catalogue is the tables of the scratch database as the server tells them.
type catalogue struct {
	tables map[string]*schema.Table
	// byFold finds a table whose name the server has written in another case.
	byFold map[string]*schema.Table
}

// find finds a table, nil where there is none.
func (c *catalogue) find(name string) *schema.Table {
	if t := c.tables[name]; t != nil {
		return t
	}
	return c.byFold[strings.ToLower(name)]
}

// readBack reads the scratch database's catalogue. Of the tables that are meant, what
// the catalogue does not tell is read from SHOW CREATE TABLE: the columns of full-text
// and spatial keys, their parser, the reach of a key, the next AUTO_INCREMENT value.
func (k *kernel) readBack(ctx context.Context, meant []*schema.Table) (*catalogue, error) {
	c := &catalogue{tables: map[string]*schema.Table{}, byFold: map[string]*schema.Table{}}
	for _, view := range []struct {
		name, database, order string
		take                  func(row)
	}{
		{"tables", "table_schema", "", c.table},
		{"columns", "table_schema", "table_name, ordinal_position", c.column},
		{"statistics", "table_schema", "table_name, index_name, seq_in_index", c.part},
		{"key_column_usage", "table_schema", "table_name, constraint_name, ordinal_position", c.reference},
		{"referential_constraints", "constraint_schema", "", c.actions},
		{"partitions", "table_schema", "table_name, partition_ordinal_position, subpartition_ordinal_position", c.partition},
	} {
		if err := k.each(ctx, view.name, view.database, view.order, view.take); err != nil {
			return nil, err
		}
	}
	if err := k.checkConstraints(ctx, c); err != nil {
		return nil, err
	}
	for _, t := range meant {
		there := c.find(t.Name)
		if there == nil {
			continue
		}
		if err := k.localBounds(ctx, there); err != nil {
			return nil, err
		}
		if untold(t, there) {
			if err := k.show(ctx, t.Name, there); err != nil {
				return nil, err
			}
		}
	}
	return c, nil
}

func (c *catalogue) table(r row) {
	if r.text("TABLE_TYPE") != "BASE TABLE" {
		return
	}
	name := r.text("TABLE_NAME")
	t := &schema.Table{Name: name, Collation: r.text("TABLE_COLLATION"), Comment: r.text("TABLE_COMMENT")}
	t.Charset, _, _ = strings.Cut(t.Collation, "_")
	c.tables[name], c.byFold[strings.ToLower(name)] = t, t
}

// of is the table that a row belongs to; nil for a view's.
func (c *catalogue) of(r row) *schema.Table { return c.tables[r.text("TABLE_NAME")] }

func (c *catalogue) column(r row) {
	t := c.of(r)
	if t == nil {
		return
	}
	extra := strings.ToUpper(r.text("EXTRA"))
	column := &schema.Column{
		Name: r.text("COLUMN_NAME"), Type: r.text("COLUMN_TYPE"), NotNull: r.text("IS_NULLABLE") == "NO",
		Charset: r.text("CHARACTER_SET_NAME"), Collation: r.text("COLLATION_NAME"), Comment: r.text("COLUMN_COMMENT"),
		AutoIncrement: strings.Contains(extra, "AUTO_INCREMENT"), Invisible: strings.Contains(extra, "INVISIBLE"),
		Generated: r.text("GENERATION_EXPRESSION"), Stored: strings.Contains(extra, "STORED"),
	}
	if _, after, found := strings.Cut(extra, "ON UPDATE "); found {
		column.OnUpdate = after
	}
	if !r.null("COLUMN_DEFAULT") && column.Generated == "" {
		text := defaultText(column, r.text("COLUMN_DEFAULT"))
		column.Default = &text
	}
	t.Columns = append(t.Columns, column)
}

// defaultText is a default as SQL. The catalogue gives literals without quotes.
func defaultText(c *schema.Column, text string) string {
	upper := strings.ToUpper(text)
	switch {
	case strings.HasPrefix(upper, "CURRENT_TIMESTAMP"), c.Base() == "bit":
		return text
	case strings.HasSuffix(text, ")") && !c.Textual():
		return text
	}
	return schema.QuoteText(text)
}

func (c *catalogue) part(r row) {
	t := c.of(r)
	if t == nil {
		return
	}
	name := r.text("INDEX_NAME")
	index := t.PrimaryKey
	if name != "PRIMARY" {
		index = indexOf(t, name)
	}
	if index == nil {
		index = &schema.Index{Name: name, Kind: schema.Plain, Comment: r.text("INDEX_COMMENT"), Hidden: r.text("IS_VISIBLE") == "NO"}
		switch {
		case name == "PRIMARY":
			index.Kind, index.Comment = schema.Primary, ""
			t.PrimaryKey = index
		case r.text("INDEX_TYPE") == "FULLTEXT":
			index.Kind = schema.FullText
		case r.text("INDEX_TYPE") == "SPATIAL", strings.HasPrefix(r.text("COLUMN_NAME"), "__cellid_"):
			index.Kind = schema.Spatial
		case r.text("NON_UNIQUE") == "0":
			index.Kind = schema.Unique
		}
		if index.Kind != schema.Primary {
			t.Indexes = append(t.Indexes, index)
		}
	}
	part := schema.Part{Column: r.text("COLUMN_NAME"), Length: r.number("SUB_PART"), Descending: r.text("COLLATION") == "D"}
	if expression := r.text("EXPRESSION"); expression != "" {
		part.Column, part.Expression = "", expression
	}
	index.Parts = append(index.Parts, part)
}

func indexOf(t *schema.Table, name string) *schema.Index {
	for _, i := range t.Indexes {
		if i.Name == name {
			return i
		}
	}
	return nil
}

func (c *catalogue) reference(r row) {
	t := c.of(r)
	if t == nil || r.null("REFERENCED_TABLE_NAME") {
		return
	}
	name := r.text("CONSTRAINT_NAME")
	fk := foreignOf(t, name)
	if fk == nil {
		fk = &schema.ForeignKey{Name: name, RefTable: r.text("REFERENCED_TABLE_NAME")}
		t.ForeignKeys = append(t.ForeignKeys, fk)
	}
	fk.Columns = append(fk.Columns, r.text("COLUMN_NAME"))
	fk.RefColumns = append(fk.RefColumns, r.text("REFERENCED_COLUMN_NAME"))
}

func (c *catalogue) actions(r row) {
	t := c.of(r)
	if t == nil {
		return
	}
	if fk := foreignOf(t, r.text("CONSTRAINT_NAME")); fk != nil {
		fk.OnDelete, fk.OnUpdate = r.text("DELETE_RULE"), r.text("UPDATE_RULE")
	}
}

func foreignOf(t *schema.Table, name string) *schema.ForeignKey {
	for _, fk := range t.ForeignKeys {
		if fk.Name == name {
			return fk
		}
	}
	return nil
}

// checkConstraints reads the CHECK constraints: which table they belong to stands in
// one view, their expressions in another.
func (k *kernel) checkConstraints(ctx context.Context, c *catalogue) error {
	expressions := map[string]string{}
	if err := k.each(ctx, "check_constraints", "constraint_schema", "", func(r row) {
		expressions[r.text("CONSTRAINT_NAME")] = r.text("CHECK_CLAUSE")
	}); err != nil {
		return err
	}
	return k.each(ctx, "table_constraints", "table_schema", "", func(r row) {
		t := c.of(r)
		if t == nil || r.text("CONSTRAINT_TYPE") != "CHECK" {
			return
		}
		name := r.text("CONSTRAINT_NAME")
		t.Checks = append(t.Checks, &schema.Check{Name: name, Expression: expressions[name], NotEnforced: r.text("ENFORCED") == "NO"})
	})
}

func (c *catalogue) partition(r row) {
	t := c.of(r)
	if t == nil || r.null("PARTITION_METHOD") {
		return
	}
	if t.Partitioning == nil {
		t.Partitioning = cut(r, "PARTITION_METHOD", "PARTITION_EXPRESSION")
		t.Partitioning.Sub = cut(r, "SUBPARTITION_METHOD", "SUBPARTITION_EXPRESSION")
	}
	by, name := t.Partitioning, r.text("PARTITION_NAME")
	if n := len(by.Parts); n == 0 || by.Parts[n-1].Name != name {
		by.Parts = append(by.Parts, schema.Partition{Name: name, Values: r.text("PARTITION_DESCRIPTION")})
	}
	if !r.null("SUBPARTITION_NAME") {
		last := &by.Parts[len(by.Parts)-1]
		last.Subs = append(last.Subs, schema.Partition{Name: r.text("SUBPARTITION_NAME")})
	}
}

// cut is how a table or its partitions are cut; nil where they are not.
func cut(r row, method, expression string) *schema.Partitioning {
	if r.null(method) || r.text(method) == "" {
		return nil
	}
	by := &schema.Partitioning{Method: schema.Method(strings.ToUpper(r.text(method)))}
	switch by.Method {
	case schema.ByKey, schema.ByRangeColumns, schema.ByListColumns:
		for _, name := range strings.Split(r.text(expression), ",") {
			by.Columns = append(by.Columns, strings.Trim(name, "` "))
		}
	default:
		by.Expression = r.text(expression)
	}
	return by
}
