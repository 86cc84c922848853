package engine

import (
	"strings"

	"github.com/agnivade/levenshtein"

	"github.com/obferry/obferry/engine/fault"
)

// lacks is the fault of a table that the source does not have: with the name that was
// perhaps meant, or what else goes by this one.
func (c *Catalog) lacks(id, name string) error {
	for _, o := range c.Left {
		if o.Name == name {
			return fault.New(fault.Missing, "fault.plan.notatable", "Name", name, "Kind", o.Kind)
		}
	}
	return fault.New(fault.Missing, id, "Table", name, "Near", c.near(name))
}

// near is the table whose name is most like a name that no table has; "" where none is.
func (c *Catalog) near(name string) string {
	best, found := len(name)/3+1, ""
	for _, t := range c.Tables {
		if d := levenshtein.ComputeDistance(strings.ToLower(name), strings.ToLower(t.Name)); d < best {
			best, found = d, t.Name
		}
	}
	return found
}
