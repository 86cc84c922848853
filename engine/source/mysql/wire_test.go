package mysql

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/obferry/obferry/engine/rows"
	"github.com/obferry/obferry/engine/source"
	"github.com/obferry/obferry/engine/source/mysql/localserver/servertest"
)

// everyType is a table whose values are at the edges of their types, and larger than a
// packet of the protocol.
var everyType = []string{
	`CREATE TABLE t (id BIGINT UNSIGNED PRIMARY KEY, a TINYINT, b INT ZEROFILL, c BIGINT, d DECIMAL(30,10), e FLOAT, f DOUBLE,
		g BIT(12), h CHAR(5), i VARCHAR(300), j VARBINARY(20), k LONGBLOB, l DATE, m DATETIME(6), n TIMESTAMP(3) NULL, o TIME(6),
		p YEAR, q ENUM('x','y',''), r SET('a','b'), s JSON, u YEAR(2))`,
	`INSERT INTO t VALUES (0,-128,0,-9223372036854775808,-0.0000000001,1e-38,1.7976931348623157e308,b'101','','','\0',NULL,'0000-00-00',
		'0000-00-00 00:00:00','1970-01-02 00:00:00.001','-838:59:59','0000','','','{}',69),
		(18446744073709551615,127,42,9223372036854775807,99999999999999999999.9999999999,-3.4e38,0.1,b'111111111111','中😀','` +
		strings.Repeat("é", 150) + `',x'00FF27','','9999-12-31','2024-02-29 23:59:59.999999','2038-01-19 03:14:07','838:59:59.9',2155,'y','a,b','[1]',70),
		(7,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL)`,
	`INSERT INTO t (id, i, k) VALUES (8, REPEAT('a', 250), REPEAT('b', 251)), (9, REPEAT('a', 251), REPEAT('b', 65535)),
		(10, REPEAT('a', 252), REPEAT('b', 65536)), (11, 'z', REPEAT('b', 16777215)), (12, 'z', REPEAT('b', 16777216)), (13, 'z', REPEAT('c', 34000000))`,
}

// Past the driver, values are the same.
func TestWireReadsWhatTheDriverReads(t *testing.T) {
	db, address := servertest.Database(t)
	for _, s := range append([]string{"SET SESSION sql_mode=''"}, everyType...) {
		db.SetMaxOpenConns(1)
		if _, err := db.Exec(s); err != nil {
			t.Fatalf("%.100s: %v", s, err)
		}
	}
	s, err := Open(t.Context(), address)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	tables, err := s.Tables(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if _, _, err := s.Begin(t.Context(), 1); err != nil {
		t.Fatal(err)
	}
	only := s.all[0]
	if only.line == nil {
		t.Fatal("a plain connection has no line")
	}
	all := func() (values []string) {
		err := s.Read(t.Context(), tables[0], tables[0].Columns, source.Chunk{}, source.Limit{Rows: 4, Bytes: 1 << 30},
			func() *rows.Batch { return &rows.Batch{} }, func(b *rows.Batch) error {
				for i := range b.Len() * len(b.Columns()) {
					v, null := b.Value(i/len(b.Columns()), i%len(b.Columns()))
					values = append(values, fmt.Sprint(null, string(v)))
				}
				return nil
			})
		if err != nil {
			t.Fatal(err)
		}
		return values
	}
	past := all()
	line := only.line
	only.line = nil
	through := all()
	only.line = line
	if len(past) != 9*len(tables[0].Columns) {
		t.Errorf("%d values", len(past))
	}
	for i := range past {
		if past[i] != through[i] && !sameNumber(past[i], through[i]) {
			t.Errorf("%s: past the driver %.60q, through it %.60q", tables[0].Columns[i%len(tables[0].Columns)].Name, past[i], through[i])
		}
	}
	// The driver goes on as if nothing had been.
	if err := only.conn.PingContext(t.Context()); err != nil {
		t.Error(err)
	}
	if again := all(); !slices.Equal(again, past) {
		t.Error("a second reading differs")
	}
}

// sameNumber tells whether two texts are one floating number: the driver prints what it
// has read in a form of its own.
func sameNumber(a, b string) bool {
	var x, y float64
	_, wrong := fmt.Sscan(strings.TrimPrefix(a, "false"), &x)
	_, failed := fmt.Sscan(strings.TrimPrefix(b, "false"), &y)
	return wrong == nil && failed == nil && x == y
}

// An error of the server's leaves the connection and its snapshot as they were.
func TestWireSurvivesAnError(t *testing.T) {
	_, address := servertest.Database(t)
	s, err := Open(t.Context(), address)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if _, _, err := s.Begin(t.Context(), 1); err != nil {
		t.Fatal(err)
	}
	none := func(*rows.Batch) error { return nil }
	fresh := func() *rows.Batch { return &rows.Batch{} }
	columns := []rows.Column{{Name: "x"}}
	err = s.Read(t.Context(), &source.Table{Name: "nowhere"}, columns, source.Chunk{}, source.Limit{Rows: 1, Bytes: 1}, fresh, none)
	if err == nil || !strings.Contains(err.Error(), "1146") {
		t.Errorf("%v", err)
	}
	if _, err := s.all[0].conn.ExecContext(t.Context(), "SELECT 1"); err != nil {
		t.Error(err)
	}
}

// What no server should send is refused, and never a panic; and a row of years is taken
// as one without them, its years aside.
func FuzzTake(f *testing.F) {
	f.Add([]byte("\x0512345\x03abc"), false)
	f.Add([]byte("\x0500042\xfb"), false)
	f.Add([]byte("\xfc\xfb\x00"+strings.Repeat("0", 250)+"7\x011"), true)
	f.Add([]byte("\xfe\xff\xff\xff\xff\xff\xff\xff\xff\x01"), false)
	f.Fuzz(func(t *testing.T, row []byte, second bool) {
		columns := []rows.Column{{Name: "a", Kind: rows.Integer}, {Name: "b"}}
		var batch, other rows.Batch
		batch.Reset(columns)
		other.Reset(columns)
		if second {
			take(&batch, []byte("\x011\x01x"), columns)
			takeYears(&other, []byte("\x011\x01x"), columns)
		}
		taken := take(&batch, row, columns)
		if taken != takeYears(&other, row, columns) {
			t.Fatalf("%q: taken %v", row, taken)
		}
		for r := 0; taken && r < batch.Len(); r++ {
			for c := range columns {
				value, null := batch.Value(r, c)
				also, none := other.Value(r, c)
				if string(value) != string(also) || null != none {
					t.Fatalf("%q: %q %v and %q %v", row, value, null, also, none)
				}
			}
		}
	})
}

// BenchmarkTake takes rows apart that stand ready.
func BenchmarkTake(b *testing.B) {
	columns := []rows.Column{{Kind: rows.Integer}, {Kind: rows.Text}, {Kind: rows.Decimal}, {Kind: rows.DateTime}, {Kind: rows.Integer},
		{Kind: rows.Text}, {Kind: rows.Double}, {Kind: rows.Text}}
	var row []byte
	for _, v := range []string{"1234567", "name 1234567", "176366.7143", "2024-01-15 06:56:07.000000", "567", strings.Repeat("A", 80), "411522.3333333333", strings.Repeat("f", 32)} {
		row = append(append(row, byte(len(v))), v...)
	}
	var batch rows.Batch
	batch.Reset(columns)
	b.ReportAllocs()
	for b.Loop() {
		if !take(&batch, row, columns) {
			b.Fatal("not taken")
		}
		if batch.Len() == 1000 {
			batch.Reset(columns)
		}
	}
}
