package oracle

import (
	"iter"
	"strings"
	"unicode/utf8"

	"github.com/obferry/obferry/ddlconv/script"
	"github.com/obferry/obferry/ddlconv/syntax"
)

// Statements cuts lines into statements as SQL*Plus does: SQL ends at a semicolon or at a
// slash on a line of its own, PL/SQL at the slash only, and a command of the client is a
// line. Where a unit of PL/SQL has no slash behind it, it ends with its last block.
func (*reader) Statements(lines iter.Seq[script.Line]) iter.Seq[*script.Statement] {
	return func(yield func(*script.Statement) bool) {
		s := &splitter{yield: yield, pending: -1}
		for line := range lines {
			if s.line(line); s.stopped {
				return
			}
		}
		s.finish()
	}
}

// splitter is a splitting under way.
type splitter struct {
	yield   func(*script.Statement) bool
	stopped bool

	begun     bool
	place     syntax.Place
	last      int // the line of what was read last of the statement
	text      strings.Builder
	full      bool // of a statement that brings data: enough of it is kept
	words     []string
	form      form
	blocks    blocks
	parens    int
	blank     bool   // the line before holds nothing
	first     string // the first word of the statement, in upper case
	pending   int    // where, in text, the last semicolon of a unit ends, while nothing follows it; else -1
	pendingAt int    // its line

	inside string // what ends the quote or comment that is open, "" without
	remark remark // the last comment outside of statements
	number int    // of the last line
	client bool   // a client command goes on on the next line
	column int
}

// line takes one line, or a piece of one.
func (s *splitter) line(l script.Line) {
	s.number = l.Number
	if !l.Follows {
		s.column = 1
		if s.client {
			s.clientLine(l)
			return
		}
		if s.inside == "" && s.wholeLine(l) {
			return
		}
	}
	s.scan(l)
}

// wholeLine takes a line that means something as a whole.
func (s *splitter) wholeLine(l script.Line) bool {
	trimmed := strings.TrimSpace(l.Text)
	if trimmed == "/" || trimmed == "." && (!s.begun || s.form == unit) {
		if s.begun {
			s.last = l.Number
			s.end(s.text.Len(), l.Number)
			return true
		}
		s.begin(l.Number, 1+strings.IndexByte(l.Text, trimmed[0]))
		s.text.WriteString(trimmed)
		s.last = l.Number
		s.emit(trimmed, true, false)
		return true
	}
	if s.begun && s.form == unit && s.pending >= 0 && begins(trimmed, s.blocks.closed()) {
		s.end(s.pending, s.pendingAt)
	}
	if s.begun && s.form != unit && s.parens == 0 && s.follows(trimmed) {
		s.end(s.text.Len(), s.last)
	}
	if !strings.HasPrefix(trimmed, "--") {
		s.blank = trimmed == ""
	}
	if !s.begun && ruled(trimmed) {
		s.begin(l.Number, 1+strings.IndexByte(l.Text, trimmed[0]))
		s.clientLine(l)
		return true
	}
	if !s.begun && clientCommand(trimmed) != "" {
		indent := len(l.Text) - len(strings.TrimLeft(l.Text, " \t\f\v\r"))
		s.begin(l.Number, 1+utf8.RuneCountInString(l.Text[:indent]))
		s.clientLine(l)
		return true
	}
	return false
}

// clientLine takes a line of a client command, which goes on behind a minus.
func (s *splitter) clientLine(l script.Line) {
	if s.text.Len() == 0 {
		l.Text = strings.TrimLeft(l.Text, " \t\f\v\r")
	}
	s.text.WriteString(l.Text)
	s.last = l.Number
	trimmed := strings.TrimSpace(l.Text)
	head := s.text.String()
	head = strings.ToUpper(head[:min(len(head), len("REM"))])
	remark := head == "REM" || head == "PRO"
	s.client = strings.HasSuffix(trimmed, "-") && !remark
	if !s.client {
		s.emit(strings.TrimSpace(s.text.String()), true, false)
	}
}

// begin starts a statement at a place.
func (s *splitter) begin(line, column int) {
	s.begun, s.place, s.last = true, syntax.Place{Line: line, Column: column}, line
	s.text.Reset()
	s.full, s.words, s.form, s.blocks, s.parens, s.pending, s.first = false, nil, unknown, blocks{}, 0, -1, ""
}

// end gives the statement that is under way, whose text is the first bytes of what was
// kept.
func (s *splitter) end(length, last int) {
	text := s.text.String()
	s.last = last
	s.emit(strings.TrimSpace(text[:min(length, len(text))]), false, false)
}

func (s *splitter) emit(text string, client, open bool) {
	s.begun, s.client = false, false
	if !s.yield(&script.Statement{Text: text, Place: s.place, Last: s.last, Client: client, Open: open}) {
		s.stopped = true
	}
}

// remark is a comment outside of statements: what stands behind its mark is a statement to
// be told of where it never ends.
type remark struct {
	place syntax.Place
	text  strings.Builder
}

