package verify

import (
	"bytes"
	"encoding/json"
	"math/big"
	"reflect"
	"strings"
	"testing"

	"github.com/obferry/obferry/engine/rows"
)

func form(kind rows.Kind, typ, value string) string {
	c := newCanon([]rows.Column{{Kind: kind, Type: typ}})
	return string(c.read(0, []byte(value)))
}

func TestWhatIsEqual(t *testing.T) {
	for _, c := range []struct {
		kind   rows.Kind
		typ    string
		values string // forms of one value, separated by |
	}{
		{rows.Integer, "", "7|007|+7| 7 |7.0|70e-1|0.7e1"},
		{rows.Integer, "", "0|-0|00|0.0|-0.00|0e5|.0"},
		{rows.Integer, "", "-12|-012|-12."},
		{rows.Decimal, "", "1.5|1.50|01.5|+1.500|15e-1|.15e1"},
		{rows.Decimal, "", "100|1e2|100.000"},
		{rows.Decimal, "", "12345678901234567890123456789.0123456789|012345678901234567890123456789.01234567890"},
		{rows.Float, "", "1.1|1.10|1.10000002384185791015625|11e-1"},
		{rows.Double, "", "0.1|1e-1|0.10"},
		{rows.Bit, "bit(12)", "\x01|\x00\x01"},
		{rows.Date, "", "2024-01-05|2024-1-5|20240105|24-1-5|2024/01/05|2024.1.05|2024-01-05 00:00:00|2024-01-05T00:00:00.000"},
		{rows.DateTime, "", "2024-01-05 03:04:05|2024-1-5 3:4:5|20240105030405|2024-01-05T03:04:05|2024-01-05 03:04:05.000|24-01-05 03.04.05"},
		{rows.DateTime, "", "2024-01-05 03:04:05.5|2024-1-5 3:4:5.50|2024-01-05 03:04:05.500000|20240105030405.5"},
		{rows.DateTime, "", "2024-01-05 00:00:00|2024-01-05|20240105"},
		{rows.DateTime, "", "0000-00-00 00:00:00|0000-00-00"},
		{rows.Time, "", "03:04:00|3:4|03:04:00.000000|30400"},
		{rows.Time, "", "00:00:10|10|00:00:10."},
		{rows.Time, "", "26:03:04|1 02:03:04|26:03:04.0"},
		{rows.Time, "", "00:00:00|-00:00:00|0:0:0|0"},
		{rows.Time, "", "-838:59:59|-838:59:59.000000"},
		{rows.Year, "", "2024|24"},
		{rows.Set, "", "a,b|b,a|a,b,a"},
		{rows.Text, "char(5)", "a|a  "},
		{rows.Binary, "binary(4)", "a|a\x00\x00\x00"},
		{rows.JSON, "", `{"a":1,"b":[1,2]}|{"b":[1.0,2],"a":1}| { "b" : [ 1e0 , 20e-1 ] , "a" : 1 } `},
		{rows.JSON, "", `{"a":2}|{"a":1,"a":2}`},
		{rows.JSON, "", `"é/😀\n"|"\u00e9\/\ud83d\ude00\u000a"|"\u00E9/\uD83D\uDE00\n"`},
		{rows.JSON, "", "0|-0|0.0|-0.0|0e1"},
		{rows.Geometry, "", "\x01\x00\x00\x00xyz|\x00\x00\x00\x00xyz"},
	} {
		all := strings.Split(c.values, "|")
		for _, v := range all[1:] {
			if form(c.kind, c.typ, v) != form(c.kind, c.typ, all[0]) {
				t.Errorf("kind %d: %q is %q, and %q is %q", c.kind, all[0], form(c.kind, c.typ, all[0]), v, form(c.kind, c.typ, v))
			}
		}
	}
}

func TestWhatDiffers(t *testing.T) {
	for _, c := range []struct {
		kind rows.Kind
		typ  string
		a, b string
	}{
		{rows.Integer, "", "1", "-1"},
		{rows.Integer, "", "9007199254740993", "9007199254740992"},
		{rows.Integer, "", "10", "1"},
		{rows.Integer, "", "", "0"},
		{rows.Decimal, "", "1.555", "1.56"},
		{rows.Decimal, "", "1e2", "1e-2"},
		{rows.Float, "", "16777216", "16777218"},
		{rows.Double, "", "0", "-0"}, // a 4.3.5 kernel keeps the sign
		{rows.Double, "", "0.1", "0.10000000000000002"},
		{rows.Date, "", "2024-01-05", "2024-01-05 10:00:00"},
		{rows.Date, "", "2024-01-05", "2024-05-01"},
		{rows.DateTime, "", "2024-01-05 03:04:05", "2024-01-05 03:04:05.1"},
		{rows.DateTime, "", "2024-01-05 03:04:05", "2024-01-05 03:04:05+08:00"},
		{rows.Time, "", "10:00:00", "-10:00:00"},
		{rows.Text, "varchar(5)", "a", "a "},
		{rows.Text, "", "a", "A"},
		{rows.Binary, "varbinary(4)", "a", "a\x00"},
		{rows.Set, "", "a,b", "a"},
		{rows.JSON, "", `{"a":1}`, `{"a":"1"}`},
		{rows.JSON, "", `[1,2]`, `[2,1]`},
		{rows.JSON, "", `null`, `"null"`},
		{rows.JSON, "", `12345678901234567890`, `12345678901234567891`},
		{rows.JSON, "", `{"a":1`, `{"a":1}`},
		{rows.JSON, "", `"\ud83d"`, `"\ufffd"`},
		{rows.Geometry, "", "\x00\x00\x00\x00xyz", "\x00\x00\x00\x00xyy"},
	} {
		if form(c.kind, c.typ, c.a) == form(c.kind, c.typ, c.b) {
			t.Errorf("kind %d: %q and %q seem equal: %q", c.kind, c.a, c.b, form(c.kind, c.typ, c.a))
		}
	}
}

