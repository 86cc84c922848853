package sqlserver

import (
	"regexp"
	"strings"

	"github.com/obferry/obferry/ddlconv/script"
	"github.com/obferry/obferry/ddlconv/syntax"
)

// client settles a line that speaks to sqlcmd or SSMS. What it brings in, or does outside
// of the server it was connected to, a person must look at.
func (r *reader) client(s *script.Statement, reading *script.Reading) {
	verb, rest := verbAndRest(s.Text)
	switch {
	case verb == "GO":
		r.batchSchema, r.flow, r.texts = "", flow{}, nil
		reading.Passed(s, "GO", "")
	case verb == ":r":
		file := strings.Trim(rest, `"`)
		reading.Manual(s, verb, file, "sqlserver.include", file)
	case verb == ":connect":
		server, _, _ := strings.Cut(rest, " ") // behind it a password may stand
		told := *s
		told.Text = verb + " " + server
		reading.Manual(&told, verb, server, "sqlserver.connect", server)
	case verb == "!!":
		reading.Manual(s, verb, "", "sqlserver.shell", firstWords(rest))
	case verb == ":setvar":
		name, value, given := strings.Cut(rest, " ")
		if r.variables == nil {
			r.variables = map[string]string{}
		}
		if delete(r.variables, strings.ToLower(name)); given {
			r.variables[strings.ToLower(name)] = strings.Trim(strings.TrimSpace(value), `"`)
		}
		reading.Passed(s, verb, name)
	default:
		reading.Passed(s, verb, "")
	}
}

// verbAndRest cuts a line of a client into its command, in one spelling, and what it is
// given.
func verbAndRest(text string) (verb, rest string) {
	text = strings.TrimSpace(text)
	if shell := strings.TrimPrefix(text, ":"); strings.HasPrefix(shell, "!!") {
		return "!!", strings.TrimSpace(shell[2:])
	}
	end := strings.IndexAny(text, " \t;(-/")
	if end < 0 {
		end = len(text)
	}
	verb, rest = strings.ToLower(text[:end]), strings.TrimSpace(text[end:])
	if verb == "go" {
		verb = "GO"
	}
	if comment := strings.Index(rest, " --"); comment >= 0 {
		rest = strings.TrimSpace(rest[:comment])
	}
	return verb, strings.ReplaceAll(rest, "\t", " ")
}

// placeholder is a variable of sqlcmd.
var placeholder = regexp.MustCompile(`\$\([\w-]+\)`)

// filled is a use of a variable that the client puts a text in the place of.
type filled struct {
	name, value string
	known       bool
	schema      bool // it stands for a schema, which no name has on the target
	place       syntax.Place
}

// fill puts their values in the place of the variables of sqlcmd that stand in names and
// strings, and gives what it found.
func (r *reader) fill(tokens []syntax.Token) []filled {
	var all []filled
	seen := map[string]bool{}
	for i, t := range tokens {
		if parameter(tokens, i) && !seen[t.Raw] {
			seen[t.Raw] = true
			all = append(all, filled{name: t.Raw, schema: true, place: t.Place})
		}
		if t.Kind != syntax.Name && t.Kind != syntax.Text || !strings.Contains(t.Value, "$(") {
			continue
		}
		tokens[i].Value = placeholder.ReplaceAllStringFunc(t.Value, func(one string) string {
			f := filled{name: one, schema: one == t.Value && i+1 < len(tokens) && tokens[i+1].Sign("."), place: t.Place}
			f.value, f.known = r.variables[strings.ToLower(one[2:len(one)-1])]
			if !seen[one] && !placed(tokens, i) {
				seen[one] = true
				all = append(all, f)
			}
			if !f.known {
				return one
			}
			return f.value
		})
	}
	return all
}

// parameter tells whether a token stands for a schema that a program puts in its place:
// @schema.table, which is no name of Transact-SQL.
func parameter(tokens []syntax.Token, i int) bool {
	return i+2 < len(tokens) && tokens[i].Kind == syntax.Variable && tokens[i+1].Sign(".") && tokens[i+2].Named()
}

// placed tells whether a token says where rows lie: ON [$(Group)].
func placed(tokens []syntax.Token, i int) bool {
	return i > 0 && i+1 < len(tokens) && !tokens[i+1].Sign(".") && !tokens[i+1].Sign("(") &&
		(tokens[i-1].Is("ON") || tokens[i-1].Is("TEXTIMAGE_ON") || tokens[i-1].Is("FILESTREAM_ON"))
}

// tellFilled tells of the variables in a statement that made or changed a table.
func (p *parser) tellFilled(all []filled) {
	if p.draft == nil || p.r.Table(p.draft.Schema, p.draft.Table.Name) != p.draft {
		return
	}
	for _, f := range all {
		switch {
		case f.schema && !f.known:
			if p.Tokens[0].Is("CREATE") && p.Tokens[1].Is("TABLE") {
				p.tell("sqlserver.variable.schema", p.draft, f.place, "", f.name, "")
			}
		case f.known:
			p.tell("sqlserver.variable", p.draft, f.place, "", f.name, f.value)
		default:
			p.tell("sqlserver.variable.unknown", p.draft, f.place, "", f.name, "")
		}
	}
}
