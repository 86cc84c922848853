package target

import (
	"strings"
	"testing"

	"github.com/obferry/obferry/engine/rows"
)

func TestValuesAreLiteralsThatNothingCanEnd(t *testing.T) {
	for _, c := range []struct {
		kind        rows.Kind
		value, want string
	}{
		{rows.Integer, "42", "42"},
		{rows.Integer, "-18446744073709551615", "-18446744073709551615"},
		{rows.Integer, "", "''"},
		{rows.Integer, "1); DROP TABLE t; --", "'1); DROP TABLE t; --'"},
		{rows.Integer, "1'", `'1\''`},
		{rows.Decimal, "1.50", "1.50"},
		{rows.Decimal, "1.5.0", "'1.5.0'"},
		{rows.Decimal, ".5", "'.5'"},
		{rows.Decimal, "5.", "'5.'"},
		{rows.Decimal, "-", "'-'"},
		{rows.Double, "1e22", "'1e22'"},
		{rows.Double, "-0", "'-0'"},
		{rows.Text, `it's \ "fine"`, `'it\'s \\ "fine"'`},
		{rows.Text, "a\x00b\nc\rd\x1ae", `'a\0b\nc\rd\Ze'`},
		{rows.Text, "中文😀", "'中文😀'"},
		{rows.Year, "0000", "'0000'"},
		{rows.Time, "-838:59:59", "'-838:59:59'"},
		{rows.Binary, "\xff'\x00", "_binary'\xff\\'\\0'"},
		{rows.Bit, "\x0a\xbc", "_binary'\\n\xbc'"},
		{rows.Geometry, "\xe6\x10\x00\x00\x01\x01", "_binary'\\0\\0\\0\\0\x01\x01'"},
		{rows.Geometry, "ab", "_binary'ab'"},
	} {
		if got := string(appendValue(nil, []byte(c.value), c.kind)); got != c.want {
			t.Errorf("kind %d, %q: got %q, want %q", c.kind, c.value, got, c.want)
		}
	}
}

func batchOf(t *testing.T, values ...string) *rows.Batch {
	t.Helper()
	var b rows.Batch
	b.Reset([]rows.Column{{Name: "id", Kind: rows.Integer}, {Name: "a`b", Kind: rows.Text}})
	for i := 0; i < len(values); i += 2 {
		b.Add([]byte(values[i]), false)
		b.Add([]byte(values[i+1]), values[i+1] == "NULL")
		b.EndRow(int64(i))
	}
	return &b
}

func TestStatementHoldsRowsUpToItsLimit(t *testing.T) {
	var s statement
	s.aim("`d`.`t`", []string{"id", "a`b"}, []string{"ID"})
	b := batchOf(t, "1", "x", "2", "NULL", "3", strings.Repeat("y", 100))

	text, next := s.rows(b, 0, 3, Upsert, 1000)
	want := "INSERT INTO `d`.`t` (`id`,`a``b`) VALUES (1,'x'),(2,NULL),(3,'" + strings.Repeat("y", 100) +
		"') ON DUPLICATE KEY UPDATE `a``b`=VALUES(`a``b`)"
	if string(text) != want || next != 3 {
		t.Errorf("got %q, next %d", text, next)
	}
	text, next = s.rows(b, 0, 3, Insert, 60)
	if want := "INSERT INTO `d`.`t` (`id`,`a``b`) VALUES (1,'x'),(2,NULL)"; string(text) != want || next != 2 {
		t.Errorf("got %q, next %d", text, next)
	}
	if text, next = s.rows(b, 2, 3, Insert, 10); next != 3 || len(text) < 100 {
		t.Errorf("a row larger than the limit must stand alone: got %q, next %d", text, next)
	}
}

func TestTableOfKeysAloneIsUpsertedToItself(t *testing.T) {
	if got, want := onDuplicate([]string{"a", "b"}, []string{"a", "b"}), " ON DUPLICATE KEY UPDATE `a`=VALUES(`a`)"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func BenchmarkStatement(b *testing.B) {
	var s statement
	s.aim("t", []string{"id", "v"}, nil)
	var batch rows.Batch
	batch.Reset([]rows.Column{{Name: "id", Kind: rows.Integer}, {Name: "v", Kind: rows.Text}})
	value := []byte(strings.Repeat("value ", 20))
	for range 1000 {
		batch.Add([]byte("123456789"), false)
		batch.Add(value, false)
		batch.EndRow(0)
	}
	b.SetBytes(int64(batch.Bytes()))
	b.ReportAllocs()
	for b.Loop() {
		s.rows(&batch, 0, batch.Len(), Insert, 1<<24)
	}
}
