package engine_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/obferry/obferry/engine"
	"github.com/obferry/obferry/engine/verify"
)

// compared runs a plan and gives the comparison of its only table.
func compared(t *testing.T, v *voyage) (*engine.Result, *verify.Comparison) {
	t.Helper()
	result := v.run(t, nil)
	if len(result.Tables) != 1 || result.Tables[0].Compared == nil {
		t.Fatalf("status %s, error %v, %+v", result.Status, result.Err, result.Tables)
	}
	return result, result.Tables[0].Compared
}

// A table that had rows of its own before is equal where every row of the source is in
// it, and whatever is not there is told with its key and values. Compared for itself
// the same table differs.
func TestTargetThatHeldRowsBefore(t *testing.T) {
	for name, key := range map[string]string{"ranges of an integer": "INT", "any key": "VARCHAR(20)"} {
		t.Run(name, func(t *testing.T) {
			create := "CREATE TABLE t (id " + key + " PRIMARY KEY, name VARCHAR(40), amount DECIMAL(20,4))"
			v := newVoyage(t, create, fmt.Sprintf(filled, 220_000))
			load(t, v.to, create,
				"INSERT INTO t VALUES ('-7', 'before', 1), ('300000', 'after', 2), ('300001', '', NULL)",
				"INSERT INTO t VALUES ('5', 'gets the new values', 0)")
			result, c := compared(t, v)
			if result.Status != engine.StatusDone || !c.Equal || c.Extra != 3 || c.SourceRows != 220_000 || c.TargetRows != 220_003 {
				t.Fatalf("status %s, %+v", result.Status, c)
			}
			for _, column := range c.Columns {
				if !column.Equal {
					t.Errorf("column %+v", column)
				}
			}
			alone, err := engine.Verify(t.Context(), v.plan, nil)
			if err != nil {
				t.Fatal(err)
			}
			if c := alone.Tables[0].Compared; alone.Status != engine.StatusPartial || c.Equal || c.Extra != 0 || len(c.Differing) != 3 {
				t.Errorf("alone: %s, %+v", alone.Status, c)
			}
		})
	}
}

// A row that the target changes as it is written, and one that it puts elsewhere, are
// found among the rows that were there before.
func TestLossAmongRowsOfBeforeIsFound(t *testing.T) {
	create := "CREATE TABLE t (id INT PRIMARY KEY, name VARCHAR(40), amount DECIMAL(20,4))"
	v := newVoyage(t, create, fmt.Sprintf(filled, 5000))
	load(t, v.to, create, "INSERT INTO t VALUES (-1, 'before', 1), (9000, 'before', 1), (9001, 'before', 1)",
		"CREATE TRIGGER meddler BEFORE INSERT ON t FOR EACH ROW SET NEW.name = IF(NEW.id = 77, 'damaged', NEW.name), NEW.id = IF(NEW.id = 4000, 9001, NEW.id)")
	result, c := compared(t, v)
	if result.Status != engine.StatusPartial || c.Equal || c.Missing != 1 || c.Different != 1 || c.Extra != 3 || len(c.Differing) != 2 {
		t.Fatalf("status %s, %+v", result.Status, c)
	}
	if d := c.Differing[0]; d.Key != "4000" || d.Side != "source" {
		t.Errorf("%+v", d)
	}
	if d := c.Differing[1]; d.Key != "77" || d.Column != "name" || d.Source != "行 77" || d.Target != "damaged" {
		t.Errorf("%+v", d)
	}
}

// Where the target has more rows than it held before and was given, they have come
// from elsewhere, and are a difference.
func TestRowsFromElsewhereAreNoneOfBefore(t *testing.T) {
	create := "CREATE TABLE t (id INT PRIMARY KEY, name VARCHAR(40), amount DECIMAL(20,4))"
	v := newVoyage(t, create, fmt.Sprintf(filled, 5000))
	load(t, v.to, create, "INSERT INTO t VALUES (-1, 'before', 1)")
	var gate engine.Gate
	gate.Pause()
	result, _ := engine.Run(engine.WithGate(t.Context(), &gate), v.plan, func(e engine.Event) {
		if e, ok := e.(engine.TableChanged); ok && e.Table.State == engine.Running {
			if _, err := v.to.Exec("INSERT INTO t VALUES (9999, 'new', 0)"); err != nil {
				t.Error(err)
			}
			gate.Resume()
		}
	})
	if c := result.Tables[0].Compared; c == nil || c.Equal || c.Extra != 2 || c.Missing+c.Different != 0 || len(c.Differing) != 2 {
		t.Errorf("%+v", c)
	}
}

// A run that goes on with one that was cut off still knows what the table held before
// either, and takes none of its own rows for that.
func TestResumedRunKnowsWhatWasThereBefore(t *testing.T) {
	create := "CREATE TABLE t (id INT PRIMARY KEY, name VARCHAR(40), amount DECIMAL(20,4))"
	v := newVoyage(t, create, fmt.Sprintf(filled, 200_000))
	load(t, v.to, create, "INSERT INTO t VALUES (-1, 'before', 1)")
	path := filepath.Join(v.folder, "plan.yaml")
	if err := v.plan.Save(path); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	if result, _ := engine.Run(ctx, v.plan, func(e engine.Event) {
		if p, ok := e.(engine.Progress); ok && p.Written > 10_000 {
			cancel()
		}
	}); result.Status != engine.StatusInterrupted {
		t.Fatalf("status %s", result.Status)
	}
	plan, err := engine.ReadPlan(path)
	if err != nil {
		t.Fatal(err)
	}
	plan.Resume = true
	v.plan = plan
	if result, c := compared(t, v); result.Status != engine.StatusDone || !c.Equal || c.Extra != 1 {
		t.Errorf("status %s, %+v", result.Status, c)
	}
}

// A sheet has no key; its rows are told apart by the target's.
func TestSheetIntoTableThatHeldRows(t *testing.T) {
	v := newVoyage(t)
	file := filepath.Join(v.folder, "people.csv")
	if err := os.WriteFile(file, []byte("id,name\n1,Ann\n2,Bob\n3,Cid\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	load(t, v.to, "CREATE TABLE people (id INT PRIMARY KEY, name VARCHAR(20))", "INSERT INTO people VALUES (2, 'old'), (8, 'stays')")
	from := engine.Endpoint{URL: file}
	catalog, err := engine.Inspect(t.Context(), from)
	if err != nil {
		t.Fatal(err)
	}
	if v.plan, err = engine.Propose(t.Context(), from, v.plan.Target, catalog, nil); err != nil {
		t.Fatal(err)
	}
	v.plan.Errors = filepath.Join(v.folder, "errors.xlsx")
	if result, c := compared(t, v); result.Status != engine.StatusDone || !c.Equal || c.Extra != 1 {
		t.Errorf("status %s, %+v", result.Status, c)
	}
}
