package codepage

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/gogs/chardet"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
)

// What most texts are in that are no UTF-8.
var (
	gb18030 = named("gb18030", simplifiedchinese.GB18030)
	big5    = named("big5", traditionalchinese.Big5)
	western = named("windows-1252", charmap.Windows1252)
)

// preference decides between encodings that are as likely.
var preference = []string{"GB18030", "Big5", "windows-1252", "Shift_JIS", "EUC-JP", "EUC-KR", "windows-1251", "windows-1250"}

// How likely an encoding must be, in the detector's hundredths: to be taken at all, to
// be taken without a doubt, and by how much more than the next one. Many is how many
// letters it takes to tell the encodings of Europe apart.
const (
	likely = 30
	sure   = 50
	apart  = 10
	many   = 12
)

// mostSample is how many bytes the detector is given: more makes it no surer.
const mostSample = 64 << 10

// Detect tells which encoding those lines of a text are most likely in that are no UTF-8,
// the zero Encoding where they can be in none. Certain tells that their letters and the
// letters' frequency say so; else there were too few, and it is the usual one of those in
// which all of them can be read.
func Detect(text string) (_ Encoding, certain bool) {
	lines := illegible(text)
	words := foreign(lines)
	if words == "" {
		return Encoding{}, false
	}
	all := candidates(words, lines)
	best := candidate{}
	if len(all) > 0 {
		best = all[0]
	}
	surely := best.points >= sure && (len(all) == 1 || best.points-all[1].points >= apart)
	_, readable := western.Decode(lines)
	if readable && alone(words) {
		// The encodings of Europe differ in few letters: it takes many to tell them apart.
		if surely && (best.encoding.Is(western) || single(best.encoding) && beyondASCII(words) >= many) {
			return best.encoding, true
		}
		return western, false
	}
	if surely {
		return best.encoding, true
	}
	usual := shape(words, lines)
	switch {
	case best.points >= likely && (usual.Name == "" || usual.Is(western)):
		return best.encoding, false
	case usual.Name != "":
		return usual, false
	case best.points > 0 && !single(best.encoding):
		return best.encoding, false
	}
	return Encoding{}, false
}

// candidate is an encoding that the detector names, and how likely it is.
type candidate struct {
	encoding Encoding
	points   int
}

// candidates are the encodings that the detector names for words, the likeliest first, but
// only those that all lines can be read in.
func candidates(words, lines string) []candidate {
	var all []candidate
	// An error says that nothing was found.
	results, _ := chardet.NewTextDetector().DetectAll([]byte(words))
	for _, r := range results {
		e, known := Named(r.Charset)
		if !known || e.Is(UTF8) || e.Wide() || slices.ContainsFunc(all, func(c candidate) bool { return c.encoding.Is(e) }) {
			continue
		}
		if _, whole := e.Decode(lines); whole {
			all = append(all, candidate{e, r.Confidence})
		}
	}
	slices.SortStableFunc(all, func(a, b candidate) int {
		return cmp.Or(cmp.Compare(b.points, a.points), cmp.Compare(rank(a.encoding), rank(b.encoding)), cmp.Compare(a.encoding.Name, b.encoding.Name))
	})
	return all
}

// illegible are the lines of a text that are no UTF-8.
func illegible(text string) string {
	var b strings.Builder
	for line := range strings.Lines(text) {
		if !utf8.ValidString(line) && b.Len() < mostSample {
			b.WriteString(line)
		}
	}
	return b.String()
}

// single tells whether every byte of an encoding is a character.
func single(e Encoding) bool {
	_, is := e.code.(*charmap.Charmap)
	return is
}

func rank(e Encoding) int {
	if i := slices.Index(preference, e.Name); i >= 0 {
		return i
	}
	return len(preference)
}

// shape is what so few words are in that their letters do not tell: Chinese characters
// in daily use lie close together in GB 2312 and in Big5, and western European letters
// stand alone among those of ASCII.
func shape(words, text string) Encoding {
	for _, chinese := range []struct {
		encoding    Encoding
		first, last byte // of the characters in daily use
		least       byte // that a second byte of one is
	}{{gb18030, 0xB0, 0xD7, 0xA1}, {big5, 0xA4, 0xC6, 0x40}} {
		if _, whole := chinese.encoding.Decode(text); !whole {
			continue
		}
		daily, others := 0, 0
		for i := 0; i < len(words); i++ {
			if words[i] < utf8.RuneSelf {
				continue
			}
			if i+1 < len(words) && words[i] >= chinese.first && words[i] <= chinese.last && words[i+1] >= chinese.least {
				daily++
			} else {
				others++
			}
			i++
		}
		if daily > others {
			return chinese.encoding
		}
	}
	if _, whole := western.Decode(text); whole && letters(words) {
		return western
	}
	if _, whole := gb18030.Decode(text); whole {
		return gb18030
	}
	return Encoding{}
}

// foreign are the words of a text that hold more than ASCII, with blanks between them.
// Bytes that may be the second of a character do not end one.
func foreign(text string) string {
	var b strings.Builder
	for from := 0; from < len(text); {
		to := from
		for to < len(text) && (text[to] >= '@' || text[to] >= '0' && text[to] <= '9') {
			to++
		}
		if word := text[from:to]; beyondASCII(word) > 0 {
			b.WriteString(word)
			b.WriteByte(' ')
		}
		from = to + 1
	}
	return b.String()
}

// beyondASCII counts the bytes of a text that are not ASCII.
func beyondASCII(s string) int {
	count := 0
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			count++
		}
	}
	return count
}

// alone tells whether nearly every byte that is not ASCII stands alone between letters
// that are, as no text in an encoding of two bytes a character has it.
func alone(words string) bool {
	lone, others := 0, 0
	for i := 0; i < len(words); i++ {
		if words[i] < utf8.RuneSelf {
			continue
		}
		length := 1
		for i+length < len(words) && words[i+length] >= utf8.RuneSelf {
			length++
		}
		if length == 1 && i > 0 && lower(words[i-1]|0x20) && (i+1 == len(words) || lower(words[i+1]) || words[i+1] == ' ') {
			lone++
		} else {
			others += length
		}
		i += length - 1
	}
	return lone > 4*others
}

func lower(c byte) bool { return c >= 'a' && c <= 'z' }

// letters tells whether at least as many letters are ASCII as are not.
func letters(words string) bool {
	ascii := 0
	for i := range len(words) {
		if lower(words[i] | 0x20) {
			ascii++
		}
	}
	return ascii >= beyondASCII(words)
}

// Unlikely tells that a line of which an encoding of two bytes a character makes Chinese
// is more likely in one of western Europe: its letters beyond ASCII all stand alone.
func (e Encoding) Unlikely(line string) bool {
	return e.Name != "" && !single(e) && alone(foreign(line))
}
