package ddlconv

import (
	"fmt"
	"strings"

	"github.com/obferry/obferry/ddlconv/mysql"
	"github.com/obferry/obferry/ddlconv/schema"
)

// dropChecks takes the checks out that a function picks, and tells it of each.
func (w *work) dropChecks(say tell, pick func(*schema.Check) bool) {
	w.table.Checks = filter(w.table.Checks, func(c *schema.Check) bool {
		if !pick(c) {
			return true
		}
		say(c, c.Name, c.Expression, "")
		return false
	})
}

// checkMissing: the oldest versions have no checks.
func checkMissing(w *work, say tell) { w.dropChecks(say, func(*schema.Check) bool { return true }) }

// checkFunction: some functions, subqueries and variables may not stand in a check
// (3814 to 3816).
func checkFunction(w *work, say tell) {
	w.dropChecks(say, func(c *schema.Check) bool {
		return w.course.target.RefusesExpression(mysql.Calls(c.Expression))
	})
}

// checkAuto: a check may not name the column that counts (3818).
func checkAuto(w *work, say tell) {
	w.dropChecks(say, func(c *schema.Check) bool {
		return w.uses(c.Expression, func(u *schema.Column) bool { return u.AutoIncrement })
	})
}

// checkBoolean: a check must be a truth value (3812); any number will do for MariaDB.
func checkBoolean(w *work, say tell) {
	for _, c := range w.table.Checks {
		if mysql.Truth(c.Expression) {
			continue
		}
		was := c.Expression
		c.Expression = "(" + was + ") <> 0"
		say(c, c.Name, was, c.Expression)
	}
}

// checkName: the name of a check must be the only one in its database (3822), and in
// MariaDB only in its table. It gets the table's name in front.
func checkName(w *work, say tell) {
	if w.course.from != MariaDB {
		return
	}
	for i, c := range w.table.Checks {
		if c.Name == "" || strings.HasPrefix(c.Name, w.table.Name+"_") {
			continue
		}
		was := c.Name
		c.Name = w.table.Name + "_" + was
		if strings.HasPrefix(was, "CONSTRAINT_") {
			c.Name = fmt.Sprintf("%s_chk_%d", w.table.Name, i+1)
		}
		if !w.course.target.FitsName(c.Name) {
			c.Name = "" // the server finds one
		}
		say(c, was, was, c.Name)
	}
}
