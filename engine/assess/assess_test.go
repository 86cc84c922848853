package assess_test

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"github.com/obferry/obferry/ddlconv"
	"github.com/obferry/obferry/ddlconv/diff"
	"github.com/obferry/obferry/ddlconv/rule"
	"github.com/obferry/obferry/ddlconv/schema"
	"github.com/obferry/obferry/ddlconv/script"
	"github.com/obferry/obferry/ddlconv/syntax"
	"github.com/obferry/obferry/engine/assess"
	"github.com/obferry/obferry/engine/ddlfile"
	"github.com/obferry/obferry/engine/fault"
	"github.com/obferry/obferry/engine/proof"
	"github.com/obferry/obferry/engine/words"
)

// table is a converted table with notes.
func table(name string, line int, notes ...rule.Note) *ddlconv.Conversion {
	return &ddlconv.Conversion{Table: &schema.Table{Name: name}, Place: syntax.Place{Line: line, Column: 1},
		Create: "CREATE TABLE `" + name + "` (\n  `a` int\n)", Notes: notes}
}

func note(id string, s rule.Severity, object string, line int) rule.Note {
	return rule.Note{Rule: id, Severity: s, Object: object, Line: line, Column: 1, Was: "w"}
}

// mixed is a script with one of every state and fate.
func mixed() *ddlconv.Script {
	s := &ddlconv.Script{From: ddlconv.MySQL, Tables: []*ddlconv.Conversion{
		table("ready", 1, note("table.storage", rule.Info, "ready", 1)),
		table("changed", 5, note("table.engine", rule.Changed, "changed", 5)),
		table("lossy", 10, note("table.comment", rule.Lossy, "lossy", 10)),
		table("manual", 20, note("partition.primary", rule.Manual, "manual", 20)),
		table("second", 25, note("partition.primary", rule.Manual, "second", 25)),
		table("blocked", 30, note("type.unknown", rule.Blocked, "blocked.a", 31)),
		table("altered", 40),
	}, Objects: []*script.Object{
		{Kind: script.View, Name: "v", SQL: "CREATE VIEW v AS SELECT 1", Place: syntax.Place{Line: 50}},
		{Kind: script.Procedure, Name: "p", Original: "CREATE PROCEDURE p\nBEGIN\nEND", Place: syntax.Place{Line: 60}},
		{Kind: script.Trigger, Name: "t", SQL: "CREATE TRIGGER t BEFORE INSERT ON ready FOR EACH ROW BEGIN SET @a = '$$'; END", Place: syntax.Place{Line: 65}},
	}, Notes: []rule.Note{
		note("script.refused", rule.Blocked, "broken", 71), note("mysql.grant", rule.Manual, "", 80), note("mysql.alter", rule.Manual, "altered", 90),
		note("table.refused", rule.Blocked, "none", 95),
	}, Outcomes: []script.Outcome{
		{Fate: script.Converted, Count: 1, Line: 1, Last: 3, Verb: "CREATE TABLE", Object: "ready"},
		{Fate: script.Passed, Count: 7, Line: 4, Last: 4, Verb: "INSERT", Object: "ready"},
		{Fate: script.Refused, Count: 1, Line: 70, Last: 72, Verb: "CREATE TABLE", Object: "broken", Text: "CREATE TABLE broken (\rx;\n--", Rule: "script.refused"},
		{Fate: script.Manual, Count: 1, Line: 80, Last: 80, Verb: "GRANT", Text: "GRANT ALL ON x TO y", Rule: "mysql.grant"},
		{Fate: script.Manual, Count: 1, Line: 90, Last: 90, Verb: "ALTER TABLE", Object: "altered.k", Text: "ALTER TABLE altered DROP", Rule: "mysql.alter"},
	}}
	s.Tables[0].After = []string{"ALTER TABLE `ready` ADD FOREIGN KEY (`a`) REFERENCES `blocked` (`a`)"}
	return s
}

// TestStates gives every object the state that its notes and statements make.
func TestStates(t *testing.T) {
	a := assess.Of(mixed(), "4.3.5", nil)
	var got []string
	for _, o := range a.Objects {
		got = append(got, fmt.Sprintf("%s %s %s %d", o.Kind, o.Name, o.State, o.Notes))
	}
	want := `table ready ready 1
table changed changed 1
table lossy lossy 1
table manual manual 1
table second manual 1
table blocked blocked 1
table altered manual 1
view v ready 0
procedure p manual 0
trigger t ready 0
table broken blocked 1
statement GRANT manual 1
table none blocked 1`
	if strings.Join(got, "\n") != want {
		t.Errorf("got:\n%s\nwant:\n%s", strings.Join(got, "\n"), want)
	}
	if a.Complete() {
		t.Error("it is said to be complete")
	}
	for _, l := range words.Languages {
		if said := a.Headline(l) + a.Effort(l); strings.Contains(said, "assess.") || strings.Contains(said, "no value") {
			t.Error(said)
		}
	}
	if got, want := a.Headline(words.English), "3 of 9 tables are ready, 6 need a decision; 2 of 4 other objects are ready, 2 need a decision"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
	if n := a.ByFate()[script.Passed]; n != 7 {
		t.Errorf("%d passed", n)
	}
	for _, d := range a.Decisions {
		if d.Rule == "partition.primary" && (d.Count != 2 || d.Minutes != 70 || d.Kind != assess.Design) {
			t.Errorf("%+v", d)
		}
	}
}

