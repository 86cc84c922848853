package ddlconv

import (
	"strings"

	"github.com/obferry/obferry/ddlconv/mysql"
	"github.com/obferry/obferry/ddlconv/schema"
)

// ungenerate makes plain columns of the generated ones that a function picks: they
// then take the values of the source as they are, and nothing of the data is lost.
func (w *work) ungenerate(say tell, pick func(*schema.Column) bool) {
	for _, c := range w.table.Columns {
		if c.Generated != "" && pick(c) {
			say(c, c.Name, c.Generated, "")
			c.Generated = ""
		}
	}
}

// generatedFunction: some functions may not stand in a generated column (3102).
func generatedFunction(w *work, say tell) {
	w.ungenerate(say, func(c *schema.Column) bool {
		return w.course.target.RefusesExpression(mysql.Calls(c.Generated))
	})
}

// generatedNested: a generated column may not use another (3106).
func generatedNested(w *work, say tell) {
	generated := map[*schema.Column]bool{}
	for _, c := range w.table.Columns {
		generated[c] = c.Generated != ""
	}
	w.ungenerate(say, func(c *schema.Column) bool {
		return w.uses(c.Generated, func(u *schema.Column) bool { return generated[u] })
	})
}

// generatedAuto: a generated column may not use the one that counts (1235).
func generatedAuto(w *work, say tell) {
	w.ungenerate(say, func(c *schema.Column) bool {
		return w.uses(c.Generated, func(u *schema.Column) bool { return u.AutoIncrement })
	})
}

// generatedPrimary: a generated column may not be in the primary key (3106).
func generatedPrimary(w *work, say tell) {
	if w.table.PrimaryKey == nil {
		return
	}
	w.ungenerate(say, func(c *schema.Column) bool {
		for _, p := range w.table.PrimaryKey.Parts {
			if strings.EqualFold(p.Column, c.Name) {
				return true
			}
		}
		return false
	})
}

// uses tells whether an expression names a column that a function picks.
func (w *work) uses(expression string, pick func(*schema.Column) bool) bool {
	for _, name := range mysql.Columns(expression) {
		if c := w.table.Column(name); c != nil && pick(c) {
			return true
		}
	}
	return false
}
