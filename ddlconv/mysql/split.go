package mysql

import (
	"iter"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/obferry/obferry/ddlconv/script"
	"github.com/obferry/obferry/ddlconv/syntax"
)

const (
	// mostText is how many bytes of a statement that is not data are kept: one that is
	// longer lies in a quote or a body that was never closed.
	mostText = 16 << 20
	// lookahead is how much of a piece of a very long line may wait for the next piece, so
	// that no word and no mark of several bytes is cut in two.
	lookahead = 4096
)

// splitter cuts the text of a script as the mysql client does, and where that client
// would read on to the end of the file, as a person means it: a semicolon outside of
// all bodies ends a statement whatever the delimiter is, and so does the end of a body
// that another statement follows.
type splitter struct {
	yield func(*script.Statement) bool
	// stopped tells that whoever takes the statements wants no more.
	stopped   bool
	delimiter string

	text    strings.Builder
	place   syntax.Place // of the statement's first word
	last    int          // the line of its last character so far
	most    int          // how many of its bytes are kept
	cut     bool         // whether some were not
	quote   byte         // the quote that is open, 0 without
	comment bool         // whether a comment is open
	remark  bool         // whether one is open that ends with the line
	inside  int          // how many versioned comments are open
	body    body
	session session // as the statements so far set it

	line, column int
	// begins tells that only white space stood on the line so far.
	begins bool
	// aside is the comment that is open between statements, from opened on; reached is
	// the last line on which it, or one within a statement, says something.
	aside   strings.Builder
	opened  syntax.Place
	reached int
}

// split cuts lines into statements.
func split(lines iter.Seq[script.Line]) iter.Seq[*script.Statement] {
	return func(yield func(*script.Statement) bool) {
		s := &splitter{yield: yield, delimiter: ";", begins: true}
		held := ""
		for line := range lines {
			if !line.Follows {
				s.take(held)
				held = ""
				s.line, s.column, s.begins, s.remark = line.Number, 1, true, false
			}
			text := held + line.Text
			held = ""
			if !strings.HasSuffix(text, "\n") && len(text) > 2*lookahead { // more may come
				at := breakable(text)
				text, held = text[:at], text[at:]
			}
			s.take(text)
			if s.stopped {
				return
			}
		}
		s.take(held)
		if !s.stopped {
			s.finish()
		}
	}
}

// breakable is where a piece of a line can be cut: behind a blank or a comma, which
// belong to no longer mark, unless they are escaped.
func breakable(text string) int {
	for at := len(text); at > max(len(text)-lookahead, 1); at-- {
		if c := text[at-1]; (c == ' ' || c == ',') && text[at-2] != '\\' {
			return at
		}
	}
	return len(text)
}

// take reads a piece of a line.
func (s *splitter) take(text string) {
	for at := 0; at < len(text) && !s.stopped; {
		rest := text[at:]
		n := s.step(rest)
		at += n
		s.column += columns(rest[:n])
	}
}

// columns is how many characters a piece has.
func columns(piece string) int {
	if len(piece) == 1 {
		return 1
	}
	return utf8.RuneCountInString(piece)
}

// step reads what comes next, and gives its length.
func (s *splitter) step(rest string) int {
	switch {
	case s.quote != 0:
		return s.quoted(rest)
	case s.comment:
		return s.commented(rest)
	case s.remark:
		s.keep(rest, false)
		return len(rest)
	}
	c := rest[0]
	if c <= ' ' || strings.HasPrefix(rest, "\u00a0") && s.idle() {
		n := 1
		if c > ' ' {
			n = 2
		}
		for n < len(rest) && rest[n] <= ' ' {
			n++
		}
		s.keep(rest[:n], false)
		return n
	}
	begins := s.begins
	s.begins = false
	switch {
	case strings.HasPrefix(rest, "\ufeff"):
		s.keep(rest[:3], false)
		return 3
	case c == '#', dashes(rest, begins), s.idle() && strings.HasPrefix(rest, "--"):
		s.remark = true
		s.keep(rest, false)
		return len(rest)
	case (begins || s.idle()) && s.command(rest):
		return len(rest)
	case begins && s.inside == 0 && !s.body.open() && sent(rest):
		s.end(false)
		return len(rest)
	case strings.HasPrefix(rest, "/*"):
		return s.opens(rest)
	case strings.HasPrefix(rest, "*/") && s.inside > 0:
		s.inside--
		s.keep("*/", true)
		return 2
	case s.ends(rest):
		n := 1
		if strings.HasPrefix(rest, s.delimiter) {
			n = len(s.delimiter)
		}
		s.end(false)
		return n
	case c == '\\' && len(rest) > 1 && (rest[1] == 'g' || rest[1] == 'G') && s.delimited(rest[2:]):
		s.end(false)
		return 2
	case c == '\'' || c == '"' || c == '`':
		s.keep(rest[:1], true)
		s.quote = c
		return 1
	case wordly(c):
		n := 1
		for n < len(rest) && wordly(rest[n]) {
			n++
		}
		// A delimiter of letters or behind a word: END$$.
		if s.delimiter != ";" {
			if i := strings.Index(rest[:min(len(rest), n+len(s.delimiter))], s.delimiter); i > 0 && i < n {
				n = i
			}
		}
		if s.inside == 0 && (s.body.follows(rest[:n]) || begins && !s.idle() && s.body.unended(rest[:n])) {
			s.end(false)
			if s.stopped {
				return n
			}
		}
		s.keep(rest[:n], true)
		s.body.word(rest[:n])
		return n
	}
	s.keep(rest[:1], true)
	s.body.sign(c)
	return 1
}

