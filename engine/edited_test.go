package engine_test

import (
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/obferry/obferry/ddlconv/diff"
	"github.com/obferry/obferry/engine"
	"github.com/obferry/obferry/engine/fault"
)

// What a person has written stays through a rename of another table, saving and
// loading, and is what the run makes.
func TestEditedDDLIsThePersons(t *testing.T) {
	v := newVoyage(t, "CREATE TABLE parent (id INT PRIMARY KEY)",
		"CREATE TABLE child (id INT PRIMARY KEY, p INT, FOREIGN KEY (p) REFERENCES parent (id))",
		"CREATE TABLE niece (id INT PRIMARY KEY, p INT, FOREIGN KEY (p) REFERENCES parent (id))",
		"INSERT INTO parent VALUES (1)", "INSERT INTO child VALUES (7, 1)", "INSERT INTO niece VALUES (8, 1)")
	const child, niece, parent = 0, 1, 2
	ddl := &v.plan.Tables[child].DDL
	converted := *ddl
	const mine = "CREATE TABLE child (id INT PRIMARY KEY, p INT COMMENT 'mine; really') PARTITION BY HASH(id) PARTITIONS 3;\n" +
		"-- for the joins\nCREATE INDEX by_p ON child (p);\n"
	ddl.Edit(mine)
	if len(ddl.After) != 1 || !strings.HasSuffix(ddl.After[0], "CREATE INDEX by_p ON child (p)") {
		t.Fatalf("after: %q", ddl.After)
	}

	v.plan.Tables[parent].Target = "eltern"
	if changed := engine.Renamed(v.catalog, v.plan, parent); !slices.Equal(changed, []int{niece, parent}) {
		t.Errorf("changed: %v", changed)
	}
	if kept := engine.Draw(v.catalog, v.plan, child); !kept.Same(*ddl) || !kept.Edited {
		t.Errorf("drawn anew: %+v", kept)
	}
	if after := strings.Join(v.plan.Tables[niece].DDL.After, ""); !strings.Contains(after, "`eltern`") {
		t.Errorf("the foreign key does not follow: %q", after)
	}

	file := filepath.Join(v.folder, "plan.yaml")
	if err := v.plan.Save(file); err != nil {
		t.Fatal(err)
	}
	read, err := engine.ReadPlan(file)
	if err != nil {
		t.Fatal(err)
	}
	if got := read.Tables[child].DDL; !got.Edited || !got.Same(*ddl) || read.Tables[niece].DDL.Edited {
		t.Errorf("read back: %+v", got)
	}

	result, err := engine.Run(t.Context(), read, nil)
	if err != nil || result.Status != engine.StatusDone {
		t.Fatalf("%s, %v, %+v", result.Status, err, result.Tables)
	}
	var name, created string
	if err := v.to.QueryRow("SHOW CREATE TABLE child").Scan(&name, &created); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"mine; really", "by_p", "partition by hash"} {
		if !strings.Contains(strings.ToLower(created), want) {
			t.Errorf("%q is not in %s", want, created)
		}
	}
	if n := number(t, v.to, "SELECT COUNT(*) FROM child WHERE id = 7"); n != 1 {
		t.Errorf("%d rows in child", n)
	}

	ddl.Discard()
	if again := engine.Draw(v.catalog, v.plan, child); again.Edited || again.Create != converted.Create ||
		!strings.Contains(strings.Join(again.After, ""), "`eltern`") {
		t.Errorf("converted again: %+v", again)
	}
}

