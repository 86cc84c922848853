package sheet

import (
	"strings"
	"testing"
	"unicode"

	"github.com/obferry/obferry/engine/words"
)

// TestFlawsInChinese holds that what is wrong with a workbook is told in the reader's
// language alone: but for names from the file, no English stands in the sentence.
func TestFlawsInChinese(t *testing.T) {
	for _, c := range []struct{ what, sheet, flaw string }{
		{"rows that go back", `<row r="5"><c><v>1</v></c></row><row r="4"><c><v>1</v></c></row>`, `[行号 "4" 出现在第 5 行之后]`},
		{"a row too far", `<row r="1048577"><c><v>1</v></c></row>`, "[工作表超过 1048576 行]"},
		{"a cell of no name", `<row r="2"><c r="2A"><v>1</v></c></row>`, `[第 2 行中的 "2A" 不是有效的单元格引用]`},
		{"a text that is not there", `<row r="2"><c t="s"><v>7</v></c></row>`, "[第 2 行引用的共享字符串 7 不存在]"},
		{"a text of no number", `<row r="2"><c t="s"><v>x</v></c></row>`, `[第 2 行引用的共享字符串 "x" 不存在]`},
		{"no XML", `<row r="2"></c></row>`, "[部件不是格式正确的 XML]"},
		{"cut short", `<row r="2"><c`, "[部件的 XML 不完整，在中途结束]"},
	} {
		t.Run(c.what, func(t *testing.T) {
			f := refusal(t, raw(t, c.sheet, nil), nil)
			got := f.Text(words.Chinese)
			if f.ID != "fault.sheet.damaged" || !strings.Contains(got, c.flaw) {
				t.Errorf("%s: %s, want %s", f.ID, got, c.flaw)
			}
			if english := f.Text(words.English); strings.IndexFunc(english, func(r rune) bool { return unicode.Is(unicode.Han, r) }) >= 0 {
				t.Errorf("English: %s", english)
			}
		})
	}
}
