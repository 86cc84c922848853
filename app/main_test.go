package app

import (
	"bytes"
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strings"
	"testing"

	"github.com/obferry/obferry/engine/practice/practicetest"
	"github.com/obferry/obferry/engine/source/mysql/localserver/servertest"
	"github.com/obferry/obferry/profiles"
)

// asProgram makes the test binary be the program itself, for tests of what only a
// process has: signals, a terminal.
const asProgram = "OBFERRY_TEST_AS_PROGRAM"

func TestMain(m *testing.M) {
	if os.Getenv(asProgram) != "" {
		Main()
	}
	for _, name := range []string{"LC_ALL", "LC_MESSAGES", "LANG"} {
		if err := os.Unsetenv(name); err != nil {
			panic(err)
		}
	}
	os.Exit(practicetest.Run(practicetest.Func(func() int { return servertest.Main(m) })))
}

// program is a call of the program as a process of its own.
func program(ctx context.Context, args ...string) *exec.Cmd {
	cmd := exec.CommandContext(ctx, os.Args[0], args...)
	cmd.Env = append(os.Environ(), asProgram+"=1")
	return cmd
}

// outcome is what a call came to, as its caller sees it.
type outcome struct {
	exit           int
	stdout, stderr string
}

func call(args ...string) outcome {
	var stdout, stderr bytes.Buffer
	exit := Run(args, strings.NewReader(""), &stdout, &stderr)
	return outcome{exit, stdout.String(), stderr.String()}
}

// document reads standard output, which must be one JSON document and nothing else.
func (o outcome) document(t *testing.T) runDocument {
	t.Helper()
	var d runDocument
	decoder := json.NewDecoder(strings.NewReader(o.stdout))
	if err := decoder.Decode(&d); err != nil {
		t.Fatalf("no JSON on standard output: %v\n%s\n%s", err, o.stdout, o.stderr)
	}
	if _, err := decoder.Token(); err != io.EOF {
		t.Fatalf("something follows the document: %s", o.stdout)
	}
	if d.Exit != o.exit {
		t.Errorf("the document says exit %d, the process %d", d.Exit, o.exit)
	}
	return d
}

// silent fails the test where an output holds the secret.
func (o outcome) silent(t *testing.T, secret string) {
	t.Helper()
	if strings.Contains(o.stdout+o.stderr, secret) {
		t.Errorf("tells the password:\n%s\n%s", o.stdout, o.stderr)
	}
}

// kernel is a database of the test's own on a real kernel: its address, and a
// client of it. The database is not made, but dropped in the end.
func kernel(t *testing.T) (profiles.Address, *sql.DB) {
	t.Helper()
	a := practicetest.Address(t)
	db, _, err := profiles.Open(context.Background(), a)
	if err != nil {
		t.Fatal(err)
	}
	// Others may use the same kernel: the process has names of its own.
	a.Database = fmt.Sprintf("app_%d_%s", os.Getpid(), strings.ToLower(strings.NewReplacer("/", "_", " ", "_").Replace(t.Name())))
	a.Database = a.Database[:min(len(a.Database), 64)] // error 1059
	drop := func() {
		if _, err := db.Exec("DROP DATABASE IF EXISTS `" + a.Database + "`"); err != nil {
			t.Error(err)
		}
	}
	drop()
	t.Cleanup(func() {
		drop()
		if err := db.Close(); err != nil {
			t.Error(err)
		}
	})
	return a, db
}

// run runs statements, and one is what a query's only value is.
func run(t *testing.T, db *sql.DB, statements ...string) {
	t.Helper()
	for _, s := range statements {
		if _, err := db.Exec(s); err != nil {
			t.Fatalf("%s: %v", s, err)
		}
	}
}

func one(t *testing.T, db *sql.DB, query string) string {
	t.Helper()
	var value sql.NullString
	if err := db.QueryRow(query).Scan(&value); err != nil {
		t.Fatalf("%s: %v", query, err)
	}
	return value.String
}
