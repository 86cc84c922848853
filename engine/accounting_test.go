package engine_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"

	"github.com/xuri/excelize/v2"

	"github.com/obferry/obferry/engine"
	"github.com/obferry/obferry/engine/fault"
)

// adds fails the test where rows of a run are unaccounted for: of each table, and of all
// of them.
func adds(t *testing.T, result *engine.Result) {
	t.Helper()
	if result.Read != result.Written+result.Rejected+result.Skipped {
		t.Errorf("%d read, %d written, %d refused, %d skipped", result.Read, result.Written, result.Rejected, result.Skipped)
	}
	for _, one := range result.Tables {
		if one.Read != one.Written+one.Rejected+one.Skipped {
			t.Errorf("%s: %d read, %d written, %d refused, %d skipped", one.Target, one.Read, one.Written, one.Rejected, one.Skipped)
		}
	}
}

// refusedKeys reads one column of a table's rows out of an error spreadsheet, each with
// how often it is there.
func refusedKeys(t *testing.T, path, table, column string) map[string]int {
	t.Helper()
	found := map[string]int{}
	if path == "" {
		return found
	}
	f, err := excelize.OpenFile(path)
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := f.Close(); err != nil {
			t.Error(err)
		}
	}()
	all, err := f.GetRows(table)
	if err != nil {
		t.Fatal(err)
	}
	at := -1
	for i, name := range all[0] {
		if name == column && i >= 5 { // behind those that tell about the row
			at = i
		}
	}
	if at < 0 {
		t.Fatalf("no column %s in %q", column, all[0])
	}
	for _, row := range all[1:] {
		found[row[at]]++
	}
	return found
}

// sound is a table whose rows are all good; spoil makes some of them bad, each in one of
// the ways that stricter refuses.
const (
	soundTable = "CREATE TABLE t (id INT PRIMARY KEY, code INT, name VARCHAR(60), amount DECIMAL(20,4), n BIGINT, note VARCHAR(20), bad INT NOT NULL DEFAULT 0)"
	soundRows  = "INSERT INTO t SELECT seq, seq, CONCAT('name ', seq), seq / 7, seq, 'x', 0 FROM seq_1_to_%d"
	stricter   = "CREATE TABLE t (id INT NOT NULL, code INT PRIMARY KEY, name VARCHAR(20), amount DECIMAL(20,4), n INT, note VARCHAR(20) NOT NULL, bad INT NOT NULL," +
		" UNIQUE KEY (id), CONSTRAINT positive CHECK (amount > 0))"
)

// spoils are the ways, by the number in column bad. The last takes the code of the row
// before: one of the two is then a duplicate, whichever comes later.
var spoils = []string{
	"name = 'much too long for the column'", "note = NULL", "amount = -amount", "n = 9000000000", "code = code - 1",
}

// spoil makes every so many-th row bad, at random places, in the ways that are given, and
// says how many there are.
func (v *voyage) spoil(t *testing.T, rows, bad int, random *rand.Rand, ways ...int) int64 {
	t.Helper()
	tx, err := v.from.Begin()
	if err != nil {
		t.Fatal(err)
	}
	step := rows / bad
	for i := range bad {
		// No two beside each other, so that the code before is a good row's.
		id, way := i*step+2+random.IntN(max(step-2, 1)), ways[random.IntN(len(ways))]
		if _, err := tx.Exec(fmt.Sprintf("UPDATE t SET %s, bad = %d WHERE id = %d", spoils[way], way+1, id)); err != nil {
			t.Fatal(err)
		}
	}
	if err := tx.Commit(); err != nil {
		t.Fatal(err)
	}
	return number(t, v.from, "SELECT COUNT(*) FROM t WHERE bad > 0")
}

