package target

import (
	"regexp"
	"strconv"
	"strings"

	"github.com/obferry/obferry/engine/fault"
	"github.com/obferry/obferry/engine/rows"
)

// rowNumber is how a server names the row of a multi-row statement, from 1.
var rowNumber = regexp.MustCompile(` at row (\d+)$`)

// culprit finds the row that a refusal speaks of among those of a statement: by its
// number, or by the key that a duplicate has. It gives -1 where the message does not
// tell; where it tells a wrong one, the rows around it are refused once more.
func (d *Destination) culprit(b *rows.Batch, which []int32, reason *fault.Error) int {
	if m := rowNumber.FindStringSubmatch(reason.Message); m != nil {
		if n, err := strconv.Atoi(m[1]); err == nil && n >= 1 && n <= len(which) {
			return n - 1
		}
		return -1
	}
	value, _ := reason.Args["Value"].(string)
	if reason.ID != duplicate || value == "" || len(d.Identity) == 0 {
		return -1
	}
	// A unique key is often called after its one column; else the identity is meant.
	key, _ := reason.Args["Key"].(string)
	columns := []string{key[strings.LastIndexByte(key, '.')+1:]}
	if !among(columns[0], d.Columns) {
		columns = d.Identity
	}
	// The later one of two is the duplicate.
	for i := len(which) - 1; i >= 0; i-- {
		if d.keyText(b, int(which[i]), columns) == value {
			return i
		}
	}
	return -1
}

// keyText is the values of a row's key as the server prints them in a message.
func (d *Destination) keyText(b *rows.Batch, row int, columns []string) string {
	var parts []string
	for i, name := range d.Columns {
		if among(name, columns) {
			value, _ := b.Value(row, i)
			parts = append(parts, string(value))
		}
	}
	return strings.Join(parts, "-")
}

// density is how many rows of a table are refused, so that statements are cut to a size
// of which most are taken: a refused one was sent in vain.
type density struct{ refused, rows float64 }

// fading is by how much what was seen earlier counts less with each row.
const fading = 1.0 / 2000

// took takes the rows of a statement, or of its parts, into account.
func (d *density) took(rows, refused int) {
	keep := 1 - min(float64(rows)*fading, 1)
	d.rows = d.rows*keep + float64(rows)
	d.refused = d.refused*keep + float64(refused)
}

// limit is how many rows a statement should have.
func (d *density) limit() int {
	if d.refused < 1 {
		return unbounded
	}
	return max(int(d.rows/d.refused*0.7), 1)
}
