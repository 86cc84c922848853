package sheet

import (
	"context"
	"errors"
	"io"
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

// open begins to read a sheet; reading ends with the context.
func (b *book) open(ctx context.Context, name string) (grid, error) {
	for _, entry := range b.sheets {
		if entry.name != name {
			continue
		}
		part := b.part(entry.part)
		if part == nil {
			return nil, damaged(b.path, newFlaw("sheet.flaw.part", "Part", entry.part))
		}
		in, err := part.Open()
		if err != nil {
			return nil, damaged(b.path, err)
		}
		return &sheetGrid{book: b, part: in, xml: newMarkup(&watched{ctx, in}), texts: stringReader{from: b.shared}}, nil
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

// place notes the number of a row that begins; without one it is the next. Numbers
// only go up: a sheet in which they do not is broken to every program.
func (g *sheetGrid) place(number []byte, r *row) error {
	g.row++
	if number != nil {
		n, err := strconv.Atoi(string(number))
		if err != nil || n < g.row {
			return newFlaw("sheet.flaw.row", "Row", quoted(number), "Last", g.row-1)
		}
		g.row = n
	}
	if g.row > maxRows {
		return newFlaw("sheet.flaw.rows", "Most", maxRows)
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
		case t.is("t") && g.cell.kind == "n":
			// A text that was there before the number: some programs leave it behind.
			inText = false
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
			if !inCell {
				return errMarkup
			}
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
			return newFlaw("sheet.flaw.cell", "Cell", quoted(ref), "Row", g.row)
		}
	}
	if column > maxColumns {
		return newFlaw("sheet.flaw.columns", "Row", g.row, "Most", maxColumns)
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
