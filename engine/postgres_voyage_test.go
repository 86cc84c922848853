package engine_test

import (
	"context"
	"database/sql"
	"fmt"
	"path/filepath"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/obferry/obferry/engine"
	"github.com/obferry/obferry/engine/practice/practicetest"
	"github.com/obferry/obferry/engine/source/postgres/localserver/servertest"
	"github.com/obferry/obferry/profiles"
)

// crossing is a database of PostgreSQL, a target database of its own, and the way
// between them.
type crossing struct {
	from    *pgx.Conn
	to      *sql.DB
	address profiles.Address
	target  profiles.Address
	plan    *engine.Plan
}

// pgVoyage makes both databases, empty.
func pgVoyage(t testing.TB) *crossing {
	t.Helper()
	c := &crossing{target: practicetest.Address(t)}
	c.from, c.address = servertest.Database(t)
	name := fmt.Sprintf("pg_%d", time.Now().UnixNano())
	c.to = fresh(t, c.target, name)
	c.target.Database = name
	return c
}

func (c *crossing) exec(t testing.TB, statements string) {
	t.Helper()
	if _, err := c.from.Exec(t.Context(), statements); err != nil {
		t.Fatalf("%.200s: %v", statements, err)
	}
}

// propose makes the plan that takes the named tables, or all.
func (c *crossing) propose(t testing.TB, names ...string) {
	t.Helper()
	from, to := engine.Endpoint{URL: c.address.URL()}, engine.Endpoint{URL: c.target.URL()}
	catalog, err := engine.Inspect(t.Context(), from)
	if err != nil {
		t.Fatal(err)
	}
	if c.plan, err = engine.Propose(t.Context(), from, to, catalog, names); err != nil {
		t.Fatal(err)
	}
	c.plan.Errors = filepath.Join(t.TempDir(), "errors.xlsx")
}

// run carries the plan out, one that takes all where there is none yet.
func (c *crossing) run(t *testing.T, observe func(engine.Event)) *engine.Result {
	t.Helper()
	return c.runWithin(t.Context(), t, observe)
}

func (c *crossing) runWithin(ctx context.Context, t *testing.T, observe func(engine.Event)) *engine.Result {
	t.Helper()
	if c.plan == nil {
		c.propose(t)
	}
	result, _ := engine.Run(ctx, c.plan, observe)
	return result
}

// rows are the rows of the target that a query gives, as text, by their first column;
// NULL is "NULL".
func (c *crossing) rows(t *testing.T, query string) map[string][]string {
	t.Helper()
	found, err := c.to.Query(query)
	if err != nil {
		t.Fatalf("%.200s: %v", query, err)
	}
	defer func() { _ = found.Close() }()
	names, err := found.Columns()
	if err != nil {
		t.Fatal(err)
	}
	all := map[string][]string{}
	values, places := make([]sql.NullString, len(names)), make([]any, len(names))
	for i := range values {
		places[i] = &values[i]
	}
	for found.Next() {
		if err := found.Scan(places...); err != nil {
			t.Fatal(err)
		}
		var row []string
		for _, v := range values[1:] {
			if !v.Valid {
				v.String = "NULL"
			}
			row = append(row, v.String)
		}
		all[values[0].String] = row
	}
	if err := found.Err(); err != nil {
		t.Fatal(err)
	}
	return all
}
