package app

import (
	"strconv"
	"strings"
	"time"
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

// number is a count with its thousands apart: 1,234,567.
func number(n int64) string {
	digits := strconv.FormatInt(n, 10)
	sign := ""
	if n < 0 {
		sign, digits = "-", digits[1:]
	}
	var b strings.Builder
	for i, d := range digits {
		if i > 0 && (len(digits)-i)%3 == 0 {
			b.WriteByte(',')
		}
		b.WriteRune(d)
	}
	return sign + b.String()
}

// span is a duration as short as it is useful: 0.4s, 12.3s, 3m5s, 2h10m0s.
func span(d time.Duration) string {
	if d < time.Minute {
		return d.Round(100 * time.Millisecond).String()
	}
	return d.Round(time.Second).String()
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
