package postgres_test

import (
	"bytes"
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/obferry/obferry/ddlconv"
	"github.com/obferry/obferry/engine"
	"github.com/obferry/obferry/engine/fault"
	"github.com/obferry/obferry/engine/source/postgres"
	"github.com/obferry/obferry/engine/source/postgres/localserver/servertest"
	"github.com/obferry/obferry/profiles"
)

func TestMain(m *testing.M) { os.Exit(servertest.Main(m)) }

// live reads the DDL of a database.
func live(t *testing.T, address profiles.Address) string {
	t.Helper()
	var text bytes.Buffer
	if err := postgres.Script(t.Context(), address, &text); err != nil {
		t.Fatal(err)
	}
	return text.String()
}

// dumped is what pg_dump -s makes of a database.
func dumped(t *testing.T, address profiles.Address) string {
	t.Helper()
	program, err := exec.LookPath("pg_dump")
	if err != nil {
		found, _ := filepath.Glob("/usr/lib/postgresql/*/bin/pg_dump")
		if len(found) == 0 {
			t.Skip("NOT TESTED: there is no pg_dump")
		}
		program = found[len(found)-1]
	}
	cmd := exec.CommandContext(t.Context(), program, "-s", "-h", address.Host, "-p", strconv.Itoa(address.Port), "-U", address.User, address.Database)
	cmd.Stderr = os.Stderr
	text, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// convert converts a script, and gives the statements and notes without their places,
// both in order.
func convert(t *testing.T, text string) (statements, notes []string) {
	t.Helper()
	s, err := ddlconv.ConvertScript(strings.NewReader(text), ddlconv.Postgres, ddlconv.Options{})
	if err != nil {
		t.Fatal(err)
	}
	say := func(all []ddlconv.Note) {
		for _, n := range all {
			notes = append(notes, strings.Join([]string{n.Rule, n.Object, n.Became}, " | "))
		}
	}
	for _, c := range s.Tables {
		say(c.Notes)
	}
	for _, o := range s.Objects {
		say(o.Notes)
	}
	say(s.Notes)
	for _, o := range s.Outcomes {
		if o.Fate == "refused" {
			t.Errorf("refused: %s", o.Text)
		}
	}
	statements = s.Statements()
	slices.Sort(statements)
	slices.Sort(notes)
	return statements, notes
}

// without are the members of a list that another lacks.
func without(list, other []string) []string {
	left := slices.Clone(other)
	var missing []string
	for _, s := range list {
		if at := slices.Index(left, s); at >= 0 {
			left = slices.Delete(left, at, at+1)
			continue
		}
		missing = append(missing, s)
	}
	return missing
}

// TestLikeDump holds that a catalogue that is read comes to the same as what pg_dump
// writes of it.
func TestLikeDump(t *testing.T) {
	db, address := servertest.Database(t)
	schema, err := os.ReadFile("testdata/shop.sql")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := db.Exec(t.Context(), string(schema)); err != nil {
		t.Fatal(err)
	}
	text := likeDump(t, address, 10)
	// What was read makes the same database again.
	again, copied := servertest.Database(t)
	if _, err := again.Exec(t.Context(), text); err != nil {
		t.Fatalf("the text does not run: %v\n%s", err, text)
	}
	if second := live(t, copied); second != text {
		t.Errorf("read again it differs:\n%s\n\nwas\n%s", second, text)
	}
}

// likeDump holds what is read of a database to what pg_dump writes of it, and gives it.
func likeDump(t *testing.T, address profiles.Address, least int) string {
	t.Helper()
	text := live(t, address)
	got, gotNotes := convert(t, text)
	want, wantNotes := convert(t, dumped(t, address))
	if len(want) < least {
		t.Fatalf("only %d statements", len(want))
	}
	for what, lists := range map[string][2][]string{"statements": {got, want}, "notes": {gotNotes, wantNotes}} {
		for _, s := range without(lists[0], lists[1]) {
			t.Errorf("%s, the catalogue alone:\n%s", what, s)
		}
		for _, s := range without(lists[1], lists[0]) {
			t.Errorf("%s, pg_dump alone:\n%s", what, s)
		}
	}
	return text
}

// TestValues holds that the values of sequences are read.
func TestValues(t *testing.T) {
	db, address := servertest.Database(t)
	_, err := db.Exec(t.Context(), `CREATE TABLE t (id serial PRIMARY KEY, n bigint GENERATED ALWAYS AS IDENTITY);
		INSERT INTO t SELECT FROM generate_series(1, 41); CREATE TABLE u (id serial PRIMARY KEY); SELECT setval('u_id_seq', 900, false)`)
	if err != nil {
		t.Fatal(err)
	}
	statements, _ := convert(t, live(t, address))
	text := strings.Join(statements, "\n")
	for _, want := range []string{"AUTO_INCREMENT=42", "AUTO_INCREMENT=900"} {
		if !strings.Contains(strings.ReplaceAll(text, " = ", "="), want) {
			t.Errorf("no %s in\n%s", want, text)
		}
	}
}

// TestWithoutRights holds that an account which may read no rows reads the catalogue.
func TestWithoutRights(t *testing.T) {
	db, address := servertest.Database(t)
	role := address.Database + "_reader"
	if _, err := db.Exec(t.Context(), "CREATE TABLE t (id serial PRIMARY KEY, secret text); CREATE SCHEMA s; CREATE TABLE s.t (n int); CREATE ROLE "+role+" LOGIN"); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if _, err := db.Exec(context.Background(), "DROP ROLE "+role); err != nil {
			t.Error(err)
		}
	})
	whole := live(t, address)
	address.User = role
	if text := live(t, address); text != whole {
		t.Errorf("got\n%s\nwant\n%s", text, whole)
	}
}

