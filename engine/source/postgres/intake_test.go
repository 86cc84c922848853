package postgres

import (
	"bytes"
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/obferry/obferry/engine/rows"
	"github.com/obferry/obferry/engine/source"
)

// taken reads an answer of COPY that comes in pieces: one line of values a row, each in
// quotes, NULL as it is.
func taken(t testing.TB, pieces []string, forms ...form) ([]string, error) {
	t.Helper()
	var got []string
	columns, chosen := make([]rows.Column, len(forms)), make([]*column, len(forms))
	for i, f := range forms {
		chosen[i] = &column{form: f}
	}
	var batch rows.Batch
	take := func(b *rows.Batch) error {
		for row := range b.Len() {
			var line []string
			for i := range columns {
				if value, null := b.Value(row, i); null {
					line = append(line, "NULL")
				} else {
					line = append(line, "'"+string(value)+"'")
				}
			}
			got = append(got, strings.Join(line, "|"))
		}
		return nil
	}
	in := newIntake(columns, chosen, source.Limit{Rows: 2, Bytes: 1 << 20}, func() *rows.Batch { return &batch }, take, func() {})
	for _, p := range pieces {
		if n, err := in.Write([]byte(p)); n != len(p) || err != nil {
			t.Fatalf("%d of %d bytes, %v", n, len(p), err)
		}
	}
	if in.err != nil {
		return got, in.err
	}
	return got, in.flush()
}

func TestIntakeReadsWhatCopySends(t *testing.T) {
	for name, test := range map[string]struct {
		pieces, want []string
	}{
		"plain":                                {[]string{"a\tb\n", "c\td\n", "e\tf\n"}, []string{"'a'|'b'", "'c'|'d'", "'e'|'f'"}},
		"cut anywhere":                         {[]string{"a", "\t", "b\nc\td", "\ne\tf\n"}, []string{"'a'|'b'", "'c'|'d'", "'e'|'f'"}},
		"many a piece":                         {[]string{"a\tb\nc\td\n"}, []string{"'a'|'b'", "'c'|'d'"}},
		"null, empty":                          {[]string{"\\N\t\n", "\t\\N\n"}, []string{"NULL|''", "''|NULL"}},
		"escapes":                              {[]string{"\\t\\n\\\\N\t\\b\\f\\r\\v\\\\\n"}, []string{"'\t\n\\N'|'\b\f\r\v\\'"}},
		"a backslash cut from what follows it": {[]string{"x\\", "ny\tb\n"}, []string{"'x\ny'|'b'"}},
	} {
		t.Run(name, func(t *testing.T) {
			got, err := taken(t, test.pieces, nil, nil)
			if err != nil || !slices.Equal(got, test.want) {
				t.Errorf("got %q, %v, want %q", got, err, test.want)
			}
		})
	}
	for _, wrong := range []string{"a\n", "a\tb\tc\n"} {
		if got, err := taken(t, []string{wrong}, nil, nil); err == nil {
			t.Errorf("%q was read as %q", wrong, got)
		}
	}
}

func TestIntakeStopsWhereABatchIsRefused(t *testing.T) {
	no := errors.New("no")
	stopped, delivered := 0, 0
	var batch rows.Batch
	in := newIntake(make([]rows.Column, 1), []*column{{}}, source.Limit{Rows: 1, Bytes: 1 << 20},
		func() *rows.Batch { return &batch }, func(*rows.Batch) error { delivered++; return no }, func() { stopped++ })
	for range 3 {
		if n, err := in.Write([]byte("a\nb\n")); n != 4 || err != nil {
			t.Errorf("%d, %v", n, err)
		}
	}
	if !errors.Is(in.err, no) || stopped != 1 || delivered != 1 {
		t.Errorf("%v, stopped %d times, %d batches", in.err, stopped, delivered)
	}
}