// delimited tells whether a statement may end before what comes next.
func (s *splitter) delimited(rest string) bool { return rest == "" || !wordly(rest[0]) }

// idle tells whether the splitter stands between statements.
func (s *splitter) idle() bool { return s.text.Len() == 0 }

// dashes tells whether a comment to the end of the line begins. The blank behind the
// dashes is often left out where a line, or a statement, begins with them.
func dashes(rest string, first bool) bool {
	if !strings.HasPrefix(rest, "--") {
		return false
	}
	return len(rest) == 2 || rest[2] <= ' ' || first && (rest[2] == '-' || rest[2] == ')' || wordly(rest[2]) && !digit(rest[2]))
}

// ends tells whether the statement ends here: at the delimiter, or at a semicolon
// outside of all bodies.
func (s *splitter) ends(rest string) bool {
	if s.inside > 0 {
		return false
	}
	if s.delimiter != ";" && strings.HasPrefix(rest, s.delimiter) {
		return true
	}
	return rest[0] == ';' && !s.body.open()
}

// opens reads the opening of a comment.
func (s *splitter) opens(rest string) int {
	if opening := versioned(rest); opening > 0 {
		s.keep(rest[:opening], true)
		s.inside++
		return opening
	}
	s.comment, s.reached = true, s.line
	if s.idle() {
		s.opened = syntax.Place{Line: s.line, Column: s.column}
		s.aside.WriteString("/*")
	}
	s.keep("/*", false)
	return 2
}

// versioned measures the opening of a versioned comment that servers read, 0 where
// what begins is none: also where its version is one that no server has reached, by
// which a dump hides a remark.
func versioned(rest string) int {
	opening := 0
	switch {
	case strings.HasPrefix(rest, "/*!"):
		opening = len("/*!")
	case strings.HasPrefix(rest, "/*M!"):
		opening = len("/*M!")
	default:
		return 0
	}
	numbers := 0
	for numbers < 6 && opening+numbers < len(rest) && digit(rest[opening+numbers]) {
		numbers++
	}
	if version := rest[opening : opening+numbers]; version == "99999" || version == "999999" {
		return 0
	}
	return opening + numbers
}

// commented reads on in a comment.
func (s *splitter) commented(rest string) int {
	n := strings.Index(rest, "*/")
	if n < 0 {
		if strings.TrimSpace(rest) != "" {
			s.reached = s.line
		}
		if s.idle() && s.aside.Len() < script.MostData {
			s.aside.WriteString(rest)
		}
		s.keep(rest, false)
		return len(rest)
	}
	s.comment = false
	s.aside.Reset()
	s.keep(rest[:n+2], false)
	return n + 2
}

// quoted reads on in a quoted piece.
func (s *splitter) quoted(rest string) int {
	for n := 0; n < len(rest); n++ {
		switch {
		case rest[n] == '\\' && s.session.escapes(s.quote):
			n++
		case rest[n] != s.quote:
		case n+1 < len(rest) && rest[n+1] == s.quote:
			n++
		default:
			s.quote = 0
			s.keep(rest[:n+1], true)
			s.body.quoted()
			return n + 1
		}
	}
	s.keep(rest, true)
	return len(rest)
}

