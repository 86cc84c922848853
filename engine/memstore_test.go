package engine_test

import (
	"database/sql"
	"fmt"
	"os"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/obferry/obferry/engine"
	"github.com/obferry/obferry/engine/brake"
	"github.com/obferry/obferry/engine/fault"
	"github.com/obferry/obferry/engine/practice/practicetest"
	"github.com/obferry/obferry/engine/source/stream"
	"github.com/obferry/obferry/engine/words"
	"github.com/obferry/obferry/profiles"
)

// manyRows names the environment variable that has the memstore filled to the brim, by
// so many rows; 5,000,000 take minutes and some gigabytes of disk.
const manyRows = "OBFERRY_TEST_MEMSTORE_ROWS"

// A kernel that does not throttle and freezes late is filled by a writer without a brake
// until it answers 4030. With one, all rows arrive, with pauses.
func TestMemstoreIsNotOverfilled(t *testing.T) {
	count, marks, mostRefused := int64(200_000), engine.MemstorePlan{Slow: 0.1, Pause: 0.2, Freeze: true}, 0
	if text := os.Getenv(manyRows); text != "" {
		n, err := strconv.ParseInt(text, 10, 64)
		if err != nil {
			t.Fatal(err)
		}
		// How much of its limit a kernel can fill that has been full before, it does not tell:
		// the first rows that it refuses show it to the brake.
		count, marks, mostRefused = n, engine.MemstorePlan{Freeze: true}, 12
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
	if os.Getenv(manyRows) != "" {
		overfill(t, to)
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
	paused, resumed, refused, fullest, last := 0, 0, 0, 0.0, 0.0
	reasons := map[brake.Reason]int{}
	result, err := engine.Run(t.Context(), plan, func(e engine.Event) {
		switch e := e.(type) {
		case engine.Paused:
			paused++
			reasons[e.Reason]++
			if e.Reason == brake.Memstore && float64(e.Used) < marks.Pause*float64(e.Limit) {
				t.Errorf("paused at %d of %d", e.Used, e.Limit)
			}
		case engine.Resumed:
			resumed++
		case engine.Progress:
			if e.MemstoreLimit > 0 {
				last = float64(e.Memstore) / float64(e.MemstoreLimit)
				fullest = max(fullest, last)
			}
		case engine.Retrying:
			t.Logf("retry at %.3f: %v", last, e.Reason)
			if f := fault.Of(e.Reason); f != nil && f.Code == 4030 {
				refused++
			}
		}
	})
	if err != nil || result.Status != engine.StatusDone || result.Written != count {
		t.Fatalf("%s: %d written, %v", result.Status, result.Written, err)
	}
	t.Logf("%d rows in %v: paused %d times %v, %v in all; memstore at most %.2f full; refused %d times", count, result.Elapsed, paused, reasons, result.PausedFor, fullest, refused)
	if paused == 0 || paused != resumed || result.Pauses != paused || refused > mostRefused {
		t.Errorf("%d pauses (%d told), %d ends of them, %d refusals", paused, result.Pauses, resumed, refused)
	}
	if n := number(t, to, "SELECT /*+ QUERY_TIMEOUT(600000000) */ COUNT(*) FROM t"); int64(n) != count {
		t.Errorf("%d rows", n)
	}
}

// overfill writes rows of the same size by the same statements with nothing to hold it
// back, until the server refuses them for want of memory, and has that memory released:
// without a brake the kernel is too small for what follows.
func overfill(t *testing.T, db *sql.DB) {
	t.Helper()
	const rowsAtOnce, most = 1000, 10_000_000
	if _, err := db.Exec("CREATE TABLE unbraked (id BIGINT PRIMARY KEY, a VARCHAR(120), b VARCHAR(100), c DOUBLE, d DATETIME)"); err != nil {
		t.Fatal(err)
	}
	written := 0
	for ; written < most; written += rowsAtOnce {
		var text strings.Builder
		text.WriteString("INSERT INTO unbraked VALUES ")
		for i := range rowsAtOnce {
			if i > 0 {
				text.WriteByte(',')
			}
			fmt.Fprintf(&text, "(%d,'%0110d','%090d',%d,'2020-01-01')", written+i, written+i, i, i)
		}
		_, err := db.Exec(text.String())
		if f := fault.Server(err); f != nil && f.Code == 4030 {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if written >= most {
		t.Fatalf("%d rows without a brake are not refused: the kernel is too large for this test", written)
	}
	t.Logf("without a brake the server refuses for want of memory (4030) after %d rows", written)
	for _, s := range []string{"DROP TABLE unbraked", "ALTER SYSTEM MINOR FREEZE"} {
		if _, err := db.Exec(s); err != nil {
			t.Fatal(err)
		}
	}
	const share = "SELECT CAST(100 * MEMSTORE_USED / MEMSTORE_LIMIT AS SIGNED) FROM oceanbase.GV$OB_MEMSTORE"
	for until := time.Now().Add(2 * time.Minute); number(t, db, share) > 30; time.Sleep(time.Second) {
		if time.Now().After(until) {
			t.Fatal("the memory is not released")
		}
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
			if hint := fault.Hint(words.English, w.Err); !strings.Contains(hint, "GRANT SELECT ON oceanbase.GV$OB_MEMSTORE TO unseen;") {
				t.Errorf("it does not name the right: %s", hint)
			}
		}
	})
	if err != nil || result.Written != 5000 || warned != 1 {
		t.Errorf("%d written, warned %d times, %v", result.Written, warned, err)
	}
}