// A value that COPY has escaped comes out as it was, however the answer is cut, and what
// no server sends is no reason to fail.
func FuzzIntake(f *testing.F) {
	f.Add("a\tb\\\n\x00\\N", "\\.", 3)
	f.Add("", "\v\r\b\f", 1)
	f.Fuzz(func(t *testing.T, one, two string, cut int) {
		escape := strings.NewReplacer("\\", "\\\\", "\t", "\\t", "\n", "\\n", "\r", "\\r", "\b", "\\b", "\f", "\\f", "\v", "\\v")
		answer := escape.Replace(one) + "\t" + escape.Replace(two) + "\n"
		at := min(max(cut, 0), len(answer))
		got, err := taken(t, []string{answer[:at], answer[at:]}, nil, nil)
		if want := "'" + one + "'|'" + two + "'"; err != nil || len(got) != 1 || got[0] != want {
			t.Errorf("got %q, %v, want %q", got, err, want)
		}
		for _, form := range []form{truth, decimal, single, unpadded, unhexed, christian, universal, bits, point} {
			// Whatever comes is read, or stays as it is.
			if _, err := taken(t, []string{one, two, "\n"}, form); err != nil && !strings.Contains(one+two, "\t") && !strings.Contains(one+two, "\n") {
				t.Errorf("%q: %v", one+two, err)
			}
		}
	})
}

func TestForms(t *testing.T) {
	for _, test := range []struct {
		name     string
		form     form
		in, want string
	}{
		{name: "rounded up", form: decimal, in: "0." + strings.Repeat("9", 31), want: "1." + strings.Repeat("0", 30)},
		{name: "rounded down", form: decimal, in: "1." + strings.Repeat("4", 40), want: "1." + strings.Repeat("4", 30)},
		{name: "below zero", form: decimal, in: "-99." + strings.Repeat("9", 31), want: "-100." + strings.Repeat("0", 30)},
		{name: "short", form: decimal, in: "1.5", want: "1.5"},
		{name: "not a number", form: decimal, in: "NaN", want: "NaN"},
		{name: "bits", form: bits, in: "000000001", want: "\x00\x01"},
		{name: "bytes", form: unhexed, in: `\x00fF`, want: "\x00\xff"},
		{name: "odd digits", form: unhexed, in: `\x0`, want: `\x0`},
		{name: "before Christ", form: universal, in: "0044-03-15 00:00:00+00 BC", want: "BC 0044-03-15 00:00:00"},
		{name: "no point", form: point, in: "(1;2)", want: "(1;2)"},
	} {
		t.Run(test.name, func(t *testing.T) {
			if got := test.form(nil, []byte(test.in)); string(got) != test.want {
				t.Errorf("got %q, want %q", got, test.want)
			}
			if got := test.form([]byte("before"), []byte(test.in)); !bytes.HasPrefix(got, []byte("before")) || string(got[6:]) != test.want {
				t.Errorf("behind other bytes: %q", got)
			}
		})
	}
}

func TestNamesAreTheirOwn(t *testing.T) {
	seen := map[string][2]string{}
	for _, n := range [][2]string{{"public", "a"}, {"s", "a"}, {"public", "s.a"}, {"s.a", "b"}, {"s", "a.b"}, {"public", `s"a`}, {"S", "a"}, {"public", "select"}, {"public.a", "b"}} {
		name := Name(n[0], n[1])
		if other, taken := seen[name]; taken {
			t.Errorf("%q and %q are both %s", n, other, name)
		}
		seen[name] = n
	}
	if Name("public", "Orders") != "Orders" || Name("sales", "Orders") != "sales.Orders" {
		t.Error("plain names are not plain")
	}
}

func TestBlocksLeaveNothingOut(t *testing.T) {
	for _, test := range []struct{ all, want int64 }{{0, 4}, {1, 4}, {10, 3}, {100, 7}, {256, 256}} {
		chunks := blocks(test.all, test.want)
		last := ""
		for i, c := range chunks {
			lower, upper, both := strings.Cut(c.Where, " AND ")
			if !both && i == 0 {
				lower, upper = "", lower
			}
			if lower != strings.ReplaceAll(last, "<", ">=") {
				t.Errorf("%d in %d: %s follows %s", test.all, test.want, lower, last)
			}
			last = upper
		}
		if last != "" || int64(len(chunks)) > test.want {
			t.Errorf("%d in %d: %v", test.all, test.want, chunks)
		}
	}
}
