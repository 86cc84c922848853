package postgres

import (
	"strings"

	pg "github.com/pganalyze/pg_query_go/v6"

	"github.com/obferry/obferry/ddlconv/script"
)

// setVariable keeps a variable of psql: \set name value. One that a program gives is not known.
func (r *reader) setVariable(argument string) {
	name, value, _ := strings.Cut(argument, " ")
	if name == "" || strings.Contains(value, "`") {
		return
	}
	value = strings.TrimSpace(value)
	if inner, quoted := strings.CutPrefix(value, "'"); quoted {
		value = strings.ReplaceAll(strings.TrimSuffix(inner, "'"), "''", "'")
	} else {
		value = strings.Join(strings.Fields(value), "")
	}
	r.variables[name] = value
}

// interpolate puts variables of psql in their places: :name, :'name' and :"name". It gives
// the first that is not known, and whether there was any.
func (r *reader) interpolate(text string) (became, unknown string, found bool) {
	scanned, err := pg.Scan(text)
	if err != nil {
		return text, "", false
	}
	var b strings.Builder
	at := 0
	for i := 0; i+1 < len(scanned.Tokens); i++ {
		colon, word := scanned.Tokens[i], scanned.Tokens[i+1]
		if colon.Token != pg.Token_ASCII_58 || colon.End != word.Start || int(word.End) > len(text) {
			continue
		}
		name := text[word.Start:word.End]
		bare := strings.Trim(name, `'"`)
		if bare == "" || !wordly(bare[0]) || bare[0] >= '0' && bare[0] <= '9' {
			continue
		}
		found = true
		value, known := r.variables[bare]
		if !known {
			return text, ":" + name, true
		}
		switch name[0] {
		case '\'':
			value = "'" + strings.ReplaceAll(value, "'", "''") + "'"
		case '"':
			value = `"` + strings.ReplaceAll(value, `"`, `""`) + `"`
		}
		b.WriteString(text[at:colon.Start] + value)
		at = int(word.End)
	}
	return b.String() + text[at:], "", found
}

// varied reads a statement that the parser refuses for the variables of psql in it; it
// tells whether there are any.
func (r *reader) varied(s *script.Statement, verb string) (source, *pg.Node, bool) {
	text, unknown, found := r.interpolate(s.Text)
	if !found {
		return source{}, nil, false
	}
	if unknown != "" {
		r.Manual(s, verb, "", "postgres.variable", unknown)
		return source{}, nil, true
	}
	one := *s
	one.Text = text
	st := source{Statement: &one}
	node, fault := st.parse()
	if fault != nil {
		r.Refused(s, verb, "", fault)
		return source{}, nil, true
	}
	return st, node, true
}
