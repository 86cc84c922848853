package sheet

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"math"
	"math/big"
	"strconv"
	"strings"
	"testing"
	"testing/iotest"
	"unicode/utf8"

	"golang.org/x/text/encoding/simplifiedchinese"
)

// splitAll cuts a text into records, each with its line, in one printable form.
func splitAll(in io.Reader, delimiter byte, quote string, returns bool) string {
	return splitRest(newSplitter(in, delimiter, quote, returns))
}

func splitRest(s *splitter) string {
	var out strings.Builder
	for {
		fields, line, stray, err := s.next()
		if err != nil {
			fmt.Fprintf(&out, "%v", err)
			return out.String()
		}
		fmt.Fprintf(&out, "%d %t", line, stray)
		for _, f := range fields {
			fmt.Fprintf(&out, " %t%q", f.quoted, f.text)
		}
		out.WriteByte('\n')
	}
}

// FuzzSplit holds that text is cut the same however it arrives, and that what is
// written with quotes comes back.
func FuzzSplit(f *testing.F) {
	f.Add([]byte("a,b\r\n\"x,\"\"y\"\"\n\",2\n"), byte(','), false)
	f.Add([]byte("\"a\" b,c\rd;\"\re\""), byte(';'), true)
	f.Add([]byte("\n\n\"\"\n\"open"), byte('\t'), false)
	f.Add([]byte("#r\ra\\,b\\\n,\"c\\\"\\x41\\\r\"\n#\n\\"), byte(','), true)
	f.Fuzz(func(t *testing.T, text []byte, delimiter byte, returns bool) {
		if delimiter == '"' || delimiter == '\n' || delimiter == '\r' {
			return
		}
		whole := splitAll(bytes.NewReader(text), delimiter, `"`, returns)
		if bits := splitAll(iotest.OneByteReader(bytes.NewReader(text)), delimiter, `"`, returns); bits != whole {
			t.Fatalf("in one piece:\n%s\nbyte by byte:\n%s", whole, bits)
		}
		// So it is where characters escape others and begin remarks.
		rich := func(in io.Reader) string {
			s := newSplitter(in, delimiter, `"`, returns)
			s.escape, s.comment, s.ends['\\'] = '\\', '#', true
			return splitRest(s)
		}
		if all, bits := rich(bytes.NewReader(text)), rich(iotest.OneByteReader(bytes.NewReader(text))); bits != all {
			t.Fatalf("with escapes, in one piece:\n%s\nbyte by byte:\n%s", all, bits)
		}
		// Every piece between delimiters, quoted, is a field again.
		want := bytes.Split(text, []byte{delimiter})
		var quoted [][]byte
		for _, w := range want {
			quoted = append(quoted, []byte(`"`+strings.ReplaceAll(string(w), `"`, `""`)+`"`))
		}
		s := newSplitter(bytes.NewReader(bytes.Join(quoted, []byte{delimiter})), delimiter, `"`, returns)
		fields, line, stray, err := s.next()
		if err != nil || stray || line != 1 || len(fields) != len(want) {
			t.Fatalf("%d fields on line %d, stray %t: %v", len(fields), line, stray, err)
		}
		for i := range want {
			if !bytes.Equal(fields[i].text, want[i]) || !fields[i].quoted {
				t.Fatalf("field %d: %q, want %q", i, fields[i].text, want[i])
			}
		}
		if _, _, _, err := s.next(); !errors.Is(err, io.EOF) {
			t.Fatalf("more than one record: %v", err)
		}
	})
}

