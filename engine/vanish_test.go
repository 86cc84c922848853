package engine_test

import (
	"fmt"
	"sync"
	"testing"

	"github.com/obferry/obferry/engine"
	"github.com/obferry/obferry/engine/fault"
)

// A table that somebody drops while another one is being copied fails alone. One reader
// takes the largest first, so that nothing of the other has been read by then: the
// server would keep it for whoever is reading it.
func TestTableThatVanishesMidRunFailsAlone(t *testing.T) {
	const rows = 400_000
	v := newVoyage(t, "CREATE TABLE t (id INT PRIMARY KEY, name VARCHAR(40), amount DECIMAL(20,4))", fmt.Sprintf(filled, rows),
		"CREATE TABLE gone (id INT PRIMARY KEY)", "INSERT INTO gone VALUES (1), (2)",
		"CREATE TABLE stays (id INT PRIMARY KEY)", "INSERT INTO stays VALUES (1)")
	v.plan.Readers = 1
	var once sync.Once
	var written int64 // when the table was dropped
	result := v.run(t, func(e engine.Event) {
		p, ok := e.(engine.Progress)
		if !ok || p.Written == 0 {
			return
		}
		once.Do(func() {
			written = p.Written
			if _, err := v.from.Exec("SET STATEMENT lock_wait_timeout = 5 FOR DROP TABLE gone"); err != nil {
				t.Error(err)
			}
		})
	})
	if written == 0 || written >= rows {
		t.Fatalf("dropped after %d rows", written)
	}
	if result.Status != engine.StatusPartial || result.Err != nil || result.Written != rows+1 {
		t.Errorf("%s, %d written, %v", result.Status, result.Written, result.Err)
	}
	for _, table := range result.Tables {
		if table.Source != "gone" {
			if table.State != engine.Finished || table.Compared == nil || !table.Compared.Equal {
				t.Errorf("%s: %s, %v", table.Source, table.State, table.Err)
			}
			continue
		}
		if f := fault.Of(table.Err); table.State != engine.Failed || f == nil || f.Code != 1146 {
			t.Errorf("gone: %s, %v", table.State, table.Err)
		}
	}
}
