//go:build !race

package ddlconv_test

import (
	"runtime"
	"testing"

	"github.com/obferry/obferry/ddlconv"
)

// TestMemoryStaysFlat converts dumps of 300 MB with rows, of which no more may be held
// than the tables and a few lines: with statements of a megabyte a line, with one of
// 64 MB on a single line, and with rows that are statements each.
func TestMemoryStaysFlat(t *testing.T) {
	const size, mostLive = 300 << 20, 24 << 20
	for name, in := range map[string]*dump{
		"mysql": newDump(ddlconv.MySQL, size), "postgres": newDump(ddlconv.Postgres, size),
		"oracle": newDump(ddlconv.Oracle, size), "sqlserver": newDump(ddlconv.SQLServer, 100<<20),
		"one line": {rows: oneLine(), left: 64 << 20},
	} {
		t.Run(name, func(t *testing.T) {
			d := ddlconv.Dialect(name)
			if rowsOf[d].in == 0 {
				d = ddlconv.MySQL
			}
			begin, most := live(), uint64(0)
			in.sees = func() { most = max(most, live()) }
			s, err := ddlconv.ConvertScript(in, d, ddlconv.Options{})
			if err != nil {
				t.Fatal(err)
			}
			if len(s.Tables) != in.tables {
				t.Errorf("%d of %d tables", len(s.Tables), in.tables)
			}
			most = max(most, live())
			t.Logf("%d tables, at most %d KB are held", in.tables, (max(most, begin)-begin)>>10)
			if most > begin+mostLive {
				t.Errorf("more than %d MB", mostLive>>20)
			}
			runtime.KeepAlive(s)
		})
	}
}

// oneLine is a dump of MySQL with all rows on one line.
func oneLine() rows {
	r := rowsOf[ddlconv.MySQL]
	r.in = 1 << 30
	return r
}

// live are the bytes that are held, without what only waits to be collected.
func live() uint64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}
