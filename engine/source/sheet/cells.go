package sheet

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"

	"github.com/obferry/obferry/engine/fault"
)

// The most rows and columns a sheet has.
const (
	maxRows    = 1 << 20
	maxColumns = 1 << 14
)

// keptMerges is how many merged ranges of a sheet are kept.
const keptMerges = 100000

// sheetGrid is a sheet of a workbook as rows. It reads the sheet's XML from its
// beginning to its end and keeps the row at hand.
type sheetGrid struct {
	book  *book
	part  io.ReadCloser
	xml   *markup
	texts stringReader
	spans []span
	row   int
	text  []byte // of the row's cells, end to end
	ends  []int
	cell  cellParts
}

// cellParts are the pieces of the cell at hand.
type cellParts struct {
	column  int
	kind    string // its t attribute
	style   int
	value   []byte
	valued  bool // there was a value, even an empty one
	formula bool
}

// open begins to read a sheet.
func (b *book) open(name string) (grid, error) {
	for _, entry := range b.sheets {
		if entry.name != name {
			continue
		}
		part := b.part(entry.part)
		if part == nil {
			return nil, damaged(b.path, errors.New("it has no "+entry.part))
		}
		in, err := part.Open()
		if err != nil {
			return nil, damaged(b.path, err)
		}
		return &sheetGrid{book: b, part: in, xml: newMarkup(in), texts: stringReader{from: b.shared}}, nil
	}
	return nil, fault.New(fault.Missing, "fault.sheet.table", "Table", name, "Path", b.path)
}

func (g *sheetGrid) close() error { return g.part.Close() }

func (g *sheetGrid) merged() []span { return g.spans }

// next reads on to the end of the next row that holds something.
func (g *sheetGrid) next(r *row) error {
	err := g.read(r)
	if err != nil && !errors.Is(err, io.EOF) {
		return bookFault(g.book.path, err)
	}
	return err
}

func (g *sheetGrid) read(r *row) error {
	var t token
	for {
		if err := g.xml.next(&t); err != nil {
			return err
		}
		if t.kind != opening {
			continue
		}
		switch {
		case t.is("row"):
			if err := g.place(t.attr("r"), r); err != nil {
				return err
			}
			if t.alone {
				continue
			}
			if err := g.readRow(r); err != nil {
				return unfinished(err)
			}
			if r.width() > 0 || g.remarked(r) {
				return nil
			}
		case t.is("mergeCell"):
			if m, ok := parseSpan(t.attrText("ref")); ok && len(g.spans) < keptMerges {
				g.spans = append(g.spans, m)
			}
		}
	}
}

// remarked tells whether a row without values has a formula that should have one.
func (g *sheetGrid) remarked(r *row) bool {
	for i := range r.cells {
		if r.cells[i].remark != 0 {
			return true
		}
	}
	return false
}

// place notes the number of a row that begins; without one it is the next.
func (g *sheetGrid) place(number []byte, r *row) error {
	g.row++
	if number != nil {
		n, err := strconv.Atoi(string(number))
		if err != nil || n < 1 || n > maxRows {
			return fmt.Errorf("row number %.20q", number)
		}
		g.row = n
	}
	r.place, r.broken, r.cells = int64(g.row), nil, r.cells[:0]
	g.text, g.ends = g.text[:0], g.ends[:0]
	g.cell.column = 0
	return nil
}

// readRow reads the cells of a row up to its end.
func (g *sheetGrid) readRow(r *row) error {
	var t token
	inCell, inText, phonetic := false, false, 0
	for {
		if err := g.xml.next(&t); err != nil {
			return err
		}
		switch {
		case t.kind == characterData:
			if inText && phonetic == 0 {
				g.cell.value = t.appendText(g.cell.value)
			}
		case t.is("v"), t.is("t"):
			inText = inCell && t.kind == opening && !t.alone
			g.cell.valued = true
		case t.is("f"):
			g.cell.formula = true
		case t.is("rPh") && !t.alone:
			phonetic += 1 - 2*bit(t.kind == closing)
		case t.is("c") && t.kind == opening:
			if err := g.begin(&t); err != nil {
				return err
			}
			inCell, phonetic = !t.alone, 0
		case t.is("c"):
			inCell = false
			if err := g.end(r); err != nil {
				return err
			}
		case t.is("row"):
			g.attach(r)
			return nil
		}
	}
}

// begin notes a cell that begins; without a reference it stands behind the last.
func (g *sheetGrid) begin(t *token) error {
	column := g.cell.column + 1
	if ref := t.attr("r"); ref != nil {
		var ok bool
		if column, _, ok = parseRef(ref); !ok {
			return fmt.Errorf("cell reference %.20q", ref)
		}
	}
	if column > maxColumns {
		return fmt.Errorf("column %d", column)
	}
	g.cell = cellParts{column: column, kind: cellKind(t.attr("t")), style: t.attrInt("s", 0), value: g.cell.value[:0]}
	return nil
}

