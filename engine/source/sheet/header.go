package sheet

import (
	"bytes"
	"strings"
)

// sampleRows is how many rows are looked at to find the headers.
const sampleRows = 64

// maxHeaderRows is the most rows of headers that are joined.
const maxHeaderRows = 5

// findHeader finds where the headers and the data begin among the first rows.
//
//   - Rows at the top that have one cell, or a third of what most rows have, are
//     titles: the name of a report, a date, a remark.
//   - The first row below them is a header if all of its cells are text (no number,
//     no date, nothing boolean) and either all differ or some column below is not
//     text. Where in doubt it is data: a header taken as data is seen at once, and
//     data taken as a header is lost.
//   - Merged cells make a header of several rows: as many as a merged cell of the
//     first is high, and one more where one is wider than a column.
func findHeader(sample []row, merges []span, order string) (first, last, data int) {
	usual := usualWidth(sample, func(r *row) int { return r.filled() })
	top := 0
	for top < len(sample) && isTitle(&sample[top], usual) {
		top++
	}
	if top == len(sample) {
		top = 0
	}
	if top == len(sample) {
		return 0, 0, 1
	}
	bottom, wide := headerDepth(sample, top, merges, order)
	if !isHeader(sample, top, bottom, wide, order) {
		return 0, 0, int(sample[top].place)
	}
	return int(sample[top].place), int(sample[bottom].place), int(sample[bottom].place) + 1
}

// usualWidth is the number that measure gives for most rows; the larger of two
// that are equally frequent.
func usualWidth(sample []row, measure func(*row) int) int {
	seen := map[int]int{}
	for i := range sample {
		seen[measure(&sample[i])]++
	}
	usual := 0
	for width, n := range seen {
		if n > seen[usual] || n == seen[usual] && width > usual {
			usual = width
		}
	}
	return usual
}

func isTitle(r *row, usual int) bool {
	n := r.filled()
	return n < usual && (n <= 1 || n*3 <= usual)
}

// headerDepth is the index of the last row that merged cells join to the header
// that begins at top; wide tells that one of them spans columns.
func headerDepth(sample []row, top int, merges []span, order string) (bottom int, wide bool) {
	place := int(sample[top].place)
	last := place
	for _, m := range merges {
		if m.top != place || m.bottom-m.top >= maxHeaderRows {
			continue
		}
		last = max(last, m.bottom)
		if m.right > m.left {
			wide = true
			last = max(last, m.bottom+1)
		}
	}
	bottom = top
	for bottom+1 < len(sample) && int(sample[bottom+1].place) <= last && allText(&sample[bottom+1], order) {
		bottom++
	}
	return bottom, wide
}

func isHeader(sample []row, top, bottom int, wide bool, order string) bool {
	r := &sample[top]
	if r.broken != nil || r.filled() == 0 || !allText(r, order) {
		return false
	}
	if wide || allDiffer(r) {
		return true
	}
	for i := bottom + 1; i < len(sample); i++ {
		for j := range sample[i].cells {
			if c := sample[i].at(j); !c.empty() && !isText(c, order) && !r.at(j).empty() {
				return true
			}
		}
	}
	return false
}

func allText(r *row, order string) bool {
	for i := range r.cells {
		if c := &r.cells[i]; !c.empty() && !isText(c, order) {
			return false
		}
	}
	return true
}

func allDiffer(r *row) bool {
	seen := map[string]bool{}
	for i := range r.cells {
		name := string(bytes.TrimSpace(r.cells[i].text))
		if name != "" && seen[name] {
			return false
		}
		seen[name] = true
	}
	return true
}

// isText tells whether a cell is nothing but text.
func isText(c *cell, order string) bool {
	var e evidence
	e.add(c, order)
	return e.sorts == ofText
}

// headers are the texts above each column, up to width of them: those of several
// rows joined, merged cells standing in every column that they span.
func headers(rows []row, merges []span, width int) []string {
	names := make([]string, width)
	for i := range names {
		var parts []string
		for j := range rows {
			part := strings.TrimSpace(headerText(&rows[j], i, merges))
			if part != "" && (len(parts) == 0 || parts[len(parts)-1] != part) {
				parts = append(parts, part)
			}
		}
		names[i] = strings.Join(parts, "_")
	}
	return names
}

// headerText is the text of a header cell; columns count from 0.
func headerText(r *row, column int, merges []span) string {
	if c := r.at(column); !c.empty() {
		return string(c.text)
	}
	for _, m := range merges {
		if int64(m.top) == r.place && m.left <= column+1 && column+1 <= m.right {
			return string(r.at(m.left - 1).text)
		}
	}
	return ""
}
