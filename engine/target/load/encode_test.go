package load

import (
	"testing"

	"github.com/obferry/obferry/engine/rows"
)

// batch is one row of texts; "\x00null" is NULL.
func batch(values ...string) *rows.Batch {
	var b rows.Batch
	b.Reset(make([]rows.Column, len(values)))
	for _, v := range values {
		b.Add([]byte(v), v == "\x00null")
	}
	b.EndRow(0)
	return &b
}

func TestLines(t *testing.T) {
	for _, c := range []struct {
		want   string
		values []string
	}{
		{"1\ta\\tb\\nc\\\\d\\\"e\\0\r\t\\N\n", []string{"1", "a\tb\nc\\d\"e\x00\r", "\x00null"}},
		{"\t\t\"\"\n", []string{"", "", ""}},
		{"\"NULL\"\t\"null\"\tNULLS\n", []string{"NULL", "null", "NULLS"}},
		{"\\\\N\t行é😀\n", []string{`\N`, "行é😀"}},
	} {
		if got := string(appendRow(nil, batch(c.values...).Row(0), len(c.values))); got != c.want {
			t.Errorf("%q is %q, want %q", c.values, got, c.want)
		}
	}
}

// A line cannot be taken for another number of rows or columns, whatever is in it.
func FuzzLines(f *testing.F) {
	f.Add("a\tb", "\n\\", `"`)
	f.Fuzz(func(t *testing.T, a, b, c string) {
		line := appendRow(nil, batch(a, b, c).Row(0), 3)
		tabs, ends := 0, 0
		for i := 0; i < len(line); i++ {
			switch line[i] {
			case '\\':
				i++
			case '\t':
				tabs++
			case '\n':
				ends++
			}
		}
		if tabs != 2 || ends != 1 || line[len(line)-1] != '\n' {
			t.Errorf("%q: %d tabs, %d ends", line, tabs, ends)
		}
	})
}

func BenchmarkLines(b *testing.B) {
	rows := batch("1234567", "a name of a person", "12345.6789", "2024-01-02 03:04:05.123456", "a text that is somewhat longer than the others and holds nothing of note")
	var line []byte
	b.ReportAllocs()
	for b.Loop() {
		line = appendRow(line[:0], rows.Row(0), 5)
	}
	b.SetBytes(int64(len(line)))
}
