package postgres

import (
	"iter"
	"strings"
	"unicode/utf8"

	"github.com/obferry/obferry/ddlconv/script"
	"github.com/obferry/obferry/ddlconv/syntax"
)

// longestTag is the most bytes of what the splitter must see at once: a dollar quote
// with a name of 63 bytes.
const longestTag = 66

// state is what the splitter stands in.
type state uint8

const (
	outside    state = iota
	inText           // '…'
	inEscaped        // E'…', and '…' where backslashes escape
	inName           // "…"
	inDollar         // $tag$ … $tag$
	inComment        // /* … */, nested
	inLine           // -- …
	inClient         // \command to the end of its line
	beforeData       // the rest of the line that ends a COPY … FROM stdin
	insideData       // the rows behind it
)

// splitter cuts a text into statements as psql does.
type splitter struct {
	yield   func(*script.Statement) bool
	stopped bool

	state  state
	tag    string // of the dollar quote
	depth  int    // of comments
	nested int    // of parentheses, within a rule
	atomic int    // of blocks, within a body BEGIN ATOMIC

	carry    string
	place    syntax.Place // of the next byte
	text     strings.Builder
	start    syntax.Place // of the statement's first word; the zero Place before it
	words    []string     // its first words
	word     string       // the last one
	escapes  bool         // whether backslashes escape in plain strings
	withData *script.Statement
	// remark is where the last comment outside of a statement begins, remarked its text.
	remark   syntax.Place
	remarked strings.Builder
}

// mostWords is how many words tell what a statement is.
const mostWords = 8

// split cuts lines into statements.
func split(lines iter.Seq[script.Line]) iter.Seq[*script.Statement] {
	return func(yield func(*script.Statement) bool) {
		s := &splitter{yield: yield, place: syntax.Place{Line: 1, Column: 1}}
		for line := range lines {
			s.line(line)
			if s.stopped {
				return
			}
		}
		s.scan(true)
		s.finish()
	}
}

// line takes one line.
func (s *splitter) line(l script.Line) {
	if s.state == insideData {
		s.place = syntax.Place{Line: l.Number + 1, Column: 1}
		s.withData.Last = l.Number
		if !l.Follows && strings.TrimRight(l.Text, "\r\n") == `\.` {
			s.emitData()
		}
		return
	}
	s.carry += l.Text
	s.scan(strings.HasSuffix(l.Text, "\n"))
	if s.state == beforeData && strings.HasSuffix(l.Text, "\n") {
		s.state = insideData
	}
}

// finish gives what the text ended in.
func (s *splitter) finish() {
	switch {
	case s.stopped:
	case s.withData != nil:
		s.withData.Open = true
		s.emitData()
	case s.start != syntax.Place{}:
		open := s.state != outside && s.state != inLine && s.state != inClient
		s.emit(open || s.nested > 0 || s.atomic > 0)
	case s.state == inComment:
		// A comment that nothing ends holds all that stands behind it. Those within it
		// count: "/* files in /etc/*.conf */" has not ended.
		s.start = s.remark
		s.text.WriteString(s.remarked.String())
		s.emit(true)
	}
}

// emitData gives the COPY whose rows have been passed over.
func (s *splitter) emitData() {
	s.stopped = !s.yield(s.withData)
	s.withData, s.state = nil, outside
}

