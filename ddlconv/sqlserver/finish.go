package sqlserver

import (
	"fmt"
	"slices"
	"strings"

	"github.com/obferry/obferry/ddlconv/schema"
	"github.com/obferry/obferry/ddlconv/script"
)

// Finish settles what the whole script must be known for.
func (r *reader) Finish(reading *script.Reading) {
	r.count(reading)
	for _, d := range reading.Tables {
		noNull(d)
		r.disable(d, reading)
		r.partition(d, reading)
		r.uniqueNull(d, reading)
		identityTypes(d, reading)
	}
	r.unbound(reading)
	for _, v := range r.views {
		if v.object != nil {
			reading.Objects = append(reading.Objects, v.object)
		}
	}
}

// noNull takes the default NULL from columns that are never null: it gives no value on
// either side.
func noNull(d *schema.Draft) {
	for _, c := range d.Table.Columns {
		if c.NotNull && c.Default != nil && *c.Default == "NULL" {
			c.Default = nil
		}
	}
}

// disable settles the constraints that the script leaves unchecked at its end.
func (r *reader) disable(d *schema.Draft, reading *script.Reading) {
	f := r.about(d)
	off := func(name string) bool {
		if is, said := f.disabled[strings.ToLower(name)]; said && name != "" {
			return is
		}
		return f.disabled[""]
	}
	for _, c := range d.Table.Checks {
		if off(c.Name) && reading.Follows("sqlserver.check.disabled") {
			c.NotEnforced = true
			tell(reading, "sqlserver.check.disabled", d, d.Places[c], c.Name, "NOCHECK CONSTRAINT", "NOT ENFORCED")
		}
	}
	var kept []*schema.ForeignKey
	for _, fk := range d.Table.ForeignKeys {
		if off(fk.Name) && reading.Follows("sqlserver.foreign.disabled") {
			tell(reading, "sqlserver.foreign.disabled", d, d.Places[fk], fk.Name, "NOCHECK CONSTRAINT", "")
			continue
		}
		kept = append(kept, fk)
	}
	d.Table.ForeignKeys = kept
}

// uniqueNull tells of the unique keys that take one NULL on the source, and here any
// number.
func (r *reader) uniqueNull(d *schema.Draft, reading *script.Reading) {
	for _, index := range d.Table.Indexes {
		if index.Kind != schema.Unique {
			continue
		}
		covered := r.about(d).notNull[index]
		for _, part := range index.Parts {
			if c := d.Table.Column(part.Column); c != nil && !c.NotNull && !slices.ContainsFunc(covered, func(n string) bool { return strings.EqualFold(n, c.Name) }) {
				tell(reading, "sqlserver.unique.null", d, d.Places[index], index.Name, c.Name, "")
				break
			}
		}
	}
}

// identityTypes makes whole numbers of the decimals that count, and of the foreign keys'
// columns that point to them.
func identityTypes(d *schema.Draft, reading *script.Reading) {
	if !reading.Follows("sqlserver.identity.type") {
		return
	}
	for _, c := range d.Table.Columns {
		if !c.AutoIncrement || kindOf(c.Type) != number {
			continue
		}
		tell(reading, "sqlserver.identity.type", d, d.Places[c], c.Name, c.Type, "bigint")
		c.Type = "bigint"
		for _, other := range reading.Tables {
			for _, fk := range other.Table.ForeignKeys {
				if !strings.EqualFold(fk.RefSchema, d.Schema) || !strings.EqualFold(fk.RefTable, d.Table.Name) {
					continue
				}
				for i, name := range fk.RefColumns {
					if child := other.Table.Column(fk.Columns[min(i, len(fk.Columns)-1)]); child != nil && strings.EqualFold(name, c.Name) && kindOf(child.Type) == number {
						tell(reading, "sqlserver.identity.type", other, other.Places[child], child.Name, child.Type, "bigint")
						child.Type = "bigint"
					}
				}
			}
		}
	}
}

// digitsAfter is a precision of seconds in parentheses, "" for none.
func digitsAfter(n int) string {
	if n == 0 {
		return ""
	}
	return fmt.Sprintf("(%d)", n)
}
