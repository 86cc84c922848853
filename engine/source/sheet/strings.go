package sheet

import (
	"context"
	"errors"
	"io"
	"os"

	"github.com/obferry/obferry/engine/fault"
)

const (
	// spillAt is how many bytes of shared strings stay in memory.
	spillAt = 8 << 20
	// maxShared is the most that a workbook's shared strings may take together.
	maxShared = 2 << 30
	// blockSize and blocks are of the window through which spilled strings are read.
	blockSize = 64 << 10
	blocks    = 64
)

var errShared = newFlaw("sheet.flaw.texts", "Size", maxShared>>30)

// sharedStrings is the table of a workbook's texts, which cells name by number.
// Beyond 8 MiB the texts lie in a temporary file; eight bytes of each stay.
type sharedStrings struct {
	ends   []int64
	memory []byte // the texts from base on
	base   int64
	file   *os.File
}

// readShared reads the table from its part of the workbook.
func readShared(ctx context.Context, in io.Reader) (*sharedStrings, error) {
	s := &sharedStrings{}
	if err := s.read(ctx, in); err != nil {
		return nil, errors.Join(err, s.close())
	}
	return s, nil
}

func (s *sharedStrings) read(ctx context.Context, in io.Reader) error {
	m := newMarkup(&watched{ctx, in})
	var t token
	var text []byte
	inText, phonetic := false, 0
	for {
		err := m.next(&t)
		if errors.Is(err, io.EOF) {
			return s.settle()
		}
		if err != nil {
			return err
		}
		switch {
		case t.kind == characterData:
			if inText && phonetic == 0 {
				text = t.appendText(text)
			}
		case t.is("t"):
			inText = t.kind == opening && !t.alone
		case t.is("rPh") && !t.alone:
			// How a text is pronounced is written beside it, and is not of it.
			phonetic += 1 - 2*bit(t.kind == closing)
		case t.is("si") && (t.kind == closing || t.alone):
			if err := s.add(unescapeCodes(text)); err != nil {
				return err
			}
			text, phonetic = text[:0], 0
		}
	}
}

func (s *sharedStrings) add(text []byte) error {
	if len(s.memory) > spillAt/8 && cap(s.memory) < spillAt {
		// Many texts: make the room once rather than grow into it.
		s.memory = append(make([]byte, 0, spillAt+spillAt/4), s.memory...)
	}
	s.memory = append(s.memory, text...)
	end := s.base + int64(len(s.memory))
	if end > maxShared {
		return errShared
	}
	s.ends = append(s.ends, end)
	if len(s.memory) < spillAt {
		return nil
	}
	return s.spill()
}

// spill moves what is in memory to the file.
func (s *sharedStrings) spill() error {
	if s.file == nil {
		file, err := os.CreateTemp("", "obferry-strings-*")
		if err != nil {
			return spillFault(err)
		}
		s.file = file
	}
	if _, err := s.file.Write(s.memory); err != nil {
		return spillFault(err)
	}
	s.base += int64(len(s.memory))
	s.memory = s.memory[:0]
	return nil
}

// spillFault says that there is no room to put texts aside.
func spillFault(err error) error {
	return fault.New(fault.Resource, "fault.sheet.spill", "Folder", os.TempDir()).Because(err)
}

// settle ends the table: its texts are all in memory, or all in the file.
func (s *sharedStrings) settle() error {
	if s.file == nil {
		return nil
	}
	err := s.spill()
	s.memory = nil
	return err
}

func (s *sharedStrings) close() error {
	if s == nil || s.file == nil {
		return nil
	}
	name := s.file.Name()
	return errors.Join(s.file.Close(), os.Remove(name))
}

// stringReader looks texts up. Each goroutine has its own.
type stringReader struct {
	from  *sharedStrings
	cache [blocks]block
}

// block is a part of the spilled texts that was read last.
type block struct {
	number int64
	bytes  []byte
}

// append appends text number i; it reports false where there is none.
func (r *stringReader) append(dst []byte, i int) ([]byte, bool, error) {
	if r.from == nil || i < 0 || i >= len(r.from.ends) {
		return dst, false, nil
	}
	from, to := int64(0), r.from.ends[i]
	if i > 0 {
		from = r.from.ends[i-1]
	}
	if r.from.file == nil {
		return append(dst, r.from.memory[from:to]...), true, nil
	}
	for from < to {
		b, err := r.block(from / blockSize)
		if err != nil {
			return dst, false, err
		}
		part := b[min(from%blockSize, int64(len(b))):min(int64(len(b)), from%blockSize+to-from)]
		if len(part) == 0 {
			return dst, false, io.ErrUnexpectedEOF
		}
		dst = append(dst, part...)
		from += int64(len(part))
	}
	return dst, true, nil
}

func (r *stringReader) block(number int64) ([]byte, error) {
	b := &r.cache[number%blocks]
	if b.bytes != nil && b.number == number {
		return b.bytes, nil
	}
	if b.bytes == nil {
		b.bytes = make([]byte, blockSize)
	}
	b.number = number
	n, err := r.from.file.ReadAt(b.bytes[:blockSize], number*blockSize)
	b.bytes = b.bytes[:n]
	if err != nil && !errors.Is(err, io.EOF) {
		b.bytes = nil
		return nil, err
	}
	return b.bytes, nil
}