// A number's form is the same number, and is its own form.
func FuzzNumber(f *testing.F) {
	for _, seed := range []string{"0", "-0.0", "1.50", "007", "1e40", "1e41", "-.5e-3", "123456789012345678901234567890123456789012", "9e999999999", "1e", "."} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, s string) {
		got := form(rows.Decimal, "", s)
		if again := form(rows.Decimal, "", got); again != got {
			t.Fatalf("%q: %q becomes %q", s, got, again)
		}
		if len(s) > 60 || strings.ContainsAny(s, "_/xXpPbBoO") {
			return
		}
		if at := strings.IndexAny(s, "eE"); at >= 0 && len(s)-at > 5 {
			return // too large for big.Rat to be quick
		}
		if want, ok := new(big.Rat).SetString(s); ok {
			is, ok := new(big.Rat).SetString(got)
			if !ok || is.Cmp(want) != 0 {
				t.Fatalf("%q became %q", s, got)
			}
		}
	})
}

// What has a form is JSON to the standard library too, its form means the same, and
// is its own form.
func FuzzJSON(f *testing.F) {
	for _, seed := range []string{`{"b":1,"a":{"z":[1,2.50,null,true],"z":"x"}}`, `"\u00e9\ud83d\ude00\\\/"`, `[[[]]]`, ` -0.0e+1 `, `{"":{}}`,
		`"\ud83d\u0041"`, "[1,]", "{\"a\" :1 , \"\x7f\":2}", `1e9999999999`, "\"\xff\""} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		var r jsonReader
		out, ok := r.canonical(text)
		if !ok {
			if json.Valid(text) && bytes.Count(text, []byte("["))+bytes.Count(text, []byte("{")) <= jsonDepth {
				t.Fatalf("%q is JSON", text)
			}
			return
		}
		got := string(out)
		if !json.Valid(text) || !json.Valid([]byte(got)) {
			t.Fatalf("%q: %q: not JSON", text, got)
		}
		if again, ok := r.canonical([]byte(got)); !ok || string(again) != got {
			t.Fatalf("%q: %q becomes %q", text, got, again)
		}
		if bytes.Contains(text, []byte(`\u`)) || !bytes.Equal(bytes.ToValidUTF8(text, nil), text) {
			return // the standard library replaces what is no character
		}
		a, hugeA := decoded(text)
		b, hugeB := decoded([]byte(got))
		if !hugeA && !hugeB && !reflect.DeepEqual(a, b) {
			t.Fatalf("%q: %v became %v", text, a, b)
		}
	})
}

// decoded is what the standard library reads, with numbers exact. Huge tells that one
// of them is too large for big.Rat to be quick.
func decoded(text []byte) (v any, huge bool) {
	d := json.NewDecoder(bytes.NewReader(text))
	d.UseNumber()
	if err := d.Decode(&v); err != nil {
		return err, false
	}
	v = exact(v, &huge)
	return v, huge
}

func exact(v any, huge *bool) any {
	switch v := v.(type) {
	case json.Number:
		if at := strings.IndexAny(string(v), "eE"); at >= 0 && len(v)-at > 5 {
			*huge = true
		} else if r, ok := new(big.Rat).SetString(string(v)); ok {
			return r.RatString()
		}
	case []any:
		for i := range v {
			v[i] = exact(v[i], huge)
		}
	case map[string]any:
		for k := range v {
			v[k] = exact(v[k], huge)
		}
	}
	return v
}

// A date's or time's form is its own form, and no two readings of it exist.
func FuzzTemporal(f *testing.F) {
	for _, seed := range []string{"2024-01-05 03:04:05.500000", "20240105", "240105030405.1", "0000-00-00", "-838:59:59", "1 02:03:04", "10", "24", "2024-1-5T3", " 3:4 ", "2024-01-05 03:04:05."} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, s string) {
		for _, kind := range []rows.Kind{rows.Date, rows.DateTime, rows.Time, rows.Year, rows.Set, rows.Bit, rows.Double} {
			got := form(kind, "", s)
			if kind == rows.Double {
				continue // its form is bits
			}
			if again := form(kind, "", got); again != got {
				t.Fatalf("kind %d: %q: %q becomes %q", kind, s, got, again)
			}
		}
	})
}
