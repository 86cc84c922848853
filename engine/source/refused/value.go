package refused

import (
	"bytes"
	"encoding/hex"
	"strings"
	"unicode/utf8"

	"github.com/obferry/obferry/engine/fault"
	"github.com/obferry/obferry/engine/report"
	"github.com/obferry/obferry/engine/rows"
	"github.com/obferry/obferry/engine/source/sheet"
	"github.com/obferry/obferry/engine/words"
)

// value reads the cell of a column. Why says what keeps it from being one; the value is
// then what the next spreadsheet is to show in its place.
func (s *Source) value(c sheet.Cell, of rows.Column, number int64, at int) (v report.Value, why *fault.Error, err error) {
	whole, stored, err := s.stored.value(number, at)
	if err != nil {
		return v, nil, err
	}
	switch {
	case c.Uncounted():
		return report.Value{Null: true}, cellFault("fault.retry.uncounted", of), nil
	case c.Form() == sheet.Absent:
		return report.Value{Null: true}, nil, nil
	case c.Form() == sheet.Failure:
		return typed(c), cellFault("fault.retry.formula", of, "Text", string(c.Text())), nil
	case c.Form() != sheet.Characters:
		v, why = entered(c, of)
		return v, why, nil
	case stored:
		v, why = corrected(string(c.Text()), whole, of)
		return v, why, nil
	}
	v, why = written(string(c.Text()), of)
	return v, why, nil
}

// dateForm is how servers print a date.
const dateForm = "2006-01-02"

func cellFault(id string, of rows.Column, pairs ...any) *fault.Error {
	return fault.New(fault.Row, id, append(pairs, "Column", of.Name)...)
}

// typed is what stands in a cell, for the next spreadsheet to show.
func typed(c sheet.Cell) report.Value {
	return report.Value{Bytes: bytes.Clone(c.Text()), Typed: true}
}

// entered is a number, a date or a truth value that was typed as such.
func entered(c sheet.Cell, of rows.Column) (report.Value, *fault.Error) {
	form := c.Form()
	switch of.Kind {
	case rows.Date, rows.DateTime, rows.Timestamp, rows.Time:
		switch {
		case form != sheet.Moment:
			return typed(c), cellFault("fault.retry.nodate", of, "Text", string(c.Text()))
		case of.Kind == rows.Date && c.Midday():
			return typed(c), cellFault("fault.retry.midday", of, "Text", string(c.Text()))
		}
	case rows.Binary, rows.Geometry:
		return typed(c), cellFault("fault.retry.hex", of, "Text", string(c.Text()))
	default:
		if c.Rounded() {
			return typed(c), cellFault("fault.retry.rounded", of, "Text", string(c.Text()))
		}
	}
	value, null := c.Value(of)
	if of.Kind == rows.Date && len(value) > len(dateForm) {
		value = value[:len(dateForm)] // midnight is no time of the day
	}
	return report.Value{Bytes: value, Null: null}, nil
}

// written is a text that tells all of a value.
func written(text string, of rows.Column) (report.Value, *fault.Error) {
	if report.IsBinary(of.Kind) {
		if text == `""` {
			return report.Value{Bytes: []byte{}}, nil
		}
		digits, found := strings.CutPrefix(text, "0x")
		raw, err := hex.DecodeString(digits)
		if !found || err != nil {
			return report.Value{Bytes: []byte(text), Typed: true}, cellFault("fault.retry.hex", of, "Text", text)
		}
		return report.Value{Bytes: raw}, nil
	}
	if len(text) >= 2 && text[0] == '"' && text[len(text)-1] == '"' {
		text = text[1 : len(text)-1]
	}
	return report.Value{Bytes: []byte(text)}, nil
}

// corrected is the text of a cell that did not tell all of a value: that value, as long as
// the text is the one that was shown for it.
func corrected(text string, whole []byte, of rows.Column) (report.Value, *fault.Error) {
	before := report.Value{Bytes: whole}
	for _, l := range words.Languages {
		shown, _ := report.Shown(before, of.Kind, l)
		note := report.CutNote(before, l)
		switch {
		case alike(text, shown):
			return before, nil
		case strings.Contains(shown, note) && (strings.Contains(text, strings.TrimSpace(note)) || alike(text, strings.TrimSuffix(shown, note))):
			// A beginning that was changed says nothing of the rest.
			return before, cellFault("fault.retry.cut", of, "Bytes", len(whole))
		}
	}
	if report.IsBinary(of.Kind) {
		return written(text, of)
	}
	if strings.ContainsRune(text, utf8.RuneError) && (!utf8.Valid(whole) || bytes.ContainsAny(whole, "\uFFFE\uFFFF")) {
		return before, cellFault("fault.retry.marks", of)
	}
	if strings.ContainsFunc(text, isPicture) {
		if bytes.ContainsFunc(whole, isPicture) {
			return before, cellFault("fault.retry.pictures", of)
		}
		text = strings.Map(func(c rune) rune {
			if isPicture(c) {
				return c - pictures
			}
			return c
		}, text)
	}
	return written(text, of)
}

// pictures of control characters begin here.
const pictures = 0x2400

func isPicture(c rune) bool { return c >= pictures && c < pictures+' ' }

// alike compares texts as programs keep them: they differ in the ends of lines.
func alike(a, b string) bool {
	if a == b {
		return true
	}
	flat := strings.NewReplacer("\r\n", "\n", "\r", "\n")
	return flat.Replace(a) == flat.Replace(b)
}
