package engine

import (
	"slices"
	"strings"

	"github.com/obferry/obferry/engine/fault"
	"github.com/obferry/obferry/engine/proof"
	"github.com/obferry/obferry/engine/sqltext"
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
	for i, s := range sqltext.Statements(text) {
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
