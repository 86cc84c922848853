package report

import (
	"encoding/hex"
	"strings"
	"unicode/utf8"

	"github.com/obferry/obferry/engine/report/book"
	"github.com/obferry/obferry/engine/rows"
	"github.com/obferry/obferry/engine/words"
)

// Room for the note that a text was cut.
const noteRoom = 200

// Shown is a value as a cell shows it. Exact is false where the cell does not tell
// all of it.
func Shown(v Value, kind rows.Kind, l words.Language) (text string, exact bool) {
	if IsBinary(kind) {
		most := (book.MaxText - noteRoom) / 2
		if len(v.Bytes) > most {
			return "0x" + strings.ToUpper(hex.EncodeToString(v.Bytes[:most])) + CutNote(v, l), false
		}
		return "0x" + strings.ToUpper(hex.EncodeToString(v.Bytes)), true
	}
	if len(v.Bytes) == 0 {
		return `""`, true
	}
	head, cut := fitting(v.Bytes, book.MaxText-noteRoom)
	text, exact = visible(head)
	if cut {
		return text + CutNote(v, l), false
	}
	if len(text) >= 2 && text[0] == '"' && text[len(text)-1] == '"' {
		text = `"` + text + `"`
	}
	return text, exact
}

// CutNote is what stands behind the beginning of a value that is too long for a cell.
func CutNote(v Value, l words.Language) string {
	return words.In(l, "report.errors.cut", words.Args{"Bytes": len(v.Bytes)})
}

// IsBinary tells of the kinds whose values are shown as 0x and hexadecimal digits.
func IsBinary(kind rows.Kind) bool {
	return kind == rows.Binary || kind == rows.Bit || kind == rows.Geometry
}

// fitting is as much of a text as has at most so many UTF-16 units, and whether that
// is less than all of it.
func fitting(v []byte, units int) (head []byte, cut bool) {
	for i := 0; i < len(v); {
		c, size := utf8.DecodeRune(v[i:])
		if c > 0xFFFF {
			units--
		}
		if units--; units < 0 {
			return v[:i], true
		}
		i += size
	}
	return v, false
}

// visible is a text with every character that a spreadsheet cannot show or hold
// replaced by one that it can.
func visible(v []byte) (text string, exact bool) {
	exact = true
	text = strings.Map(func(c rune) rune {
		switch {
		case c < ' ' && c != '\t' && c != '\n' && c != '\r':
			exact = false
			return 0x2400 + c // the character's picture
		case c == 0xFFFE || c == 0xFFFF:
			exact = false
			return utf8.RuneError
		}
		return c
	}, string(v))
	return text, exact && utf8.Valid(v)
}

// pieceUnits is how much of a value one row of the hidden sheet holds.
const pieceUnits = 32_000

// pieces cuts a value into texts that a cell holds exactly, and tells how they are
// written: "text", or "hex" where it is none.
func pieces(v Value, kind rows.Kind, take func(form, piece string) error) error {
	rest := v.Bytes
	if _, plain := visible(rest); plain && !IsBinary(kind) {
		for len(rest) > 0 {
			head, _ := fitting(rest, pieceUnits)
			if err := take("text", string(head)); err != nil {
				return err
			}
			rest = rest[len(head):]
		}
		return nil
	}
	for len(rest) > 0 {
		n := min(len(rest), pieceUnits/2)
		if err := take("hex", hex.EncodeToString(rest[:n])); err != nil {
			return err
		}
		rest = rest[n:]
	}
	return nil
}
