package postgres

import (
	"errors"
	"strings"
	"unicode/utf8"

	pg "github.com/pganalyze/pg_query_go/v6"
	"github.com/pganalyze/pg_query_go/v6/parser"

	"github.com/obferry/obferry/ddlconv/script"
	"github.com/obferry/obferry/ddlconv/syntax"
)

const (
	// deepest is how deep parentheses and brackets of a statement may lie: PostgreSQL's
	// parser and what walks over its trees call themselves for each.
	deepest = 400
	// mostInARow is how many words and signs may follow each other without a comma. The
	// parser's C code ends the process between 20,000 and 100,000.
	mostInARow = 12000
	// longest is the most bytes of a statement that is read.
	longest = 4 << 20
)

// source is a statement with what finds a place in it.
type source struct {
	*script.Statement
	// newer are the words of PostgreSQL 18 in it, where the parser read it without them, said
	// the same by the places of the constraints that say them; edits are what was written
	// instead.
	newer []mark
	said  map[int32]map[phrase]bool
	edits []edit
	// last is the place that was found last: the next is mostly not far behind it.
	last *found
}

// found is a place in a statement, by its offset.
type found struct {
	offset int
	place  syntax.Place
}

// at is the place of an offset in bytes of what the parser read; below 0 it is the
// statement's own.
func (s source) at(offset int32) syntax.Place {
	at := original(int(offset), s.edits)
	if offset <= 0 || at > len(s.Text) {
		return s.Place
	}
	from, place := 0, s.Place
	if s.last != nil && s.last.offset <= at {
		from, place = s.last.offset, s.last.place
	}
	before := s.Text[from:at]
	if n := strings.Count(before, "\n"); n > 0 {
		place.Line += n
		place.Column = 1
		before = before[strings.LastIndexByte(before, '\n')+1:]
	}
	place.Column += utf8.RuneCountInString(before)
	if s.last != nil {
		*s.last = found{at, place}
	}
	return place
}

// fault is an error at an offset.
func (s source) fault(id string, offset int) *syntax.Error {
	offset = max(0, min(offset, len(s.Text)))
	for offset > 0 && offset < len(s.Text) && !utf8.RuneStart(s.Text[offset]) {
		offset--
	}
	return syntax.At(id, s.at(int32(offset)), syntax.Near(s.Text, offset))
}

// parse reads one statement with PostgreSQL's own parser.
func (s *source) parse() (*pg.Node, *syntax.Error) {
	s.last = &found{0, s.Place}
	if zero := strings.IndexByte(s.Text, 0); zero >= 0 {
		return nil, s.fault("fault.ddl.syntax", zero)
	}
	if s.Open {
		return nil, s.fault("fault.ddl.unfinished", 0)
	}
	if len(s.Text) > longest {
		return nil, s.fault("fault.ddl.large", 0)
	}
	if offset, deep := tooDeep(s.Text); deep {
		return nil, s.fault("fault.ddl.large", offset)
	}
	tree, err := pg.Parse(s.Text)
	if err != nil {
		if older, marks, edits := inOlderWords(s.Text); len(edits) > 0 {
			if again, fault := pg.Parse(older); fault == nil && len(again.Stmts) == 1 {
				tree, err, s.newer, s.edits = again, nil, marks, edits
				s.said = saidIn(again.Stmts[0].Stmt, marks)
			}
		}
	}
	if err != nil {
		offset := 0
		var why *parser.Error
		if errors.As(err, &why) && why.Cursorpos > 0 {
			offset = byteOf(s.Text, why.Cursorpos-1)
		}
		return nil, s.fault("fault.ddl.syntax", offset)
	}
	switch len(tree.Stmts) {
	case 0:
		return nil, nil
	case 1:
		return tree.Stmts[0].Stmt, nil
	}
	return nil, s.fault("fault.ddl.syntax", int(tree.Stmts[1].StmtLocation))
}

// byteOf is the offset in bytes of a character, counted from 0.
func byteOf(text string, character int) int {
	for offset := range text {
		if character == 0 {
			return offset
		}
		character--
	}
	return len(text)
}

// tooDeep finds where a statement becomes one that would exhaust the stack: by
// parentheses within parentheses, or by a chain of operators, which is a tree as deep as
// it is long. A chain ends at a comma; what stands in quotes is one word.
func tooDeep(text string) (offset int, deep bool) {
	chains := []int{0} // by depth, how many words and signs stand in a row
	sum := 0
	for i := 0; i < len(text); i++ {
		top := len(chains) - 1
		switch c := text[i]; {
		case c == '(' || c == '[':
			sum++
			chains[top]++
			chains = append(chains, 0)
		case (c == ')' || c == ']') && top > 0:
			sum -= chains[top]
			chains = chains[:top]
		case c == ',':
			sum -= chains[top]
			chains[top] = 0
		case c == '\'' || c == '"':
			i += quoted(text[i:], text[i:i+1])
		case c == '$' && (i == 0 || !wordly(text[i-1])) && dollarTag(text[i:]) != "":
			i += quoted(text[i:], dollarTag(text[i:]))
		case c > ' ' && (i == 0 || !wordly(c) || !wordly(text[i-1])):
			sum++
			chains[top]++
		}
		if len(chains) > deepest || sum > mostInARow {
			return i, true
		}
	}
	return 0, false
}

// quoted is how many bytes lie between the first one of a quoted text and its last one.
func quoted(text, mark string) int {
	end := strings.Index(text[len(mark):], mark)
	if end < 0 {
		return len(text) - 1
	}
	return 2*len(mark) + end - 1
}
