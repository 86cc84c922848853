package engine_test

import (
	"fmt"
	"os"
	"strconv"
	"testing"

	"github.com/obferry/obferry/engine"
	"github.com/obferry/obferry/engine/brake"
	"github.com/obferry/obferry/engine/fault"
	"github.com/obferry/obferry/engine/practice/practicetest"
	"github.com/obferry/obferry/engine/source/stream"
	"github.com/obferry/obferry/profiles"
)

// manyRows names the environment variable that has the memstore filled to the brim, by
// so many rows; 5,000,000 take minutes and some gigabytes of disk.
const manyRows = "OBFERRY_TEST_MEMSTORE_ROWS"

// A kernel that does not throttle and freezes late is filled by a writer without a brake
// until it answers 4030. With one, all rows arrive, with pauses, and nobody is refused.
func TestMemstoreIsNotOverfilled(t *testing.T) {
	count, marks := int64(200_000), engine.MemstorePlan{Slow: 0.1, Pause: 0.2, Freeze: true}
	if text := os.Getenv(manyRows); text != "" {
		n, err := strconv.ParseInt(text, 10, 64)
		if err != nil {
			t.Fatal(err)
		}
		count, marks = n, engine.MemstorePlan{Freeze: true}
	}
	kernel, stop, err := practicetest.Start(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := stop(); err != nil {
			t.Error(err)
		}
	})
	to := fresh(t, kernel, "full")
	for _, s := range []string{"ALTER SYSTEM SET freeze_trigger_percentage = 95", "ALTER SYSTEM SET writing_throttling_trigger_percentage = 100"} {
		if _, err := to.Exec(s); err != nil {
			t.Fatal(err)
		}
	}
	kernel.Database = "full"
	plan := &engine.Plan{
		Version: engine.PlanVersion, Source: engine.Endpoint{URL: "stream:"}, Target: engine.Endpoint{URL: kernel.URL()},
		Mode: engine.Auto, Create: true, RejectLimit: -1, Memstore: marks,
		Tables: []engine.TablePlan{{Source: "t", Target: "t", Stream: &stream.Layout{Rows: count, Columns: []stream.Column{
			{Name: "id", Type: "long", Random: "1,9000000000000000000"}, {Name: "a", Type: "string", Random: "100,120"},
			{Name: "b", Type: "string", Random: "80,100"}, {Name: "c", Type: "double", Random: "0,1"}, {Name: "d", Type: "date", Random: "2000-01-01 00:00:00,2024-01-01 00:00:00"},
		}}}},
	}
	paused, resumed, refused := 0, 0, 0
	result, err := engine.Run(t.Context(), plan, func(e engine.Event) {
		switch e := e.(type) {
		case engine.Paused:
			paused++
			if e.Reason == brake.Memstore && float64(e.Used) < marks.Pause*float64(e.Limit) {
				t.Errorf("paused at %d of %d", e.Used, e.Limit)
			}
		case engine.Resumed:
			resumed++
		case engine.Retrying:
			if f := fault.Of(e.Reason); f != nil && f.Code == 4030 {
				refused++
			}
		}
	})
	if err != nil || result.Status != engine.StatusDone || result.Written != count {
		t.Fatalf("%s: %d written, %v", result.Status, result.Written, err)
	}
	t.Logf("%d rows in %v: paused %d times, %v in all; refused %d times", count, result.Elapsed, paused, result.PausedFor, refused)
	if paused == 0 || paused != resumed || refused > 0 || result.Pauses != paused {
		t.Errorf("%d pauses (%d told), %d ends of them, %d refusals", paused, result.Pauses, resumed, refused)
	}
	if n := number(t, to, "SELECT COUNT(*) FROM t"); int64(n) != count {
		t.Errorf("%d rows", n)
	}
}

// Who may write and may not see the memstore is told which right would help, and the
// rows arrive all the same.
func TestMemstoreUnseen(t *testing.T) {
	v := newVoyage(t, "CREATE TABLE t (id INT PRIMARY KEY, name VARCHAR(40), amount DECIMAL(20,4))", fmt.Sprintf(filled, 5000))
	direct, err := profiles.Parse(v.plan.Target.URL)
	if err != nil {
		t.Fatal(err)
	}
	// The right to one database brings none to the server's views.
	for _, s := range []string{"CREATE USER unseen IDENTIFIED BY 'pw'", "GRANT ALL ON " + direct.Database + ".* TO unseen"} {
		if _, err := v.to.Exec(s); err != nil {
			t.Fatalf("%s: %v", s, err)
		}
	}
	t.Cleanup(func() {
		if _, err := v.to.Exec("DROP USER unseen"); err != nil {
			t.Error(err)
		}
	})
	direct.User = "unseen"
	v.plan.Target = engine.Endpoint{URL: direct.URL(), Password: profiles.NewSecret("pw")}
	warned := 0
	result, err := engine.Run(t.Context(), v.plan, func(e engine.Event) {
		if w, ok := e.(engine.Warned); ok && fault.Of(w.Err) != nil && fault.Of(w.Err).ID == "fault.run.nomemstore" {
			warned++
		}
	})
	if err != nil || result.Written != 5000 || warned != 1 {
		t.Errorf("%d written, warned %d times, %v", result.Written, warned, err)
	}
}
