package sheet

import (
	"strings"
	"testing"

	"github.com/obferry/obferry/engine/rows"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"
)

// TestEncodings reads one text in every encoding, and holds that a decision made on
// the first part of a file gives way to a later byte.
func TestEncodings(t *testing.T) {
	const text = "编号,名称\n1,北京\n2,上海€\n"
	gb, err := simplifiedchinese.GB18030.NewEncoder().String(text)
	must(t, err)
	rare, err := simplifiedchinese.GB18030.NewEncoder().String("编号,名称\n1,㐀𠀀\n2,x\n")
	must(t, err)
	little, err := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().String(text)
	must(t, err)
	big, err := unicode.UTF16(unicode.BigEndian, unicode.UseBOM).NewEncoder().String(text)
	must(t, err)
	bare, err := unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM).NewEncoder().String("id,name,note\n1,x,北京\n")
	must(t, err)
	long := "编号,名称\n" + strings.Repeat("1,plain\n", 100000)
	late, err := simplifiedchinese.GB18030.NewEncoder().String("id,name\n" + strings.Repeat("1,plain\n", 100000) + "2,北京\n")
	must(t, err)
	for _, c := range []struct{ name, content, encoding, first, last string }{
		{"UTF-8", text, "utf-8", "1|北京", "2|上海€"},
		{"UTF-8 with a mark", "\uFEFF" + text, "utf-8", "1|北京", "2|上海€"},
		{"GBK", gb, "gb18030", "1|北京", "2|上海€"},
		{"GB18030 of four bytes", rare, "gb18030", "1|㐀𠀀", "2|x"},
		{"UTF-16 little endian", little, "utf-16le", "1|北京", "2|上海€"},
		{"UTF-16 big endian", big, "utf-16be", "1|北京", "2|上海€"},
		{"UTF-16 without a mark", bare, "utf-16le", "1|x|北京", "1|x|北京"},
		{"plain at first, then UTF-8", long + "2,北京\n", "utf-8", "1|plain", "2|北京"},
		{"plain at first, then GBK", late, "gb18030", "1|plain", "2|北京"},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := open(t, write(t, "data.csv", c.content), nil)
			table := list(t, s)[0]
			_, values := pull(t, s, table, table.Columns)
			same(t, "encoding", table.Layout.(*Layout).Encoding, c.encoding)
			same(t, "first", lines(values[:1]), c.first)
			same(t, "last", lines(values[len(values)-1:]), c.last)
		})
	}
}

// TestDecisions reads text with what a person decided: another order of dates, no
// quotes, another encoding, empty text instead of NULL, other types.
func TestDecisions(t *testing.T) {
	given := Layout{HeaderRow: 1, FirstRow: 2, DateOrder: "dmy", Quote: "none", Encoding: "GBK", EmptyIsText: true}
	s := open(t, write(t, "data.csv", "d,q,\xC3\xFB,n\n31/1/2024,\"x,a,1\n1/02/2024 3:04 pm,y\",,\n"), map[string]*Layout{"data": &given})
	var seen int64
	s.Observe = func(rows int64) { seen += rows }
	table := list(t, s)[0]
	same(t, "columns", told(table), "d datetime, q varchar(16), 名 varchar(16), n bigint")
	_, values := pull(t, s, table, table.Columns)
	same(t, "values", lines(values), "2024-01-31 00:00:00|\"x|a|1\n2024-02-01 15:04:00|y\"||␀")
	if seen != 3 {
		t.Errorf("saw %d rows in passing, want 3", seen)
	}

	s = open(t, write(t, "data.csv", "a,b,c,d,e,f\n1,2024-01-31,true,2.5,257,2024-01-31 10:00\nx,2024-02-30,2,-3,true,1:00:00\n"), nil)
	table = list(t, s)[0]
	_, values = pull(t, s, table, []rows.Column{
		{Name: "f", Kind: rows.DateTime, Type: "datetime(3)"},
		{Name: "a", Kind: rows.Integer, Type: "int"},
		{Name: "b", Kind: rows.Date, Type: "date"},
		{Name: "c", Kind: rows.Integer, Type: "tinyint"},
		{Name: "d", Kind: rows.Decimal, Type: "decimal(10,3)"},
		{Name: "e", Kind: rows.Bit, Type: "bit(12)"},
		{Name: "b", Kind: rows.Text, Type: "varchar(20)"},
	})
	same(t, "values in other types", lines(values),
		"2024-01-31 10:00:00.000|1|2024-01-31|1|2.500|\x01\x01|2024-01-31\n1:00:00|x|2024-02-30|2|-3.000|\x00\x01|2024-02-30")
}

