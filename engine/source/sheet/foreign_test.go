package sheet

import (
	"archive/zip"
	"bytes"
	"encoding/base64"
	"fmt"
	"slices"
	"strings"
	"testing"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/korean"
	"golang.org/x/text/encoding/traditionalchinese"

	"github.com/obferry/obferry/engine/fault"
	"github.com/obferry/obferry/engine/rows"
	"github.com/obferry/obferry/engine/source"
)

// listed lists the one table of a text, read as a layout says.
func listedAs(t testing.TB, path string, layout *Layout, settled ...rows.Column) (*Source, *source.Table) {
	t.Helper()
	name := baseName(path)
	s, err := Open(path, map[string]*Layout{name: layout})
	must(t, err)
	if settled != nil {
		s.Settled = map[string][]rows.Column{name: settled}
	}
	tables, err := s.Tables(t.Context())
	must(t, err)
	if len(tables) != 1 {
		t.Fatalf("%d tables", len(tables))
	}
	return s, tables[0]
}

// Texts are read in the encodings that other loaders read, byte for byte: what an encoding
// does not know is told with its place, and never replaced.
func TestOtherEncodings(t *testing.T) {
	for _, c := range []struct {
		names string
		text  string
		bytes func(string) (string, error)
		wrong string
	}{
		{"Big5 cp950 MS950", "中文字,許功蓋", traditionalchinese.Big5.NewEncoder().String, "\xff"},
		{"Shift_JIS SJIS cp932 windows-31j", "日本語,カタカナ", japanese.ShiftJIS.NewEncoder().String, "\xff"},
		{"EUC-JP ujis", "日本語,ひらがな", japanese.EUCJP.NewEncoder().String, "\xff"},
		{"EUC-KR cp949", "한국어,글자", korean.EUCKR.NewEncoder().String, "\xff"},
		{"ISO-8859-1 latin1 iso8859_1", "caf\u00e9\u0080,\u00ff", charmap.ISO8859_1.NewEncoder().String, ""},
		{"windows-1252 Cp1252", "caf\u00e9,\u20ac", charmap.Windows1252.NewEncoder().String, ""},
		{"KOI8-R", "да,нет", charmap.KOI8R.NewEncoder().String, ""},
		{"windows-1253", "ναι,όχι", charmap.Windows1253.NewEncoder().String, "\xff"},
	} {
		packed, err := c.bytes(c.text)
		must(t, err)
		for _, name := range strings.Fields(c.names) {
			spelt, known := EncodingNamed(name)
			if !known {
				t.Errorf("%s is not known", name)
				continue
			}
			many := strings.Repeat(packed+"\n", 40_000) // more than a buffer holds
			s, table := listedAs(t, write(t, "t.csv", many), &Layout{FirstRow: 1, Encoding: spelt, Delimiter: ",", Quote: noQuote})
			got := chunked(t, s, table)
			want := strings.ReplaceAll(c.text, ",", " ")
			if len(got) != 40_000 || !strings.HasSuffix(got[0], want) || !strings.HasSuffix(got[39_999], want) {
				t.Errorf("%s: %d rows, %q", name, len(got), got[:min(len(got), 1)])
			}
			if c.wrong == "" {
				continue
			}
			path := write(t, "w.csv", packed+"\n"+packed+c.wrong+"\n")
			broken, err := Open(path, map[string]*Layout{"w": {FirstRow: 1, Encoding: spelt, Delimiter: ",", Quote: noQuote}})
			must(t, err)
			_, err = broken.Tables(t.Context())
			if f := fault.Of(err); f == nil || f.ID != "fault.sheet.bytes" || f.Args["Line"] != int64(2) || f.Args["Offset"] != int64(2*len(packed)+1) {
				t.Errorf("%s: %v", name, err)
			}
		}
	}
	for _, name := range []string{"iso-2022-jp", "utf-7", "x-user-defined", "replacement", "nonsense"} {
		if spelt, known := EncodingNamed(name); known {
			t.Errorf("%s is known as %s", name, spelt)
		}
	}
}

// UTF-16 is what its mark says, and big-endian without one, as it is to Java.
func TestUTF16ByItsMark(t *testing.T) {
	for name, text := range map[string]string{"little": "\xff\xfea\x00,\x00-\x4e\n\x00", "big": "\xfe\xff\x00a\x00,\x4e-\x00\n", "bare": "\x00a\x00,\x4e-\x00\n"} {
		s, table := listedAs(t, write(t, "t.csv", text), &Layout{FirstRow: 1, Encoding: "utf-16", Delimiter: ",", Quote: noQuote})
		if got := chunked(t, s, table); len(got) != 1 || !strings.HasSuffix(got[0], "a 中") {
			t.Errorf("%s: %q", name, got)
		}
	}
}

// packedByBzip2 are "a,1\nb,2\n", as bzip2 packs them: Go only unpacks.
const packedByBzip2 = "QlpoOTFBWSZTWbJLgeoAAANZAAAQAAQwADAAIAAhkxqDALcCF4u5IpwoSFklwPUA"

