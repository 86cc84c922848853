package script

import (
	"bufio"
	"bytes"
	"errors"
	"io"
	"iter"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/unicode/utf32"
	"golang.org/x/text/transform"

	"github.com/obferry/obferry/ddlconv/codepage"
)

// longestLine is how much of a line is handed on at once.
const longestLine = 1 << 20

// headSize is how much of a text is looked at before it is read.
const headSize = 64 << 10

// Lines gives the lines of a text as UTF-8. UTF-16 is known by its mark, or by its zeros,
// and lines that are not UTF-8 by [codepage.Detect], each by itself where they do not
// agree, so that a file in which encodings are mixed is read whole. What is no character,
// and NUL, becomes U+FFFD. Of a text without line feeds, carriage returns end the lines.
// OnFailure hears of what ended the reading early: a *[BinaryError], or the reader's own
// error.
func Lines(in io.Reader, onFailure func(error)) iter.Seq[Line] {
	return LinesIn(in, codepage.Encoding{}, onFailure)
}

// LinesIn gives the lines of a text that is in the named encoding. The zero Encoding leaves
// it to [Lines].
func LinesIn(in io.Reader, named codepage.Encoding, onFailure func(error)) iter.Seq[Line] {
	return func(yield func(Line) bool) {
		r := bufio.NewReaderSize(in, longestLine)
		start, _ := r.Peek(headSize)
		if err := known(start); err != nil {
			onFailure(err)
			return
		}
		if wide := wideTransformer(start, named); wide != nil {
			r = bufio.NewReaderSize(transform.NewReader(r, wide), longestLine)
			start, _ = r.Peek(headSize)
			named = codepage.Encoding{}
		}
		if err := controls(start); err != nil {
			onFailure(err)
			return
		}
		if bytes.IndexByte(start, '\r') >= 0 && bytes.IndexByte(start, '\n') < 0 {
			r = bufio.NewReaderSize(&returns{r}, longestLine)
			start, _ = r.Peek(headSize)
		}
		if bytes.HasPrefix(start, []byte("\xEF\xBB\xBF")) {
			_, _ = r.Discard(3) // peeked: it is there
		}
		tongue := &tongue{named: named}
		number, follows := 1, false
		for {
			piece, err := r.ReadSlice('\n')
			if errors.Is(err, bufio.ErrBufferFull) {
				piece = wholeCharacters(r, piece)
			}
			if len(piece) > 0 {
				line := tongue.line(string(piece), r)
				line.Number, line.Follows = number, follows
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

// tongue is what is known of a text's encoding.
type tongue struct {
	// named is what a person said, usual what the first lines that are no UTF-8 are in.
	named, usual codepage.Encoding
	certain      bool
}

// line reads a line. What follows it helps to tell its encoding.
func (t *tongue) line(piece string, following *bufio.Reader) Line {
	const lost = "\uFFFD"
	line := Line{Text: piece}
	switch {
	case t.named.Name != "" && !t.named.Is(codepage.UTF8):
		var whole bool
		if line.Text, whole = t.named.Decode(piece); !whole {
			line.Text, line.Lost = replaced(t.named, piece), true
		}
	case utf8.ValidString(piece):
		line.Wide = !ascii(piece)
	case t.named.Is(codepage.UTF8):
		line.Lost = true
	default:
		t.guess(&line, following)
	}
	line.Text = strings.ToValidUTF8(line.Text, lost)
	if strings.IndexByte(line.Text, 0) >= 0 {
		line.Text, line.Lost = strings.ReplaceAll(line.Text, "\x00", lost), true
	}
	return line
}

// guess reads a line that is no UTF-8.
func (t *tongue) guess(line *Line, following *bufio.Reader) {
	if t.usual.Name == "" {
		next, _ := following.Peek(min(following.Size(), headSize)) // the text may end before
		if t.usual, t.certain = codepage.Detect(line.Text + string(next)); t.usual.Name == "" {
			t.usual, t.certain = codepage.Detect(line.Text)
		}
	}
	if read, whole := t.usual.Decode(line.Text); whole && !t.usual.Unlikely(line.Text) {
		line.Text, line.Encoding, line.Certain = read, t.usual.Name, t.certain
		return
	}
	other, certain := codepage.Detect(line.Text)
	read, whole := other.Decode(line.Text)
	if !whole {
		other, certain = t.usual, t.certain
		read, whole = other.Decode(line.Text)
	}
	if line.Lost = !whole; whole {
		line.Text, line.Encoding, line.Certain = read, other.Name, certain
	}
}

// replaced reads a line of which some bytes are no character.
func replaced(e codepage.Encoding, piece string) string {
	text, _, err := transform.String(e.Transformer(), piece)
	if err != nil {
		return piece
	}
	return text
}

func ascii(s string) bool {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
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

// wholeCharacters completes a piece of a line, so that no character is cut in any
// encoding: with the bytes up to one that is no part of another character.
func wholeCharacters(r *bufio.Reader, piece []byte) []byte {
	const most = 4 << 10
	piece = append([]byte(nil), piece...)
	for range most {
		if last := piece[len(piece)-1]; last < '0' {
			break
		}
		next, err := r.Peek(1)
		if err != nil || next[0] == '\n' {
			break
		}
		_, _ = r.Discard(1) // peeked: it is there
		piece = append(piece, next[0])
	}
	return piece
}

// wideTransformer reads UTF-16 or UTF-32 where a text begins with its mark or looks like
// it, or a person says that it is in it; nil for all else.
func wideTransformer(start []byte, named codepage.Encoding) transform.Transformer {
	switch {
	case bytes.HasPrefix(start, []byte("\xFF\xFE\x00\x00")):
		return utf32.UTF32(utf32.LittleEndian, utf32.UseBOM).NewDecoder()
	case bytes.HasPrefix(start, []byte("\x00\x00\xFE\xFF")):
		return utf32.UTF32(utf32.BigEndian, utf32.UseBOM).NewDecoder()
	case bytes.HasPrefix(start, []byte("\xFF\xFE")):
		return codepage.UTF16LE.Transformer()
	case bytes.HasPrefix(start, []byte("\xFE\xFF")):
		return codepage.UTF16BE.Transformer()
	case named.Wide():
		return named.Transformer()
	case named.Name != "":
		return nil
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
		return codepage.UTF16LE.Transformer()
	case zeros[0]*5 > half*2 && zeros[1]*20 < half:
		return codepage.UTF16BE.Transformer()
	}
	return nil
}
