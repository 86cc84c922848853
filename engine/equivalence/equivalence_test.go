package equivalence_test

import (
	"database/sql"
	"fmt"
	"hash/fnv"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/obferry/obferry/ddlconv"
	"github.com/obferry/obferry/engine/practice/practicetest"
	"github.com/obferry/obferry/engine/source/mysql/localserver/servertest"
)

func TestMain(m *testing.M) {
	os.Exit(practicetest.Run(practicetest.Func(func() int { return servertest.Main(m) })))
}

// small are the files that are compared always; all others with OBFERRY_CORPUS=kernel,
// since a kernel makes ten tables a second.
var small = []string{"mysql/chinook.sql", "mysql/quartz.sql", "postgresql/quartz.sql", "postgresql/roundcube.sql"}

// corpus are the files of one kind of the real schemas.
func corpus(t *testing.T, kind string) []string {
	t.Helper()
	root := os.Getenv("OBFERRY_SHARED")
	if root == "" {
		root = "../../../shared"
	}
	files, err := filepath.Glob(filepath.Join(root, "corpus", kind, "*.sql"))
	if err != nil {
		t.Fatal(err)
	}
	if len(files) == 0 {
		t.Skip("NOT TESTED: no real schemas in " + root)
	}
	if os.Getenv("OBFERRY_CORPUS") == "kernel" {
		return files
	}
	all := len(files)
	files = slices.DeleteFunc(files, func(f string) bool { return !slices.Contains(small, kind+"/"+filepath.Base(f)) })
	t.Logf("compared are %d of %d files; all with OBFERRY_CORPUS=kernel", len(files), all)
	return files
}

// TestMySQL compares MariaDB and a kernel.
func TestMySQL(t *testing.T) {
	var sum tally
	for _, file := range corpus(t, "mysql") {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".sql"), func(t *testing.T) {
			compareMySQL(t, file, ddlconv.MySQL, &sum)
		})
	}
	t.Log("all files: ", sum)
}

// TestWritten does the same with texts that were written for it, of what the language has.
func TestWritten(t *testing.T) {
	files, err := filepath.Glob("testdata/mysql/*.sql")
	if err != nil || len(files) == 0 {
		t.Fatal(files, err)
	}
	var sum tally
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".sql"), func(t *testing.T) { compareMySQL(t, file, ddlconv.MariaDB, &sum) })
	}
	t.Log("all texts: ", sum)
	if sum.refused > 0 {
		t.Errorf("MariaDB refuses %d statements that were written for it", sum.refused)
	}
}

// TestPairs does the same with the golden pairs of MySQL and MariaDB, each of which
// holds what is rare in real schemas.
func TestPairs(t *testing.T) {
	folders, err := filepath.Glob("../../ddlconv/testdata/golden/m*")
	if err != nil {
		t.Fatal(err)
	}
	if os.Getenv("OBFERRY_CORPUS") != "kernel" {
		t.Logf("compared are 4 of %d pairs; all with OBFERRY_CORPUS=kernel", len(folders))
		folders = slices.DeleteFunc(folders, func(f string) bool {
			return !slices.Contains([]string{"mysql-foreign-nameless", "mysql-partition-range", "mysql-primary-prefix", "mariadb-json"}, filepath.Base(f))
		})
	}
	if len(folders) < 4 {
		t.Fatalf("only %d pairs", len(folders))
	}
	var sum tally
	for _, folder := range folders {
		dialect, name, _ := strings.Cut(filepath.Base(folder), "-")
		if _, err := os.Stat(filepath.Join(folder, "version")); err == nil {
			continue // for an older version than the kernel's
		}
		t.Run(dialect+"-"+name, func(t *testing.T) {
			if name == "merge" {
				t.Skip("NOT TESTED: MariaDB describes no MERGE table without the tables behind it")
			}
			compareMySQL(t, filepath.Join(folder, "in.sql"), ddlconv.Dialect(dialect), &sum)
		})
	}
	t.Log("all pairs: ", sum)
}

// compareMySQL compares what a text makes on MariaDB and a kernel.
func compareMySQL(t *testing.T, file string, from ddlconv.Dialect, sum *tally) {
	t.Helper()
	source, address := servertest.Database(t)
	text := read(t, file)
	r := &run{t: t, file: strings.Replace(t.Name(), "/", " ", 1), failed: runMySQL(t, text, address)}
	r.source = readMySQL(t, source, address.Database, mariaDB)
	r.convert(text, from)
	r.compare(sum)
}

// TestPostgres compares PostgreSQL and a kernel.
func TestPostgres(t *testing.T) {
	address := os.Getenv("OBFERRY_TEST_POSTGRES")
	if address == "" {
		t.Skip("NOT TESTED: OBFERRY_TEST_POSTGRES names no PostgreSQL")
	}
	if _, err := exec.LookPath("psql"); err != nil {
		t.Skip("NOT TESTED: no client of PostgreSQL")
	}
	var sum tally
	for _, file := range corpus(t, "postgresql") {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".sql"), func(t *testing.T) {
			hash := fnv.New32a()
			fmt.Fprint(hash, t.Name(), os.Getpid())
			p := &postgres{t: t, address: address, database: fmt.Sprintf("test_%08x", hash.Sum32())}
			if out, err := p.psql("postgres", "-c", "CREATE DATABASE "+p.database+" TEMPLATE template0 ENCODING 'UTF8'"); err != nil {
				t.Fatal(err, out)
			}
			defer func() {
				if out, err := p.psql("postgres", "-c", "DROP DATABASE "+p.database); err != nil {
					t.Error(err, out)
				}
			}()
			text := read(t, file)
			failed := p.run(text)
			r := &run{t: t, file: filepath.Base(file), failed: failed, source: p.read(), checksByName: true}
			r.convert(text, ddlconv.Postgres)
			r.compare(&sum)
		})
	}
	t.Log("all files: ", sum)
}

