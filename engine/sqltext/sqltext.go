// Package sqltext tells apart what stands in a statement of MySQL's SQL: code, strings,
// quoted names, comments. It is for text that a person wrote and that is sent on with
// something put into it or around it; it does not parse.
//
// Strings are read as a session reads them that has neither ANSI_QUOTES nor
// NO_BACKSLASH_ESCAPES, which is how this program's sessions are.
package sqltext

import (
	"iter"
	"strings"
)

// Kind is what a part of a statement is.
type Kind uint8

// The kinds.
const (
	Code    Kind = iota
	String       // with its quotes, single or double
	Name         // with its backticks
	Comment      // with what begins and ends it; /*! is code, which the server runs
)

// Part is a part of a statement. Open says that its end is missing.
type Part struct {
	Kind Kind
	Text string
	Open bool
}

// Parts gives the parts of a statement, in order; together they are its text.
func Parts(sql string) iter.Seq[Part] {
	return func(yield func(Part) bool) {
		code := 0 // where the code at hand begins
		for i := 0; i < len(sql); {
			kind, size, open := quoted(sql[i:])
			if size == 0 {
				i++
				continue
			}
			if code < i && !yield(Part{Kind: Code, Text: sql[code:i]}) {
				return
			}
			if !yield(Part{kind, sql[i : i+size], open}) {
				return
			}
			i += size
			code = i
		}
		if code < len(sql) {
			yield(Part{Kind: Code, Text: sql[code:]})
		}
	}
}

// quoted is the part that a text begins with, other than code; of size 0 where it is code.
func quoted(s string) (kind Kind, size int, open bool) {
	switch c := s[0]; {
	case c == '\'', c == '"':
		size, open = closing(s, c, true)
		return String, size, open
	case c == '`':
		size, open = closing(s, c, false)
		return Name, size, open
	case c == '#', strings.HasPrefix(s, "--") && (len(s) == 2 || s[2] <= ' '):
		if end := strings.IndexByte(s, '\n'); end >= 0 {
			return Comment, end, false
		}
		return Comment, len(s), false
	case strings.HasPrefix(s, "/*") && !strings.HasPrefix(s, "/*!"):
		if end := strings.Index(s[2:], "*/"); end >= 0 {
			return Comment, end + 4, false
		}
		return Comment, len(s), true
	}
	return Code, 0, false
}

// closing is the size of what a quote opens, to behind the quote that closes it. Two
// quotes are one that belongs to it.
func closing(s string, quote byte, escapes bool) (size int, open bool) {
	for i := 1; i < len(s); i++ {
		switch {
		case escapes && s[i] == '\\':
			i++
		case s[i] != quote:
		case i+1 < len(s) && s[i+1] == quote:
			i++
		default:
			return i + 1, false
		}
	}
	return len(s), true
}

// Whole tells whether a text can stand within brackets as one expression or query: every
// quote, comment and bracket that it opens it closes, and it closes no other.
func Whole(sql string) bool {
	depth := 0
	for p := range Parts(sql) {
		if p.Open {
			return false
		}
		if p.Kind != Code {
			continue
		}
		for _, c := range []byte(p.Text) {
			switch c {
			case '(':
				depth++
			case ')':
				depth--
			case ';':
				return false
			}
			if depth < 0 {
				return false
			}
		}
		if strings.Count(p.Text, "/*!") != strings.Count(p.Text, "*/") {
			return false // what MySQL alone runs, cut by a string: nobody writes that by chance
		}
	}
	return depth == 0
}

// Statements cuts a text at its semicolons. What holds nothing but comments and blanks is
// no statement: a server refuses it.
func Statements(text string) []string {
	var all []string
	from, at, says := 0, 0, false
	end := func(to int) {
		if says {
			all = append(all, strings.TrimSpace(text[from:to]))
		}
		from, says = to+1, false
	}
	for p := range Parts(text) {
		if p.Kind != Code {
			says = says || p.Kind != Comment
			at += len(p.Text)
			continue
		}
		for i, c := range []byte(p.Text) {
			switch {
			case c == ';':
				end(at + i)
			case c > ' ':
				says = true
			}
		}
		at += len(p.Text)
	}
	end(len(text))
	return all
}

// Verb is the word that a statement begins with, in upper case, behind comments and
// brackets; "" where none is there.
func Verb(sql string) string {
	for p := range Parts(sql) {
		if p.Kind == Comment {
			continue
		}
		if p.Kind != Code {
			return ""
		}
		const blank = "( \t\r\n\f\v"
		text := strings.TrimLeft(p.Text, blank)
		if versioned, ok := strings.CutPrefix(text, "/*!"); ok {
			text = strings.TrimLeft(versioned, "0123456789"+blank)
		}
		if text == "" {
			continue
		}
		end := strings.IndexFunc(text, func(r rune) bool { return !isWord(r) })
		if end < 0 {
			end = len(text)
		}
		return strings.ToUpper(text[:end])
	}
	return ""
}

// Put replaces a variable, such as @table, by a text, wherever it stands as code or alone
// within backticks. Longer names that begin like it are others.
func Put(sql, variable, text string) string {
	var b strings.Builder
	for p := range Parts(sql) {
		switch {
		case p.Kind == Name && p.Text == "`"+variable+"`":
			b.WriteString(text)
		case p.Kind == Code:
			put(&b, p.Text, variable, text)
		default:
			b.WriteString(p.Text)
		}
	}
	return b.String()
}

func put(b *strings.Builder, code, variable, text string) {
	from := 0
	for {
		at := strings.Index(code[from:], variable)
		if at < 0 {
			b.WriteString(code[from:])
			return
		}
		at += from
		b.WriteString(code[from:at])
		from = at + len(variable)
		if longer := at > 0 && inName(code[at-1]) || from < len(code) && inName(code[from]); longer {
			b.WriteString(variable)
		} else {
			b.WriteString(text)
		}
	}
}

// inName tells whether a byte beside a variable makes it part of a longer name.
func inName(c byte) bool { return c == '@' || isWord(rune(c)) }

// isWord tells whether a character, or a byte of one, may be part of a name without quotes.
func isWord(r rune) bool {
	return r == '_' || r == '$' || r >= 0x80 || '0' <= r && r <= '9' || 'a' <= r|0x20 && r|0x20 <= 'z'
}
