package sqlserver

import (
	"bytes"
	"iter"
	"regexp"
	"strings"
	"unicode/utf8"

	"github.com/obferry/obferry/ddlconv/script"
	"github.com/obferry/obferry/ddlconv/syntax"
)

// mostText is how much is kept of a statement that brings no data: more than any one
// has, unless a quote in it never ends.
const mostText = 16 << 20

// goLine is a line that ends a batch: GO, a count, and a comment.
var goLine = regexp.MustCompile(`(?i)^go(\s+\d+)?\s*;?\s*(--.*|/\*.*\*/)?$`)

// commandLine is a line that sqlcmd takes for itself.
var commandLine = regexp.MustCompile(`^(:[A-Za-z!]|!!|(?i:exit|quit)\s*(\(.*\))?$)`)

// Statements cuts lines into statements: at GO, at semicolons, and, since T-SQL needs
// none of these, at its own reserved words where a statement cannot hold them.
func (r *reader) Statements(lines iter.Seq[script.Line]) iter.Seq[*script.Statement] {
	return func(yield func(*script.Statement) bool) {
		s := &splitter{yield: yield}
		held := script.Line{}
		for line := range lines {
			if held.Text != "" {
				line = script.Line{Text: held.Text + line.Text, Number: held.Number, Follows: held.Follows}
				held = script.Line{}
			}
			if !strings.HasSuffix(line.Text, "\n") {
				cut := safeCut(line.Text)
				held = script.Line{Text: line.Text[cut:], Number: line.Number, Follows: line.Follows || cut > 0}
				line.Text = line.Text[:cut]
			}
			if line.Text != "" && !s.line(line) {
				return
			}
		}
		if held.Text != "" && !s.line(held) {
			return
		}
		s.finish()
	}
}

// safeCut is where a piece of a line can be cut without cutting a word or a mark of two
// characters: behind its last white space, if that is near, else between two letters. A
// short piece is not cut: it is the last line of a text.
func safeCut(text string) int {
	const far = 4096
	from := len(text) - far
	if from < far {
		return 0
	}
	if blank := strings.LastIndexAny(text[from:], " \t"); blank >= 0 {
		return from + blank + 1
	}
	for i := len(text) - 1; i > from && i > 0; i-- {
		if alphanumeric(text[i]) && alphanumeric(text[i-1]) {
			return i
		}
	}
	return from
}

func alphanumeric(c byte) bool {
	return '0' <= c && c <= '9' || 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z'
}

// splitter follows a text over its lines.
type splitter struct {
	yield   func(*script.Statement) bool
	stopped bool
	at      int // where the next character stands
	column  int

	// inside is the mark that ends the quote that the text is in, '*' in a comment, '-'
	// in one that ends with its line, 0 outside of all.
	inside   byte
	comments int          // how many comments are open, one in the other
	remark   []byte       // the beginning of the last comment outside of statements
	remarked syntax.Place // where it stands

	text    []byte // the statement under way, from its first token on
	alone   string // the statement under way in place of text, where it is one line of rows
	most    int    // how many bytes of it are kept
	cut     bool   // whether some are not
	begun   bool
	started syntax.Place
	end     int // behind its last token, in text
	last    int // the line of its last token
	phrase  phrase
}

// line takes a line or a piece of one.
func (s *splitter) line(line script.Line) bool {
	if s.rowLine(line) {
		return !s.stopped
	}
	return s.anyLine(line)
}

// anyLine takes a line token by token.
func (s *splitter) anyLine(line script.Line) bool {
	if !line.Follows {
		s.at, s.column = line.Number, 1
		if s.inside == '-' {
			s.inside = 0
		}
		if s.inside == 0 && s.command(line) {
			return !s.stopped
		}
	}
	s.take(line.Text)
	return !s.stopped
}

// command takes a line that speaks to the client: GO or a command of sqlcmd.
func (s *splitter) command(line script.Line) bool {
	text := strings.TrimSpace(line.Text)
	if text == "" || strings.IndexByte("gG:!eEqQ", text[0]) < 0 {
		return false
	}
	isGo := len(text) >= 2 && (text[0] == 'g' || text[0] == 'G') && goLine.MatchString(text)
	if !isGo && !commandLine.MatchString(text) {
		return false
	}
	s.emit(false)
	column := 1 + utf8.RuneCountInString(line.Text[:strings.Index(line.Text, text)])
	s.send(&script.Statement{Text: text, Place: syntax.Place{Line: line.Number, Column: column}, Last: line.Number, Client: true})
	return true
}

// take follows a piece of text.
func (s *splitter) take(text string) {
	for text != "" && !s.stopped {
		switch s.inside {
		case 0:
			text = s.outside(text)
		case '*':
			text = s.comment(text)
		case '-':
			s.pass(text)
			text = ""
		default:
			text = s.quoted(text)
		}
	}
}

