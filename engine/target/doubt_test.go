package target

import (
	"context"
	"fmt"
	"testing"
	"time"

	"github.com/obferry/obferry/engine/fault"
	"github.com/obferry/obferry/engine/practice/practicetest"
	"github.com/obferry/obferry/engine/rows"
)

// A row that is there already because an earlier run wrote it is known again, also where
// the server keeps its value in another form than it came in.
func TestRowsInDoubtAreKnownAsTheyAreKept(t *testing.T) {
	db, address := practicetest.Database(t)
	to, err := Open(t.Context(), address, Rules{Exact: true})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = to.Close() })
	for i, c := range []struct {
		kept       string
		kind, came rows.Kind
		value      string
		key        bool
	}{
		{"datetime", rows.DateTime, rows.DateTime, "2024-01-01 00:00:00.7", true},
		{"datetime", rows.DateTime, rows.DateTime, "2024-01-01 00:00:00.7", false},
		{"date", rows.Date, rows.DateTime, "2024-01-01 10:00:00", true},
		{"date", rows.Date, rows.DateTime, "2024-01-01 10:00:00", false},
		{"time", rows.Time, rows.Time, "10:00:00.7", false},
		{"decimal(10,2)", rows.Decimal, rows.Decimal, "1.239", true},
		{"decimal(10,2)", rows.Decimal, rows.Decimal, "1.239", false},
		{"int", rows.Integer, rows.Decimal, "1.5", false},
		{"int", rows.Integer, rows.Decimal, "2.5", true},
		{"set('a','b')", rows.Set, rows.Set, "b,a", false},
		{"enum('a','b')", rows.Enum, rows.Text, "2", false},
		{"binary(4)", rows.Binary, rows.Binary, "ab", false},
		{"varchar(20)", rows.Text, rows.Text, "a\\'\x00b\n", true},
		{"char(5)", rows.Text, rows.Text, "ab   ", true},
		{"varchar(20) charset gbk", rows.Text, rows.Text, "中文", true},
		{"timestamp(3)", rows.Timestamp, rows.DateTime, "2024-01-01 00:00:00.123456", false},
		{"double", rows.Double, rows.Double, "0.1", false},
		{"double", rows.Double, rows.Text, "-1.7976931348623157e308", false},
		{"double(10,2)", rows.Double, rows.Double, "0.129", false},
		{"float", rows.Float, rows.Float, "0.1", false},
		{"float", rows.Float, rows.Double, "-0.30000000000000004", false},
		{"float", rows.Float, rows.Double, "1e-42", false},
		{"bit(12)", rows.Bit, rows.Bit, "\x0f\xff", false},
		{"bit(64)", rows.Bit, rows.Bit, "\xff\xff\xff\xff\xff\xff\xff\xfe", false},
		{"json", rows.JSON, rows.JSON, `{"b": 1, "a": 2}`, false},
	} {
		table, key := fmt.Sprintf("d%d", i), "id"
		if c.key {
			key = "v"
		}
		if _, err := db.Exec("CREATE TABLE " + table + " (id INT, v " + c.kept + ", PRIMARY KEY (" + key + "))"); err != nil {
			t.Fatal(c.kept, err)
		}
		id := rows.Column{Name: "id", Kind: rows.Integer, Type: "int"}
		d := &Destination{Table: table, Columns: []string{"id", "v"}, Identity: []string{key}, Mode: Insert, Doubt: true,
			Types: []rows.Column{id, {Name: "v", Kind: c.kind, Type: c.kept}}}
		var refused []error
		w := to.NewWriter()
		w.Aim(d, Hooks{
			Ready:    func(ctx context.Context) error { return ctx.Err() },
			Retrying: func(int, time.Duration, *fault.Error) {},
			Refused: func(_ *rows.Batch, _ int, reason *fault.Error) error {
				refused = append(refused, reason)
				return nil
			},
		})
		var b rows.Batch
		b.Reset([]rows.Column{id, {Name: "v", Kind: c.came, Type: c.kept}})
		b.Add([]byte("1"), false)
		b.Add([]byte(c.value), false)
		b.EndRow(1)
		for round := range 2 {
			if done, err := w.Write(t.Context(), &b); err != nil || done.Written != 1 || len(refused) > 0 {
				t.Errorf("%s, key %v, %q, time %d: %+v, %v, refused %v", c.kept, c.key, c.value, round+1, done, err, refused)
				break
			}
		}
		if err := w.Close(); err != nil {
			t.Error(err)
		}
	}
}

// Of two rows with one key the second is no duplicate of itself, whatever the kind of the
// column is by which they differ: it is refused, and not counted as written.
func TestRowsInDoubtThatDifferInOneValue(t *testing.T) {
	db, address := practicetest.Database(t)
	to, err := Open(t.Context(), address, Rules{Exact: true})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = to.Close() })
	for i, c := range []struct {
		kept          string
		kind          rows.Kind
		first, second string
	}{
		{"double", rows.Double, "0.30000000000000004", "0.3"},
		{"float", rows.Float, "0.1", "0.2"},
		{"float", rows.Float, "0", "1"},
		{"bit(64)", rows.Bit, "\xff\xff\xff\xff\xff\xff\xff\xfe", "\xff\xff\xff\xff\xff\xff\xff\xff"},
		{"varchar(9)", rows.Text, "a", "b"},
	} {
		table := fmt.Sprintf("o%d", i)
		if _, err := db.Exec("CREATE TABLE " + table + " (id INT PRIMARY KEY, v " + c.kept + ")"); err != nil {
			t.Fatal(c.kept, err)
		}
		columns := []rows.Column{{Name: "id", Kind: rows.Integer, Type: "int"}, {Name: "v", Kind: c.kind, Type: c.kept}}
		refused := 0
		w := to.NewWriter()
		w.Aim(&Destination{Table: table, Columns: []string{"id", "v"}, Identity: []string{"id"}, Mode: Insert, Doubt: true, Types: columns}, Hooks{
			Ready:    func(ctx context.Context) error { return ctx.Err() },
			Retrying: func(int, time.Duration, *fault.Error) {},
			Refused:  func(*rows.Batch, int, *fault.Error) error { refused++; return nil },
		})
		for n, value := range []string{c.first, c.second} {
			var b rows.Batch
			b.Reset(columns)
			b.Add([]byte("1"), false)
			b.Add([]byte(value), false)
			b.EndRow(1)
			if done, err := w.Write(t.Context(), &b); err != nil || done.Written != 1-n || refused != n {
				t.Errorf("%s %q: %+v, %d refused, %v", c.kept, value, done, refused, err)
			}
		}
		if err := w.Close(); err != nil {
			t.Error(err)
		}
	}
}
