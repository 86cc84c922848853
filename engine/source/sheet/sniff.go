package sheet

import (
	"bytes"
	"errors"
	"io"
	"path/filepath"
	"strings"

	"github.com/obferry/obferry/engine/fault"
)

// delimiters are those that are looked for, the likelier first.
const delimiters = ",;\t|"

// style is how delimited text is written.
type style struct {
	delimiter byte
	quote     string
	returns   bool // lines end with a lone CR
}

// findStyle finds how text is written from its first part. Whole tells that the
// part is all there is. What the layout says is not looked for.
func findStyle(sample []byte, whole bool, path string, l *Layout) (style, error) {
	var found style
	if !whole {
		// The last line may be cut.
		if end := bytes.LastIndexAny(sample, "\r\n"); end > 0 {
			sample = sample[:end+1]
		}
	}
	found.returns = bytes.IndexByte(sample, '\n') < 0 && bytes.IndexByte(sample, '\r') >= 0
	delimiter := l.Delimiter
	if delimiter == `\t` || strings.EqualFold(delimiter, "tab") {
		delimiter = "\t"
	}
	switch {
	case l.Quote == "" && len(delimiter) == 1:
		found.quote = findQuote(sample, found, delimiter)
	case l.Quote == "":
		found.quote = findQuote(sample, found, delimitersFor(path))
	case l.Quote == noQuote, len(l.Quote) == 1 && l.Quote[0] < 0x80 && !strings.Contains("\r\n", l.Quote):
		found.quote = l.Quote
	default:
		return found, fault.New(fault.Input, "fault.sheet.quoting", "Quote", l.Quote)
	}
	if delimiter == "" {
		found.delimiter = findDelimiter(sample, found, path)
		return found, nil
	}
	if len(delimiter) != 1 || delimiter[0] >= 0x80 || delimiter == found.quote || strings.Contains("\r\n", delimiter) {
		return found, fault.New(fault.Input, "fault.sheet.delimiter", "Delimiter", l.Delimiter)
	}
	found.delimiter = delimiter[0]
	return found, nil
}

func isBoundary(c byte) bool {
	return c == '\n' || c == '\r' || strings.IndexByte(delimiters, c) >= 0
}

// findDelimiter chooses the delimiter that gives the most records the same number
// of fields, more than one. Text that none divides so is a single column; its
// delimiter is then one that does not occur.
func findDelimiter(sample []byte, how style, path string) byte {
	candidates := delimitersFor(path)
	if best, ok := bestDelimiter(sample, how, candidates); ok {
		return best
	}
	for _, c := range []byte(candidates) {
		if bytes.IndexByte(sample, c) < 0 {
			return c
		}
	}
	return candidates[0]
}

// delimitersFor are the delimiters to look for in a file of that name.
func delimitersFor(path string) string {
	if name := strings.ToLower(filepath.Ext(path)); name == ".tsv" || name == ".tab" {
		return "\t,;|"
	}
	return delimiters
}

// bestDelimiter is the candidate on which most records agree, where more than half do.
func bestDelimiter(sample []byte, how style, candidates string) (best byte, ok bool) {
	score := 0.5
	for _, c := range []byte(candidates) {
		how.delimiter = c
		if s := count(sample, how).agreement(); s > score {
			best, score, ok = c, s, true
		}
	}
	return best, ok
}

// sampleText is the first part of a text in UTF-8, and whether it is all of it. A
// text cut within a character is all of it: what reads it on tells of the cut, and
// of the quote it lies in.
func sampleText(in io.Reader) (sample []byte, whole bool, err error) {
	sample = make([]byte, 4*head)
	n := 0
	for n+minimumRoom <= len(sample) {
		size, err := in.Read(sample[n:])
		n += size
		if errors.Is(err, io.EOF) || cutOff(err) != nil {
			return sample[:n], true, nil
		}
		if err != nil {
			return nil, false, err
		}
	}
	return sample[:n], false, nil
}