// TestNumberFormats holds what a format's code makes of a number.
func TestNumberFormats(t *testing.T) {
	date, clock, both := look{date: true}, look{time: true}, look{date: true, time: true}
	for code, want := range map[string]look{
		"General": {}, "0.00": {}, "#,##0.00": {}, "0%": {}, "0.00E+00": {}, "@": {}, `"day" 0`: {}, `[Red]0`: {}, `\d0`: {},
		`_($* #,##0.00_);_($* (#,##0.00);_($* "-"??_);_(@_)`: {}, `"¥"#,##0`: {}, "": {}, `"`: {}, "[": {}, `\`: {}, "_": {},
		"000000": {zeros: 6}, "0": {}, "00-00": {}, "00000;-00000": {zeros: 5},
		"yyyy-mm-dd": date, "d/m/yy": date, "mmm": date, `yyyy"年"m"月"d"日"`: date, `yyyy"年"m"月"d"日";@`: date,
		`[$-804]yyyy"年"m"月"`: date, "[$-409]d-mmm-yyyy;@": date, "aaaa": {}, "dddd": date, "[DBNum1]m月d日": date, "e/m/d": date,
		"h:mm": clock, "mm:ss": clock, "mm:ss.0": clock, "h:mm AM/PM": clock, `上午/下午h"时"mm"分"`: clock, "hh:mm A/P": clock,
		"[h]:mm:ss": {time: true, elapsed: true}, "[mm]:ss": {time: true, elapsed: true}, "[ss]": {time: true, elapsed: true},
		"yyyy-mm-dd hh:mm:ss": both, `m/d/yy h:mm`: both, "YYYY/M/D H:MM": both,
	} {
		if got := codeLook(code); got != want {
			t.Errorf("%q: %+v, want %+v", code, got, want)
		}
	}
}

// TestSerials holds which moment a number means.
func TestSerials(t *testing.T) {
	date, clock, both := look{date: true}, look{time: true}, look{date: true, time: true}
	for _, c := range []struct {
		serial   float64
		look     look
		from1904 bool
		want     string
	}{
		{1, date, false, "1900-01-01"}, {59, date, false, "1900-02-28"}, {60, date, false, ""}, {61, date, false, "1900-03-01"},
		{45322, date, false, "2024-01-31"}, {45322, both, false, "2024-01-31 00:00:00"}, {45322.5, date, false, "2024-01-31 12:00:00"},
		{2958465, date, false, "9999-12-31"}, {2958466, date, false, ""}, {-1, date, false, ""}, {0, date, false, ""},
		{0, date, true, "1904-01-01"}, {43860, date, true, "2024-01-31"}, {0.25, both, true, "1904-01-01 06:00:00"},
		{0.25, both, false, "06:00:00"}, {0.5, clock, false, "12:00:00"}, {1.5, clock, false, "36:00:00"}, {45322.5, clock, false, "2024-01-31 12:00:00"},
		{45, look{time: true, elapsed: true}, false, "1080:00:00"}, {45322.999999999, both, false, "2024-02-01 00:00:00"},
		{45322.000011574074, both, false, "2024-01-31 00:00:01"}, {45322.00000001, both, false, "2024-01-31 00:00:00.001"},
	} {
		m, ok := fromSerial(c.serial, c.look, c.from1904)
		got := ""
		if ok {
			got = string(m.append(nil))
		}
		if got != c.want {
			t.Errorf("%v as %+v (1904: %t): %q, want %q", c.serial, c.look, c.from1904, got, c.want)
		}
	}
}

// TestNames holds that names are unique, cut, and never lose what sets them apart.
func TestNames(t *testing.T) {
	long := strings.Repeat("长", 70)
	got := columnNames([]string{" a\n b ", "A B", "", "column_3", long, long + "x", "select", "😀", "\u200b"}, 1)
	want := []string{"a b", "A B_2", "column_3_2", "column_3", strings.Repeat("长", 64), strings.Repeat("长", 62) + "_2", "select", "column_8", "\u200b"}
	same(t, "names", strings.Join(got, "|"), strings.Join(want, "|"))
}