// FuzzDecode holds that a decoder lets pass what is valid, whole, and nothing else,
// however it arrives; and that it tells the first byte that is not.
func FuzzDecode(f *testing.F) {
	f.Add([]byte("a\n中文\xE4"))
	f.Add([]byte("\xC4\xE3\xBA\xC3,\x84\x31\xA4\x37\x80\xFF"))
	f.Add([]byte("a\x00\x3D\xD8\x00\xDE\x00\xD8"))
	f.Add([]byte("\x841\xa47\xaa\xaf0"))
	f.Add([]byte("\x81\x30\x81\x30\xFE\x50\xA1\xFF\x95\x32\x82\x36"))
	f.Add([]byte("\xd8?\xde0"))
	f.Add([]byte("\x860\x9a0\x890\xa70"))
	f.Fuzz(func(t *testing.T, raw []byte) {
		for _, encoding := range []string{utf8Name, gb18030Name, utf16LEName, utf16BEName, "big5", "shift_jis", "euc-jp", "euc-kr", "iso-8859-1", "windows-1253"} {
			whole, err := io.ReadAll(newDecoder(bytes.NewReader(raw), encoding, 0))
			small := newDecoder(iotest.OneByteReader(bytes.NewReader(raw)), encoding, 0)
			bits, again := io.ReadAll(iotest.DataErrReader(small))
			if !bytes.Equal(whole, bits) || fmt.Sprintf("%+v", err) != fmt.Sprintf("%+v", again) {
				t.Fatalf("%s: %q, %+v; byte by byte %q, %+v", encoding, whole, err, bits, again)
			}
			if !utf8.Valid(whole) {
				t.Fatalf("%s: %q is no UTF-8", encoding, whole)
			}
			var bad *misencoded
			if err != nil && !errors.As(err, &bad) {
				t.Fatal(err)
			}
			if bad != nil && (bad.offset >= int64(len(raw)) || bad.value != raw[bad.offset] || bad.line != 1+int64(bytes.Count(whole, []byte{'\n'}))) {
				t.Fatalf("%s: %+v of %q after %q", encoding, bad, raw, whole)
			}
			switch encoding {
			case utf8Name:
				if (err == nil) != utf8.Valid(raw) || !bytes.HasPrefix(raw, whole) {
					t.Fatalf("%q: %v", raw, err)
				}
			case gb18030Name:
				want, _ := simplifiedchinese.GB18030.NewDecoder().Bytes(raw)
				replaced := bytes.Count(want, []byte("\uFFFD")) - bytes.Count(raw, []byte("\x84\x31\xA4\x37"))
				// The library takes some ill-formed bytes for characters; we do not.
				if err == nil && !bytes.Equal(whole, want) || err != nil && replaced == 0 && gb18030Whole(raw) == len(raw) {
					t.Fatalf("%q: %q, %v; want %q", raw, whole, err, want)
				}
			}
		}
	})
}

// FuzzNumber holds that what is taken for a number is one, of the size it is said to
// have, and that a stored number keeps its value.
func FuzzNumber(f *testing.F) {
	for _, s := range []string{"0", "-0", "007", "1.50", ".5", "-1e5", "1.5E-300", "18446744073709551616", "-9223372036854775809", "0.30000000000000004", "1E400"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		n, ok := lookNumber([]byte(s))
		if ok {
			r, isNumber := new(big.Rat).SetString(s)
			if !isNumber {
				t.Fatalf("%q is no number", s)
			}
			if !n.scientific {
				if got := len(strings.TrimPrefix(s, "-")); got > max(n.whole, 1)+n.scale+1 {
					t.Fatalf("%q: %+v", s, n)
				}
				_, err := strconv.ParseInt(s, 10, 64)
				if n.scale == 0 && (err == nil) != (n.beyond == inBigint) {
					t.Fatalf("%q: %+v, ParseInt says %v", s, n, err)
				}
				_, err = strconv.ParseUint(s, 10, 64)
				if n.scale == 0 && !n.negative && (err == nil) != (n.beyond <= inUnsigned) {
					t.Fatalf("%q: %+v, ParseUint says %v", s, n, err)
				}
			}
			if survivesDouble([]byte(s), n) {
				f, err := strconv.ParseFloat(s, 64)
				back, _ := new(big.Rat).SetString(strconv.FormatFloat(f, 'g', -1, 64))
				if err != nil || back.Cmp(r) != 0 {
					t.Fatalf("%q does not survive: %v", s, f)
				}
			}
		}
		stored, isNumber := storedNumber(nil, []byte(s))
		if want, err := strconv.ParseFloat(s, 64); isNumber {
			got, gotErr := strconv.ParseFloat(string(stored), 64)
			if err != nil && !errors.Is(err, strconv.ErrRange) || gotErr != nil || got != want || math.IsNaN(want) {
				t.Fatalf("%q is stored as %q", s, stored)
			}
			if n, ok := lookNumber(stored); !ok || n.negative && n.digits == 0 {
				t.Fatalf("%q is stored as %q, which is no number", s, stored)
			}
		}
	})
}

