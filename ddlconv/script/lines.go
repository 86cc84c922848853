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

// headSize is how much of a text is looked at before it is read.
const headSize = 64 << 10

// Lines gives the lines of a text as UTF-8. UTF-16 is known by its mark, or by its
// zeros; a line that is not UTF-8 is read as GB18030, of which GBK and GB2312 are parts,
// so that a file in which encodings are mixed is read whole. What is no character in
// either, and NUL, becomes U+FFFD. Of a text without line feeds, carriage returns end the
// lines. OnFailure hears of what ended the reading early: [ErrBinary], or the reader's
// own error.
func Lines(in io.Reader, onFailure func(error)) iter.Seq[Line] {
	return func(yield func(Line) bool) {
		r := bufio.NewReaderSize(in, longestLine)
		start, _ := r.Peek(headSize)
		if wide := wideEncoding(start); wide != nil {
			r = bufio.NewReaderSize(transform.NewReader(r, wide.NewDecoder()), longestLine)
			start, _ = r.Peek(headSize)
		}
		if binary(start) {
			onFailure(ErrBinary)
			return
		}
		if bytes.IndexByte(start, '\r') >= 0 && bytes.IndexByte(start, '\n') < 0 {
			r = bufio.NewReaderSize(&returns{r}, longestLine)
			start, _ = r.Peek(headSize)
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
				line := Line{Text: string(piece), Number: number, Follows: follows}
				line.mend(piece, narrow)
				text := line.Text
				if !yield(line) {
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

// mend makes a line that is not UTF-8, or that holds NUL, one of UTF-8.
func (l *Line) mend(piece []byte, narrow *encoding.Decoder) {
	const lost = "\uFFFD"
	if !utf8.Valid(piece) {
		if decoded, _, err := transform.String(narrow, l.Text); err == nil {
			l.Text, l.Legacy = decoded, true
		}
		if l.Legacy = l.Legacy && !strings.Contains(l.Text, lost); !l.Legacy {
			l.Lost = true
		}
		l.Text = strings.ToValidUTF8(l.Text, lost)
	}
	if strings.IndexByte(l.Text, 0) >= 0 {
		l.Text, l.Lost = strings.ReplaceAll(l.Text, "\x00", lost), true
	}
}

// returns is a reader whose carriage returns are line feeds.
type returns struct{ in io.Reader }

func (r *returns) Read(p []byte) (int, error) {
	n, err := r.in.Read(p)
	for i, c := range p[:n] {
		if c == '\r' {
			p[i] = '\n'
		}
	}
	return n, err
}

// magic is how files begin that a person may take for a script: archives, and dumps in
// pg_dump's own format.
var magic = []string{"\x1f\x8b", "PK\x03\x04", "BZh9", "\xFD7zXZ", "\x28\xB5\x2F\xFD", "PGDMP", "SQLite format 3\x00", "\x7fELF", "\x89PNG", "\xD0\xCF\x11\xE0", "%PDF-"}

// binary tells whether a file that begins so is no text: by its first bytes, or by how
// many of them are control characters. A few stand in texts too.
func binary(start []byte) bool {
	for _, m := range magic {
		if bytes.HasPrefix(start, []byte(m)) {
			return true
		}
	}
	controls := 0
	for _, c := range start {
		if c < ' ' && (c < '\b' || c > '\r') && c != 0x1a && c != 0x1b {
			controls++
		}
	}
	return controls*20 > len(start)
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
