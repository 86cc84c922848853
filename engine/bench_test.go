package engine_test

import (
	"bufio"
	"crypto/md5"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/go-sql-driver/mysql"

	"github.com/obferry/obferry/engine"
	"github.com/obferry/obferry/engine/practice/practicetest"
	"github.com/obferry/obferry/engine/rows"
	"github.com/obferry/obferry/engine/source"
	"github.com/obferry/obferry/engine/source/mysql/localserver/servertest"
	"github.com/obferry/obferry/engine/source/stream"
)

// benchCount is how many rows a benchmark takes across: a million, or as many as
// OBFERRY_BENCH_ROWS says.
func benchCount(b *testing.B) int64 {
	b.Helper()
	given := os.Getenv("OBFERRY_BENCH_ROWS")
	if given == "" {
		return 1_000_000
	}
	n, err := strconv.ParseInt(given, 10, 64)
	if err != nil || n < 1000 {
		b.Fatalf("OBFERRY_BENCH_ROWS: %q", given)
	}
	return n
}

// passage is a voyage that is measured: some rows, into a table of their own.
type passage struct {
	voyage
	count int64
	table string // its CREATE TABLE
	// texts are the rows' values as a statement has them, for whoever sends them from memory.
	texts func(b *testing.B, take func(values string))
}

const mixedTable = "CREATE TABLE t (id BIGINT PRIMARY KEY, name VARCHAR(60), amount DECIMAL(20,4), at DATETIME(6), n INT, filler VARCHAR(100), ratio DOUBLE, hash CHAR(32))"

// mixedRow is a row of mixedTable, about 200 bytes, its values parted by what is given.
func mixedRow(id int64, between string) string {
	at := time.Unix(1_704_067_200+id, 0).UTC().Format("2006-01-02 15:04:05.000000")
	return fmt.Sprintf("%d%s%s%s%d.%04d%s%s%s%d%s%s%s%s%s%x", id, between, "name "+strconv.FormatInt(id, 10), between, id/7, id%7*1428, between,
		at, between, id%1000, between, strings.Repeat(string(rune('A'+id%26)), 80), between,
		strconv.FormatFloat(float64(id)/3, 'g', -1, 64), between, md5.Sum([]byte(strconv.FormatInt(id, 10))))
}

func mixedTexts(count int64) func(*testing.B, func(string)) {
	return func(_ *testing.B, take func(string)) {
		for id := int64(1); id <= count; id++ {
			take("('" + mixedRow(id, "','") + "')")
		}
	}
}

// mixedFile writes the rows of mixedTable as delimited text.
func mixedFile(b *testing.B, count int64) string {
	b.Helper()
	path := filepath.Join(b.TempDir(), "t.csv")
	file, err := os.Create(path)
	if err != nil {
		b.Fatal(err)
	}
	w := bufio.NewWriterSize(file, 1<<20)
	fmt.Fprintln(w, "id,name,amount,at,n,filler,ratio,hash")
	for id := int64(1); id <= count; id++ {
		fmt.Fprintln(w, mixedRow(id, ","))
	}
	if err := w.Flush(); err != nil {
		b.Fatal(err)
	}
	if err := file.Close(); err != nil {
		b.Fatal(err)
	}
	return path
}

// fromMariaDB is the passage of mixedTable from a MariaDB.
func fromMariaDB(b *testing.B) *passage {
	p := newPassage(b, mixedTable)
	server := servertest.Address(b)
	name := p.name()
	p.from = fresh(b, server, name)
	path := mixedFile(b, p.count)
	mysql.RegisterLocalFile(path)
	for _, s := range []string{mixedTable, "LOAD DATA LOCAL INFILE '" + path + "' INTO TABLE t FIELDS TERMINATED BY ',' IGNORE 1 LINES", "ANALYZE TABLE t"} {
		if _, err := p.from.Exec(s); err != nil {
			b.Fatal(err)
		}
	}
	mysql.DeregisterLocalFile(path)
	if err := os.Remove(path); err != nil {
		b.Fatal(err)
	}
	server.Database = name
	p.texts = mixedTexts(p.count)
	p.propose(b, server.URL())
	return p
}

// fromFile is the passage of the same rows from a text file.
func fromFile(b *testing.B) *passage {
	p := newPassage(b, mixedTable)
	p.texts = mixedTexts(p.count)
	p.propose(b, mixedFile(b, p.count))
	return p
}

// generatedTable takes rows that are made up: eight columns like those of an order.
const generatedTable = "CREATE TABLE t (id BIGINT PRIMARY KEY, name VARCHAR(60), amount DOUBLE, at DATETIME, n BIGINT, filler VARCHAR(100), paid TINYINT(1), hash VARBINARY(32))"

