package refused

import (
	"context"
	"encoding/hex"
	"errors"
	"os"

	"github.com/obferry/obferry/engine/fault"
	"github.com/obferry/obferry/engine/report"
	"github.com/obferry/obferry/engine/source/sheet"
)

// stored are the values that cells do not tell all of, in a file of their own: there may
// be more of them than memory.
type stored struct {
	file *os.File
	end  int64
	at   map[storedKey]storedAt
}

// storedKey is a row's number and a value's position.
type storedKey struct {
	number int64
	value  int
}

// storedAt is where a value lies.
type storedAt struct {
	from, size, want int64
	pieces           int64
}

// readStored reads the hidden sheet of values, of which there must be as many as want.
func readStored(ctx context.Context, b *sheet.Workbook, want int64) (*stored, error) {
	f, err := os.CreateTemp("", "obferry-values-*")
	if err != nil {
		return nil, fault.New(fault.Resource, "fault.retry.temporary").Because(err)
	}
	s := &stored{file: f, at: map[storedKey]storedAt{}}
	for _, name := range indexSheets(b.Sheets(), report.SheetValues) {
		if err = b.Rows(ctx, name, s.take); err != nil {
			break
		}
	}
	whole := int64(len(s.at)) == want
	for _, v := range s.at {
		whole = whole && v.size == v.want
	}
	if err == nil && !whole {
		err = lostValues()
	}
	if err != nil {
		return nil, errors.Join(err, f.Close(), os.Remove(f.Name()))
	}
	return s, nil
}

func lostValues() error {
	return fault.New(fault.Input, "fault.retry.values", "Sheet", report.SheetValues)
}

// take takes in one piece of a value.
func (s *stored) take(r *sheet.Row) error {
	number, ok := wholeNumber(r.At(0))
	column, also := wholeNumber(r.At(1))
	part, third := wholeNumber(r.At(3))
	want, fourth := wholeNumber(r.At(5))
	if !ok || !also || !third || !fourth {
		return lostValues()
	}
	piece := r.At(4).Text()
	if string(r.At(2).Text()) == "hex" {
		raw, err := hex.DecodeString(string(piece))
		if err != nil {
			return lostValues()
		}
		piece = raw
	}
	key := storedKey{number, int(column) - 1}
	v, begun := s.at[key]
	if !begun {
		v = storedAt{from: s.end, want: want}
	}
	// A value's pieces follow each other, as they were written.
	if v.pieces++; v.pieces != part || v.from+v.size != s.end {
		return lostValues()
	}
	if _, err := s.file.Write(piece); err != nil {
		return fault.New(fault.Resource, "fault.retry.temporary").Because(err)
	}
	v.size += int64(len(piece))
	s.end += int64(len(piece))
	s.at[key] = v
	return nil
}

// value is a whole value, where one was put aside.
func (s *stored) value(number int64, value int) (v []byte, found bool, err error) {
	at, found := s.at[storedKey{number, value}]
	if !found {
		return nil, false, nil
	}
	v = make([]byte, at.size)
	if _, err := s.file.ReadAt(v, at.from); err != nil {
		return nil, true, fault.New(fault.Resource, "fault.retry.temporary").Because(err)
	}
	return v, true, nil
}