// Files packed by bzip2 and zip are read by their first bytes, whatever their names are; of an
// archive all files, in their order. Damage is told.
func TestOtherPackers(t *testing.T) {
	bzipped, err := base64.StdEncoding.DecodeString(packedByBzip2)
	must(t, err)
	var b bytes.Buffer
	archive := zip.NewWriter(&b)
	for name, text := range map[string]string{"one.csv": "a,1\nb,2\n"} {
		w, err := archive.Create(name)
		must(t, err)
		_, err = w.Write([]byte(text))
		must(t, err)
	}
	w, err := archive.Create("two.csv")
	must(t, err)
	_, err = w.Write([]byte("c,3\n"))
	must(t, err)
	must(t, archive.Close())
	layout := &Layout{FirstRow: 1, Encoding: utf8Name, Delimiter: ",", Quote: noQuote}
	for name, c := range map[string]struct {
		content string
		want    []string
	}{
		"t.csv.bz2": {string(bzipped), []string{"a 1", "b 2"}},
		"t.csv.zip": {b.String(), []string{"a 1", "b 2", "c 3"}},
		"t.csv":     {b.String(), []string{"a 1", "b 2", "c 3"}},
	} {
		path := write(t, name, c.content)
		s, table := listedAs(t, path, layout)
		if table.Name != "t" {
			t.Errorf("%s is called %s", name, table.Name)
		}
		var got []string
		for _, line := range chunked(t, s, table) {
			_, values, _ := strings.Cut(line, " ")
			got = append(got, values)
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s: %q", name, got)
		}
		damaged := []byte(c.content)
		damaged[40] ^= 0x55 // among what is packed
		broken, err := Open(write(t, "d."+name, string(damaged)), map[string]*Layout{"d.t": layout})
		if err == nil {
			_, err = broken.Tables(t.Context())
		}
		if f := fault.Of(err); f == nil || f.Kind != fault.Input {
			t.Errorf("%s damaged: %v", name, err)
		}
	}
}

// What a job of DataX says of a text's lines and columns is carried out.
func TestConstantsFormatsRemarksAndBlanks(t *testing.T) {
	text := "#remark, with a delimiter\n  a\t,31/Dec/2023 23:59:59.5,20240229\n#\n\" b \",x,20240230\n#end"
	layout := &Layout{FirstRow: 1, Encoding: utf8Name, Delimiter: ",", Quote: `"`, EmptyIsText: true, Trim: true, Comment: "#",
		DateFormats: map[string]string{"column_2": "dd/MMM/yyyy HH:mm:ss.S", "column_3": "yyyyMMdd", "when": "d.M.yyyy"},
		Constants:   []Constant{{"what", "x,y"}, {"when", "1.2.2024"}, {"none", ""}}}
	s, table := listedAs(t, write(t, "t.csv", text), layout,
		rows.Column{Name: "column_2", Kind: rows.DateTime, Type: "datetime(3)"}, rows.Column{Name: "column_3", Kind: rows.Date, Type: "date"},
		rows.Column{Name: "when", Kind: rows.DateTime, Type: "datetime"})
	got := chunked(t, s, table)
	want := []string{".:2 a 2023-12-31 23:59:59.005 2024-02-29 x,y 2024-02-01 00:00:00 ", ".:4  b  x 20240230 x,y 2024-02-01 00:00:00 "}
	if !slices.Equal(got, want) {
		t.Errorf("%q\nwant %q", got, want)
	}
}

// A backslash escapes delimiters, quotes and line ends, within quotes and without.
func TestEscapes(t *testing.T) {
	layout := &Layout{FirstRow: 1, Encoding: utf8Name, Delimiter: ",", Quote: `"`, Escape: `\`}
	for text, want := range map[string]string{
		`a\,b,c`:               "a,b c",
		`"a\"b",c`:             `a"b c`,
		`"a""b\n",c`:           "a\"b\n c",
		`a\tb,\\`:              "a\tb \\",
		"a\\\nb,c":             "a\nb c",
		"\"a\\\nb\",c":         "a\nb c",
		`\u4e2d\x41\d066,\103`: "中AB C",
		`\q\u12,\z`:            `qu12 z`,
		`\"a,b\"`:              `"a b"`,
	} {
		for _, before := range []string{"", strings.Repeat("x,y\n", 40_000)} {
			s, table := listedAs(t, write(t, "t.csv", before+text+"\nlast,row\n"), layout)
			got := chunked(t, s, table)
			if n := len(got); n < 2 || !strings.HasSuffix(got[n-2], " "+want) || !strings.HasSuffix(got[n-1], " last row") {
				t.Errorf("%q: %q", text, got[max(n-2, 0):])
			}
			lines := int64(strings.Count(before+text, "\n") + 2)
			if last := got[len(got)-1]; !strings.HasPrefix(last, fmt.Sprintf(".:%d ", lines)) {
				t.Errorf("%q: %q is not on line %d", text, last, lines)
			}
		}
	}
}
