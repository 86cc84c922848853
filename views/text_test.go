package views

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/obferry/obferry/engine/words"
)

// cells measures as a terminal does: Chinese two, Latin one.
func cells(s string) float32 {
	width := float32(0)
	for _, r := range s {
		if wide(r) {
			width++
		}
		width++
	}
	return width
}

func TestWrap(t *testing.T) {
	for _, c := range []struct {
		width float32
		text  string
		want  []string
	}{
		{20, "short", []string{"short"}},
		{10, "rows on their way", []string{"rows on", "their way"}},
		{8, "目标端的数据库。", []string{"目标端的", "数据库。"}},
		{8, "目标端的，数据", []string{"目标端", "的，数据"}},
		{14, "在 OceanBase 上创建", []string{"在 OceanBase", "上创建"}},
		{6, "a_name_without_end", []string{"a_name", "_witho", "ut_end"}},
		{20, "two\nlines", []string{"two", "lines"}},
		{6, "（一二三四）", []string{"（一二", "三四）"}},
		{10, "", []string{""}},
	} {
		if got := wrap(c.text, c.width, cells); !slices.Equal(got, c.want) {
			t.Errorf("%q in %v: %q, want %q", c.text, c.width, got, c.want)
		}
	}
}

// FuzzWrap holds that nothing is lost but spaces, that no line is too long where it
// could be shorter, and that it always ends.
func FuzzWrap(f *testing.F) {
	for _, s := range []string{"rows on their way", "在 OceanBase 上创建。", "“a” (b)，c", "\n\n x", "a_very_long_name、b"} {
		f.Add(s, uint8(9))
	}
	f.Fuzz(func(t *testing.T, s string, n uint8) {
		if !utf8.ValidString(s) {
			return
		}
		width := float32(n%40 + 1)
		lines := wrap(s, width, cells)
		strip := func(s string) string { return strings.NewReplacer(" ", "", "\n", "").Replace(s) }
		if got := strip(strings.Join(lines, "")); got != strip(s) {
			t.Errorf("%q became %q", s, lines)
		}
		for _, line := range lines {
			if cells(line) > width+0.5 && utf8.RuneCountInString(line) > 1 {
				t.Errorf("%q is wider than %v", line, width)
			}
		}
	})
}

func TestCut(t *testing.T) {
	words.Speak(words.Chinese)
	defer words.Speak(words.English)
	for _, c := range []struct {
		width      float32
		text, want string
	}{
		{9, "customers", "customers"},
		{8, "customers", "custome…"},
		{7, "订单明细表", "订单明…"},
		{30, "CREATE TABLE x (\n a int)", "CREATE TABLE x (…"},
	} {
		if got := cut(c.text, c.width, cells); got != c.want {
			t.Errorf("%q in %v: %q, want %q", c.text, c.width, got, c.want)
		}
	}
}
