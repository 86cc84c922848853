// Package diff compares two tables of the model: one that was meant, and one that a
// server tells back. What a server writes in other words (display widths, quotes around
// a default, parentheses in an expression) is no difference.
package diff

import (
	"strconv"
	"strings"

	"github.com/obferry/obferry/ddlconv/schema"
)

// Difference is one thing in which a table is not what was meant. It is one of
// [Missing], [Extra] and [Changed].
type Difference interface {
	// Where tells what differs: the table, the kind of element, and its name, "" for
	// the table itself.
	Where() Place
	sealed()
}

type (
	// Place is an element of a table.
	Place struct {
		Table   string
		Element Element
		Name    string
	}

	// Missing tells that an element that was meant is not there. Want describes it.
	Missing struct {
		Place
		Want string
	}

	// Extra tells that an element is there that was not meant. Got describes it.
	Extra struct {
		Place
		Got string
	}

	// Changed tells that an element is there and is otherwise than meant.
	Changed struct {
		Place
		Aspect    Aspect
		Want, Got string
	}
)

// Element is a kind of thing that a table has.
type Element string

// The elements.
const (
	OfTable      Element = "table"
	OfColumn     Element = "column"
	OfKey        Element = "key"
	OfForeignKey Element = "foreign"
	OfCheck      Element = "check"
	OfPartitions Element = "partitions"
)

// Aspect is what of an element differs.
type Aspect string

// The aspects.
const (
	Order      Aspect = "order"      // of columns
	Type       Aspect = "type"       // with its length
	Charset    Aspect = "charset"    // with the collation
	Nullable   Aspect = "nullable"   // NULL or NOT NULL
	Default    Aspect = "default"    // of a column
	OnUpdate   Aspect = "onupdate"   // of a column
	Auto       Aspect = "auto"       // AUTO_INCREMENT
	Generated  Aspect = "generated"  // the expression, and whether it is stored
	Visible    Aspect = "visible"    // of a column or key
	Comment    Aspect = "comment"    // of a table, column or key
	Kind       Aspect = "kind"       // of a key
	Columns    Aspect = "columns"    // of a key or foreign key, with prefixes and directions
	Parser     Aspect = "parser"     // of a full-text key
	Reach      Aspect = "reach"      // whether a key is global or local
	Parent     Aspect = "parent"     // of a foreign key
	Action     Aspect = "action"     // ON DELETE, ON UPDATE of a foreign key
	Expression Aspect = "expression" // of a check
	Enforced   Aspect = "enforced"   // of a check
	Method     Aspect = "method"     // of partitioning, with what is partitioned by
	Parts      Aspect = "parts"      // the partitions, with their bounds
)

// Where is the place itself: what embeds it is a [Difference] by it.
func (p Place) Where() Place { return p }

func (Missing) sealed() {}
func (Extra) sealed()   {}
func (Changed) sealed() {}

// comparison gathers the differences of two tables.
type comparison struct {
	want, got *schema.Table
	found     []Difference
}

// Tables compares what a server has with what was meant, in the order of a CREATE
// TABLE. Names are compared without regard to case. Where got is nil, the table is
// missing.
func Tables(want, got *schema.Table) []Difference {
	if got == nil {
		return []Difference{Missing{Place{want.Name, OfTable, ""}, want.Name}}
	}
	c := &comparison{want: want, got: got}
	c.columns()
	c.keys()
	c.foreignKeys()
	c.checks()
	c.partitions()
	c.table()
	return c.found
}

func (c *comparison) missing(e Element, name, want string) {
	c.found = append(c.found, Missing{Place{c.want.Name, e, name}, want})
}

func (c *comparison) extra(e Element, name, got string) {
	c.found = append(c.found, Extra{Place{c.want.Name, e, name}, got})
}

// same notes a difference where two texts are not equal.
func (c *comparison) same(e Element, name string, aspect Aspect, want, got string) {
	if want != got {
		c.found = append(c.found, Changed{Place{c.want.Name, e, name}, aspect, want, got})
	}
}

// alike is same for names, which a server may write in another case.
func (c *comparison) alike(e Element, name string, aspect Aspect, want, got string) {
	if !strings.EqualFold(want, got) {
		c.same(e, name, aspect, want, got)
	}
}

func (c *comparison) table() {
	c.same(OfTable, "", Comment, c.want.Comment, c.got.Comment)
	if c.want.AutoIncrement > 1 && c.got.AutoIncrement > 0 {
		c.same(OfTable, "", Auto, strconv.FormatUint(c.want.AutoIncrement, 10), strconv.FormatUint(c.got.AutoIncrement, 10))
	}
}

// yes writes a truth value for a difference.
func yes(is bool) string { return strconv.FormatBool(is) }