// refusedAreBad fails the test unless the rows in a spreadsheet are bad ones, each once:
// of two rows of one code it may be either, but one only.
func (v *voyage) refusedAreBad(t *testing.T, path string) (refused int64) {
	t.Helper()
	bad := map[string]int{}
	rows, err := v.from.Query("SELECT code, MAX(bad) FROM t GROUP BY code HAVING MAX(bad) > 0")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = rows.Close() }()
	for rows.Next() {
		var code string
		var way int
		if err := rows.Scan(&code, &way); err != nil {
			t.Fatal(err)
		}
		bad[code] = way
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	for code, times := range refusedKeys(t, path, "t", "code") {
		if bad[code] == 0 || times != 1 {
			t.Errorf("the row of code %s is in the spreadsheet %d times, bad in way %d", code, times, bad[code])
		}
		refused += int64(times)
	}
	return refused
}

// Whatever is bad, however it is written and wherever the run is stopped: every row that
// was read was written, refused or skipped, the target holds those that were written, the
// spreadsheet those that were refused, and of a limit's one more than it allows.
func TestEveryRowIsAccountedFor(t *testing.T) {
	const rows = 4000
	seed := rand.Uint64()
	t.Logf("seed %d", seed)
	random := rand.New(rand.NewPCG(seed, 1))
	for round := range 10 {
		bad := 1 + random.IntN(200)
		v := newVoyage(t, soundTable, fmt.Sprintf(soundRows, rows))
		bad64 := v.spoil(t, rows, bad, random, 0, 1, 2, 3, 4)
		v.plan.Tables[0].DDL.Create = stricter
		v.plan.Writers, v.plan.Readers = 1+random.IntN(4), 1+random.IntN(2)
		v.plan.BatchRows = []int{1, 7, 100, 999, 5000}[random.IntN(5)]
		v.plan.RejectLimit, v.plan.Verify = []int64{-1, 0, int64(random.IntN(bad + 5))}[random.IntN(3)], false
		cancelled := random.IntN(3) == 0
		what := fmt.Sprintf("round %d: %d bad, %d writers, batches of %d, limit %d, cancelled %t",
			round, bad64, v.plan.Writers, v.plan.BatchRows, v.plan.RejectLimit, cancelled)
		path := filepath.Join(v.folder, "plan.yaml")
		if err := v.plan.Save(path); err != nil {
			t.Fatal(err)
		}
		ctx, cancel := context.WithCancel(t.Context())
		result, _ := engine.Run(ctx, v.plan, func(e engine.Event) {
			if p, ok := e.(engine.TableChanged); ok && cancelled && p.Table.State == engine.Running {
				cancel()
			}
		})
		cancel()
		v.counted(t, what, result)
		limit := v.plan.RejectLimit
		switch {
		case result.Status == engine.StatusInterrupted:
		case limit >= 0 && bad64 > limit:
			if result.Rejected != limit+1 || result.Status != engine.StatusFailed || !fault.Is(result.Err, fault.Row) {
				t.Errorf("%s: %s, %d refused: %v", what, result.Status, result.Rejected, result.Err)
			}
		default:
			if result.Rejected != bad64 || result.Read != rows || result.Skipped != 0 {
				t.Errorf("%s: %s, %d read, %d refused, %d skipped", what, result.Status, result.Read, result.Rejected, result.Skipped)
			}
			continue
		}
		plan, err := engine.ReadPlan(path)
		if err != nil {
			t.Fatal(err)
		}
		plan.Resume, plan.RejectLimit = true, -1
		result, _ = engine.Run(t.Context(), plan, nil)
		v.counted(t, what+", resumed", result)
		if result.Rejected != bad64 || result.Read != rows || result.Skipped != 0 {
			t.Errorf("%s, resumed: %s, %d read, %d refused, %d skipped: %v", what, result.Status, result.Read, result.Rejected, result.Skipped, result.Err)
		}
	}
}

// counted holds what a run says against the target and the spreadsheet.
func (v *voyage) counted(t *testing.T, what string, result *engine.Result) {
	t.Helper()
	adds(t, result)
	if n := number(t, v.to, "SELECT COUNT(*) FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 't'"); n == 1 {
		if n := number(t, v.to, "SELECT COUNT(*) FROM t"); n != result.Written {
			t.Errorf("%s: %d rows are there, %d were counted", what, n, result.Written)
		}
	}
	if n := v.refusedAreBad(t, result.Errors); n != result.Rejected {
		t.Errorf("%s: %d rows in the spreadsheet, %d were counted", what, n, result.Rejected)
	}
}

