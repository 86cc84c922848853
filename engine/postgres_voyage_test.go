package engine_test

import (
	"context"
	"database/sql"
	"errors"
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

// shown is one value of the target as text; "NULL" and "refused" for none and no row.
func (c *crossing) shown(t *testing.T, query string) string {
	t.Helper()
	var value sql.NullString
	err := c.to.QueryRow(query).Scan(&value)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return refused
	case err != nil:
		t.Fatalf("%s: %v", query, err)
	case !value.Valid:
		return "NULL"
	}
	return value.String
}
