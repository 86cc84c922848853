package sheet

import (
	"bytes"
	"encoding/binary"
	"errors"
	"io"
	"math/bits"

	"github.com/obferry/obferry/engine/fault"
)

// maxRecord is the most bytes that one record of delimited text may take.
const maxRecord = 64 << 20

// field is one field of a record.
type field struct {
	text   []byte // the splitter's own: it holds until the next record
	quoted bool
}

// splitter cuts delimited text (UTF-8) into records and fields. It reads what
// spreadsheets and databases write: a field may be quoted, a quote within it is
// doubled, line ends within quotes belong to the value. A quote within a field
// that does not begin with one is a character like any other. Text behind a
// closing quote makes the record stray: where its value ends cannot be known.
type splitter struct {
	in        io.Reader
	delimiter byte
	quote     byte // meaningless unless quoting
	quoting   bool
	returns   bool // a lone CR ends a line
	escape    byte // has the next character stand for itself or another; 0 for none
	comment   byte // makes a line that begins with it a remark; 0 for none
	ends      [256]bool
	marks     [3]uint64 // each byte that ends a field, eight times

	buf   []byte
	at    int // where the record at hand begins
	to    int // end of what was read
	ended bool
	line  int64 // of the record that comes next, from 1

	fields []field
	spans  []fieldSpan
}

// fieldSpan is where a field lies, relative to its record.
type fieldSpan struct {
	from, to        int
	quoted, doubled bool
	escaped         bool
}

func newSplitter(in io.Reader, delimiter byte, quote string, returns bool) *splitter {
	s := &splitter{in: in, delimiter: delimiter, quoting: quote != noQuote, returns: returns, line: 1, buf: make([]byte, 64<<10)}
	if s.quoting {
		s.quote = quote[0]
	}
	for i, c := range []byte{delimiter, '\n', '\r'} {
		s.ends[c], s.marks[i] = true, lowBits*uint64(c)
	}
	return s
}

// unclosed is the fault of a quote that nothing closes.
func unclosed(line int64) error {
	return fault.New(fault.Input, "fault.sheet.quote", "Line", line)
}

// next gives the fields of the next record and the line on which it begins; stray
// tells that text stood behind a closing quote. It skips lines with nothing on them.
// io.EOF ends the text.
func (s *splitter) next() (fields []field, line int64, stray bool, err error) {
	for {
		line = s.line
		s.spans = s.spans[:0]
		if remark, err := s.remark(); err != nil {
			return nil, line, false, err
		} else if remark {
			continue
		}
		i := 0
		for more := true; more; {
			var off bool
			if i, more, off, err = s.field(i); err != nil {
				return nil, line, false, err
			}
			stray = stray || off
		}
		if len(s.spans) == 0 {
			return nil, line, false, io.EOF
		}
		record := s.buf[s.at : s.at+i]
		s.at += i
		if one := s.spans[0]; len(s.spans) == 1 && one.from == one.to && !one.quoted {
			continue
		}
		s.fields = s.fields[:0]
		for _, p := range s.spans {
			text := record[p.from:p.to]
			switch {
			case p.escaped:
				text = s.unescape(text)
			case p.doubled:
				text = s.undouble(text)
			}
			s.fields = append(s.fields, field{text, p.quoted})
		}
		return s.fields, line, stray, nil
	}
}

// remark passes over a line that is one.
func (s *splitter) remark() (was bool, err error) {
	if s.comment == 0 {
		return false, nil
	}
	if ok, err := s.have(0); err != nil || !ok || s.buf[s.at] != s.comment {
		return false, err
	}
	for i := 1; ; i++ {
		ok, err := s.have(i)
		if err != nil {
			return true, err
		}
		if !ok {
			s.at += i
			return true, nil
		}
		if c := s.buf[s.at+i]; c == '\n' || c == '\r' && s.returns {
			s.at, s.line = s.at+i+1, s.line+1
			return true, nil
		}
	}
}

// field reads the field that begins at i of the record, and what ends it: more
// fields follow a delimiter. At the end of the text there is no field.
func (s *splitter) field(i int) (next int, more, stray bool, err error) {
	if ok, err := s.have(i); err != nil {
		return i, false, false, err
	} else if !ok {
		if i > 0 {
			s.spans = append(s.spans, fieldSpan{from: i, to: i})
		}
		return i, false, false, nil
	}
	p := fieldSpan{from: i, to: -1}
	if s.quoting && s.buf[s.at+i] == s.quote {
		if i, err = s.quotedField(i, &p); err != nil {
			return i, false, false, err
		}
	}
	closed := i
	for {
		b := s.buf[s.at+i : s.to]
		i += s.plain(b)
		if ok, err := s.have(i); err != nil {
			return i, false, false, err
		} else if !ok {
			return s.endField(i, i, closed, p, false)
		}
		if s.escapes(i) {
			p.escaped = true
			if i, err = s.pass(i); err != nil {
				return i, false, false, err
			}
			continue
		}
		switch s.buf[s.at+i] {
		case s.delimiter:
			return s.endField(i, i+1, closed, p, true)
		case '\n':
			s.line++
			return s.endField(i, i+1, closed, p, false)
		case '\r':
			if ok, err := s.have(i + 1); err != nil {
				return i, false, false, err
			} else if ok && s.buf[s.at+i+1] == '\n' {
				s.line++
				return s.endField(i, i+2, closed, p, false)
			}
			if s.returns {
				s.line++
				return s.endField(i, i+1, closed, p, false)
			}
			i++
		default:
			// Where the buffer ended and more was read.
		}
	}
}

