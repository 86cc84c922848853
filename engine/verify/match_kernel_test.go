package verify_test

import (
	"errors"
	"fmt"
	"testing"

	"github.com/obferry/obferry/engine/practice/practicetest"
	"github.com/obferry/obferry/engine/rows"
	"github.com/obferry/obferry/engine/source"
	"github.com/obferry/obferry/engine/verify"
)

// Two tables on a kernel are matched in a fraction of the memory that their keys take,
// by ranges and as a whole: as many rows again were there before, one differs and one
// is missing.
func TestKernelTablesAreMatchedInLittleMemory(t *testing.T) {
	const n = 1 << 14
	for name, key := range map[string]string{"ranges": "int", "whole": "varchar(20)"} {
		t.Run(name, func(t *testing.T) {
			db, address := practicetest.Database(t)
			run(t, db, "CREATE TABLE here (id "+key+" PRIMARY KEY, v varchar(20))")
			run(t, db, "INSERT INTO here VALUES ('0', 'v0')")
			for k := 1; k < n; k *= 2 {
				run(t, db, fmt.Sprintf("INSERT INTO here SELECT id + %d, CONCAT('v', id + %d) FROM here", k, k))
			}
			run(t, db, "CREATE TABLE there LIKE here")
			run(t, db, "INSERT INTO there SELECT * FROM here WHERE id <> '4000'")
			run(t, db, "UPDATE there SET v = 'damaged' WHERE id = '77'")
			run(t, db, "INSERT INTO there SELECT id + 100000, v FROM here")

			s, tables := begun(t, address)
			if len(tables) != 2 {
				t.Fatalf("%d tables", len(tables))
			}
			columns := tables[0].Columns
			read := func(table int, chunk source.Chunk, take func(*rows.Batch) error) {
				t.Helper()
				var b rows.Batch
				if err := s.Read(t.Context(), tables[table], columns, chunk, source.Limit{Rows: 1000, Bytes: 1 << 20},
					func() *rows.Batch { return &b }, take); err != nil {
					t.Fatal(err)
				}
			}
			a, b := verify.NewDigest(columns), verify.NewDigest(columns)
			read(0, source.Chunk{}, a.Add)
			read(1, source.Chunk{}, b.Add)
			want := 4
			if name == "whole" {
				want = 1
			}
			chunks, err := s.Chunks(t.Context(), tables[0], want)
			if err != nil || len(chunks) != want {
				t.Fatalf("%d chunks, %v", len(chunks), err)
			}
			matcher := verify.NewMatcher(a, b, nil)
			readings := 0
			pass := matcher.Pass(columns, columns, len(chunks), 60_000) // for 3,500 rows
			for _, chunk := range chunks {
				pass.Begin()
				for pass.Next() {
					readings++
					read(0, chunk, pass.Hold)
					read(1, chunk, pass.Match)
				}
			}
			if err := errors.Join(pass.Err(), pass.Close()); err != nil {
				t.Fatal(err)
			}
			c := matcher.Compare()
			if c.Equal || c.Extra != n || c.Missing != 1 || c.Different != 1 || c.SourceRows != n || c.TargetRows != 2*n-1 || len(matcher.Examples()) != 2 {
				t.Errorf("%+v", c)
			}
			if readings <= len(chunks) {
				t.Errorf("%d readings of %d parts: memory was not short", readings, len(chunks))
			}
		})
	}
}