// What no longer makes its table is refused at that table: by the trial, and by the run
// before anything comes to be on the target. What a server takes and makes otherwise is
// told.
func TestTrialOfEditedDDL(t *testing.T) {
	v := newVoyage(t, "CREATE TABLE a (id INT PRIMARY KEY)", "CREATE TABLE b (id INT PRIMARY KEY)", "CREATE TABLE c (id INT PRIMARY KEY)",
		"CREATE TABLE d (id INT PRIMARY KEY)", "CREATE TABLE e (id INT PRIMARY KEY, n INT)", "CREATE TABLE f (id INT PRIMARY KEY)",
		"CREATE TABLE g (id INT PRIMARY KEY)", "CREATE TABLE h (id INT PRIMARY KEY)")
	edits := []string{
		"CREATE TABLE other (id INT)", "-- nothing at all\n", "CREATE TABLE c (id INT);\nALTER TABLE c ADD x NUMBERS; CREATE INDEX i ON c (id)",
		"CREATE TABLE nobodys.d (id INT)", "CREATE TABLE E (id INT PRIMARY KEY, n INT, KEY k (n DESC))", "DROP TABLE f",
		"CREATE TABLE g (id INT PRIMARY KEY); DROP DATABASE nobodys", "CREATE TABLE h (id INT PRIMARY KEY); CREATE INDEX i ON nobodys.h (id)",
	}
	for i, text := range edits {
		v.plan.Tables[i].DDL.Edit(text)
	}
	told := map[string]engine.Trial{}
	if err := engine.TryDDL(t.Context(), v.plan, nil, engine.Hearing{Told: func(trial engine.Trial) { told[trial.Table] = trial }}); err != nil {
		t.Fatal(err)
	}
	for name, id := range map[string]string{"a": "fault.run.othername", "b": "fault.run.noddl", "c": "fault.proof.refused",
		"d": "fault.run.otherdatabase", "f": "fault.run.nocreate", "g": "fault.run.otherstatement", "h": "fault.run.otherdatabase"} {
		if failures := told[name].Failures; len(failures) != 1 || fault.Of(failures[0].Err).ID != id {
			t.Errorf("%s: %+v", name, told[name])
		}
	}
	c := told["c"]
	if f := fault.Of(c.Failures[0].Err); f.Statement != "ALTER TABLE c ADD x NUMBERS" || f.Code == 0 {
		t.Errorf("c: %+v", f)
	}
	if f := told["g"].Failures[0]; f.Statement != "DROP DATABASE nobodys" {
		t.Errorf("g: %+v", f)
	}
	if e := told["e"]; !e.Taken() || len(e.Differences) != 1 || e.Differences[0].Where().Element != diff.OfKey {
		t.Errorf("e: %+v", e) // the server forgets DESC
	}

	v.plan.Tables = v.plan.Tables[:1]
	result, err := engine.Run(t.Context(), v.plan, nil)
	if err != nil || len(result.Tables) != 1 || fault.Of(result.Tables[0].Err).ID != "fault.run.othername" {
		t.Errorf("%v, %+v", err, result.Tables)
	}
	if n := number(t, v.to, "SELECT COUNT(*) FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE()"); n != 0 {
		t.Errorf("the run has made %d tables", n)
	}
}

// Text and Edit are each other's way back, whatever stands in quotes and comments.
func TestTextOfDDLIsCutIntoStatements(t *testing.T) {
	for text, want := range map[string][]string{
		"":                                 nil,
		" ;; \n-- x;y\n# z\n/* a;b */":     nil,
		"A;B":                              {"A", "B"},
		"A 'x;''\\';y' `b;``` \"c;\";B;":   {"A 'x;''\\';y' `b;``` \"c;\"", "B"},
		"A /* ; */ b; /*!50100 C */":       {"A /* ; */ b", "/*!50100 C */"},
		"A 'open; B":                       {"A 'open; B"},
		"-- first\nA; -- of B\nB -- end\n": {"-- first\nA", "-- of B\nB -- end"},
		"A--b; C":                          {"A--b", "C"},
	} {
		var d engine.DDLPlan
		d.Edit(text)
		var got []string
		if d.Create != "" {
			got = append([]string{d.Create}, d.After...)
		}
		if !slices.Equal(got, want) {
			t.Errorf("%q is cut into %q, want %q", text, got, want)
		}
		var again engine.DDLPlan
		again.Edit(d.Text())
		if !again.Same(d) {
			t.Errorf("%q: %q became %q", text, d.Text(), again.Text())
		}
	}
}

// FuzzDDLText holds that what is cut out is there, in order, and cuts the same again.
func FuzzDDLText(f *testing.F) {
	f.Add("CREATE TABLE a (b INT DEFAULT ';'); -- c\nALTER TABLE a /* ; */ ADD d INT;")
	f.Add("'\\")
	f.Add("/*")
	f.Fuzz(func(t *testing.T, text string) {
		var d engine.DDLPlan
		d.Edit(text)
		rest := text
		for _, s := range append([]string{d.Create}, d.After...) {
			i := strings.Index(rest, s)
			if i < 0 {
				t.Fatalf("%q is not in %q", s, text)
			}
			rest = rest[i+len(s):]
		}
	})
}
