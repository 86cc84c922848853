package equivalence_test

import (
	"fmt"
	"sort"
	"strings"
)

// difference is one thing that two catalogues say otherwise of a table.
type difference struct {
	table  string // as the source calls it
	object string // the column, key or constraint, "" for the table
	what   aspect
	source string
	kernel string
}

// aspect is what of an object differs.
type aspect string

// The aspects.
const (
	tableMissing  aspect = "table"
	tableComment  aspect = "table comment"
	columnMissing aspect = "column"
	columnOrder   aspect = "order"
	values        aspect = "type"
	collating     aspect = "collation"
	nullable      aspect = "nullable"
	defaults      aspect = "default"
	onUpdate      aspect = "on update"
	auto          aspect = "auto_increment"
	generated     aspect = "generated"
	hidden        aspect = "hidden"
	columnComment aspect = "comment"
	keyOf         aspect = "key"
	keyName       aspect = "key name"
	keyComment    aspect = "key comment"
	foreignKey    aspect = "foreign key"
	foreignName   aspect = "foreign key name"
	checkOf       aspect = "check"
	partitioned   aspect = "partitions"
	partComments  aspect = "partition comments"
)

func (d difference) String() string {
	name := d.table
	if d.object != "" {
		name += "." + d.object
	}
	return fmt.Sprintf("%s: %s: source %s, kernel %s", name, d.what, d.source, d.kernel)
}

// comparison compares two tables.
type comparison struct {
	source, kernel *table
	// renamed are the kernel's names of the source's tables, both in lower case.
	renamed map[string]string
	// checksByName tells that checks are compared by their names alone, as where a
	// source writes expressions in other words.
	checksByName bool
	found        []difference
}

// compare finds the differences between two tables.
func (c *comparison) compare() []difference {
	c.differ("", tableComment, quoted(c.source.comment), quoted(c.kernel.comment))
	c.columns()
	c.keys()
	c.foreignKeys()
	c.checks()
	c.differ("", partitioned, c.source.partitions.comparable(), c.kernel.partitions.comparable())
	if s, k := c.source.partitions, c.kernel.partitions; s != nil && k != nil {
		c.differ("", partComments, strings.Join(s.comments, ", "), strings.Join(k.comments, ", "))
	}
	return c.found
}

// quoted is a text in quotes, and "none" without.
func quoted(s string) string {
	if s == "" {
		return "none"
	}
	return fmt.Sprintf("%q", s)
}

// differ notes a difference where two values are not the same.
func (c *comparison) differ(object string, what aspect, source, kernel string) {
	if source != kernel {
		c.found = append(c.found, difference{c.source.name, object, what, source, kernel})
	}
}

// known is a fact in words.
func known(b bool) string {
	if b {
		return "yes"
	}
	return "no"
}

func (c *comparison) columns() {
	var order, kernelOrder []string
	for _, s := range c.source.columns {
		k := c.kernel.column(s.name)
		if k == nil {
			c.differ(s.name, columnMissing, "there", "missing")
			continue
		}
		order = append(order, strings.ToLower(s.name))
		c.differ(s.name, values, s.values, k.values)
		if s.collation != "" || k.collation != "" {
			c.differ(s.name, collating, or(s.collation, "none"), or(k.collation, "none"))
		}
		c.differ(s.name, nullable, known(!s.notNull), known(!k.notNull))
		c.differ(s.name, defaults, or(s.value, "none"), or(k.value, "none"))
		c.differ(s.name, onUpdate, or(s.onUpdate, "none"), or(k.onUpdate, "none"))
		c.differ(s.name, auto, known(s.auto), known(k.auto))
		c.differ(s.name, generated, or(s.generated, "no"), or(c.asGenerated(k), "no"))
		c.differ(s.name, hidden, known(s.hidden), known(k.hidden))
		c.differ(s.name, columnComment, quoted(s.comment), quoted(k.comment))
	}
	for _, k := range c.kernel.columns {
		if c.source.column(k.name) == nil {
			c.differ(k.name, columnMissing, "missing", "there")
			continue
		}
		kernelOrder = append(kernelOrder, strings.ToLower(k.name))
	}
	c.differ("", columnOrder, strings.Join(order, ","), strings.Join(kernelOrder, ","))
}

// asGenerated is how the kernel generates a column, without the expression where the
// source's is in other words.
func (c *comparison) asGenerated(k *column) string {
	if c.checksByName {
		kind, _, _ := strings.Cut(k.generated, " ")
		return kind
	}
	return k.generated
}

func or(s, other string) string {
	if s == "" {
		return other
	}
	return s
}

