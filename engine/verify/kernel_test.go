package verify_test

import (
	"database/sql"
	"errors"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/obferry/obferry/engine/practice/practicetest"
	"github.com/obferry/obferry/engine/rows"
	"github.com/obferry/obferry/engine/source"
	"github.com/obferry/obferry/engine/source/mysql"
	"github.com/obferry/obferry/engine/verify"
	"github.com/obferry/obferry/profiles"
)

func TestMain(m *testing.M) { os.Exit(practicetest.Run(m)) }

// What a person may have typed into a sheet, by the type of the column that it goes
// into. The kernel takes each, and nothing of it is lost.
var typed = map[string][]string{
	"int":             {"1", "007", "+5", "-0", " 12 ", "1e3", "2.0", "-2147483648"},
	"bigint unsigned": {"18446744073709551615", "0"},
	"int(8) zerofill": {"7", "00000009"},
	"decimal(20,4)":   {"1.50", "1.5", "01.5000", "1e2", "-0", "-0.0", ".5", "5.", "1234567890123456.7891", "15e-1"},
	"float":           {"1.5", "-0", "1e-45", "16777216", "0.1", "1.10", "3.4028234e38"},
	"double":          {"0.1", "-0", "1e5", "1.7976931348623157e308", "4.9e-324", "123456789.123456789"},
	"date":            {"2024-01-05", "2024-1-5", "20240105", "24-1-5", "2024/01/05", "0000-00-00", "2024-01-05 00:00:00", "2024.1.5"},
	"datetime":        {"2024-01-05 03:04:05", "2024-1-5 3:4:5", "20240105030405", "2024-01-05T03:04:05", "2024-01-05", "0000-00-00 00:00:00", "2024-01-05 03:04"},
	"datetime(6)":     {"2024-01-05 03:04:05.5", "2024-01-05 03:04:05.123456", "20240105030405.5"},
	"time":            {"3:4", "03:04:05", "-838:59:59", "10", "30405", "1 02:03:04", "26:03:04", "-0:0:0"},
	"time(3)":         {"-00:00:00.5", "3:4:5.120"},
	"year":            {"2024", "24", "70", "0", "0000", "1901"},
	"char(5)":         {"a", "a  ", "", "中文"},
	"varchar(20)":     {"a", "a  ", "", "A", "é", "NULL", `\`, "'"},
	"binary(4)":       {"a", "", "a\x00", "abcd"},
	"varbinary(4)":    {"a", "", "a\x00"},
	"set('b','a')":    {"a,b", "b,a", "b", "", "a,a"},
	"enum('x','y')":   {"x", "y"},
	"json":            {`{"b":1.0,"a":[1e2,-0,0.50]}`, `{"a":1,"a":2}`, `"\u00e9\/\n\ud83d\ude00"`, ` null `, `{"bb":1,"c":{"z":1,"y":2}}`, "12345678901234567890", "-0.0", "1E+3"},
	"geometry":        {"\x00\x00\x00\x00\x01\x01\x00\x00\x00\x00\x00\x00\x00\x00\x00\xf0\x3f\x00\x00\x00\x00\x00\x00\x00\x40"},
	"bit(12)":         {"\x01", "\x00\x01", "\x0f\xff", "\x00"},
}

// lost are values that the kernel takes too, but does not keep: the comparison must
// say so.
var lost = map[string][]string{
	"decimal(4,2)": {"1.555"},
	"datetime":     {"2024-01-05 03:04:05.5"},
	"date":         {"2024-01-05 10:00:00"},
	"time":         {"10:00:00.5"},
	"int":          {"1.5"},
	"json":         {"123456789012345678901234567890", "0.12345678901234567890123"},
}

func TestKernelKeepsWhatSheetsHold(t *testing.T) {
	db, address := practicetest.Database(t)
	number := 0
	for _, part := range []struct {
		values map[string][]string
		kept   bool
	}{{typed, true}, {lost, false}} {
		for typ, values := range part.values {
			number++
			table := fmt.Sprintf("t%d", number)
			run(t, db, fmt.Sprintf("CREATE TABLE %s (id int PRIMARY KEY, v %s)", table, typ))
			for id, value := range values {
				run(t, db, fmt.Sprintf("INSERT INTO %s VALUES (%d, %s)", table, id, literal(typ, value)))
			}
			there := readBack(t, address, table)
			if there.Len() != len(values) {
				t.Fatalf("%s: %d rows of %d", typ, there.Len(), len(values))
			}
			for row, value := range values {
				target := verify.NewDigest(there.Columns())
				source := verify.NewDigest(there.Columns())
				if err := errors.Join(target.AddRow(there, row), source.Add(sheet(row, value))); err != nil {
					t.Fatal(err)
				}
				if got := verify.Compare(source, target, nil); got.Equal != part.kept {
					is, _ := there.Value(row, 1)
					t.Errorf("%s: %q is %q there; equal: %v", typ, value, is, got.Equal)
				}
			}
		}
	}
}

// sheet is one row as a spreadsheet delivers it: texts.
func sheet(id int, value string) *rows.Batch {
	b := new(rows.Batch)
	b.Reset([]rows.Column{{Name: "A", Kind: rows.Text}, {Name: "B", Kind: rows.Text}})
	b.Add(fmt.Append(nil, id), false)
	b.Add([]byte(value), false)
	b.EndRow(int64(id) + 2)
	return b
}

// literal is a value in SQL: as quoted text, or as bytes.
func literal(typ, value string) string {
	if typ == "bit(12)" || typ == "geometry" || strings.Contains(typ, "binary") {
		return fmt.Sprintf("x'%x'", value)
	}
	return "'" + strings.NewReplacer(`\`, `\\`, `'`, `''`).Replace(value) + "'"
}

// begun is a database as a source that has begun, until the test's end, and its tables.
func begun(t *testing.T, address profiles.Address) (*mysql.Source, []*source.Table) {
	t.Helper()
	s, err := mysql.Open(t.Context(), address)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := errors.Join(s.End(), s.Close()); err != nil {
			t.Error(err)
		}
	})
	if _, _, err := s.Begin(t.Context(), 1); err != nil {
		t.Fatal(err)
	}
	tables, err := s.Tables(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return s, tables
}

// readBack is a table's rows in order of their ids, as the program itself reads them.
func readBack(t *testing.T, address profiles.Address, table string) *rows.Batch {
	t.Helper()
	s, tables := begun(t, address)
	for _, found := range tables {
		if found.Name != table {
			continue
		}
		columns := found.Columns
		columns[0].Key = true
		all := new(rows.Batch)
		if err := s.Read(t.Context(), found, columns, source.Chunk{}, source.Limit{Rows: 1000, Bytes: 1 << 20},
			func() *rows.Batch { return all }, func(*rows.Batch) error { return nil }); err != nil {
			t.Fatal(err)
		}
		return all
	}
	t.Fatalf("%s is not there", table)
	return nil
}

func run(t *testing.T, db *sql.DB, statement string) {
	t.Helper()
	if _, err := db.ExecContext(t.Context(), statement); err != nil {
		t.Fatalf("%s: %v", statement, err)
	}
}