// One refused row is one too many for a limit of none, also where others are refused at
// the same time, and for a share of none.
func TestFirstRefusedRowEndsARunThatAllowsNone(t *testing.T) {
	none := 0.0
	for name, limit := range map[string]func(*engine.Plan){
		"rows":  func(p *engine.Plan) { p.RejectLimit = 0 },
		"share": func(p *engine.Plan) { p.RejectPercent = &none },
	} {
		t.Run(name, func(t *testing.T) {
			v := newVoyage(t, soundTable, fmt.Sprintf(soundRows, 5000), "UPDATE t SET note = NULL, bad = 2 WHERE id > 10")
			v.plan.Tables[0].DDL.Create = stricter
			v.plan.Writers, v.plan.BatchRows = 4, 50
			limit(v.plan)
			result := v.run(t, nil)
			if result.Status != engine.StatusFailed || !fault.Is(result.Err, fault.Row) || result.Rejected != 1 {
				t.Errorf("%s: %d refused, %v", result.Status, result.Rejected, result.Err)
			}
			v.counted(t, name, result)
			if result.Skipped == 0 {
				t.Error("nothing was under way: the test tells little")
			}
		})
	}
}

// A share is judged at the end where few rows were read, and on the way where many were.
func TestShareOfRefusedRows(t *testing.T) {
	for name, c := range map[string]struct {
		rows, bad int
		percent   float64
		ended     bool
	}{
		"at the end":     {2000, 100, 4.9, true},
		"at the end, ok": {2000, 100, 5.1, false},
		"on the way":     {60_000, 30_000, 1, true},
	} {
		t.Run(name, func(t *testing.T) {
			v := newVoyage(t, soundTable, fmt.Sprintf(soundRows, c.rows), fmt.Sprintf("UPDATE t SET note = NULL, bad = 2 WHERE id %% %d = 0", c.rows/c.bad))
			v.plan.Tables[0].DDL.Create = stricter
			v.plan.RejectPercent = &c.percent
			result := v.run(t, nil)
			v.counted(t, name, result)
			if f := fault.Of(result.Err); c.ended != (f != nil && f.ID == "fault.run.rejectshare") {
				t.Errorf("%s: %v", result.Status, result.Err)
			}
			if all := result.Read == int64(c.rows); all != (c.rows < 10_000) {
				t.Errorf("%d rows were read", result.Read)
			}
		})
	}
}

// A run whose refused rows have been taken away meanwhile does not go on without them.
func TestRefusedRowsTakenAwayAreMissed(t *testing.T) {
	v := newVoyage(t, "CREATE TABLE t (id INT PRIMARY KEY, name VARCHAR(40), amount DECIMAL(20,4))", fmt.Sprintf(filled, 300_000),
		"UPDATE t SET name = REPEAT('x', 40) WHERE id <= 20")
	v.plan.Tables[0].DDL.Create = "CREATE TABLE t (id INT PRIMARY KEY, name VARCHAR(20), amount DECIMAL(20,4))"
	v.plan.Readers, v.plan.Writers = 1, 1
	path := filepath.Join(v.folder, "plan.yaml")
	if err := v.plan.Save(path); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	first, _ := engine.Run(ctx, v.plan, func(e engine.Event) {
		if p, ok := e.(engine.Progress); ok && p.Written > 120_000 { // a chunk is across by then
			cancel()
		}
	})
	if first.Status != engine.StatusInterrupted || first.Rejected != 20 {
		t.Fatalf("cut off: %s, %d refused", first.Status, first.Rejected)
	}
	plan, err := engine.ReadPlan(path)
	if err != nil {
		t.Fatal(err)
	}
	plan.Resume = true
	if err := os.Remove(plan.Errors + ".partial"); err != nil {
		t.Fatal(err)
	}
	result, err := engine.Run(t.Context(), plan, nil)
	if f := fault.Of(err); f == nil || f.ID != "fault.resume.refused" || f.Args["Count"] != int64(20) {
		t.Errorf("%s: %v", result.Status, err)
	}
	adds(t, result)
}
