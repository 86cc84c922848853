package postgres

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"

	"github.com/obferry/obferry/ddlconv"
	"github.com/obferry/obferry/engine/fault"
	"github.com/obferry/obferry/engine/rows"
	"github.com/obferry/obferry/engine/source"
)

var _ source.Selector = (*Source)(nil)

// Select is the table that a selection makes. The server reads its condition and its
// query as one statement, and runs neither.
func (s *Source) Select(ctx context.Context, name string, of *source.Table, take source.Selection) (*source.Table, error) {
	var table *source.Table
	var err error
	switch {
	case take.Query != "":
		if table, err = s.describe(ctx, name, take); err != nil {
			return nil, err
		}
	case of == nil:
		return nil, fault.New(fault.Missing, "fault.run.notable", "Table", name, "Near", "")
	default:
		copied := *of
		copied.Selection, table = take, &copied
	}
	known, err := s.known(table)
	if err != nil {
		return nil, err
	}
	if take.Where != "" {
		if _, err := s.parse(ctx, "SELECT 1 FROM "+known.from()+" WHERE "+inBrackets(take.Where)); err != nil {
			return nil, wrongSQL(err, "fault.postgres.where", "Table", name, "Where", take.Where)
		}
	}
	if take.Split == "" {
		return table, nil
	}
	switch c := known.column(take.Split); {
	case c == nil:
		return nil, fault.New(fault.Input, "fault.postgres.nosplit", "Table", name, "Column", take.Split)
	case c.kind != rows.Integer || !c.sorts:
		// Which rows are taken does not depend on it.
		table.Selection.Split = ""
		table.Problems = append(slices.Clone(table.Problems),
			fault.New(fault.Input, "fault.postgres.split", "Table", name, "Column", take.Split, "Type", c.typ))
	}
	return table, nil
}

// describe finds the columns of a query's result, and the table that they fit into.
func (s *Source) describe(ctx context.Context, name string, take source.Selection) (*source.Table, error) {
	statement, err := s.parse(ctx, "SELECT * FROM "+inBrackets(take.Query)+" AS selected")
	if err != nil {
		return nil, wrongSQL(err, "fault.postgres.query", "Table", name)
	}
	known := &table{name: name, query: take.Query}
	as := &source.Table{Name: name, Selection: take}
	err = s.ask(ctx, func(tx pgx.Tx) error {
		for _, f := range statement.Fields {
			var is typ
			const query = `SELECT format_type(t.oid, %d), n.nspname, t.typname, t.typtype::text, t.typcategory::text FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace WHERE t.oid = %d`
			is.mod = f.TypeModifier
			if err := tx.QueryRow(ctx, fmt.Sprintf(query, f.TypeModifier, f.DataTypeOID)).Scan(&is.words, &is.schema, &is.name, &is.class, &is.category); err != nil {
				return explain(err, "types")
			}
			c := columnOf(f.Name, is)
			known.columns = append(known.columns, c)
			as.Columns = append(as.Columns, rows.Column{Name: f.Name, Kind: c.kind, Type: is.words, Nullable: true})
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	if err := propose(as); err != nil {
		return nil, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.selected == nil {
		s.selected = map[string]*table{}
	}
	s.selected[name] = known
	return as, nil
}

// propose makes the table that a query's rows fit into: what the conversion makes of a
// table of the same columns.
func propose(as *source.Table) error {
	var columns []string
	for _, c := range as.Columns {
		columns = append(columns, quote(c.Name)+" "+c.Type)
	}
	text := "CREATE TABLE " + quote(as.Name) + " (" + strings.Join(columns, ", ") + ");"
	converted, err := ddlconv.ConvertScript(strings.NewReader(text), ddlconv.Postgres, ddlconv.Options{})
	if err != nil || len(converted.Tables) != 1 || len(converted.Tables[0].Table.Columns) != len(as.Columns) {
		return fault.New(fault.Input, "fault.postgres.querynames", "Table", as.Name).Because(err)
	}
	as.Proposed = converted.Tables[0].Table
	for i := range as.Columns {
		as.Columns[i].Type = as.Proposed.Columns[i].Type
	}
	return nil
}

// personalPath lets names in what a person wrote mean what they mean in the account's own
// sessions.
const personalPath = "SET LOCAL search_path TO DEFAULT"

// look lets names mean what they mean in what a person wrote, where a table has some of
// that, and PostgreSQL's own things alone otherwise.
func (r *reader) look(ctx context.Context, table *source.Table) error {
	personal := table.Selection != (source.Selection{})
	if personal == r.personal {
		return nil
	}
	statement := "SET LOCAL search_path = pg_catalog"
	if personal {
		statement = personalPath
	}
	_, err := r.conn.Exec(ctx, statement)
	r.personal = personal
	return err
}

// parse has the server read a text as one statement, without running it.
func (s *Source) parse(ctx context.Context, text string) (statement *pgconn.StatementDescription, err error) {
	err = s.ask(ctx, func(tx pgx.Tx) error {
		if _, err := tx.Exec(ctx, personalPath); err != nil {
			return explain(err, "settings")
		}
		statement, err = tx.Conn().PgConn().Prepare(ctx, "", text, nil)
		return err
	})
	return statement, err
}

// wrongSQL explains why a server does not take what a person wrote. It is the person's
// input, unless a right or the server itself is lacking.
func wrongSQL(err error, id string, pairs ...any) error {
	var said *pgconn.PgError
	switch {
	case !errors.As(err, &said):
		return err
	case said.Code == "42501":
		return fault.New(fault.Denied, id, pairs...).Because(err).Server(0, said.Code, said.Message)
	case strings.HasPrefix(said.Code, "08"), strings.HasPrefix(said.Code, "57"):
		return explain(err, "select")
	}
	return fault.New(fault.Input, id, pairs...).Because(err).Server(0, said.Code, said.Message)
}