// open begins a comment.
func (r *remark) open(place syntax.Place) {
	r.place = place
	r.text.Reset()
}

// append keeps a piece of it, as far as it is kept.
func (r *remark) append(text string) {
	room := max(script.MostData-r.text.Len(), 0)
	r.text.WriteString(strings.ToValidUTF8(text[:min(room, len(text))], ""))
}

// finish gives what the text ended in.
func (s *splitter) finish() {
	if !s.begun && s.inside == "*/" { // it hides all that stands behind its mark
		s.begin(s.remark.place.Line, s.remark.place.Column)
		s.last = s.number
		s.emit(strings.TrimSpace(s.remark.text.String()), false, true)
		return
	}
	if !s.begun {
		return
	}
	open := s.inside != "" && s.inside != "\n" || s.form == unit && (s.pending < 0 || !s.blocks.closed())
	s.emit(strings.TrimSpace(s.text.String()), s.client, open)
}

// scan takes the marks and words of a line.
func (s *splitter) scan(l script.Line) {
	text, kept := l.Text, 0
	keep := func(upTo int) {
		if s.begun && upTo > kept {
			if s.full = s.full || s.form == rows && s.text.Len() > script.MostData; !s.full {
				s.text.WriteString(text[kept:upTo])
			}
		}
		kept = upTo
	}
	if !s.begun && s.inside == "*/" {
		s.remark.append(text)
	}
	for i := 0; i < len(text) && !s.stopped; {
		if s.inside != "" {
			i += s.skipInside(text[i:])
			if s.begun {
				s.last = l.Number
			}
			continue
		}
		c := text[i]
		switch {
		case blank(c):
			i++
			continue
		case strings.HasPrefix(text[i:], "--"):
			i, s.inside = i+2, "\n"
			continue
		case strings.HasPrefix(text[i:], "/*"):
			if !s.begun {
				s.remark.open(syntax.Place{Line: l.Number, Column: s.column + utf8.RuneCountInString(text[:i])})
				s.remark.append(text[i:])
			}
			i, s.inside = i+2, "*/"
			continue
		}
		if !s.begun {
			s.begin(l.Number, s.column+utf8.RuneCountInString(text[:i]))
			kept = i
		}
		s.last = l.Number
		switch {
		case c == ';':
			keep(i)
			i++
			if s.semicolon(l.Number) {
				kept = i
			}
			continue
		case c == '\'' || c == '"':
			s.inside, s.blocks.ending = string(c), false
			i++
		case textPrefix(text[i:]) > 0 && (i == 0 || !wordly(text[i-1])):
			i += s.openText(text[i:])
			s.blocks.ending = false
		case wordly(c):
			n := wordLength(text[i:])
			joined := i > 0 && (text[i-1] == '.' || text[i-1] == ':' || text[i-1] == '&')
			s.word(text[i:i+n], joined)
			i += n
		default:
			s.blocks.ending = false // END || CASE … is no END CASE
			switch c {
			case '(':
				s.parens++
			case ')':
				s.parens--
			}
			i++
		}
		s.pending = -1
	}
	keep(len(text))
	s.column += utf8.RuneCountInString(text)
}

// skipInside passes what is inside a quote or comment, and its end where that comes.
func (s *splitter) skipInside(text string) int {
	end := strings.Index(text, s.inside)
	if end < 0 {
		return len(text)
	}
	end += len(s.inside)
	s.inside = ""
	return end
}

// openText opens a string with a prefix, and tells how long its opening is.
func (s *splitter) openText(text string) int {
	n := textPrefix(text)
	s.inside = "'"
	if strings.IndexByte("qQ", text[n-1]) < 0 || n+1 >= len(text) {
		return n + 1
	}
	_, size := utf8.DecodeRuneInString(text[n+1:])
	s.inside = closer(text[n+1:n+1+size]) + "'"
	return n + 1 + size
}

// word takes a word; one that is joined to a point or colon is a name.
func (s *splitter) word(w string, joined bool) {
	if joined && s.form != unknown {
		return
	}
	upper := strings.ToUpper(w)
	if s.form == unknown {
		if len(s.words) == 0 {
			s.first = upper
		}
		s.words = append(s.words, upper)
		encloses := false
		if s.form, encloses = formOf(s.words); s.form == unknown && len(s.words) > 12 {
			s.form = plain
		}
		if encloses {
			s.blocks.depth, s.blocks.opened = 1, true
		}
		if s.form == unit && (upper == "BEGIN" && len(s.words) == 1) {
			s.blocks.word(upper)
		}
		return
	}
	if s.form == unit {
		s.blocks.word(upper)
	}
}

// semicolon ends a statement of SQL, and tells whether it ended one.
func (s *splitter) semicolon(line int) bool {
	if s.form == unit {
		s.text.WriteByte(';')
		s.blocks.ending = false
		s.pending, s.pendingAt = s.text.Len(), line
		return true
	}
	if s.text.Len() == 0 {
		s.emit(";", true, false)
		return true
	}
	s.end(s.text.Len(), line)
	return true
}
