package ddlconv_test

import (
	"bytes"
	"database/sql"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/obferry/obferry/ddlconv"
	"github.com/obferry/obferry/ddlconv/script"
	"github.com/obferry/obferry/engine/practice/practicetest"
)

// alwaysOnKernel are the small schemas of the corpus that every test run creates on a
// kernel; the others take minutes there.
var alwaysOnKernel = []string{"roundcube.sql", "quartz.sql"}

// badPostgres are the statements of a file that PostgreSQL itself refuses, as they are
// written in MySQL's words: AUTO_INCREMENT, UNSIGNED, lengths of integers and of keys.
var badPostgres = map[string]int{"linkis.sql": 13}

// share is how many of some statements went well.
type share struct{ good, all int }

func (s *share) add(err error) {
	s.all++
	if err == nil {
		s.good++
	}
}

// least tells of a share that is below a percentage.
func (s share) least(t *testing.T, what string, percent float64) {
	t.Helper()
	if s.all > 0 && 100*float64(s.good)/float64(s.all) < percent {
		t.Errorf("%s: %d of %d are taken, less than %v %%", what, s.good, s.all, percent)
	}
}

// TestCorpusPostgres converts real schemas. Every statement of them is read, every line
// belongs to one, and what was made of them runs on a kernel.
func TestCorpusPostgres(t *testing.T) {
	var tables, foreign, objects share
	converted := 0
	for _, file := range corpus(t, "postgresql") {
		t.Run(filepath.Base(file), func(t *testing.T) {
			text, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			s, err := ddlconv.ConvertScript(bytes.NewReader(text), ddlconv.Postgres, ddlconv.Options{})
			if err != nil {
				t.Fatal(err)
			}
			converted += len(s.Tables)
			settled(t, s, badPostgres[filepath.Base(file)])
			covered(t, string(text), s.Outcomes)
			if !goesToKernel(t, slices.Contains(alwaysOnKernel, filepath.Base(file))) {
				return
			}
			db, _ := practicetest.Database(t)
			onKernel(t, db, s, &tables, &foreign, &objects)
		})
	}
	t.Logf("tables %d of %d, foreign keys %d of %d, others %d of %d", tables.good, tables.all, foreign.good, foreign.all, objects.good, objects.all)
	tables.least(t, "tables", 99)
	foreign.least(t, "foreign keys", 97)
	objects.least(t, "others", 99)
}

// settled tells what became of a script's statements, of which so many are refused.
func settled(t *testing.T, s *ddlconv.Script, refused int) {
	t.Helper()
	fates := map[script.Fate]int{}
	reasons := map[string]int{}
	for _, o := range s.Outcomes {
		fates[o.Fate] += o.Count
		switch o.Fate {
		case script.Refused:
			t.Logf("line %d is refused: %.80q", o.Line, o.Text)
		case script.Manual:
			reasons[o.Rule]++
			if o.Text == "" {
				t.Errorf("line %d: the text of %s %s is lost", o.Line, o.Verb, o.Object)
			}
		}
	}
	for _, n := range s.Notes {
		if n.Severity == ddlconv.Blocked && n.Rule != "script.refused" && (n.Rule != "script.unfinished" || refused == 0) {
			t.Errorf("line %d: %s %s [%s]", n.Line, n.Rule, n.Object, n.Was)
		}
	}
	if fates[script.Refused] != refused {
		t.Errorf("%d statements are refused, not %d", fates[script.Refused], refused)
	}
	t.Logf("%d tables, fates %v, manual %v", len(s.Tables), fates, reasons)
}

// covered holds that every line which says something belongs to an outcome, and that
// no two outcomes share one, unless one ends on the line on which the next begins.
func covered(t *testing.T, text string, outcomes []script.Outcome) {
	t.Helper()
	end, next := 0, 0
	inComment := false
	for i, line := range strings.Split(text, "\n") {
		for next < len(outcomes) && outcomes[next].Line == i+1 {
			if outcomes[next].Line < end {
				t.Errorf("line %d belongs to two statements", i+1)
			}
			end = max(end, outcomes[next].Last)
			next++
		}
		if i+1 <= end {
			continue
		}
		rest := strings.TrimSpace(strings.TrimPrefix(line, "\xEF\xBB\xBF"))
		for rest != "" {
			switch {
			case inComment:
				_, after, closed := strings.Cut(rest, "*/")
				inComment, rest = !closed, strings.TrimSpace(after)
			case strings.HasPrefix(rest, "/*"):
				inComment, rest = true, rest[2:]
			case strings.HasPrefix(rest, "--"):
				rest = ""
			case strings.HasPrefix(rest, ";"):
				rest = strings.TrimSpace(rest[1:])
			default:
				t.Errorf("line %d is lost: %.80q", i+1, rest)
				rest = ""
			}
		}
	}
	if next != len(outcomes) {
		t.Errorf("outcome %d begins at line %d, out of order", next, outcomes[next].Line)
	}
}

// onKernel creates all of a script in an empty database.
func onKernel(t *testing.T, db *sql.DB, s *ddlconv.Script, tables, foreign, objects *share) {
	t.Helper()
	run := func(kind *share, statement string) {
		_, err := db.Exec(statement)
		kind.add(err)
		if err != nil {
			t.Logf("%v\n%s", err, statement)
		}
	}
	var made, pointed, others share
	for _, c := range s.Tables {
		run(&made, c.Create)
	}
	for _, c := range s.Tables {
		for _, statement := range c.After {
			run(&pointed, statement)
		}
	}
	for _, o := range s.Objects {
		if o.SQL != "" {
			run(&others, o.SQL)
		}
	}
	t.Logf("on the kernel: tables %d of %d, foreign keys %d of %d, others %d of %d", made.good, made.all, pointed.good, pointed.all, others.good, others.all)
	for _, pair := range [][2]*share{{tables, &made}, {foreign, &pointed}, {objects, &others}} {
		pair[0].good += pair[1].good
		pair[0].all += pair[1].all
	}
}
