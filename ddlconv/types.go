package ddlconv

import "strings"

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
	say := w.teller("type.chosen", Info)
	for _, c := range w.table.Columns {
		for _, choice := range w.options.Types {
			if choice.fits(w.table.Name, c.Name, c.Type) {
				say(c, c.Name, c.Type, choice.To)
				c.Was, c.Type, c.Chosen = c.Type, choice.To, true
				break
			}
		}
	}
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