// emit gives the statement read so far.
func (s *splitter) emit(open bool) {
	st := &script.Statement{Text: strings.TrimRight(s.text.String(), " \t\r\n\f\v"), Place: s.start, Last: s.place.Line, Open: open}
	st.Client = strings.HasPrefix(st.Text, `\`)
	first := ""
	if len(s.words) > 0 {
		first = s.words[0]
	}
	s.text.Reset()
	s.start, s.words, s.word, s.nested, s.atomic = syntax.Place{}, nil, "", 0, 0
	if !open && first == "COPY" && bringsData(st) {
		s.withData, s.state = st, beforeData
		return
	}
	if first == "SET" {
		if on, ok := setsEscapes(st); ok {
			s.escapes = on
		}
	}
	s.stopped = !s.yield(st)
}

// bringsData tells whether rows follow a statement up to a line of its own.
func bringsData(st *script.Statement) bool {
	if st.Head(1) != "COPY" {
		return false
	}
	upper := strings.ToUpper(strings.Join(strings.Fields(st.Text), " "))
	return strings.Contains(upper, " FROM STDIN")
}

// setsEscapes reads SET standard_conforming_strings.
func setsEscapes(st *script.Statement) (on, ok bool) {
	if st.Head(1) != "SET" || !strings.Contains(strings.ToLower(st.Text), "standard_conforming_strings") {
		return false, false
	}
	words := strings.FieldsFunc(strings.ToLower(st.Text), func(r rune) bool { return strings.ContainsRune(" \t\r\n='", r) })
	return words[len(words)-1] == "off", true
}

// scan reads what is carried: all of it where a line is complete, else all but what may
// be the beginning of a sign.
func (s *splitter) scan(whole bool) {
	text := s.carry
	limit := len(text)
	if !whole {
		limit -= longestTag
	}
	at := 0
	for at < limit && !s.stopped {
		at += s.step(text[at:], at > 0 && wordly(text[at-1]))
	}
	s.carry = text[min(at, len(text)):]
}

// step reads what the rest begins with, and tells how many bytes that is. Behind tells
// whether a word ends right before.
func (s *splitter) step(rest string, behind bool) int {
	switch s.state {
	case inText, inEscaped:
		if s.state == inEscaped && rest[0] == '\\' && len(rest) > 1 {
			return s.take(rest, 2)
		}
		if rest[0] == '\'' {
			if len(rest) > 1 && rest[1] == '\'' {
				return s.take(rest, 2)
			}
			s.state = outside
			return s.take(rest, 1)
		}
		return s.takeRun(rest, `'\`)
	case inName:
		if rest[0] == '"' {
			s.state = outside
			return s.take(rest, 1)
		}
		return s.takeRun(rest, `"`)
	case inDollar:
		if strings.HasPrefix(rest, s.tag) {
			s.state = outside
			return s.take(rest, len(s.tag))
		}
		return s.takeRun(rest, "$")
	case inComment:
		switch {
		case strings.HasPrefix(rest, "/*"):
			s.depth++
			return s.take(rest, 2)
		case strings.HasPrefix(rest, "*/"):
			if s.depth--; s.depth == 0 {
				s.state = outside
			}
			return s.take(rest, 2)
		}
		return s.takeRun(rest, "*/")
	case inLine:
		if rest[0] == '\n' {
			s.state = outside
			return s.take(rest, 1)
		}
		return s.takeRun(rest, "\n")
	case inClient:
		if rest[0] == '\n' {
			s.state = outside
			s.emit(false)
			return s.move(rest, 1)
		}
		return s.takeRun(rest, "\n")
	case beforeData, insideData:
		return s.move(rest, 1)
	}
	return s.code(rest, behind)
}

// code reads what stands outside of quotes and comments.
func (s *splitter) code(rest string, behind bool) int {
	if s.withData != nil {
		return s.move(rest, 1)
	}
	switch c := rest[0]; {
	case strings.HasPrefix(rest, "--"):
		s.state = inLine
		return s.take(rest, 2)
	case strings.HasPrefix(rest, "/*"):
		s.state, s.depth = inComment, 1
		if !s.begun() {
			s.remark = s.place
			s.remarked.Reset()
		}
		return s.take(rest, 2)
	case c == '\'':
		s.state = inText
		if s.escapes || behind && strings.EqualFold(s.word, "E") {
			s.state = inEscaped
		}
		s.begin()
		return s.take(rest, 1)
	case c == '"':
		s.state = inName
		s.begin()
		return s.take(rest, 1)
	case c == '$' && !behind:
		s.begin()
		if tag := dollarTag(rest); tag != "" {
			s.tag, s.state = tag, inDollar
			return s.take(rest, len(tag))
		}
		return s.take(rest, 1)
	case c == '\\':
		if s.begun() {
			s.emit(false)
		}
		s.state = inClient
		s.begin()
		return s.take(rest, 1)
	case c == ';':
		if s.nested > 0 || s.atomic > 0 {
			return s.take(rest, 1)
		}
		if s.begun() {
			s.emit(false)
		}
		return s.move(rest, 1)
	case wordly(c):
		return s.readWord(rest)
	case c == '(' && s.rule():
		s.nested++
	case c == ')' && s.nested > 0:
		s.nested--
	case strings.IndexByte(" \t\r\n\f\v", c) >= 0:
		return s.take(rest, 1)
	}
	s.begin()
	_, size := utf8.DecodeRuneInString(rest)
	return s.take(rest, size)
}

