package load

import (
	"bytes"

	"github.com/obferry/obferry/engine/rows"
)

// null is the word that the server would take for NULL.
var null = []byte("NULL")

// escapes are the letters behind the backslash for the bytes that need one.
var escapes = [256]byte{'\t': 't', '\n': 'n', '\\': '\\', '"': '"', 0: '0'}

// appendRow writes a row as a line. An empty value at its end stands in quotes: without
// them the server takes the row for one that lacks a value (1261, seen on 4.3.5). So does
// the word NULL, which is none of the value NULL.
func appendRow(to []byte, row rows.Row, width int) []byte {
	for i := range width {
		if i > 0 {
			to = append(to, '\t')
		}
		value, none := row.Value(i)
		switch {
		case none:
			to = append(to, '\\', 'N')
		case len(value) == 0 && i == width-1:
			to = append(to, '"', '"')
		case len(value) == len(null) && bytes.EqualFold(value, null):
			to = append(append(append(to, '"'), value...), '"')
		default:
			to = appendEscaped(to, value)
		}
	}
	return append(to, '\n')
}

func appendEscaped(to, value []byte) []byte {
	from := 0
	for i, c := range value {
		if letter := escapes[c]; letter != 0 {
			to = append(append(to, value[from:i]...), '\\', letter)
			from = i + 1
		}
	}
	return append(to, value[from:]...)
}