// keep adds a piece to the statement. Only words, and no white space or comment, begin
// one.
func (s *splitter) keep(piece string, word bool) {
	if s.idle() {
		if !word {
			return
		}
		s.place = syntax.Place{Line: s.line, Column: s.column}
		s.most = mostText
		s.body = body{}
	}
	if word {
		s.last = s.line
	}
	if room := s.most - s.text.Len(); len(piece) > room {
		s.cut = true
		for room > 0 && !utf8.RuneStart(piece[room]) {
			room--
		}
		piece = piece[:max(room, 0)]
	}
	before := s.text.Len()
	s.text.WriteString(piece)
	if before <= script.MostData && s.text.Len() > script.MostData && s.data() {
		s.most = script.MostData
	}
}

// data tells whether the statement brings rows, of which the beginning is enough.
func (s *splitter) data() bool {
	switch first, _, _ := strings.Cut(strings.ToUpper(strings.TrimLeft(s.text.String()[:min(s.text.Len(), 40)], "/*!0123456789 ")), " "); first {
	case "INSERT", "REPLACE", "UPDATE", "DELETE", "LOAD", "VALUES", "SELECT", "DO":
		return true
	}
	return false
}

// finish hands on what the text ends with. A comment that is never closed is handed on
// too: statements may lie in it.
func (s *splitter) finish() {
	if s.comment {
		if s.idle() {
			s.text.WriteString(s.aside.String())
			s.place = s.opened
		}
		s.last = s.reached
	}
	s.end(s.quote != 0 || s.comment || s.inside > 0 || s.body.open())
}

// end hands the statement on.
func (s *splitter) end(open bool) {
	if !s.idle() {
		statement := &script.Statement{
			Text:  strings.TrimRight(s.text.String(), " \t\r\n\f\v"),
			Place: s.place, Last: s.last,
			Open: open || s.cut && s.most == mostText,
		}
		s.text.Reset()
		if setsMode(statement.Text) {
			s.session.set(statement.Text)
		}
		s.stopped = !s.yield(statement)
	}
	s.cut, s.quote, s.comment, s.inside, s.body = false, 0, false, 0, body{}
}

// command reads a line that speaks to the client: DELIMITER, which also ends what
// stands before it, and between statements \. and its like, and SOURCE.
func (s *splitter) command(rest string) bool {
	if !commands[strings.ToUpper(leadingWord(rest))] && rest[0] != '\\' {
		return false // looked at before the line is, which may be very long
	}
	line := strings.TrimRight(rest, " \t\r\n")
	first, argument, _ := strings.Cut(strings.ReplaceAll(line, "\t", " "), " ")
	argument = strings.TrimSpace(argument)
	switch {
	case strings.EqualFold(first, "DELIMITER") && argument != "" && (s.idle() || !strings.ContainsFunc(argument, unicode.IsLetter)):
		s.end(!s.idle())
		s.delimiter, _, _ = strings.Cut(argument, " ")
	case !s.idle():
		return false
	case used(rest, s.delimiter) > 0:
		s.keep(line, true)
		s.end(false)
		return true
	case len(line) > 1 && line[0] == '\\' && line[1] != 'g' && line[1] != 'G':
	case strings.EqualFold(first, "SOURCE") && argument != "",
		strings.EqualFold(first, "SYSTEM") && argument != "",
		oneWord[strings.ToUpper(strings.TrimRight(line, "; "))]:
	default:
		return false
	}
	if !s.stopped {
		line = strings.TrimSpace(strings.TrimSuffix(line, s.delimiter))
		statement := &script.Statement{Text: line, Place: syntax.Place{Line: s.line, Column: s.column}, Last: s.line, Client: true}
		s.stopped = !s.yield(statement)
	}
	return true
}

// oneWord are the commands of the client that stand alone on their line.
var oneWord = map[string]bool{
	"EXIT": true, "QUIT": true, "WARNINGS": true, "NOWARNING": true, "TEE": true, "NOTEE": true,
	"PAGER": true, "NOPAGER": true, "STATUS": true, "REHASH": true, "CLEAR": true, "RESETCONNECTION": true,
}

// commands are those that are words.
var commands = func() map[string]bool {
	all := map[string]bool{"DELIMITER": true, "USE": true, "SOURCE": true, "SYSTEM": true}
	for word := range oneWord {
		all[word] = true
	}
	return all
}()

// leadingWord is the word that a text begins with; no command is longer than twenty
// letters.
func leadingWord(text string) string {
	n := 0
	for n < len(text) && n < 20 && wordly(text[n]) {
		n++
	}
	return text[:n]
}