// FuzzMoment holds that a date or time in canonical form is read back as it is.
func FuzzMoment(f *testing.F) {
	for _, s := range []string{"2024-02-29", "2024/1/2 3:04 PM", "31.12.2024 23:59:59.5", "2024年1月2日8时30分", "-838:59:59.000001", "2024-01-01T00:00:00Z", "12:00:00 am"} {
		f.Add(s, 0.5)
	}
	f.Fuzz(func(t *testing.T, s string, serial float64) {
		for _, order := range []string{"", dayFirst, monthFirst} {
			c, ok := lookMoment([]byte(s), order)
			if !ok {
				continue
			}
			canonical := c.append(nil)
			again, ok := lookMoment(canonical, "")
			if again.style = c.style; !ok || again != c && !(c.hour+c.minute+c.second+c.fraction == 0) {
				t.Fatalf("%q gives %q, %+v; that gives %+v, %t", s, canonical, c, again, ok)
			}
		}
		for _, l := range []look{{date: true}, {time: true}, {date: true, time: true}, codeLook(s)} {
			for _, from1904 := range []bool{false, true} {
				if c, ok := fromSerial(serial, l, from1904); ok && c.hour <= maxHours {
					if _, ok := lookMoment(c.append(nil), ""); !ok {
						t.Fatalf("%v gives %q", serial, c.append(nil))
					}
				}
			}
		}
	})
}

// FuzzSheet holds that a sheet's XML is read the same however it arrives, and that
// no cell escapes its row.
func FuzzSheet(f *testing.F) {
	f.Add([]byte(`<row r="1"><c r="B1" t="s"><v>0</v></c><c><v>1E5</v></c></row><!-- x --><mergeCell ref="A1:B2"/>`))
	f.Add([]byte(`<row><c t="inlineStr"><is><t><![CDATA[a]]>&#x41;_x0041_</t><rPh><t>b</t></rPh></is></c><c s="1"><v>45000.5</v></c></row>`))
	f.Add([]byte(`<row></c>`))
	f.Add([]byte(`<row r="1"><c r="XFD1" t="e"><v>#N/A</v></c>`))
	shared := &sharedStrings{memory: []byte("one"), ends: []int64{3}}
	f.Fuzz(func(t *testing.T, xml []byte) {
		read := func(in io.Reader) string {
			g := &sheetGrid{book: &book{looks: []look{{}, {date: true}}, shared: shared}, xml: newMarkup(in), texts: stringReader{from: shared}}
			var out strings.Builder
			var r row
			for {
				if err := g.next(&r); err != nil {
					fmt.Fprintf(&out, "%v %v", err, g.spans)
					return out.String()
				}
				if len(r.cells) > maxColumns || r.place < 1 {
					t.Fatalf("%d cells in row %d", len(r.cells), r.place)
				}
				fmt.Fprintf(&out, "%d %q\n", r.place, r.strings())
			}
		}
		whole := read(bytes.NewReader(xml))
		if bits := read(iotest.OneByteReader(bytes.NewReader(xml))); bits != whole {
			t.Fatalf("in one piece:\n%s\nbyte by byte:\n%s", whole, bits)
		}
	})
}
