package mysql

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/obferry/obferry/ddlconv/schema"
	"github.com/obferry/obferry/engine/fault"
	"github.com/obferry/obferry/engine/rows"
	"github.com/obferry/obferry/engine/source"
	"github.com/obferry/obferry/engine/sqltext"
)

var _ source.Selector = (*Source)(nil)

// duplicateColumn is the server's code for two columns of one name where each must have
// its own (ER_DUP_FIELDNAME).
const duplicateColumn = 1060

// Select is the table that a selection makes. The server resolves its condition and its
// query here, without reading a row; only a query that is to be cut into chunks is run
// once, for its number of rows.
func (s *Source) Select(ctx context.Context, name string, of *source.Table, take source.Selection) (*source.Table, error) {
	table := &source.Table{Name: name, Selection: take}
	switch {
	case take.Query != "":
		if err := s.describe(ctx, table); err != nil {
			return nil, err
		}
	case of == nil:
		return nil, fault.New(fault.Missing, "fault.run.notable", "Table", name)
	default:
		copied := *of
		copied.Selection = take
		table = &copied
	}
	if err := s.checkWhere(ctx, table); err != nil {
		return nil, err
	}
	return table, s.checkSplit(ctx, table)
}

// describe finds the columns of a query's result.
func (s *Source) describe(ctx context.Context, table *source.Table) error {
	query := table.Selection.Query
	if verb := sqltext.Verb(query); verb != "SELECT" && verb != "WITH" {
		return fault.New(fault.Input, "fault.mysql.noselect", "Table", table.Name, "Verb", verb)
	}
	if !sqltext.Whole(query) {
		return fault.New(fault.Input, "fault.mysql.querycut", "Table", table.Name)
	}
	// Within another SELECT nothing can run that is none.
	result, err := s.db.QueryContext(ctx, "SELECT * FROM "+bracket(query)+" AS q LIMIT 0")
	if server := fault.Server(err); server != nil && server.Code == duplicateColumn {
		return fault.New(fault.Input, "fault.mysql.queryname", "Table", table.Name).Because(err).
			Server(server.Code, server.State, server.Message)
	}
	if err != nil {
		return wrongSQL(err, "fault.mysql.query", "Table", table.Name)
	}
	defer result.Close()
	types, err := result.ColumnTypes()
	if err != nil {
		return fault.Explain(err, "fault.mysql.query", "Table", table.Name)
	}
	table.Proposed = &schema.Table{Name: table.Name, Charset: "utf8mb4"}
	for _, t := range types {
		c := resultColumn(t)
		table.Columns = append(table.Columns, c)
		table.Proposed.Columns = append(table.Proposed.Columns, &schema.Column{Name: c.Name, Type: c.Type})
	}
	return fault.Explain(result.Err(), "fault.mysql.query", "Table", table.Name)
}

// resultColumn is a column as the server describes it in a result. How long its values may
// be, the driver does not tell: the type is one that holds any.
func resultColumn(t *sql.ColumnType) rows.Column {
	base, unsigned := strings.CutPrefix(strings.ToLower(t.DatabaseTypeName()), "unsigned ")
	nullable, known := t.Nullable()
	c := rows.Column{Name: t.Name(), Kind: KindOf(base), Type: base, Nullable: nullable || !known}
	precision, scale, sized := t.DecimalSize()
	switch c.Kind {
	case rows.Decimal:
		if c.Type = "decimal(65,30)"; sized {
			c.Type = fmt.Sprintf("decimal(%d,%d)", min(max(precision, 1), 65), min(scale, 30))
		}
	case rows.DateTime, rows.Timestamp, rows.Time:
		if sized && scale > 0 && scale <= 6 {
			c.Type = base + "(" + strconv.FormatInt(scale, 10) + ")"
		}
	case rows.Text, rows.Enum, rows.Set:
		c.Type = "longtext"
	case rows.Binary:
		c.Type = "longblob"
	case rows.Bit:
		c.Type = "bit(64)"
	case rows.Integer:
		if unsigned {
			c.Type += " unsigned"
		}
	}
	return c
}

// checkWhere has the server resolve a condition.
func (s *Source) checkWhere(ctx context.Context, table *source.Table) error {
	where := table.Selection.Where
	if where == "" {
		return nil
	}
	if !sqltext.Whole(where) {
		return fault.New(fault.Input, "fault.mysql.wherecut", "Table", table.Name, "Where", where)
	}
	query := "SELECT 1 FROM " + s.origin(table) + condition(table, source.Chunk{})
	result, err := s.db.QueryContext(ctx, query+" LIMIT 0")
	if err != nil {
		return wrongSQL(err, "fault.mysql.where", "Table", table.Name, "Where", where)
	}
	if err := result.Close(); err != nil {
		return fault.Explain(err, "fault.mysql.where", "Table", table.Name, "Where", where)
	}
	if table.Selection.Query != "" {
		return nil
	}
	return s.expect(ctx, table, query)
}

// expect has the number of rows that a condition leaves estimated.
func (s *Source) expect(ctx context.Context, table *source.Table, query string) error {
	conn, err := s.db.Conn(ctx)
	if err != nil {
		return fault.Explain(err, "fault.mysql.connect")
	}
	defer conn.Close()
	count, err := s.estimate(ctx, &reader{conn: conn}, query)
	if err == nil && count > 0 {
		table.Rows, table.Exact = min(count, max(table.Rows, 1)), false
	}
	if fault.Server(err) != nil {
		return nil // it is only not known then
	}
	return fault.Explain(err, "fault.mysql.read", "Table", table.Name)
}

// checkSplit looks at the column that chunks are cut by. One that is no whole number is
// passed over with a word: which rows are taken does not depend on it.
func (s *Source) checkSplit(ctx context.Context, table *source.Table) error {
	split := table.Selection.Split
	if split == "" {
		return nil
	}
	column := columnOf(table, split)
	switch {
	case column == nil:
		return fault.New(fault.Input, "fault.mysql.nosplit", "Table", table.Name, "Column", split)
	case column.Kind != rows.Integer:
		table.Selection.Split = ""
		table.Problems = append(slices.Clone(table.Problems),
			fault.New(fault.Input, "fault.mysql.split", "Table", table.Name, "Column", split, "Type", column.Type))
		return nil
	case table.Selection.Query == "":
		return nil
	}
	err := s.db.QueryRowContext(ctx, "SELECT COUNT(*) FROM "+s.origin(table)+condition(table, source.Chunk{})).Scan(&table.Rows)
	if err != nil {
		return wrongSQL(err, "fault.mysql.query", "Table", table.Name)
	}
	return nil
}

// wrongSQL explains why a server does not take what a person wrote. It is the person's
// input, unless a right or the server itself is lacking.
func wrongSQL(err error, id string, pairs ...any) error {
	err = fault.Explain(err, id, pairs...)
	if f := fault.Of(err); f != nil && f.Code != 0 && f.Kind != fault.Denied && f.Kind != fault.Connect && f.Kind != fault.Resource {
		f.Kind = fault.Input
	}
	return err
}
