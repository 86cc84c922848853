package engine_test

import (
	"path/filepath"
	"slices"
	"strings"
	"testing"

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

// An edit that makes a table of another name, or none, is refused at its own table, by
// the trial already.
func TestTrialOfEditedDDL(t *testing.T) {
	v := newVoyage(t, "CREATE TABLE a (id INT PRIMARY KEY)", "CREATE TABLE b (id INT PRIMARY KEY)", "CREATE TABLE c (id INT PRIMARY KEY)")
	v.plan.Tables[0].DDL.Edit("CREATE TABLE other (id INT)")
	v.plan.Tables[1].DDL.Edit("-- nothing at all\n")
	v.plan.Tables[2].DDL.Edit("CREATE TABLE c (id INT);\nALTER TABLE c ADD x NUMBERS;")
	told := map[string]engine.Trial{}
	if err := engine.TryDDL(t.Context(), v.plan, nil, func(trial engine.Trial) { told[trial.Table] = trial }); err != nil {
		t.Fatal(err)
	}
	for name, id := range map[string]string{"a": "fault.run.othername", "b": "fault.run.noddl", "c": "fault.target.after"} {
		if f := fault.Of(told[name].Err); f == nil || f.ID != id {
			t.Errorf("%s: %v", name, told[name].Err)
		}
	}
	if f := fault.Of(told["c"].Err); f != nil && (f.Statement != "ALTER TABLE c ADD x NUMBERS" || f.Code == 0) {
		t.Errorf("c: %+v", f)
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
