package target

import (
	"bytes"
	"regexp"
	"slices"
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
		if got := string(literal([]byte(c.value), formOf(c.kind))); got != c.want {
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
	columns := []string{"id", "a`b"}
	s.aim("`d`.`t`", columns, []string{"ID"}, Upsert)
	b := batchOf(t, "1", "x", "2", "NULL", "3", strings.Repeat("y", 100))

	text, taken := s.write(b, []int32{0, 1, 2}, 1000)
	want := "INSERT INTO `d`.`t` (`id`,`a``b`) VALUES (1,'x'),(2,NULL),(3,'" + strings.Repeat("y", 100) +
		"') ON DUPLICATE KEY UPDATE `a``b`=VALUES(`a``b`)"
	if string(text) != want || taken != 3 {
		t.Errorf("got %q, %d rows", text, taken)
	}
	s.aim("`d`.`t`", columns, []string{"ID"}, Insert)
	text, taken = s.write(b, []int32{1, 0, 2}, 60)
	if want := "INSERT INTO `d`.`t` (`id`,`a``b`) VALUES (2,NULL),(1,'x')"; string(text) != want || taken != 2 {
		t.Errorf("got %q, %d rows", text, taken)
	}
	if text, taken = s.write(b, []int32{2}, 10); taken != 1 || len(text) < 100 {
		t.Errorf("a row larger than the limit must stand alone: got %q, %d rows", text, taken)
	}
}

func TestModesAreStatements(t *testing.T) {
	b := batchOf(t, "1", "x")
	for mode, want := range map[Mode]string{
		Insert:  "INSERT INTO t (`id`,`v`) VALUES (1,'x')",
		Upsert:  "INSERT INTO t (`id`,`v`) VALUES (1,'x') ON DUPLICATE KEY UPDATE `v`=VALUES(`v`)",
		Replace: "REPLACE INTO t (`id`,`v`) VALUES (1,'x')",
		Ignore:  "INSERT INTO t (`id`,`v`) VALUES (1,'x') ON DUPLICATE KEY UPDATE `id`=`id`",
	} {
		var s statement
		s.aim("t", []string{"id", "v"}, []string{"id"}, mode)
		if text, _ := s.write(b, []int32{0}, 1000); string(text) != want {
			t.Errorf("mode %d: got %q", mode, text)
		}
	}
}

func TestTableOfKeysAloneIsUpsertedToItself(t *testing.T) {
	if got, want := onDuplicate([]string{"a", "b"}, []string{"a", "b"}), " ON DUPLICATE KEY UPDATE `a`=`a`"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

// Eight bytes at a time give what one at a time give, wherever the byte lies that needs a
// backslash.
func FuzzEscaped(f *testing.F) {
	f.Add([]byte("12345678'"))
	f.Add([]byte("\x00\x1f\x1a\n\r\t\\'\xff\x80中😀\x27\xa7\xdc\x5c\x5d"))
	for i := range 20 {
		f.Add(append(bytes.Repeat([]byte{'!'}, i), "'\"(&]["...))
	}
	f.Fuzz(func(t *testing.T, v []byte) {
		var want []byte
		for _, c := range v {
			if e := escapes[c]; e != 0 {
				want = append(want, '\\', e)
			} else {
				want = append(want, c)
			}
		}
		text := make([]byte, 2*len(v)+stride8)
		if got := text[:putEscaped(text, 0, v)]; !bytes.Equal(got, want) {
			t.Errorf("%q: got %q, want %q", v, got, want)
		}
	})
}

// Eight bytes at a time are a number where one at a time are.
func FuzzPlainNumber(f *testing.F) {
	for _, v := range []string{"", "-", "0", "-12345678.9", "1.2.3", "12345678", "123456789012345678901234567890.5", ".1", "1.", "1e5", "--1", "1\xb0", "1234567\x8a90"} {
		f.Add([]byte(v))
	}
	plain := regexp.MustCompile(`^-?([0-9]+|[0-9]+\.[0-9]+)$`)
	f.Fuzz(func(t *testing.T, v []byte) {
		want := plain.Match(v) && !bytes.HasSuffix(v, []byte("\n"))
		longer := append(slices.Clone(v), "12345678"...)
		if got, within := plainNumber(slices.Clip(v)), plainNumber(longer[:len(v)]); got != want || within != want {
			t.Errorf("%q: %v and %v, want %v", v, got, within, want)
		}
	})
}

// One long value does not have a writer hold its memory for the rest of a run.
func TestStatementGivesLargeBuffersBack(t *testing.T) {
	var s statement
	s.aim("t", []string{"v"}, nil, Insert)
	one := func(value string) *rows.Batch {
		var b rows.Batch
		b.Reset([]rows.Column{{Name: "v", Kind: rows.Text}})
		b.Add([]byte(value), false)
		b.EndRow(0)
		return &b
	}
	s.write(one(strings.Repeat("x", 2*generous)), []int32{0}, 1<<30)
	s.rest()
	if cap(s.buffer) > generous {
		t.Errorf("holds %d bytes", cap(s.buffer))
	}
	s.write(one("x"), []int32{0}, 1<<30)
	if s.rest(); s.buffer == nil {
		t.Error("holds nothing")
	}
}

// A large row is asked room for as much as it takes, whatever is in it.
func TestLargeRowsHaveRoom(t *testing.T) {
	var s statement
	s.aim("t", []string{"v", "g"}, nil, Insert)
	for _, fill := range []string{"'", "x", "x'", "\x00"} {
		value := strings.Repeat(fill, large)
		var b rows.Batch
		b.Reset([]rows.Column{{Name: "v", Kind: rows.Binary}, {Name: "g", Kind: rows.Geometry}})
		b.Add([]byte(value), false)
		b.Add([]byte("\x00\x00\x00\x00'"), false)
		b.EndRow(0)
		text, taken := s.write(&b, []int32{0}, 1<<30)
		if want := 2*strings.Count(value, "'") + 2*strings.Count(value, "\x00") + strings.Count(value, "x"); taken != 1 || len(text) < want || len(text) > want+200 {
			t.Errorf("%q: %d bytes, want %d", fill, len(text), want)
		}
	}
}
