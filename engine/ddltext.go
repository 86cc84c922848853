package engine

import (
	"slices"
	"strings"

	"github.com/obferry/obferry/engine/fault"
	"github.com/obferry/obferry/engine/proof"
)

// Text is the DDL as one text, as a person reads and edits it: the CREATE TABLE, and
// what waits for the rows behind it.
func (d *DDLPlan) Text() string {
	if d.Create == "" {
		return ""
	}
	return strings.Join(append([]string{d.Create}, d.After...), ";\n\n")
}

// Edit takes the text as a person has written it: its first statement makes the table,
// the others wait for the rows. From then on it is the person's.
func (d *DDLPlan) Edit(text string) {
	d.Edited, d.Create, d.After = true, "", nil
	for i, s := range statements(text) {
		if i == 0 {
			d.Create = s
		} else {
			d.After = append(d.After, s)
		}
	}
}

// Discard gives up what a person has written; [Draw] converts the table anew.
func (d *DDLPlan) Discard() { d.Edited, d.Create, d.After = false, "", nil }

// Same tells whether both make the same statements.
func (d *DDLPlan) Same(other DDLPlan) bool {
	return d.Create == other.Create && slices.Equal(d.After, other.After)
}

// CheckDDL tells whether the table's DDL makes it, as far as can be told without a
// server. A person may have edited it, and what it would make instead must never come to
// be on the target. The error is a *fault.Error.
func (t *TablePlan) CheckDDL() error {
	if t.DDL.Create == "" {
		return fault.New(fault.DDL, "fault.run.noddl", "Table", t.Target)
	}
	database, table, ok := proof.Makes(t.DDL.Create)
	switch {
	case !ok:
		return fault.New(fault.DDL, "fault.run.nocreate", "Table", t.Target).In(t.DDL.Create)
	case database != "":
		return fault.New(fault.DDL, "fault.run.otherdatabase", "Table", t.Target, "Database", database).In(t.DDL.Create)
	case !strings.EqualFold(table, t.Target):
		return fault.New(fault.DDL, "fault.run.othername", "Table", t.Target, "Made", table).In(t.DDL.Create)
	}
	for _, s := range t.DDL.After {
		switch why, name := proof.Reaches(s); why {
		case proof.Elsewhere:
			return fault.New(fault.DDL, "fault.run.otherdatabase", "Table", t.Target, "Database", name).In(s)
		case proof.NotOurs:
			return fault.New(fault.DDL, "fault.run.otherstatement", "Table", t.Target, "Word", name).In(s)
		}
	}
	return nil
}

// statements cuts a text at its semicolons, but for those within quotes and comments.
// What holds nothing but comments and blanks is no statement: a server refuses it.
func statements(text string) []string {
	var all []string
	from, says := 0, false
	end := func(to int) {
		if says {
			all = append(all, strings.TrimSpace(text[from:to]))
		}
	}
	for at := 0; at < len(text); {
		length, comment := 1, false
		switch c := text[at]; {
		case c == ';':
			end(at)
			from, says = at+1, false
			at++
			continue
		case c == '\'' || c == '"' || c == '`':
			length = quoted(text[at:])
		default:
			length, comment = commented(text[at:])
		}
		says = says || !comment && strings.TrimSpace(text[at:at+length]) != ""
		at += length
	}
	end(len(text))
	return all
}

// quoted is how long the quote at the beginning of a text is; one that never ends takes
// all of it.
func quoted(text string) int {
	quote := text[0]
	for i := 1; i < len(text); i++ {
		switch {
		case text[i] == '\\' && quote != '`':
			i++
		case text[i] == quote && i+1 < len(text) && text[i+1] == quote:
			i++
		case text[i] == quote:
			return i + 1
		}
	}
	return len(text)
}

// commented is how long the comment at the beginning of a text is; without one it is a
// single byte. A versioned comment (/*! … */) is none: the server reads it.
func commented(text string) (length int, comment bool) {
	end := ""
	switch {
	case text[0] == '#', strings.HasPrefix(text, "--") && (len(text) == 2 || text[2] <= ' '):
		end = "\n"
	case strings.HasPrefix(text, "/*") && !strings.HasPrefix(text, "/*!") && !strings.HasPrefix(text, "/*+"):
		end = "*/"
	default:
		return 1, false
	}
	i := strings.Index(text, end)
	if i < 0 {
		return len(text), true
	}
	return i + len(end), true
}