// TestUnreachable holds what is said where there is no way in, and that no password is.
func TestUnreachable(t *testing.T) {
	_, address := servertest.Database(t)
	const secret = "hunter2 'quoted' \\ and more"
	for name, test := range map[string]struct {
		change func(*profiles.Address)
		id     string
	}{
		"no database": {func(a *profiles.Address) { a.Database = "nowhere" }, "fault.profiles.database.missing"},
		"no role":     {func(a *profiles.Address) { a.User = "nobody'x" }, "fault.profiles.postgres.entry"},
		"no server":   {func(a *profiles.Address) { a.Port = 1 }, "fault.profiles.refused"},
		"no TLS":      {func(a *profiles.Address) { a.Params = map[string]string{"sslmode": "require"} }, "fault.profiles.postgres.tls"},
		"no file": {func(a *profiles.Address) {
			a.Params = map[string]string{"sslmode": "verify-full", "sslrootcert": "/nowhere"}
		}, "fault.profiles.config"},
	} {
		t.Run(name, func(t *testing.T) {
			there := address
			there.Password = profiles.NewSecret(secret)
			test.change(&there)
			err := postgres.Script(t.Context(), there, &bytes.Buffer{})
			f := fault.Of(err)
			if f == nil || f.ID != test.id {
				t.Fatalf("got %v, want %s", err, test.id)
			}
			if said := err.Error() + f.Text("zh"); strings.Contains(said, "hunter2") {
				t.Errorf("the password is told: %s", said)
			}
		})
	}
}

// TestEndpoint holds that an address as a person types it comes to the text and its
// dialect, that its password is not kept in it, and that no rows are looked for there.
func TestEndpoint(t *testing.T) {
	db, address := servertest.Database(t)
	if _, err := db.Exec(t.Context(), "CREATE TABLE t (id int)"); err != nil {
		t.Fatal(err)
	}
	e, err := engine.NewEndpoint(strings.Replace(address.URL(), "postgres@", "postgres:hunter2@", 1))
	if err != nil {
		t.Fatal(err)
	}
	if strings.Contains(e.URL, "hunter2") || e.Password.Reveal() != "hunter2" {
		t.Errorf("the endpoint is %s", e.URL)
	}
	text, dialect, err := engine.Script(t.Context(), e)
	if err != nil || dialect != ddlconv.Postgres || !strings.Contains(text, "CREATE TABLE public.t (") {
		t.Errorf("got %v, %s:\n%s", err, dialect, text)
	}
	server, err := profiles.Probe(t.Context(), address, nil)
	if err != nil || server.Product != "PostgreSQL" || server.Version == "" || server.OceanBase() {
		t.Errorf("got %+v, %v", server, err)
	}
	if _, _, err := profiles.Open(t.Context(), address); fault.Of(err) == nil || fault.Of(err).ID != "fault.profiles.postgres" {
		t.Errorf("rows: %v", err)
	}
}