// cellKind is a cell's type, as one of few strings that need no memory.
func cellKind(t []byte) string {
	for _, known := range []string{"s", "n", "str", "inlineStr", "b", "e", "d"} {
		if string(t) == known {
			return known
		}
	}
	return "n"
}

// end adds the cell at hand to the row.
func (g *sheetGrid) end(r *row) error {
	start := len(g.text)
	c, err := g.finish()
	if err != nil {
		return err
	}
	if len(g.text) == start && c.form != absent {
		c.form = absent
	}
	for len(r.cells) < g.cell.column {
		r.cells = append(r.cells, cell{})
		g.ends = append(g.ends, start, start)
	}
	i := g.cell.column - 1
	r.cells[i] = c
	g.ends[2*i], g.ends[2*i+1] = start, len(g.text)
	return nil
}

// attach gives the cells their texts, now that these no longer move.
func (g *sheetGrid) attach(r *row) {
	for i := range r.cells {
		r.cells[i].text = g.text[g.ends[2*i]:g.ends[2*i+1]]
	}
}

// finish appends the text of the cell at hand and says what it is.
func (g *sheetGrid) finish() (cell, error) {
	value := g.cell.value
	if !g.cell.valued || len(value) == 0 {
		c := cell{}
		if g.cell.formula && !g.cell.valued {
			c.remark = uncounted
		}
		return c, nil
	}
	switch g.cell.kind {
	case "s":
		n, err := strconv.Atoi(string(value))
		if err != nil {
			return cell{}, fmt.Errorf("shared string %.20q", value)
		}
		text, ok, err := g.texts.append(g.text, n)
		if err == nil && !ok {
			err = fmt.Errorf("shared string %d is not there", n)
		}
		g.text = text
		return cell{form: plain}, err
	case "str", "inlineStr":
		g.text = append(g.text, unescapeCodes(value)...)
		return cell{form: plain}, nil
	case "e":
		g.text = append(g.text, value...)
		return cell{form: failure}, nil
	case "b":
		if value[0] == '1' || value[0]|0x20 == 't' {
			g.text = append(g.text, "TRUE"...)
		} else {
			g.text = append(g.text, "FALSE"...)
		}
		return cell{form: boolean}, nil
	case "d":
		g.text = append(g.text, value...)
		if c, ok := lookMoment(value, ""); ok {
			g.text = c.append(g.text[:len(g.text)-len(value)])
			return cell{form: moment}, nil
		}
		return cell{form: plain}, nil
	}
	return g.finishNumber(value), nil
}

// finishNumber appends a number as its style means it.
func (g *sheetGrid) finishNumber(value []byte) cell {
	var l look
	if g.cell.style >= 0 && g.cell.style < len(g.book.looks) {
		l = g.book.looks[g.cell.style]
	}
	if l.temporal() {
		serial, err := strconv.ParseFloat(string(value), 64)
		if err == nil {
			if c, ok := fromSerial(serial, l, g.book.from1904); ok {
				g.text = c.append(g.text)
				return cell{form: moment}
			}
		}
	}
	start := len(g.text)
	text, ok := storedNumber(g.text, value)
	if !ok {
		g.text = append(g.text, value...)
		return cell{form: plain}
	}
	g.text = text
	n, _ := lookNumber(text[start:])
	c := cell{form: number}
	if n.scale == 0 && !n.scientific {
		if n.whole > 15 {
			c.remark = rounded
		}
		if size := len(text) - start; size < l.zeros && !n.negative {
			// A number that shows leading zeros is an id, and they are part of it.
			g.text = slices.Insert(g.text, start, bytes.Repeat([]byte{'0'}, l.zeros-size)...)
			c.form = plain
		}
	}
	return c
}

// parseRef reads a cell's name, such as C5.
func parseRef(ref []byte) (column, place int, ok bool) {
	i := 0
	for ; i < len(ref) && i < 4; i++ {
		c := ref[i] &^ 0x20
		if c < 'A' || c > 'Z' {
			break
		}
		column = column*26 + int(c-'A') + 1
	}
	if i == 0 || i == len(ref) {
		return 0, 0, false
	}
	for ; i < len(ref); i++ {
		if !isDigit(ref[i]) || place > maxRows {
			return 0, 0, false
		}
		place = place*10 + int(ref[i]-'0')
	}
	return column, place, column <= maxColumns && place >= 1
}

// parseSpan reads a range's name, such as A1:C2.
func parseSpan(ref string) (span, bool) {
	for i := range ref {
		if ref[i] != ':' {
			continue
		}
		left, top, ok := parseRef([]byte(ref[:i]))
		right, bottom, also := parseRef([]byte(ref[i+1:]))
		return span{top, left, bottom, right}, ok && also
	}
	return span{}, false
}