// The bits of eight bytes by which [splitter.plain] finds one among them.
const (
	lowBits  = 0x0101010101010101
	highBits = 0x8080808080808080
)

// plain is how many bytes stand before one that may end a field. It looks at eight at a
// time: a byte that equals a mark becomes zero, and the subtraction borrows from it into
// its high bit. The lowest such bit is never a mistake, which those above may be.
func (s *splitter) plain(b []byte) int {
	n := 0
	for ; len(b)-n >= 8 && s.escape == 0; n += 8 {
		word := binary.LittleEndian.Uint64(b[n:])
		x, y, z := word^s.marks[0], word^s.marks[1], word^s.marks[2]
		found := (x-lowBits)&^x | (y-lowBits)&^y | (z-lowBits)&^z
		if found &= highBits; found != 0 {
			return n + bits.TrailingZeros64(found)/8
		}
	}
	for n < len(b) && !s.ends[b[n]] {
		n++
	}
	return n
}

// endField notes the field that ends at end. Text between a closing quote and the
// end makes it stray, and its text then is all that stood there.
func (s *splitter) endField(end, next, closed int, p fieldSpan, more bool) (int, bool, bool, error) {
	stray := p.quoted && end > closed
	if stray {
		p = fieldSpan{from: p.from - 1, to: end}
	} else if !p.quoted {
		p.to = end
	}
	s.spans = append(s.spans, p)
	return next, more, stray, nil
}

// quotedField reads up to the closing quote and gives the place behind it.
func (s *splitter) quotedField(i int, p *fieldSpan) (int, error) {
	opened := s.line
	i++
	p.from, p.quoted = i, true
	for {
		if ok, err := s.have(i); err != nil {
			if fault.Of(err) != nil {
				err = unclosed(opened)
			}
			return i, within(err, opened)
		} else if !ok {
			return i, unclosed(opened)
		}
		b := s.buf[s.at+i : s.to]
		n := bytes.IndexByte(b, s.quote)
		if n < 0 {
			n = len(b)
		}
		if s.escape != 0 {
			if at := bytes.IndexByte(b[:n], s.escape); at >= 0 {
				n = at
			}
		}
		s.line += s.lines(b[:n])
		i += n
		if n == len(b) {
			continue
		}
		if s.escapes(i) {
			p.escaped = true
			var err error
			if i, err = s.pass(i); err != nil {
				return i, err
			}
			continue
		}
		if ok, err := s.have(i + 1); err != nil {
			return i, err
		} else if !ok || s.buf[s.at+i+1] != s.quote {
			p.to = i
			return i + 1, nil
		}
		p.doubled = true
		i += 2
	}
}

func (s *splitter) lines(b []byte) int64 {
	end := byte('\n')
	if s.returns {
		end = '\r'
	}
	return int64(bytes.Count(b, []byte{end}))
}

// undouble takes one of every two quotes away, in place.
func (s *splitter) undouble(b []byte) []byte {
	kept := b[:0]
	for i := 0; i < len(b); i++ {
		kept = append(kept, b[i])
		if b[i] == s.quote {
			i++
		}
	}
	return kept
}

// have tells whether byte i of the record is there, reading on where needed.
func (s *splitter) have(i int) (bool, error) {
	for s.at+i >= s.to {
		if s.ended {
			return false, nil
		}
		if err := s.read(); err != nil {
			return false, err
		}
	}
	return true, nil
}

// read makes room behind the record at hand, which moves to the front, and reads.
func (s *splitter) read() error {
	if s.at > 0 {
		s.to = copy(s.buf, s.buf[s.at:s.to])
		s.at = 0
	}
	if len(s.buf)-s.to < minimumRoom*2 {
		if len(s.buf) >= maxRecord {
			return fault.New(fault.Input, "fault.sheet.record", "Line", s.line, "Size", maxRecord>>20)
		}
		s.buf = append(s.buf, make([]byte, len(s.buf))...)
	}
	n, err := s.in.Read(s.buf[s.to:])
	s.to += n
	if errors.Is(err, io.EOF) {
		s.ended = true
		return nil
	}
	return err
}
