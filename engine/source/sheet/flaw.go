package sheet

import (
	"errors"
	"fmt"

	"github.com/obferry/obferry/engine/fault"
)

// flaw is what is wrong within a workbook, where its path is not known: a sentence of
// the dictionary. It is no fault yet, but becomes the cause of one in [damaged].
type flaw struct{ why *fault.Error }

func newFlaw(id string, pairs ...any) error { return flaw{fault.New(fault.Input, id, pairs...)} }

func (f flaw) Error() string { return f.why.Error() }

// damaged says that a workbook's file is broken.
func damaged(path string, err error) error {
	var f flaw
	if errors.As(err, &f) {
		err = f.why
	}
	return fault.New(fault.Input, "fault.sheet.damaged", "Path", path).Because(err)
}

// quoted is a part of a file as a message shows it: cut, and without control characters.
func quoted(part []byte) string { return fmt.Sprintf("%.20q", part) }
