package sheet

import (
	"bytes"
	"errors"

	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/transform"
)

func (d *decoder) decodeGB18030(p, b []byte) (n, used int, err error) {
	end := gb18030Whole(b[:min(len(b), len(p)/2)])
	if end < 0 {
		end = -end - 1
		err = d.wrongAfter(b, end)
	}
	decode := simplifiedchinese.GB18030.NewDecoder().Transformer
	n, used, failed := decode.Transform(p, b[:end], true)
	if failed != nil && !errors.Is(failed, transform.ErrShortDst) {
		return n, used, failed
	}
	if bytes.Contains(p[:n], []byte("\uFFFD")) {
		if size, before := gb18030Known(b[:used]); before < used {
			// Well formed, but no character.
			return size, before, d.wrongAfter(b, before)
		}
	}
	if used < end {
		err = nil // the fault lies further on
	}
	return n, used, err
}

func (d *decoder) wrongAfter(b []byte, end int) error {
	lines := int64(bytes.Count(b[:end], []byte{'\n'}))
	d.line += lines
	err := d.wrong(end)
	d.line -= lines
	return err
}

// gb18030Whole is the length of the longest run of whole characters at the start
// of b; where a byte cannot be of any, it is -1 minus the length before it.
func gb18030Whole(b []byte) int {
	for i := 0; i < len(b); {
		size := gb18030Size(b[i:])
		switch {
		case size < 0:
			return -1 - i
		case size == 0:
			return i
		}
		i += size
	}
	return len(b)
}

// gb18030Size is the length of the first character, 0 where more bytes are needed,
// -1 where it is none.
func gb18030Size(b []byte) int {
	switch {
	case b[0] <= 0x80:
		return 1
	case b[0] == 0xFF:
		return -1
	case len(b) < 2:
		return 0
	case b[1] >= 0x40 && b[1] != 0x7F && b[1] != 0xFF:
		return 2
	case b[1] < 0x30 || b[1] > 0x39:
		return -1
	case len(b) < 3:
		return 0
	case b[2] < 0x81 || b[2] == 0xFF:
		return -1
	case len(b) < 4:
		return 0
	case b[3] < 0x30 || b[3] > 0x39:
		return -1
	}
	return 4
}

// gb18030Known is how many bytes at the start of b, which holds whole characters,
// are characters that exist, and how many bytes of UTF-8 they make.
func gb18030Known(b []byte) (size, known int) {
	decode := simplifiedchinese.GB18030.NewDecoder()
	for known < len(b) {
		one := b[known : known+max(gb18030Size(b[known:]), 1)]
		made, err := decode.Bytes(one)
		if err != nil || bytes.Contains(made, []byte("\uFFFD")) && string(one) != "\x84\x31\xA4\x37" {
			break
		}
		size += len(made)
		known += len(one)
	}
	return size, known
}
