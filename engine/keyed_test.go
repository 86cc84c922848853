package engine_test

import (
	"testing"

	"github.com/obferry/obferry/engine"
	"github.com/obferry/obferry/engine/fault"
)

// Rows go a second time only into a table that tells them from those of the first:
// by a key that every row has and that the rows bring along.
func TestSecondRunNeedsAKeyThatRowsBringAlong(t *testing.T) {
	for name, c := range map[string]struct {
		target string
		taken  bool
	}{
		"its primary key":             {"CREATE TABLE t (id INT PRIMARY KEY, code INT)", true},
		"a unique key without nulls":  {"CREATE TABLE t (id INT, code INT NOT NULL, UNIQUE KEY (code))", true},
		"a unique key with nulls":     {"CREATE TABLE t (id INT, code INT, UNIQUE KEY (code))", false},
		"a number of the target's":    {"CREATE TABLE t (own BIGINT AUTO_INCREMENT PRIMARY KEY, id INT, code INT)", false},
		"half of the primary key":     {"CREATE TABLE t (own BIGINT AUTO_INCREMENT, id INT, code INT, PRIMARY KEY (id, own))", false},
		"its primary key and another": {"CREATE TABLE t (id INT PRIMARY KEY, own INT UNIQUE, code INT)", true},
	} {
		t.Run(name, func(t *testing.T) {
			v := newVoyage(t, "CREATE TABLE t (id INT PRIMARY KEY, code INT)", "INSERT INTO t VALUES (1, 10), (2, 20), (3, 30)")
			if _, err := v.to.Exec(c.target); err != nil {
				t.Fatal(err)
			}
			v.plan.Verify = false
			if first := v.run(t, nil); first.Status != engine.StatusDone {
				t.Fatalf("into the empty table: %s, %v, %+v", first.Status, first.Err, first.Tables)
			}
			second := v.run(t, nil)
			if err := second.Tables[0].Err; c.taken != (err == nil) || !c.taken && !fault.Is(err, fault.Preflight) {
				t.Errorf("the second run: %s, %v", second.Status, err)
			}
			if n := number(t, v.to, "SELECT COUNT(*) FROM t"); n != 3 {
				t.Errorf("%d rows", n)
			}
		})
	}
}