func read(t *testing.T, file string) string {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// run is one file on its way.
type run struct {
	t            *testing.T
	file         string
	failed       refused
	source       catalogue
	checksByName bool

	script *ddlconv.Script
	target catalogue
}

// convert converts the text, makes its tables and foreign keys on a kernel, and reads
// the catalogue there.
func (r *run) convert(text string, from ddlconv.Dialect) {
	r.t.Helper()
	var err error
	if r.script, err = ddlconv.ConvertScript(strings.NewReader(text), from, ddlconv.Options{}); err != nil {
		r.t.Fatal(err)
	}
	db, address := practicetest.Database(r.t)
	db.SetMaxOpenConns(1)
	r.make(db, "SET time_zone = '+00:00'")
	for _, c := range r.script.Tables {
		if ddlconv.State(c.Notes) == ddlconv.Blocked {
			r.t.Logf("%s: blocked, and not made: %s", r.file, c.Table.Name)
			continue
		}
		r.make(db, c.Create)
	}
	for _, c := range r.script.Tables {
		for _, statement := range c.After {
			r.make(db, statement)
		}
	}
	r.target = readMySQL(r.t, db, address.Database, kernel)
}

func (r *run) make(db *sql.DB, statement string) {
	if _, err := db.ExecContext(r.t.Context(), statement); err != nil {
		r.t.Errorf("%s: the kernel: %v\n%s", r.file, err, statement)
	}
}

// tally counts what was compared.
type tally struct{ files, tables, columns, keys, named, unnamed, left, refused int }

func (s tally) String() string {
	return fmt.Sprintf("%d files, %d tables, %d columns, %d keys; differences: %d named, %d not; %d tables left out, %d statements refused by the source's own server",
		s.files, s.tables, s.columns, s.keys, s.named, s.unnamed, s.left, s.refused)
}

// compare compares all tables and prints what is not named.
func (r *run) compare(sum *tally) {
	r.t.Helper()
	one := tally{files: 1, refused: len(r.failed)}
	for _, f := range r.failed {
		r.t.Logf("%s: the source's own server: %v", r.file, f)
	}
	renamed := map[string]string{}
	pairs := map[*table]*table{}
	for _, s := range r.source {
		if k := r.counterpart(s); k != nil {
			pairs[s] = k
			renamed[strings.ToLower(s.name)] = strings.ToLower(k.name)
		}
	}
	paired := map[*table]bool{}
	for _, s := range r.source {
		k := pairs[s]
		if k != nil {
			paired[k] = true
		}
		if r.failed.of(s.name) {
			one.left++
			continue
		}
		name := s.name
		if k != nil {
			name = k.name
		}
		notes := notesOf(r.script, r.conversion(name), s)
		if k == nil {
			r.tell(notes, difference{s.name, "", tableMissing, "there", "missing"}, &one)
			continue
		}
		one.tables++
		one.columns += len(s.columns)
		one.keys += len(s.keys) + len(s.foreign)
		c := &comparison{source: s, kernel: k, renamed: renamed, checksByName: r.checksByName}
		for _, d := range c.compare() {
			r.tell(notes, d, &one)
		}
	}
	for _, k := range r.target {
		switch {
		case paired[k]:
		case r.failed.of(k.name):
			one.left++
		default:
			r.tell(notesOf(r.script, r.conversion(k.name), k), difference{k.name, "", tableMissing, "missing", "there"}, &one)
		}
	}
	r.t.Logf("%s: %v", r.file, one)
	sum.add(one)
}

func (s *tally) add(one tally) {
	s.files += one.files
	s.tables += one.tables
	s.columns += one.columns
	s.keys += one.keys
	s.named += one.named
	s.unnamed += one.unnamed
	s.left += one.left
	s.refused += one.refused
}

// tell counts a difference, and fails on one that no note names.
func (r *run) tell(notes naming, d difference, one *tally) {
	r.t.Helper()
	if n, ok := notes.names(d); ok {
		one.named++
		if testing.Verbose() {
			r.t.Logf("%s: %v [%s]", r.file, d, n.Rule)
		}
		return
	}
	one.unnamed++
	r.t.Errorf("%s: %v", r.file, d)
}

// counterpart is the kernel's table of a source's: of its name, or of the one that a
// note gives it.
func (r *run) counterpart(s *table) *table {
	same := 0
	for _, other := range r.source {
		if strings.EqualFold(other.name, s.name) {
			same++
		}
	}
	if k := r.target.find("", s.name); k != nil && same == 1 {
		return k
	}
	for _, c := range r.script.Tables {
		for _, n := range c.Notes {
			if begins(n.Rule, []string{"name.", "postgres.name."}) && (strings.EqualFold(n.Was, s.schema+"."+s.name) || same == 1 && strings.EqualFold(n.Was, s.name)) {
				return r.target.find("", n.Became)
			}
		}
	}
	if same > 1 {
		return nil
	}
	return r.target.find("", s.name)
}

// conversion is that of a table by its name on the target, nil without.
func (r *run) conversion(name string) *ddlconv.Conversion {
	for _, c := range r.script.Tables {
		if strings.EqualFold(c.Table.Name, name) {
			return c
		}
	}
	return nil
}
