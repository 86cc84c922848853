package diff

import (
	"strconv"
	"strings"

	"github.com/obferry/obferry/ddlconv/schema"
)

func (c *comparison) partitions() {
	want, got := c.want.Partitioning, c.got.Partitioning
	switch {
	case want == nil && got == nil:
	case got == nil:
		c.missing(OfPartitions, "", method(want))
	case want == nil:
		c.extra(OfPartitions, "", method(got))
	default:
		c.alike(OfPartitions, "", Method, method(c.keyed(want)), method(got))
		c.bounds(want, got)
		switch {
		case want.Sub != nil && got.Sub != nil:
			c.alike(OfPartitions, "", Method, method(c.keyed(want.Sub)), method(got.Sub))
			c.same(OfPartitions, "", Parts, strconv.Itoa(subs(want)), strconv.Itoa(subs(got)))
		case want.Sub != nil:
			c.same(OfPartitions, "", Method, method(want.Sub), "")
		case got.Sub != nil:
			c.same(OfPartitions, "", Method, "", method(got.Sub))
		}
	}
}

// keyed writes the columns of the primary key where KEY () names none.
func (c *comparison) keyed(by *schema.Partitioning) *schema.Partitioning {
	if by.Method != schema.ByKey || len(by.Columns) > 0 || c.want.PrimaryKey == nil {
		return by
	}
	whole := *by
	for _, p := range c.want.PrimaryKey.Parts {
		whole.Columns = append(whole.Columns, p.Column)
	}
	return &whole
}

// method is how a table is cut, in one spelling: "RANGE COLUMNS (a, b)".
func method(by *schema.Partitioning) string {
	of := expression(by.Expression)
	if len(by.Columns) > 0 {
		names := make([]string, len(by.Columns))
		for i, name := range by.Columns {
			names[i] = strings.ToLower(strings.Trim(name, "` "))
		}
		of = strings.Join(names, ",")
	}
	return string(by.Method) + " (" + of + ")"
}

// bounds compares the partitions of the first level: their names and values where they
// are written out, else how many there are.
func (c *comparison) bounds(want, got *schema.Partitioning) {
	if want.Method == schema.ByHash || want.Method == schema.ByKey || len(want.Parts) != len(got.Parts) {
		c.same(OfPartitions, "", Parts, strconv.Itoa(count(want)), strconv.Itoa(count(got)))
		return
	}
	list := want.Method == schema.ByList || want.Method == schema.ByListColumns
	for i, w := range want.Parts {
		g := got.Parts[i]
		if list { // in no order of their own
			if g = named(got.Parts, w.Name); g.Name == "" {
				c.missing(OfPartitions, w.Name, w.Values)
				continue
			}
		}
		c.alike(OfPartitions, w.Name, Order, w.Name, g.Name)
		if by := c.partitionedBy(want); !sameBounds(by, w.Values, g.Values, list) {
			c.same(OfPartitions, w.Name, Parts, boundText(w.Values), boundText(g.Values))
		}
	}
}

func count(by *schema.Partitioning) int { return max(by.Count, len(by.Parts), 1) }

// named finds a partition, an empty one where there is none.
func named(parts []schema.Partition, name string) schema.Partition {
	for _, p := range parts {
		if strings.EqualFold(p.Name, name) {
			return p
		}
	}
	return schema.Partition{}
}

// subs counts the subpartitions of the whole table.
func subs(by *schema.Partitioning) int {
	told := 0
	for _, p := range by.Parts {
		told += len(p.Subs)
	}
	if told > 0 {
		return told
	}
	return count(by) * count(by.Sub)
}
