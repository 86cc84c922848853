package verify

import (
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/obferry/obferry/engine/rows"
)

// keptRow is a row that waits for its counterpart.
type keptRow struct {
	side   Side
	sum    uint64    // of all its values
	hashes []uint64  // one per column, in the finder's order
	values []glimpse // likewise
	place  int64
}

// size is about how many bytes of memory the row takes.
func (k keptRow) size() int {
	n := 96
	for _, v := range k.values {
		n += 48 + len(v.text)
	}
	return n
}

// shown is how many bytes of a value a person gets to see; binary ones as twice as
// many hexadecimal digits.
const shown = 120

// glimpse is what is kept of a value: enough to show it.
type glimpse struct {
	text   string // the first bytes
	length int    // of the whole
	srid   uint32 // of a geometry
	null   bool
	binary bool
}

func glance(value []byte, null bool, kind rows.Kind) glimpse {
	g := glimpse{length: len(value), null: null}
	switch kind {
	case rows.Geometry:
		g.srid, g.binary = sridOf(value), true
	case rows.Binary, rows.Bit:
		g.binary = true
	}
	most := shown
	if g.binary {
		most = shown / 2
	}
	if len(value) > most {
		value = value[:most]
	}
	g.text = string(value)
	if !g.binary && len(value) < g.length {
		g.text = wholeCharacters(g.text)
	}
	return g
}

// wholeCharacters leaves out the beginning of a character at a text's end.
func wholeCharacters(s string) string {
	for cut := 1; cut < utf8.UTFMax && cut <= len(s); cut++ {
		if tail := s[len(s)-cut:]; utf8.RuneStart(tail[0]) {
			if !utf8.FullRuneInString(tail) {
				return s[:len(s)-cut]
			}
			break
		}
	}
	return s
}

// String shows a value: NULL by its name, binary ones as 0x…, a long one cut, with
// the number of bytes that are not shown.
func (g glimpse) String() string {
	if g.null {
		return "NULL"
	}
	s := g.text
	if g.binary {
		s = fmt.Sprintf("0x%X", g.text)
	}
	if more := g.length - len(g.text); more > 0 {
		s += "…(+" + strconv.Itoa(more) + " B)"
	}
	return strings.ToValidUTF8(s, "\uFFFD")
}

// difference tells of a row that both sides have, by its first column that differs.
func (f *Finder) difference(source, target keptRow) Difference {
	d := Difference{Key: f.key(source), Side: string(Both)}
	for i, column := range f.columns {
		a, b := source.values[i], target.values[i]
		if source.hashes[i] == target.hashes[i] && a.null == b.null && sameSRID(a.srid, b.srid) {
			continue
		}
		if d.Column != "" {
			d.Also = append(d.Also, column.Name)
			continue
		}
		d.Column, d.Source, d.Target = column.Name, a.String(), b.String()
		if d.Source == d.Target { // they differ further on than is shown
			d.Source += fmt.Sprintf(" #%08x", uint32(source.hashes[i]))
			d.Target += fmt.Sprintf(" #%08x", uint32(target.hashes[i]))
		}
	}
	return d
}

// alone tells of a row that only one side has.
func (f *Finder) alone(row keptRow) Difference {
	return Difference{Key: f.key(row), Side: string(row.side)}
}

// key is a row's key as text; of a row without one, its place or else its first values.
func (f *Finder) key(row keptRow) string {
	var parts []string
	for i, column := range f.columns {
		if column.Key {
			parts = append(parts, row.values[i].String())
		}
	}
	if len(parts) == 0 && row.place > 0 {
		return "#" + strconv.FormatInt(row.place, 10)
	}
	if len(parts) == 0 {
		for _, v := range row.values[:min(4, len(row.values))] {
			parts = append(parts, v.String())
		}
		if len(row.values) > 4 {
			parts = append(parts, "…")
		}
	}
	return strings.Join(parts, ", ")
}
