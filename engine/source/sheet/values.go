package sheet

import (
	"bytes"
	"slices"
	"strconv"
)

// finish appends the text of the cell at hand and says what it is.
func (g *sheetGrid) finish() (cell, error) {
	value := g.cell.value
	if !g.cell.valued || len(value) == 0 {
		c := cell{}
		// An empty <v/> is the value "" of a formula that gives text; others are written
		// so by programs that do not calculate.
		if g.cell.formula && (!g.cell.valued || g.cell.kind != "str") {
			c.remark = uncounted
		}
		return c, nil
	}
	switch g.cell.kind {
	case "s":
		n, err := strconv.Atoi(string(value))
		if err != nil {
			return cell{}, newFlaw("sheet.flaw.text", "Text", quoted(value), "Row", g.row)
		}
		text, ok, err := g.texts.append(g.text, n)
		if err == nil && !ok {
			err = newFlaw("sheet.flaw.text", "Text", n, "Row", g.row)
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