// outside takes one token, or what opens a quote or a comment.
func (s *splitter) outside(text string) string {
	c := text[0]
	switch {
	case c <= ' ' || strings.HasPrefix(text, "\ufeff"):
		n := len(text) - len(strings.TrimLeft(text, " \t\r\n\f\v\x00\ufeff"))
		return s.pass(text[:max(n, 1)], text[max(n, 1):])
	case strings.HasPrefix(text, "\u00a0"):
		return s.pass(text[:2], text[2:])
	case strings.HasPrefix(text, "--"):
		s.inside = '-'
		return text
	case strings.HasPrefix(text, "/*"):
		s.inside, s.comments = '*', 1
		s.remark, s.remarked = s.remark[:0], syntax.Place{Line: s.at, Column: s.column}
		s.recall(text[:2])
		return s.pass(text[:2], text[2:])
	case c == '\'' || c == '"' || c == '[':
		s.phraseToken(token{quoted: true})
		s.inside = c
		if c == '[' {
			s.inside = ']'
		}
		return s.keep(text[:1], text[1:])
	case c == ';' && s.begun && (s.phrase.whole && !s.phrase.query || s.phrase.rowset > 0):
	case c == ';':
		s.pass(text[:1])
		s.emit(false)
		return text[1:]
	}
	n := 1
	if wordly(c) {
		for n < len(text) && wordly(text[n]) {
			n++
		}
		word := strings.ToUpper(text[:n])
		s.phraseToken(token{word: word})
	} else {
		if c >= utf8.RuneSelf {
			_, n = utf8.DecodeRuneInString(text)
		}
		s.phraseToken(token{sign: c})
	}
	rest := s.keep(text[:n], text[n:])
	if s.phrase.complete {
		s.emit(false)
	}
	return rest
}

// comment follows a comment, in which others may lie.
func (s *splitter) comment(text string) string {
	opens, closes := strings.Index(text, "/*"), strings.Index(text, "*/")
	switch {
	case closes < 0 && opens < 0:
		s.recall(text)
		return s.pass(text, "")
	case opens >= 0 && (closes < 0 || opens < closes):
		s.comments++
		s.recall(text[:opens+2])
		return s.pass(text[:opens+2], text[opens+2:])
	}
	if s.comments--; s.comments == 0 {
		s.inside = 0
	}
	s.recall(text[:closes+2])
	return s.pass(text[:closes+2], text[closes+2:])
}

// recall keeps text of a comment outside of statements, as far as it is kept: one that
// never ends hides statements, and is told of as one.
func (s *splitter) recall(text string) {
	if room := script.MostData - len(s.remark); !s.begun && room > 0 {
		s.remark = append(s.remark, strings.ToValidUTF8(text[:min(room, len(text))], "")...)
	}
}

// quoted follows a string or a quoted name.
func (s *splitter) quoted(text string) string {
	at := strings.IndexByte(text, s.inside)
	switch {
	case at < 0:
		return s.keep(text, "")
	case at+1 < len(text) && text[at+1] == s.inside:
		return s.keep(text[:at+2], text[at+2:])
	}
	s.inside = 0
	return s.keep(text[:at+1], text[at+1:])
}

// phraseToken tells the phrase of a token that comes, and ends the statement where the
// token begins another.
func (s *splitter) phraseToken(t token) {
	if s.begun && s.phrase.begins(t) {
		s.emit(false)
	}
	if !s.begun {
		s.begin(syntax.Place{Line: s.at, Column: s.column})
	}
	s.phrase.take(t)
	if s.phrase.data() && !s.cut {
		s.most = script.MostData
	}
}

// begin begins a statement.
func (s *splitter) begin(place syntax.Place) {
	s.begun, s.started = true, place
	s.text, s.alone, s.end, s.cut = s.text[:0], "", 0, false
	s.most = mostText
	s.phrase = phrase{}
}

// pass moves over text that is no token, but may stand between two of a statement.
func (s *splitter) pass(text string, rest ...string) string {
	if s.begun {
		s.append(text)
	}
	s.advance(text)
	return strings.Join(rest, "")
}

// keep takes text that belongs to a token.
func (s *splitter) keep(text, rest string) string {
	s.append(text)
	s.end = len(s.text)
	s.last = s.at + strings.Count(text, "\n")
	s.advance(text)
	return rest
}

// append keeps text of the statement, as far as it is kept.
func (s *splitter) append(text string) {
	s.spell()
	if room := s.most - len(s.text); room < len(text) {
		s.cut = true
		text = strings.ToValidUTF8(text[:max(room, 0)], "")
		s.most = 0
	}
	s.text = append(s.text, text...)
}

// advance counts lines and columns.
func (s *splitter) advance(text string) {
	if lines := strings.Count(text, "\n"); lines > 0 {
		s.at += lines
		s.column = 1
		text = text[strings.LastIndexByte(text, '\n')+1:]
	}
	s.column += utf8.RuneCountInString(text)
}

// emit hands on the statement under way, if there is one.
func (s *splitter) emit(open bool) {
	if !s.begun || s.stopped {
		return
	}
	s.begun = false
	text := ""
	if s.alone != "" {
		text = s.alone[:s.end]
	} else {
		text = string(bytes.TrimRight(s.text[:s.end], " \t\r\n"))
	}
	s.send(&script.Statement{
		Text:  text,
		Place: s.started, Last: s.last,
		Open: open || s.cut && !s.phrase.data(),
	})
	s.phrase, s.alone = phrase{}, ""
}

func (s *splitter) send(statement *script.Statement) {
	if !s.stopped && !s.yield(statement) {
		s.stopped = true
	}
}

// finish hands on what stands at the end of the text, which may be half a statement, or a
// comment that never ends: all behind its mark is hidden.
func (s *splitter) finish() {
	open := s.inside != 0 && s.inside != '-' || s.phrase.unfinished()
	if s.inside == '*' && !s.begun {
		s.begin(s.remarked)
		s.append(string(s.remark))
		s.end = len(s.text)
	}
	if s.inside == '*' {
		s.last = s.at
		if s.column == 1 { // the last line has an end
			s.last--
		}
	}
	s.emit(open)
}
