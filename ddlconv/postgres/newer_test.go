package postgres

import (
	"strings"
	"testing"

	pg "github.com/pganalyze/pg_query_go/v6"
)

// TestOlderWords holds that places in a statement in the words of 17 lead back to those
// of 18.
func TestOlderWords(t *testing.T) {
	const text = `CREATE TABLE t (a int, b int GENERATED ALWAYS AS ((a + 1)), c int GENERATED ALWAYS AS (a) VIRTUAL,
	CONSTRAINT n NOT NULL a, /* NOT NULL x */ d text DEFAULT 'NOT ENFORCED', CHECK (a > 1) NOT ENFORCED, PRIMARY KEY (a, r WITHOUT OVERLAPS), last int)`
	older, marks, edits := inOlderWords(text)
	if _, err := pg.Parse(older); err != nil {
		t.Fatalf("%v: %s", err, older)
	}
	var said []string
	for _, m := range marks {
		said = append(said, string(m.phrase))
	}
	if got := strings.Join(said, ", "); got != "VIRTUAL, VIRTUAL, NOT NULL, NOT ENFORCED, WITHOUT OVERLAPS" {
		t.Error(got)
	}
	for _, word := range []string{"t (", "b int", "c int", "CONSTRAINT n", "d text", "CHECK (a > 1)", "PRIMARY", "last"} {
		if got, want := original(strings.Index(older, word), edits), strings.Index(text, word); got != want {
			t.Errorf("%q is at %d, not at %d", word, got, want)
		}
	}
}

// TestOwnWords leaves alone what only looks like words of 18.
func TestOwnWords(t *testing.T) {
	for _, text := range []string{
		"CREATE TABLE t (enforced int, period int, overlaps int)", "CREATE TABLE t (a int CONSTRAINT n NOT NULL)",
		"CREATE TABLE t (a numeric(4) CONSTRAINT n NOT NULL DEFAULT 1)", "CREATE TABLE t (a int GENERATED ALWAYS AS (1) STORED)",
	} {
		if older, _, edits := inOlderWords(text); older != text || len(edits) > 0 {
			t.Errorf("%s became %s", text, older)
		}
	}
}

// TestManyNewWords reads a table of very many columns in words of 18, whose time must not
// grow with the square of them.
func TestManyNewWords(t *testing.T) {
	const columns = 5000
	reading := readAll(t, "CREATE TABLE t (a int"+strings.Repeat(", CONSTRAINT c CHECK (a > 1) NOT ENFORCED", columns)+")", 1<<20)
	if n := len(reading.Tables[0].Table.Checks); n != columns || !reading.Tables[0].Table.Checks[columns-1].NotEnforced {
		t.Errorf("%d checks", n)
	}
}
