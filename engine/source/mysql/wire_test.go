package mysql

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net"
	"slices"
	"strings"
	"testing"
	"time"

	driver "github.com/go-sql-driver/mysql"

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
	if only.wire == nil {
		t.Fatal("a plain connection has no wire")
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
	wire := only.wire
	only.wire = nil
	through := all()
	only.wire = wire
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

// answering is a wire whose server sends what is given and closes.
func answering(answer []byte) *wire {
	here, there := net.Pipe()
	go func() {
		buffer := make([]byte, 1024)
		_, _ = there.Read(buffer)
		_ = there.SetWriteDeadline(time.Now().Add(5 * time.Second))
		_, _ = there.Write(answer)
		_ = there.Close()
	}()
	return &wire{conn: here}
}

// What no server should send ends in an error, and never in a panic or a hang.
func FuzzWire(f *testing.F) {
	packet := func(parts ...[]byte) []byte {
		var b []byte
		for _, p := range parts {
			b = append(b, byte(len(p)), byte(len(p)>>8), byte(len(p)>>16), 0)
			b = append(b, p...)
		}
		return b
	}
	f.Add(packet([]byte{2}, []byte("a"), []byte("b"), []byte{0xfe, 0, 0, 0, 0}, []byte("\x01x\xfb"), []byte{0xfe, 0, 0, 2, 0}))
	f.Add(packet([]byte{1}, []byte("a"), []byte{0xfe, 0, 0, 0, 0}, []byte("\xff\x7a\x04#42S02gone")))
	f.Add(packet([]byte("\xff\x7a\x04#42S02no such table")))
	f.Add(packet([]byte{1}, []byte("a"), []byte{0xfe}, []byte{0xfe, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 1}))
	f.Add([]byte{0, 0, 0, 0})
	columns := []rows.Column{{Name: "a"}, {Name: "b", Kind: rows.Year}}
	f.Fuzz(func(t *testing.T, answer []byte) {
		w := answering(answer)
		defer w.conn.Close()
		if _, err := w.query("SELECT"); err != nil {
			return
		}
		var batch rows.Batch
		batch.Reset(columns)
		for {
			row, err := w.row()
			if err != nil {
				return
			}
			take(&batch, row, columns)
		}
	})
}

func TestServerErrorsAreTheDriversOwn(t *testing.T) {
	w := answering(append([]byte{13, 0, 0, 1}, "\xff\x7a\x04#42S02gone"...))
	_, err := w.query("SELECT 1")
	var server *driver.MySQLError
	if !errors.As(err, &server) || server.Number != 1146 || string(server.SQLState[:]) != "42S02" || server.Message != "gone" {
		t.Errorf("%#v", err)
	}
}

// BenchmarkWire reads rows that stand ready: what is measured is taking them apart.
func BenchmarkWire(b *testing.B) {
	columns := []rows.Column{{Kind: rows.Integer}, {Kind: rows.Text}, {Kind: rows.Decimal}, {Kind: rows.DateTime}, {Kind: rows.Integer},
		{Kind: rows.Text}, {Kind: rows.Double}, {Kind: rows.Text}}
	var row []byte
	for _, v := range []string{"1234567", "name 1234567", "176366.7143", "2024-01-15 06:56:07.000000", "567", strings.Repeat("A", 80), "411522.3333333333", strings.Repeat("f", 32)} {
		row = append(append(row, byte(len(v))), v...)
	}
	one := append([]byte{byte(len(row)), byte(len(row) >> 8), 0, 0}, row...)
	here, there := net.Pipe()
	ctx, cancel := context.WithCancel(b.Context())
	defer cancel()
	context.AfterFunc(ctx, func() { _ = there.Close() })
	go func() {
		many := bytes.Repeat(one, 500)
		for {
			if _, err := there.Write(many); err != nil {
				return
			}
		}
	}()
	w := &wire{conn: here}
	var batch rows.Batch
	batch.Reset(columns)
	b.ReportAllocs()
	for b.Loop() {
		p, err := w.row()
		if err != nil || !take(&batch, p, columns) {
			b.Fatal(err)
		}
		if batch.Len() == 1000 {
			batch.Reset(columns)
		}
	}
}

// One long value does not have a connection hold its memory for the rest of a run.
func TestWireGivesLargeBuffersBack(t *testing.T) {
	packet := func(dst []byte, size int) []byte {
		for more := true; more; {
			part := min(size, longestPacket)
			dst = append(dst, byte(part), byte(part>>8), byte(part>>16), 0)
			dst = append(dst, make([]byte, part)...)
			more, size = part == longestPacket, size-part
		}
		return dst
	}
	w := answering(packet(packet(packet(nil, longestPacket+10), 5), 5))
	if _, err := w.conn.Write([]byte{0}); err != nil {
		t.Fatal(err)
	}
	for _, want := range []int{longestPacket + 10, 5, 5} {
		p, err := w.packet()
		if err != nil || len(p) != want {
			t.Fatalf("%d bytes, %v", len(p), err)
		}
	}
	if held := len(w.buffer) + cap(w.long); held > generous {
		t.Errorf("holds %d bytes", held)
	}
}
