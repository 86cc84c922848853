package sheet

import (
	"bytes"
	"errors"
	"io"
	"math"
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
	switch {
	case l.Quote == "":
		found.quote = findQuote(sample)
	case l.Quote == noQuote, len(l.Quote) == 1 && l.Quote[0] < 0x80 && !strings.Contains("\r\n", l.Quote):
		found.quote = l.Quote
	default:
		return found, fault.New(fault.Input, "fault.sheet.quoting", "Quote", l.Quote)
	}
	if l.Delimiter == "" {
		found.delimiter = findDelimiter(sample, found, path)
		return found, nil
	}
	delimiter := l.Delimiter
	if delimiter == `\t` || strings.EqualFold(delimiter, "tab") {
		delimiter = "\t"
	}
	if len(delimiter) != 1 || delimiter[0] >= 0x80 || delimiter == found.quote || strings.Contains("\r\n", delimiter) {
		return found, fault.New(fault.Input, "fault.sheet.delimiter", "Delimiter", l.Delimiter)
	}
	found.delimiter = delimiter[0]
	return found, nil
}

// findQuote chooses ' only where it stands around fields in most lines and " occurs
// nowhere.
func findQuote(sample []byte) string {
	if bytes.IndexByte(sample, '"') >= 0 {
		return `"`
	}
	opening, closing := 0, 0
	for i, c := range sample {
		if c != '\'' {
			continue
		}
		if i == 0 || isBoundary(sample[i-1]) {
			opening++
		}
		if i+1 == len(sample) || isBoundary(sample[i+1]) {
			closing++
		}
	}
	if opening >= 2 && opening == closing && opening*2 >= bytes.Count(sample, []byte{'\n'}) {
		return "'"
	}
	return `"`
}

func isBoundary(c byte) bool {
	return c == '\n' || c == '\r' || strings.IndexByte(delimiters, c) >= 0
}

// findDelimiter chooses the delimiter that gives the most records the same number
// of fields, more than one. Text that none divides so is a single column; its
// delimiter is then one that does not occur.
func findDelimiter(sample []byte, how style, path string) byte {
	candidates := delimiters
	if name := strings.ToLower(filepath.Ext(path)); name == ".tsv" || name == ".tab" {
		candidates = "\t,;|"
	}
	best, score := byte(0), 0.5
	for _, c := range []byte(candidates) {
		if s := agreement(sample, c, how); s > score {
			best, score = c, s
		}
	}
	if best != 0 {
		return best
	}
	for _, c := range []byte(candidates) {
		if bytes.IndexByte(sample, c) < 0 {
			return c
		}
	}
	return candidates[0]
}

// agreement is the share of records that have the usual number of fields, and a
// little more the more fields that are; 0 where the usual number is one.
func agreement(sample []byte, delimiter byte, how style) float64 {
	s := newSplitter(bytes.NewReader(sample), delimiter, how.quote, how.returns)
	counts := map[int]int{}
	records := 0
	for {
		fields, _, _, err := s.next()
		if err != nil {
			break // the end, or a quote that the sample's end cuts
		}
		counts[len(fields)]++
		records++
	}
	usual := 1
	for fields, n := range counts {
		if fields > 1 && (n > counts[usual] || n == counts[usual] && fields > usual || usual == 1 && n*2 > records) {
			usual = fields
		}
	}
	if usual == 1 || records == 0 {
		return 0
	}
	return float64(counts[usual])/float64(records) + math.Log(float64(usual))/100
}

// sampleText is the first part of a text in UTF-8, and whether it is all of it.
func sampleText(in io.Reader) (sample []byte, whole bool, err error) {
	sample = make([]byte, 4*head)
	n := 0
	for n+minimumRoom <= len(sample) {
		size, err := in.Read(sample[n:])
		n += size
		if errors.Is(err, io.EOF) {
			return sample[:n], true, nil
		}
		if err != nil {
			return nil, false, err
		}
	}
	return sample[:n], false, nil
}
