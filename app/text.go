package app

import (
	"strings"
	"unicode"

	"github.com/mattn/go-runewidth"
)

// plain makes text harmless to a terminal: names of tables and words of servers are
// others' and may hold its control sequences.
func plain(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || r == '\u2028' || r == '\u2029' {
			return ' '
		}
		return r
	}, s)
}

// grid lines columns up: the first to the left, the others to the right, but the
// last to the left again. Wide characters count as two.
func grid(rows [][]string) string {
	var widths []int
	for _, row := range rows {
		for i, cell := range row {
			if i == len(widths) {
				widths = append(widths, 0)
			}
			widths[i] = max(widths[i], runewidth.StringWidth(cell))
		}
	}
	var b strings.Builder
	for _, row := range rows {
		for i, cell := range row {
			switch {
			case i == len(row)-1:
				b.WriteString("  " + cell)
			case i == 0:
				b.WriteString("  " + runewidth.FillRight(cell, widths[i]))
			default:
				b.WriteString("  " + runewidth.FillLeft(cell, widths[i]))
			}
		}
		b.WriteByte('\n')
	}
	return b.String()
}
