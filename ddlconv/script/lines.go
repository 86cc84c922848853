package script

import (
	"bufio"
	"bytes"
	"errors"
	"io"
	"iter"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"
)

// ErrBinary tells that a file holds no text.
var ErrBinary = errors.New("not a text")

// longestLine is how much of a line is handed on at once.
const longestLine = 1 << 20

// Lines gives the lines of a text as UTF-8. UTF-16 is known by its mark, or by its
// zeros; a line that is not UTF-8 is read as GB18030, of which GBK and GB2312 are parts,
// so that a file in which encodings are mixed is read whole. OnFailure hears of what
// ended the reading early: [ErrBinary], or the reader's own error.
func Lines(in io.Reader, onFailure func(error)) iter.Seq[Line] {
	return func(yield func(Line) bool) {
		r := bufio.NewReaderSize(in, longestLine)
		start, _ := r.Peek(4096)
		if wide := wideEncoding(start); wide != nil {
			r = bufio.NewReaderSize(transform.NewReader(r, wide.NewDecoder()), longestLine)
			start, _ = r.Peek(4096)
		}
		if bytes.IndexByte(start, 0) >= 0 {
			onFailure(ErrBinary)
			return
		}
		if bytes.HasPrefix(start, []byte("\xEF\xBB\xBF")) {
			_, _ = r.Discard(3) // peeked: it is there
		}
		narrow := simplifiedchinese.GB18030.NewDecoder()
		number, follows := 1, false
		for {
			piece, err := r.ReadSlice('\n')
			if errors.Is(err, bufio.ErrBufferFull) {
				piece = wholeRunes(r, piece)
			}
			if len(piece) > 0 {
				text := string(piece)
				if !utf8.Valid(piece) {
					if decoded, _, err := transform.String(narrow, text); err == nil {
						text = decoded
					}
					text = strings.ToValidUTF8(text, "�")
				}
				if !yield(Line{Text: text, Number: number, Follows: follows}) {
					return
				}
				follows = !strings.HasSuffix(text, "\n")
				if !follows {
					number++
				}
			}
			switch {
			case err == nil, errors.Is(err, bufio.ErrBufferFull):
			case errors.Is(err, io.EOF):
				return
			default:
				onFailure(err)
				return
			}
		}
	}
}

// wholeRunes completes a piece whose last character was cut, with the bytes that come
// next.
func wholeRunes(r *bufio.Reader, piece []byte) []byte {
	piece = append([]byte(nil), piece...)
	for range utf8.UTFMax {
		if last, _ := utf8.DecodeLastRune(piece); last != utf8.RuneError {
			break
		}
		next, err := r.ReadByte()
		if err != nil {
			break
		}
		piece = append(piece, next)
	}
	return piece
}

// wideEncoding is UTF-16 where a text begins with its mark or looks like it, else nil.
func wideEncoding(start []byte) encoding.Encoding {
	switch {
	case bytes.HasPrefix(start, []byte("\xFF\xFE")):
		return unicode.UTF16(unicode.LittleEndian, unicode.UseBOM)
	case bytes.HasPrefix(start, []byte("\xFE\xFF")):
		return unicode.UTF16(unicode.BigEndian, unicode.UseBOM)
	}
	var zeros [2]int
	for i, c := range start {
		if c == 0 {
			zeros[i%2]++
		}
	}
	half := len(start) / 2
	switch {
	case half < 2:
	case zeros[1]*5 > half*2 && zeros[0]*20 < half:
		return unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM)
	case zeros[0]*5 > half*2 && zeros[1]*20 < half:
		return unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM)
	}
	return nil
}