// paired pairs what two lists have: by name first, then by what they say.
func paired[T any](source, kernel []T, name, text func(T) string, same func(s, k T), only func(s *T, k *T)) {
	used := make([]bool, len(kernel))
	left := source
	for _, by := range []func(s, k T) bool{
		func(s, k T) bool { return strings.EqualFold(name(s), name(k)) && text(s) == text(k) },
		func(s, k T) bool { return strings.EqualFold(name(s), name(k)) },
		func(s, k T) bool { return text(s) == text(k) },
	} {
		var rest []T
	next:
		for _, s := range left {
			for i, k := range kernel {
				if !used[i] && by(s, k) {
					used[i] = true
					same(s, k)
					continue next
				}
			}
			rest = append(rest, s)
		}
		left = rest
	}
	for i := range left {
		only(&left[i], nil)
	}
	for i := range kernel {
		if !used[i] {
			only(nil, &kernel[i])
		}
	}
}

func (c *comparison) keys() {
	name := func(k *key) string {
		if k.kind == "primary" {
			return "PRIMARY"
		}
		return k.name
	}
	paired(c.source.keys, c.kernel.keys, name, (*key).text, func(s, k *key) {
		c.differ(name(s), keyOf, s.text(), k.text())
		c.differ(name(s), keyName, strings.ToLower(name(s)), strings.ToLower(name(k)))
		c.differ(name(s), keyComment, quoted(s.comment), quoted(k.comment))
	}, func(s, k **key) {
		if s != nil {
			c.differ(name(*s), keyOf, (*s).text(), "none")
		} else {
			c.differ(name(*k), keyOf, "none", (*k).text())
		}
	})
}

func (c *comparison) foreignKeys() {
	text := func(f *foreign) string {
		one := *f
		if renamed, ok := c.renamed[one.parent]; ok {
			one.parent = renamed
		}
		return one.text()
	}
	name := func(f *foreign) string { return f.name }
	paired(c.source.foreign, c.kernel.foreign, name, text, func(s, k *foreign) {
		c.differ(s.name, foreignKey, text(s), k.text())
		c.differ(s.name, foreignName, strings.ToLower(s.name), strings.ToLower(k.name))
	}, func(s, k **foreign) {
		if s != nil {
			c.differ((*s).name, foreignKey, text(*s), "none")
		} else {
			c.differ((*k).name, foreignKey, "none", (*k).text())
		}
	})
}

func (c *comparison) checks() {
	text := func(k *check) string {
		if c.checksByName && k.expression != "exclude" {
			return ""
		}
		return k.expression
	}
	name := func(k *check) string { return k.name }
	paired(c.source.checks, c.kernel.checks, name, text, func(s, k *check) {
		c.differ(s.name, checkOf, text(s), text(k))
	}, func(s, k **check) {
		if s != nil {
			c.differ((*s).name, checkOf, or((*s).expression, "there"), "none")
		} else {
			c.differ((*k).name, checkOf, "none", (*k).expression)
		}
	})
}

// comparable says how a table is cut, with PostgreSQL's bounds in MySQL's words where
// they can be.
func (p *partitions) comparable() string {
	if p == nil {
		return "none"
	}
	one := *p
	one.by = strings.TrimSpace(strings.NewReplacer("columns", "", `"`, "").Replace(one.by))
	one.by = blanks.ReplaceAllString(one.by, " ")
	var parts []string
	for _, part := range p.parts {
		parts = append(parts, bound(part, strings.HasPrefix(one.by, "list")))
	}
	if !strings.HasPrefix(one.by, "range") {
		sort.Strings(parts)
	}
	one.parts = parts
	return one.text()
}

// bound is a partition with its bound. The order of a list means nothing.
func bound(part string, list bool) string {
	name, values, _ := strings.Cut(part, " ")
	if _, to, found := strings.Cut(values, ") TO ("); found {
		values = strings.TrimSuffix(to, ")")
	} else if in, found := strings.CutPrefix(values, "FOR VALUES IN ("); found {
		values = strings.TrimSuffix(in, ")")
	}
	values = strings.ToLower(strings.NewReplacer("'00:00:00", "", "''", "'").Replace(blanks.ReplaceAllString(values, "")))
	if list {
		each := strings.Split(values, ",")
		for i, v := range each {
			// PostgreSQL writes truth values as words.
			each[i] = strings.NewReplacer("true", "1", "false", "0").Replace(v)
			if strings.HasPrefix(v, "'") {
				each[i] = v
			}
		}
		sort.Strings(each)
		values = strings.Join(each, ",")
	}
	return strings.TrimSpace(name + " " + values)
}
