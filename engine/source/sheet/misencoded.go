package sheet

import (
	"context"
	"errors"
	"fmt"

	"github.com/obferry/obferry/engine/fault"
)

// misencoded says that bytes mean nothing in the encoding they were read in.
type misencoded struct {
	encoding string
	offset   int64 // of the first such byte in the file, from 0
	line     int64 // from 1
	value    byte
	// wide is how many bytes of characters of several bytes made sense before.
	wide int64
	// cut tells that the bytes begin a character, and the file ends before it does.
	cut bool
	// opened is the line of the quote that is open there, 0 where none is.
	opened int64
}

func (e *misencoded) Error() string { return "bytes are not " + e.encoding }

// cutOff is the error of a file that ends within a character, nil for any other.
func cutOff(err error) *misencoded {
	var bad *misencoded
	if errors.As(err, &bad) && bad.cut {
		return bad
	}
	return nil
}

// within adds the line of the quote that a file's end cuts together with a character.
func within(err error, opened int64) error {
	bad := cutOff(err)
	if bad == nil {
		return err
	}
	quoted := *bad
	quoted.opened = opened
	return &quoted
}

// sureOfUTF8 is how many bytes within characters of UTF-8 rule out that a text is
// anything else: text in GB18030 is valid UTF-8 for a character or two by chance,
// and never for so long. What then contradicts is damage, not another encoding.
const sureOfUTF8 = 24

// sureOfCut is how many do where nothing contradicts before the very end.
const sureOfCut = 6

// sure tells whether a text is UTF-8 in spite of the bytes that are not.
func (e *misencoded) sure() bool {
	return e.wide >= sureOfUTF8 || e.cut && e.wide >= sureOfCut
}

// fault is what a person reads.
func (e *misencoded) fault(path string) error {
	pairs := []any{"Path", path, "Encoding", e.encoding, "Line", e.line, "Offset", e.offset}
	var f *fault.Error
	switch {
	case e.opened > 0:
		f = fault.New(fault.Input, "fault.sheet.cut.quote", append(pairs, "Opened", e.opened)...)
	case e.cut:
		f = fault.New(fault.Input, "fault.sheet.cut", pairs...)
	default:
		f = fault.New(fault.Input, "fault.sheet.bytes", append(pairs, "Byte", fmt.Sprintf("%02X", e.value))...)
	}
	f.Cause = e // its sentence says it all
	return f
}

// textFault says what went wrong while text was read.
func textFault(path string, err error) error {
	var bad *misencoded
	switch {
	case errors.As(err, &bad):
		return bad.fault(path)
	case fault.Of(err) != nil, errors.Is(err, context.Canceled), errors.Is(err, context.DeadlineExceeded):
		return err
	}
	return unreadable(path, err)
}
