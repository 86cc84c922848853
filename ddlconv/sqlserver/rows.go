package sqlserver

import (
	"strings"

	"github.com/obferry/obferry/ddlconv/script"
	"github.com/obferry/obferry/ddlconv/syntax"
)

// A dump is lines of rows for the most part: each an INSERT from end to end, or rows of
// one. They are taken whole here, without a look at every token. A line that is anything
// else, or holds anything more, goes the long way.

// rowLine takes a line of rows, and tells whether it was one.
func (s *splitter) rowLine(line script.Line) bool {
	text := line.Text
	if s.inside != 0 || line.Follows || !strings.HasSuffix(text, "\n") {
		return false
	}
	from := 0
	for blank(text[from]) && from < len(text)-1 {
		from++
	}
	goesOn := s.begun && s.phrase.values && s.phrase.head(0) == "INSERT" && s.phrase.depth == 0 && (text[from] == '(' || text[from] == ',')
	if !goesOn && (!insertsAt(text[from:]) || s.begun && !s.phrase.begins(token{word: "INSERT"})) {
		return false
	}
	end, closed, ok := scanRows(text, from, goesOn)
	if !ok {
		return false
	}
	if !goesOn {
		s.emit(false)
		s.begin(syntax.Place{Line: line.Number, Column: from + 1})
		s.phrase = phrase{words: rowWords, tokens: len(rowWords), values: true}
		s.most = script.MostData
		if len(text)-from <= s.most {
			s.alone, s.end = text[from:], end-from
		}
	}
	if s.alone == "" || goesOn {
		if goesOn {
			from = 0
		}
		s.append(text[from:end])
		s.end = len(s.text)
		s.append(text[end:])
	}
	s.last = line.Number
	if closed {
		s.emit(false)
	}
	return true
}

// rowWords are the first words of an INSERT as a [phrase] has them.
var rowWords = []string{"INSERT", "", "", "", "", ""}

// spell puts the statement under way among the text, where it was one line so far.
func (s *splitter) spell() {
	if s.alone != "" {
		s.text, s.alone = append(s.text[:0], s.alone...), ""
	}
}

// blank tells whether a byte is white space.
func blank(c byte) bool { return c == ' ' || '\t' <= c && c <= '\r' }

// insertsAt tells whether a text begins with INSERT.
func insertsAt(text string) bool {
	const word = "INSERT"
	return len(text) > len(word) && (text[0] == 'I' || text[0] == 'i') && strings.EqualFold(text[:len(word)], word) && !wordly(text[len(word)])
}

// told are the bytes that say something within parentheses: where they end, or where a
// quote or comment may begin.
var told = func() (told [256]bool) {
	for _, c := range []byte("()'\"[-/") {
		told[c] = true
	}
	return told
}()

// scanRows goes over a line from an INSERT or from its rows on. It tells where its last
// token ends, whether a semicolon stands there, and whether there is nothing in the line
// but whole rows. Values tells that the word has been read already.
func scanRows(text string, i int, values bool) (end int, closed, ok bool) {
	depth, begin := 0, i
	for i < len(text) {
		c := text[i]
		switch {
		case depth > 0 && !told[c]:
			for i++; i < len(text) && !told[text[i]]; {
				i++
			}
			continue
		case c == '\'' && depth > 0, c == '"', c == '[':
			if i = behind(text, i); i < 0 {
				return 0, false, false
			}
			end = i
			continue
		case c == '(':
			depth++
		case c == ')':
			if depth--; depth < 0 {
				return 0, false, false
			}
		case (c == '-' || c == '/') && depth > 0:
			if next := text[i+1]; next == '-' || next == '*' { // a line ends with its line feed
				return 0, false, false
			}
		case depth > 0, blank(c):
			i++
			continue
		case c == ',', c == '.' && !values:
		case c == ';':
			return end, true, values && strings.TrimSpace(text[i+1:]) == ""
		case wordly(c) && c < 0x80 && !values:
			start := i
			for wordly(text[i]) {
				i++
			}
			end = i
			switch word := text[start:i]; {
			case strings.EqualFold(word, "VALUES"):
				values = true
			case start > begin && starters[strings.ToUpper(word)]:
				return 0, false, false
			}
			continue
		default:
			return 0, false, false
		}
		i++
		end = i
	}
	return end, false, values && depth == 0
}

// behind is where the quoted piece at i of a line ends, -1 where it goes on in the next.
func behind(text string, i int) int {
	mark := text[i]
	if mark == '[' {
		mark = ']'
	}
	for i++; ; i += 2 {
		n := strings.IndexByte(text[i:], mark)
		if n < 0 {
			return -1
		}
		if i += n; i+1 >= len(text) || text[i+1] != mark {
			return i + 1
		}
	}
}
