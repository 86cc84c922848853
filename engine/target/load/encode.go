package load

import "github.com/obferry/obferry/engine/rows"

// escapes are the letters behind the backslash for the bytes that need one.
var escapes = [256]byte{'\t': 't', '\n': 'n', '\\': '\\', 0: '0'}

// appendRow writes a row as a line.
func appendRow(to []byte, row rows.Row, width int) []byte {
	for i := range width {
		if i > 0 {
			to = append(to, '\t')
		}
		value, null := row.Value(i)
		if null {
			to = append(to, '\\', 'N')
		} else {
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
