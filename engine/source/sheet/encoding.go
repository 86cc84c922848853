package sheet

import (
	"bytes"
	"encoding/binary"
	"errors"
	"io"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"golang.org/x/text/encoding"

	"github.com/obferry/obferry/engine/fault"
)

// markedEncoding is the encoding that a byte order mark names, and the mark's
// length; empty where there is no mark.
func markedEncoding(start []byte) (encoding string, mark int) {
	switch {
	case bytes.HasPrefix(start, []byte("\xEF\xBB\xBF")):
		return utf8Name, 3
	case bytes.HasPrefix(start, []byte("\xFF\xFE")):
		return utf16LEName, 2
	case bytes.HasPrefix(start, []byte("\xFE\xFF")):
		return utf16BEName, 2
	case bytes.HasPrefix(start, []byte("\x84\x31\x95\x33")):
		return gb18030Name, 4
	}
	return "", 0
}

// looksUTF16 knows UTF-16 without a mark by the zeros beside Latin characters.
func looksUTF16(start []byte) string {
	var zeros [2]int
	for i, c := range start {
		if c == 0 {
			zeros[i%2]++
		}
	}
	half := len(start) / 2
	switch {
	case half < 2:
		return ""
	case zeros[1]*5 > half*2 && zeros[0]*20 < half:
		return utf16LEName
	case zeros[0]*5 > half*2 && zeros[1]*20 < half:
		return utf16BEName
	}
	return ""
}

// EncodingNamed is an encoding of delimited text as [Layout.Encoding] names it, by any name
// of it.
func EncodingNamed(name string) (spelt string, known bool) {
	if strings.EqualFold(name, "us-ascii") || strings.EqualFold(name, "ascii") {
		return utf8Name, true // a part of it, in which other bytes are refused as well
	}
	spelt, err := encodingNamed(name)
	return spelt, err == nil
}

// encodingNamed is the encoding that a person's word for it means.
func encodingNamed(name string) (string, error) {
	switch strings.ToLower(strings.ReplaceAll(name, "_", "-")) {
	case "utf-8", "utf8", "utf8mb4", "utf-8-bom":
		return utf8Name, nil
	case "gb18030", "gbk", "gb2312", "cp936":
		return gb18030Name, nil
	case "utf-16le":
		return utf16LEName, nil
	case "utf-16be":
		return utf16BEName, nil
	case "utf-16", "utf16":
		return utf16Name, nil
	}
	if name, code := otherNamed(name); code != nil {
		return name, nil
	}
	return "", fault.New(fault.Input, "fault.sheet.encoding", "Encoding", name)
}

// decoder turns a file's bytes into UTF-8 and lets none pass that its encoding does
// not know; nothing is replaced. It counts what is needed to say where one was.
type decoder struct {
	in       io.Reader
	encoding string
	raw      []byte // read, not yet decoded
	from, to int
	offset   int64 // in the file, of raw[from]
	line     int64
	wide     int64
	ended    bool
	failed   error
	other    *encoding.Decoder // of an encoding that is not read here
}

// newDecoder reads what follows the mark bytes that were skipped.
func newDecoder(in io.Reader, name string, mark int64) *decoder {
	d := &decoder{in: in, encoding: name, raw: make([]byte, 256<<10), offset: mark, line: 1}
	if _, code := otherNamed(name); code != nil {
		d.other = code.NewDecoder()
	}
	return d
}

// minimum room that Read needs: the longest character in UTF-8.
const minimumRoom = utf8.UTFMax

// Read fills p with whole characters. It needs room for at least one.
func (d *decoder) Read(p []byte) (int, error) {
	for {
		if d.failed != nil {
			return 0, d.failed
		}
		n, used, err := d.decode(p)
		d.from += used
		d.offset += int64(used)
		d.line += int64(bytes.Count(p[:n], []byte{'\n'}))
		if err != nil {
			d.failed = err
		}
		if n > 0 {
			return n, nil
		}
		if err == nil {
			d.refill()
		}
	}
}