// TestProven makes a table that the kernel refused, or made otherwise, unready.
func TestProven(t *testing.T) {
	s := &ddlconv.Script{From: ddlconv.MySQL, Tables: []*ddlconv.Conversion{table("a", 1), table("b", 2), table("c", 3), table("d", 4)}}
	a := assess.Of(s, "4.3.5", &proof.Result{
		Stand:       map[string]bool{"a": true, "b": true, "d": true},
		Failures:    []proof.Failure{{Subject: proof.Subject{Kind: "table", Object: "c"}, Err: fault.New(fault.DDL, "fault.proof.refused", "Object", "c")}},
		Untried:     []proof.Untried{{Subject: proof.Subject{Kind: "foreign", Object: "d"}, Why: proof.NoTable, Name: "c"}},
		Differences: []diff.Difference{diff.Missing{Place: diff.Place{Table: "b", Element: diff.OfKey, Name: "k"}}},
	})
	var got []string
	for _, o := range a.Objects {
		got = append(got, string(o.Kernel))
	}
	if strings.Join(got, " ") != "made differs failed untried" || a.Tables() != (assess.Count{All: 4, Settled: 1}) || a.Complete() {
		t.Errorf("%v, %+v", got, a.Tables())
	}
}

// TestFile loses nothing: what could run badly, or became nothing, is a comment.
func TestFile(t *testing.T) {
	s := mixed()
	a := assess.Of(s, "4.3.5", nil)
	a.Source = "x\r\nDROP DATABASE y"
	var b bytes.Buffer
	if err := ddlfile.Write(&b, s, a, words.English); err != nil {
		t.Fatal(err)
	}
	text := b.String()
	for _, want := range []string{"\nCREATE TABLE `ready` (\n  `a` int\n);\n", "\n-- CREATE TABLE `blocked` (\n", "\n-- ALTER TABLE `ready` ADD FOREIGN KEY",
		"\n-- CREATE PROCEDURE p\n-- BEGIN\n", "\nDELIMITER $$$\n", "\n$$$\nDELIMITER ;\n", "\n-- CREATE TABLE broken (\n-- x;\n", "\n-- GRANT ALL ON x TO y\n", "\n-- ALTER TABLE altered DROP\n", "(line 70)"} {
		if !strings.Contains(text, want) {
			t.Errorf("no %q in\n%s", want, text)
		}
	}
	if strings.Contains(text, "\nDROP") || strings.Contains(text, "\nGRANT") {
		t.Error("what is a comment could run")
	}
}

// TestNotesOnOneLine has two statements on a line that are left for one reason: each has
// its own note, in the assessment and beside its text in the SQL.
func TestNotesOnOneLine(t *testing.T) {
	s, err := ddlconv.ConvertScript(strings.NewReader("CREATE TABLE t (a int); GRANT SELECT ON a.* TO one; GRANT INSERT ON b.* TO two;\n"), ddlconv.MySQL, ddlconv.Options{})
	if err != nil {
		t.Fatal(err)
	}
	a := assess.Of(s, "4.3.5", nil)
	var told []string
	for _, o := range s.Outcomes {
		if n, ok := a.NoteOf(o); ok {
			told = append(told, fmt.Sprintf("%d %d", o.Column, n.Column))
		}
	}
	if got := strings.Join(told, ", "); got != "25 25, 53 53" {
		t.Errorf("the notes of the statements are %s", got)
	}
	var sql bytes.Buffer
	if err := ddlfile.Write(&sql, s, a, words.English); err != nil {
		t.Fatal(err)
	}
	for _, grant := range s.Notes {
		if n := strings.Count(sql.String(), "[needs a decision] line 1: "+grant.Was); grant.Was == "" || s.Notes[0].Was == s.Notes[1].Was && n != 2 || s.Notes[0].Was != s.Notes[1].Was && n != 1 {
			t.Errorf("%q stands there %d times:\n%s", grant.Was, n, sql.String())
		}
	}
}

// TestFileOfWaiting has views and triggers of tables that the text does not make: the
// server would refuse them, and they stand in the file as comments.
func TestFileOfWaiting(t *testing.T) {
	const text = "CREATE TABLE t (id int);\nCREATE VIEW ready AS SELECT id FROM t;\nCREATE VIEW waits AS SELECT id FROM gone;\nCREATE TRIGGER g BEFORE INSERT ON gone FOR EACH ROW BEGIN SET @a = 1; END;\n"
	s, err := ddlconv.ConvertScript(strings.NewReader(text), ddlconv.MySQL, ddlconv.Options{})
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := ddlfile.Write(&b, s, assess.Of(s, "4.3.5", nil), words.English); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"\nCREATE VIEW `ready` AS", "\n-- CREATE VIEW `waits` AS", "\n-- CREATE TRIGGER `g` BEFORE"} {
		if !strings.Contains(b.String(), want) {
			t.Errorf("no %q in\n%s", want, b.String())
		}
	}
}
