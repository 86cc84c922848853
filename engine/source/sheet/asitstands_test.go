package sheet

import (
	"bytes"
	"strings"
	"testing"

	"github.com/obferry/obferry/engine/rows"
)

// kinds are columns whose cells may go as they stand.
var kinds = []rows.Column{
	{Kind: rows.Integer, Type: "bigint"}, {Kind: rows.Double, Type: "double"}, {Kind: rows.Float, Type: "float"},
	{Kind: rows.Decimal, Type: "decimal(20,4)"}, {Kind: rows.Decimal, Type: "decimal(20,0)"}, {Kind: rows.Decimal, Type: "decimal(20)"},
	{Kind: rows.Date, Type: "date"}, {Kind: rows.DateTime, Type: "datetime"}, {Kind: rows.DateTime, Type: "datetime(3)"},
	{Kind: rows.Timestamp, Type: "timestamp(6)"}, {Kind: rows.Time, Type: "time(2)"}, {Kind: rows.Bit, Type: "bit(9)"},
}

// converted is a text as it goes when it is read and printed.
func converted(s *slot, text []byte) []byte {
	c := &cell{text: text, form: plain}
	trimmed := bytes.Trim(text, " ")
	switch s.kind {
	case rows.Date, rows.DateTime, rows.Timestamp, rows.Time:
		return s.asMoment(c, trimmed)
	case rows.Bit:
		return s.asBits(c, trimmed)
	}
	return s.asNumber(c, trimmed)
}

// FuzzAsItStands holds that what goes without being read would come out the same.
func FuzzAsItStands(f *testing.F) {
	for _, text := range []string{
		"1", "0", "007", "1.5", "1.2500", "1.5e3", "1e5", "12 ", "1,5", "2024-02-29", "2024-02-30", "0000-00-00", "2024-1-1",
		"2024-02-29 10:00:00", "2024-02-29 24:00:00", "2024-02-29 10:00:00.123", "2024-02-29 10:00:00.123456", "2024-02-29T10:00:00",
		"2024-02-29 10:00:0p", "01-02-2024", "3/4/2024", "9999-12-31 23:59:60", "2024-02-29  9:00:00", "2024-02-29 9:00:00 ", "1234-67-90",
	} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if text == "" {
			return
		}
		for _, order := range []string{"", dayFirst} {
			for _, c := range kinds {
				s := newSlot(0, c, &Layout{DateOrder: order})
				if s.asItStands([]byte(text)) {
					if got := converted(&s, []byte(text)); string(got) != text {
						t.Fatalf("%s: %q would become %q", c.Type, text, got)
					}
				}
			}
		}
	})
}

func TestWhatServersPrintGoesAsItStands(t *testing.T) {
	for i, text := range []string{"12", "1.5", "3", "1.2500", "7", "7", "2024-02-29", "2024-02-29 10:00:00", "2024-02-29 10:00:00.120", "2024-02-29 10:00:00.123456"} {
		if s := newSlot(0, kinds[i], &Layout{}); !s.asItStands([]byte(text)) {
			t.Errorf("%s: %s is read and printed", kinds[i].Type, text)
		}
	}
}

// FuzzPlain holds the search by eight bytes against that by one.
func FuzzPlain(f *testing.F) {
	f.Add("abcdefghij,klm", byte(','))
	f.Add("\x80\x00\x0b\x0c\x2b\x2d-------\r", byte('-'))
	f.Fuzz(func(t *testing.T, text string, delimiter byte) {
		s := newSplitter(strings.NewReader(""), delimiter, noQuote, false)
		want := 0
		for want < len(text) && !s.ends[text[want]] {
			want++
		}
		if got := s.plain([]byte(text)); got != want {
			t.Fatalf("%q: %d, want %d", text, got, want)
		}
	})
}
