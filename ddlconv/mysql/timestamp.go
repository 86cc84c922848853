package mysql

import (
	"strings"

	"github.com/obferry/obferry/ddlconv/rule"
	"github.com/obferry/obferry/ddlconv/schema"
	"github.com/obferry/obferry/ddlconv/syntax"
)

// implicitTime remembers a TIMESTAMP that a server of MySQL 5.7, or of MariaDB before
// 10.10, makes another column of than one of today: it says neither NULL nor NOT NULL, or
// NOT NULL without a default. No server tells of a column in that way but the last, which
// MySQL 8 does: there only a name without quotes shows that a person wrote it.
func (p *parser) implicitTime(c *schema.Column, at syntax.Token) {
	switch {
	case c.Base() != "timestamp" || c.Generated != "" || p.rowLife:
	case !p.nullSaid, c.NotNull && c.Default == nil && c.OnUpdate == "" && at.Kind == syntax.Word:
		p.remark(schema.Implicit, c.Name, c.Type, at.Place)
	}
}

// implicitTimes tells of such columns, and what that server would make of them.
func implicitTimes(d *schema.Draft, say rule.Tell) {
	first := true
	for _, c := range d.Table.Columns {
		if c.Base() != "timestamp" {
			continue
		}
		for _, r := range d.Remarks {
			if r.Phrase == schema.Implicit && strings.EqualFold(r.Object, c.Name) {
				say(r, c.Name, implied(c, first), written(c))
				break
			}
		}
		first = false
	}
}

// implied is a TIMESTAMP as a server without explicit_defaults_for_timestamp has it.
func implied(c *schema.Column, first bool) string {
	precision := strings.TrimPrefix(c.Type, "timestamp")
	s := c.Type + " NOT NULL"
	switch {
	case c.Default != nil && *c.Default == "NULL":
		return c.Type + " NULL"
	case c.Default != nil:
		s += " DEFAULT " + *c.Default
	case first && c.OnUpdate == "":
		return s + " DEFAULT CURRENT_TIMESTAMP" + precision + " ON UPDATE CURRENT_TIMESTAMP" + precision
	default:
		s += " DEFAULT '0000-00-00 00:00:00'"
	}
	if c.OnUpdate != "" {
		s += " ON UPDATE " + c.OnUpdate
	}
	return s
}

// written is the column as it is read here.
func written(c *schema.Column) string {
	s := c.Type + " NULL"
	if c.NotNull {
		s = c.Type + " NOT NULL"
	}
	if c.Default != nil {
		s += " DEFAULT " + *c.Default
	}
	if c.OnUpdate != "" {
		s += " ON UPDATE " + c.OnUpdate
	}
	return s
}