func generatedLayout(count int64) *stream.Layout {
	return &stream.Layout{Rows: count, Columns: []stream.Column{
		{Name: "id", Type: stream.Long, Random: "0,9000000000000000000"},
		{Name: "name", Random: "8,40"},
		{Name: "amount", Type: stream.Double, Random: "0,100000"},
		{Name: "at", Type: stream.Date, Random: "2020-01-01 00:00:00,2024-12-31 00:00:00"},
		{Name: "n", Type: stream.Long, Random: "0,1000"},
		{Name: "filler", Value: strings.Repeat("A", 80)},
		{Name: "paid", Type: stream.Bool, Random: "1,1"},
		{Name: "hash", Type: stream.Bytes, Random: "32,32"},
	}}
}

// fromNowhere is the passage of generated rows.
func fromNowhere(b *testing.B) *passage {
	p := newPassage(b, generatedTable)
	p.texts = func(b *testing.B, take func(string)) { generatedTexts(b, p.count, take) }
	p.plan.Source = engine.Endpoint{URL: "stream:"}
	p.plan.Tables = []engine.TablePlan{{Source: "t", Target: "t", Stream: generatedLayout(p.count)}}
	return p
}

func generatedTexts(b *testing.B, count int64, take func(string)) {
	s, err := stream.Open(map[string]*stream.Layout{"t": generatedLayout(count)})
	if err != nil {
		b.Fatal(err)
	}
	tables, err := s.Tables(b.Context())
	if err != nil {
		b.Fatal(err)
	}
	var batch rows.Batch
	err = s.Read(b.Context(), tables[0], tables[0].Columns, source.Chunk{}, source.Limit{Rows: 1000, Bytes: 1 << 20},
		func() *rows.Batch { return &batch }, func(batch *rows.Batch) error {
			for row := range batch.Len() {
				var text strings.Builder
				for i := range batch.Columns() {
					value, _ := batch.Value(row, i)
					text.WriteString(",'" + string(value) + "'")
				}
				take("(" + text.String()[1:] + ")")
			}
			return nil
		})
	if err != nil {
		b.Fatal(err)
	}
}

func newPassage(b *testing.B, table string) *passage {
	b.Helper()
	address := practicetest.Address(b)
	p := &passage{count: benchCount(b), table: table}
	address.Database = fmt.Sprintf("bench_%d", time.Now().UnixNano())
	server := address
	server.Database = ""
	p.to = fresh(b, server, address.Database)
	p.plan = &engine.Plan{Version: engine.PlanVersion, Target: engine.Endpoint{URL: address.URL()}, Mode: engine.Auto, RejectLimit: -1}
	p.plan.Errors = filepath.Join(b.TempDir(), "errors.xlsx")
	return p
}

// name is that of the database at the target.
func (p *passage) name() string {
	_, name, _ := strings.Cut(strings.TrimPrefix(p.plan.Target.URL, "oceanbase://"), "/")
	return name
}

// propose fills in the plan's tables.
func (p *passage) propose(b *testing.B, url string) {
	b.Helper()
	from, err := engine.NewEndpoint(url)
	if err != nil {
		b.Fatal(err)
	}
	catalog, err := engine.Inspect(b.Context(), from)
	if err != nil {
		b.Fatal(err)
	}
	plan, err := engine.Propose(b.Context(), from, p.plan.Target, catalog, nil)
	if err != nil {
		b.Fatal(err)
	}
	plan.Verify, plan.Errors = false, p.plan.Errors
	p.plan = plan
}

// clear gives the passage an empty table to arrive at. The kernel's memory for new rows
// is given back first, so that no measurement pays for the one before it.
func (p *passage) clear(b *testing.B) {
	b.Helper()
	for _, s := range []string{"DROP TABLE IF EXISTS t", "ALTER SYSTEM MINOR FREEZE", p.table} {
		if _, err := p.to.Exec(s); err != nil {
			b.Fatalf("%s: %v", s, err)
		}
	}
	for range 600 {
		var used float64
		if err := p.to.QueryRow("SELECT MAX(MEMSTORE_USED / MEMSTORE_LIMIT) FROM oceanbase.GV$OB_MEMSTORE").Scan(&used); err != nil {
			b.Fatal(err)
		}
		if used < 0.1 {
			return
		}
		time.Sleep(50 * time.Millisecond)
	}
	b.Log("the memstore is not empty after 30 s")
}

// ferry runs the plan, fails where not every row is across, and says how long the run and
// how long the rows took.
func (p *passage) ferry(b *testing.B) (whole, moving time.Duration) {
	b.Helper()
	var began, ended time.Time
	start := time.Now()
	result, err := engine.Run(b.Context(), p.plan, func(e engine.Event) {
		switch e := e.(type) {
		case engine.PhaseChanged:
			if e.Phase == engine.Copying {
				began = e.At
			}
		case engine.TableChanged:
			if e.Table.State == engine.Copied {
				ended = e.At
			}
		}
	})
	whole = time.Since(start)
	if err != nil || result.Written != p.count {
		b.Fatalf("written %d of %d, refused %d, error %v", result.Written, p.count, result.Rejected, err)
	}
	return whole, ended.Sub(began)
}