// refill reads more of the file behind what is not decoded yet.
func (d *decoder) refill() {
	if d.ended {
		d.failed = io.EOF
		if d.from < d.to {
			cut := d.wrong(0)
			cut.cut = true
			d.failed = cut
		}
		return
	}
	d.to = copy(d.raw, d.raw[d.from:d.to])
	d.from = 0
	n, err := d.in.Read(d.raw[d.to:])
	d.to += n
	switch {
	case errors.Is(err, io.EOF):
		d.ended = true
	case err != nil:
		d.failed = err
	}
}

func (d *decoder) wrong(at int) *misencoded {
	return &misencoded{encoding: d.encoding, offset: d.offset + int64(at), line: d.line, value: d.raw[d.from+at], wide: d.wide}
}

// decode turns as much of what was read into whole characters as p holds.
func (d *decoder) decode(p []byte) (n, used int, err error) {
	b := d.raw[d.from:d.to]
	if d.other != nil {
		return d.decodeOther(p, b)
	}
	switch d.encoding {
	case utf8Name:
		return d.decodeUTF8(p, b)
	case gb18030Name:
		return d.decodeGB18030(p, b)
	}
	return d.decodeUTF16(p, b)
}

func (d *decoder) decodeUTF8(p, b []byte) (n, used int, err error) {
	b = b[:min(len(b), len(p))]
	end := len(b)
	for i := 1; i < utf8.UTFMax && i <= end; i++ {
		if c := b[end-i]; utf8.RuneStart(c) {
			if !utf8.FullRune(b[end-i:]) {
				end -= i
			}
			break
		}
	}
	if isASCII(b[:end]) {
		copy(p, b[:end])
		return end, end, nil
	}
	if utf8.Valid(b[:end]) {
		if d.wide < sureOfUTF8 {
			d.wide += int64(wideIn(b[:end]))
		}
		copy(p, b[:end])
		return end, end, nil
	}
	for n < end {
		r, size := utf8.DecodeRune(b[n:end])
		if r == utf8.RuneError && size <= 1 {
			break
		}
		if size > 1 {
			d.wide++
		}
		n += size
	}
	copy(p, b[:n])
	d.line += int64(bytes.Count(b[:n], []byte{'\n'}))
	err = d.wrong(n)
	d.line -= int64(bytes.Count(b[:n], []byte{'\n'}))
	return n, n, err
}

// isASCII tells whether no byte belongs to a character of several, eight at a time.
func isASCII(b []byte) bool {
	for ; len(b) >= 8; b = b[8:] {
		if binary.LittleEndian.Uint64(b)&highBits != 0 {
			return false
		}
	}
	for _, c := range b {
		if c >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

func wideIn(b []byte) int { return len(b) - utf8.RuneCount(b) }

func (d *decoder) decodeUTF16(p, b []byte) (n, used int, err error) {
	low, high := 0, 1
	if d.encoding == utf16BEName {
		low, high = 1, 0
	}
	unit := func(i int) rune { return rune(b[i+low]) | rune(b[i+high])<<8 }
	for used+1 < len(b) && n+utf8.UTFMax <= len(p) {
		r, size := unit(used), 2
		if utf16.IsSurrogate(r) {
			if r < 0xDC00 && used+3 >= len(b) && !d.ended {
				break
			}
			second := rune(0)
			if used+3 < len(b) {
				second = unit(used + 2)
			}
			first := r
			if r = utf16.DecodeRune(r, second); r == utf8.RuneError {
				lines := int64(bytes.Count(p[:n], []byte{'\n'}))
				d.line += lines
				bad := d.wrong(used)
				d.line -= lines
				bad.cut = first < 0xDC00 && used+3 >= len(b)
				return n, used, bad
			}
			size = 4
		}
		n += utf8.EncodeRune(p[n:], r)
		used += size
	}
	return n, used, nil
}
