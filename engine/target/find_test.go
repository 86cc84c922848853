package target

import (
	"context"
	"fmt"
	"math/rand/v2"
	"strconv"
	"testing"

	"github.com/obferry/obferry/engine/fault"
	"github.com/obferry/obferry/engine/rows"
)

// Bad rows are found in few statements and refused, each once, wherever they stand: where
// the server names them, where it does not, and where one is bad because of another.
func TestBadRowsAreFoundInFewStatements(t *testing.T) {
	const count, bad = 1000, 10
	for name, c := range map[string]struct {
		table string
		spoil func(id int) (n string)
		most  int // statements for each bad row
	}{
		"unnamed": {"CREATE TABLE t (id INT PRIMARY KEY, n BIGINT, CHECK (n >= 0))", func(int) string { return "-1" }, 12},
		"named":   {"CREATE TABLE t (id INT, n BIGINT PRIMARY KEY)", func(id int) string { return strconv.Itoa(id - 1) }, 4},
		"another key": {"CREATE TABLE t (id INT PRIMARY KEY, n BIGINT, UNIQUE KEY (n))",
			func(id int) string { return strconv.Itoa(id - 1) }, 4},
	} {
		t.Run(name, func(t *testing.T) {
			seed := rand.Uint64()
			t.Logf("seed %d", seed)
			random := rand.New(rand.NewPCG(seed, 3))
			target, _, db := through(t, Rules{})
			if _, err := db.ExecContext(t.Context(), c.table); err != nil {
				t.Fatal(err)
			}
			columns := []rows.Column{{Name: "id", Kind: rows.Integer, Type: "int"}, {Name: "n", Kind: rows.Integer, Type: "bigint"}}
			identity := "id"
			if name == "named" {
				identity = "n"
			}
			w := target.NewWriter()
			statements := 0
			refused := map[string]int{}
			w.Aim(&Destination{Table: "t", Columns: []string{"id", "n"}, Identity: []string{identity}, Mode: Insert, Types: columns}, Hooks{
				Ready: func(ctx context.Context) error { statements++; return ctx.Err() },
				Refused: func(b *rows.Batch, row int, _ *fault.Error) error {
					id, _ := b.Value(row, 0)
					refused[string(id)]++
					return nil
				},
			})
			want, written := map[string]bool{}, 0
			const batches = 6
			for batch := range batches {
				var b rows.Batch
				b.Reset(columns)
				spoilt := map[int]bool{}
				for i := range bad {
					spoilt[batch*count+i*count/bad+1+random.IntN(count/bad-1)] = true
				}
				for i := range count {
					id := batch*count + i
					n := strconv.Itoa(id)
					if spoilt[id] && !spoilt[id-1] {
						n, want[strconv.Itoa(id)] = c.spoil(id), true
					}
					b.Add([]byte(strconv.Itoa(id)), false)
					b.Add([]byte(n), false)
					b.EndRow(0)
				}
				done, err := w.Write(t.Context(), &b)
				if err != nil {
					t.Fatal(err)
				}
				written += done.Written
			}
			for id, times := range refused {
				if !want[id] || times != 1 {
					t.Errorf("row %s was refused %d times, bad %t", id, times, want[id])
				}
			}
			if len(refused) != len(want) || written != count*batches-len(want) {
				t.Errorf("%d of %d refused, %d written", len(refused), len(want), written)
			}
			t.Logf("%d statements for %d bad rows", statements, len(want))
			if statements > c.most*len(want)+batches {
				t.Errorf("%d statements for %d bad rows", statements, len(want))
			}
			// Where rows are good again, statements grow again.
			for batch := batches; batch < 2*batches; batch++ {
				var b rows.Batch
				b.Reset(columns)
				for i := range count {
					text := []byte(strconv.Itoa(batch*count + i))
					b.Add(text, false)
					b.Add(text, false)
					b.EndRow(0)
				}
				statements = 0
				if done, err := w.Write(t.Context(), &b); err != nil || done.Written != count {
					t.Fatal(fmt.Sprint(done, err))
				}
			}
			if statements > 3 {
				t.Errorf("%d statements for a batch of good rows", statements)
			}
			if err := w.Close(); err != nil {
				t.Error(err)
			}
		})
	}
}
