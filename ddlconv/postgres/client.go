package postgres

import (
	"strings"

	"github.com/obferry/obferry/ddlconv/rule"
	"github.com/obferry/obferry/ddlconv/script"
)

// included are psql's commands that read another file.
var included = map[string]bool{`\i`: true, `\ir`: true, `\include`: true, `\include_relative`: true}

// ran are those that run what this text does not hold: the rows of a query as statements,
// a program, a routine.
var ran = map[string]bool{`\gexec`: true, `\!`: true}

// branching are those that pass over a part of the text, by what is known when it runs.
var branching = map[string]bool{`\if`: true, `\elif`: true, `\else`: true}

// client settles a command of psql: `\i file`.
func (r *reader) client(s *script.Statement, verb string) {
	word, argument, _ := strings.Cut(strings.TrimSpace(s.Text), " ")
	argument = strings.TrimSpace(argument)
	// A command ends at the next one on its line, or at the tab behind it.
	if tab := strings.IndexByte(word, '\t'); tab >= 0 {
		word, argument = word[:tab], strings.TrimSpace(word[tab:]+" "+argument)
	}
	switch {
	case included[word]:
		file := strings.Trim(argument, `'"`)
		r.Manual(s, word, file, "postgres.source", file)
		return
	case ran[word]:
		r.Manual(s, word, "", "postgres.dynamic", strings.TrimSpace(s.Text))
		return
	case branching[word]:
		r.Manual(s, word, "", "postgres.branch", strings.TrimSpace(s.Text))
		return
	case word == `\set`:
		r.setVariable(argument)
	case word == `\c`, word == `\connect`:
		r.connect(s, argument)
	}
	r.Passed(s, verb, "")
}

// connect tells that what follows is made in another database. A command that names none
// stays in the same.
func (r *reader) connect(s *script.Statement, argument string) {
	fields := strings.Fields(strings.ReplaceAll(argument, "-reuse-previous=on", ""))
	if len(fields) == 0 || fields[0] == "-" || !r.Follows("postgres.connect") {
		return
	}
	name := script.Discreet(strings.Trim(fields[0], `'"`))
	r.Notes = append(r.Notes, rule.Note{Rule: "postgres.connect", Severity: rule.Changed, Object: name, Line: s.Place.Line, Column: s.Place.Column, Was: name})
}