// readWord reads a word and minds the blocks of a body BEGIN ATOMIC.
func (s *splitter) readWord(rest string) int {
	s.begin()
	end := 1
	for end < len(rest) && (wordly(rest[end]) || rest[end] == '$') {
		end++
	}
	before := s.word
	s.word = rest[:end]
	if len(s.words) < mostWords {
		s.words = append(s.words, strings.ToUpper(s.word))
	}
	if s.routine() {
		switch strings.ToUpper(s.word) {
		case "ATOMIC":
			if strings.EqualFold(before, "BEGIN") {
				s.atomic++
			}
		case "CASE":
			if s.atomic > 0 {
				s.atomic++
			}
		case "END":
			if s.atomic > 0 {
				s.atomic--
			}
		}
	}
	return s.take(rest, end)
}

// routine tells whether the statement makes a function or procedure.
func (s *splitter) routine() bool { return s.makes("FUNCTION") || s.makes("PROCEDURE") }

// rule tells whether the statement makes a rule, which may hold statements in
// parentheses.
func (s *splitter) rule() bool { return s.makes("RULE") }

func (s *splitter) makes(what string) bool {
	w := s.words
	if len(w) > 3 && w[0] == "CREATE" && w[1] == "OR" && w[2] == "REPLACE" {
		return w[3] == what
	}
	return len(w) > 1 && w[0] == "CREATE" && w[1] == what
}

// begun tells whether a statement has begun.
func (s *splitter) begun() bool { return s.start != syntax.Place{} }

// begin marks where a statement begins.
func (s *splitter) begin() {
	if !s.begun() {
		s.start = s.place
	}
}

// takeRun takes the first byte, and all that come before the next of the stops.
func (s *splitter) takeRun(rest, stops string) int {
	end := strings.IndexAny(rest[1:], stops)
	if end < 0 {
		end = len(rest) - 1
	}
	return s.take(rest, end+1)
}

// take keeps n bytes as part of the statement, where one has begun, and moves on.
func (s *splitter) take(rest string, n int) int {
	n = min(n, len(rest))
	if s.begun() && (s.text.Len() < script.MostData || !s.data()) {
		s.text.WriteString(rest[:n])
	}
	if s.state == inComment && !s.begun() && s.remarked.Len() < script.MostData {
		s.remarked.WriteString(rest[:n])
	}
	return s.move(rest, n)
}

// data tells whether the statement brings rows and nothing else.
func (s *splitter) data() bool { return len(s.words) > 0 && rows[s.words[0]] }

// rows are the statements that change rows.
var rows = map[string]bool{"INSERT": true, "UPDATE": true, "DELETE": true, "MERGE": true, "COPY": true}

// move goes on by n bytes.
func (s *splitter) move(rest string, n int) int {
	for _, r := range rest[:n] {
		if r == '\n' {
			s.place.Line++
			s.place.Column = 1
			continue
		}
		s.place.Column++
	}
	return n
}

// wordly tells whether a byte can stand in a word.
func wordly(c byte) bool {
	return c == '_' || c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= 0x80
}

// dollarTag is the mark of the dollar quote that a text begins with, "" where it begins
// with none.
func dollarTag(rest string) string {
	for i := 1; i < len(rest) && i < longestTag; i++ {
		switch {
		case rest[i] == '$':
			return rest[:i+1]
		case !wordly(rest[i]), i == 1 && rest[i] >= '0' && rest[i] <= '9':
			return ""
		}
	}
	return ""
}
