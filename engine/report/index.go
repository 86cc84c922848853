package report

import (
	"fmt"
	"strings"
	"time"

	"github.com/cespare/xxhash/v2"

	"github.com/obferry/obferry/engine/words"
)

// FormatVersion of the error spreadsheet's hidden sheets. Since version 2 they tell all
// that is needed to take rows back.
const FormatVersion = 2

// Names of the hidden sheets. They are the same in every language, to be found again.
const (
	SheetIndex  = "obferry"
	SheetValues = "obferry values"
)

// What the rows of the hidden sheet [SheetIndex] begin with, below its first one.
const (
	EntryAbout = "about" // what the spreadsheet tells of its run, as JSON
	EntryTable = "table" // number, rows, table, source, columns as JSON
	EntrySheet = "sheet" // the table's number, name of one of its sheets
	EntryRow   = "row"   // number, the table's number, place, key, root, held cells
)

// About is what an error spreadsheet tells of the run that refused its rows, so that they
// can be taken back without the run's plan. It holds no user's name and no password.
type About struct {
	// Family is the same in all error spreadsheets in which rows of one run go on from
	// retry to retry. First is the file name of its first one, and Round how many retries
	// lie before this one.
	Family string `json:"family"`
	First  string `json:"first"`
	Round  int    `json:"round"`
	// Source and Target are both ends in short, and Database is the target's.
	Source   string `json:"source"`
	Target   string `json:"target"`
	Database string `json:"database"`
	// Exact says that the rows came from a database, whose values are copied as they are.
	Exact bool `json:"exact"`
	// Modes are how rows were written, by the target's tables.
	Modes map[string]string `json:"modes"`
	// Stored is how many values stand on the sheet [SheetValues], since their cells do not
	// tell all of them.
	Stored int64     `json:"stored"`
	Began  time.Time `json:"began"`
}

// Heads are the titles of the columns before the values, in their order: number, place,
// what is wrong, code, what to do.
func Heads(l words.Language) []string {
	var heads []string
	for _, id := range []string{"number", "place", "wrong", "code", "todo"} {
		heads = append(heads, words.In(l, "report.errors."+id, nil))
	}
	return heads
}

// HeldSum is a sum over the texts of held cells. It does not tell changes that saving a
// file may make: of line ends, and of blanks around a text. Empty texts at the end do not
// count.
func HeldSum(texts []string) string {
	for len(texts) > 0 && texts[len(texts)-1] == "" {
		texts = texts[:len(texts)-1]
	}
	d := xxhash.New()
	for _, t := range texts {
		// A hash never fails to write.
		_, _ = fmt.Fprintf(d, "%s\x1f", strings.TrimSpace(strings.ReplaceAll(t, "\r", "")))
	}
	return fmt.Sprintf("%016x", d.Sum64())
}
