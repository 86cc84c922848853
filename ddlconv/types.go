package ddlconv

import (
	"slices"
	"strings"

	"github.com/obferry/obferry/ddlconv/schema"
)

// TypeChoice is a person's choice of a type for columns.
type TypeChoice struct {
	// From is a type in the source's words, without regard to case and blanks:
	// "number(1)". Without parentheses it fits every length: "number".
	From string `yaml:"from"`
	// Table and Column narrow the choice to one table or column; "" for all.
	Table  string `yaml:"table,omitempty"`
	Column string `yaml:"column,omitempty"`
	// To is the type on the target, in MySQL's words.
	To string `yaml:"to"`
}

// chooseTypes gives columns the types that a person chose for them.
func (w *work) chooseTypes() {
	say, refuse := w.teller(chosen.ID, chosen.Severity), w.teller(chosenUnfit.ID, chosenUnfit.Severity)
	for _, c := range w.table.Columns {
		for i, choice := range w.options.Types {
			if choice.fits(w.table.Name, c.Name, c.Type) {
				w.course.used[i] = true
				if c.AutoIncrement && !counts(choice.To) {
					refuse(c, c.Name, c.Type, choice.To)
					break
				}
				say(c, c.Name, c.Type, choice.To)
				c.Was, c.Type, c.Chosen = c.Type, choice.To, true
				break
			}
		}
	}
}

// counts tells whether a column of a type may be AUTO_INCREMENT (1063).
func counts(of string) bool {
	base := (&schema.Column{Type: strings.ToLower(of)}).Base()
	return slices.Contains([]string{"tinyint", "smallint", "mediumint", "int", "integer", "bigint", "float", "double", "real", "bool", "boolean"}, base)
}

// unusedChoices tells of a person's choices that fit no column of a script.
func (c *course) unusedChoices(choices []TypeChoice) []Note {
	var notes []Note
	for i, choice := range choices {
		if !c.used[i] && c.follows(chosen) {
			notes = append(notes, Note{Rule: chosenUnused.ID, Severity: chosenUnused.Severity, Was: choice.String(), Became: choice.To})
		}
	}
	return notes
}

// String is what a choice is for: "number(1) of orders.total".
func (t TypeChoice) String() string {
	switch {
	case t.Table != "" && t.Column != "":
		return t.From + " of " + t.Table + "." + t.Column
	case t.Table != "" || t.Column != "":
		return t.From + " of " + t.Table + t.Column
	}
	return t.From
}

func (t TypeChoice) fits(table, column, sourceType string) bool {
	if t.Table != "" && !strings.EqualFold(t.Table, table) || t.Column != "" && !strings.EqualFold(t.Column, column) {
		return false
	}
	from, is := squeeze(t.From), squeeze(sourceType)
	if !strings.Contains(from, "(") {
		base, rest, sized := strings.Cut(is, "(")
		if sized {
			_, after, _ := strings.Cut(rest, ")")
			is = base + after
		}
	}
	return from == is
}

// squeeze is a type in lower case without blanks.
func squeeze(s string) string { return strings.ToLower(strings.Join(strings.Fields(s), "")) }
