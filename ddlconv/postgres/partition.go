package postgres

import (
	"fmt"
	"slices"
	"strings"

	pg "github.com/pganalyze/pg_query_go/v6"

	"github.com/obferry/obferry/ddlconv/schema"
)

// partition makes one table of a partitioned one and its partitions, which PostgreSQL
// has as tables of their own.
func (r *reader) partition(t *table) {
	var columns []string
	var expressions []*pg.Node
	for _, n := range t.spec.PartParams {
		e := n.GetPartitionElem()
		if e.GetName() != "" {
			columns = append(columns, e.GetName())
		} else if e.GetExpr() != nil {
			expressions = append(expressions, e.Expr)
		}
	}
	r.fold(t)
	r.nameParts(t)
	by := &schema.Partitioning{Columns: columns}
	t.Places[by] = t.at
	if len(expressions) > 0 {
		if len(columns) > 0 || len(expressions) > 1 || t.spec.Strategy == pg.PartitionStrategy_PARTITION_STRATEGY_LIST {
			r.Tell("postgres.partition.expression", t.Draft, t.at, "", t.cutByWords(), "")
			return
		}
		w := r.rowWriter(t, 6)
		v := w.expr(expressions[0])
		if w.failed() || !v.kind.numeric() {
			was := w.refused
			if was == "" {
				was = v.sql
			}
			r.Tell("postgres.partition.expression", t.Draft, t.at, "", was, "")
			return
		}
		by.Expression = v.sql
	}
	var ok bool
	switch t.spec.Strategy {
	case pg.PartitionStrategy_PARTITION_STRATEGY_RANGE:
		ok = r.ranges(t, by)
	case pg.PartitionStrategy_PARTITION_STRATEGY_LIST:
		ok = r.lists(t, by)
	default:
		ok = r.hashes(t, by)
	}
	if !ok {
		return
	}
	by.Sub = r.subpartition(t)
	t.Table.Partitioning = by
}

// nameParts gives the partitions of a table names of their own: those of several schemas
// may be the same on the source.
func (r *reader) nameParts(t *table) {
	taken := map[string]bool{}
	for _, child := range t.children {
		name := child.Table.Name
		if taken[strings.ToLower(name)] {
			was := dotted(child.Schema, name)
			if home(child.Schema) != "" {
				name = child.Schema + "_" + name
			}
			if taken[strings.ToLower(name)] {
				name = free(name, func(s string) bool { return taken[strings.ToLower(s)] })
			}
			child.Table.Name = name
			r.Tell("postgres.partition.name", t.Draft, child.at, "", was, name)
		}
		taken[strings.ToLower(name)] = true
	}
}

// cutByWords are what a table is partitioned by, in the source's words.
func (t *table) cutByWords() string {
	var parts []string
	for _, n := range t.spec.PartParams {
		if e := n.GetPartitionElem(); e.GetExpr() != nil {
			parts = append(parts, deparsed(e.Expr))
		} else {
			parts = append(parts, e.GetName())
		}
	}
	return strings.Join(parts, ", ")
}

// bound is a range: its partition's name, its upper and its lower end, a value a column.
type bound struct {
	name  string
	text  []string
	low   []string
	child *table
}

// ranges writes the partitions of a table that is cut by ranges.
func (r *reader) ranges(t *table, by *schema.Partitioning) bool {
	by.Method = schema.ByRangeColumns
	most := "MAXVALUE"
	if by.Expression != "" {
		by.Method = schema.ByRange
	}
	width := max(len(by.Columns), 1)
	var parts []bound
	var rest *table
	for _, child := range t.children {
		if child.bound.GetIsDefault() {
			rest = child
			continue
		}
		high, ok := r.boundTexts(t, by, child.bound.GetUpperdatums())
		low, okLow := r.boundTexts(t, by, child.bound.GetLowerdatums())
		if !ok || !okLow || len(high) != width {
			r.Tell("postgres.partition.bound", t.Draft, child.at, "", child.Table.Name, "")
			return false
		}
		parts = append(parts, bound{name: child.Table.Name, text: high, low: low, child: child})
	}
	slices.SortStableFunc(parts, func(a, b bound) int { return compareBounds(a.text, b.text) })
	gaps := len(parts) > 0 && !all(parts[0].low, "MINVALUE")
	for i := 1; i < len(parts); i++ {
		switch c := compareBounds(parts[i].low, parts[i-1].text); {
		case c < 0:
			r.Tell("postgres.partition.overlaps", t.Draft, t.at, "", parts[i].name, parts[i-1].name)
			return false
		case c > 0:
			gaps = true
		}
	}
	for _, p := range parts {
		texts, ok := r.leastTexts(t, by, p.text)
		if !ok {
			r.Tell("postgres.partition.bound", t.Draft, p.child.at, "", p.name, "")
			return false
		}
		by.Parts = append(by.Parts, schema.Partition{Name: p.name, Values: "LESS THAN (" + strings.Join(texts, ", ") + ")"})
	}
	maximum := strings.TrimSuffix(strings.Repeat(most+", ", width), ", ")
	closed := len(parts) > 0 && all(parts[len(parts)-1].text, most)
	switch {
	case rest != nil && !closed:
		by.Parts = append(by.Parts, schema.Partition{Name: rest.Table.Name, Values: "LESS THAN (" + maximum + ")"})
		r.Tell("postgres.partition.default", t.Draft, rest.at, "", rest.Table.Name, "LESS THAN ("+maximum+")")
	case len(parts) == 0:
		name := "p_rest"
		by.Parts = append(by.Parts, schema.Partition{Name: name, Values: "LESS THAN (" + maximum + ")"})
		r.Tell("postgres.partition.none", t.Draft, t.at, "", "RANGE", name)
	}
	if gaps && len(parts) > 0 {
		r.Tell("postgres.partition.gaps", t.Draft, t.at, "", "", "")
	}
	if spoken := t.spoken(by); spoken != "" && len(parts) > 0 {
		r.Tell("postgres.partition.order", t.Draft, t.at, "", spoken, binaryCollation)
		return true // the same names may have other rows
	}
	t.nameRanges(by, parts, rest)
	return true
}

// spoken is the first column that a table is partitioned by whose texts are in the order of a
// language on the source, "" for none.
func (t *table) spoken(by *schema.Partitioning) string {
	for i, name := range by.Columns {
		c := t.column(name)
		if c == nil || !fits(t.columns[c].typ.name, "text", "character varying", "character", "citext") {
			continue
		}
		bytewise := t.columns[c].bytewise
		if i < len(t.spec.PartParams) {
			if own := t.spec.PartParams[i].GetPartitionElem().GetCollation(); len(own) > 0 {
				_, collation := split2(strs(own))
				bytewise = isBytewise(collation)
			}
		}
		if !bytewise {
			return name
		}
	}
	return ""
}

// leastTexts writes the least value of a column's type for MINVALUE at an upper end, which
// OceanBase does not take there (1054), and tells whether there is one.
func (r *reader) leastTexts(t *table, by *schema.Partitioning, bound []string) ([]string, bool) {
	texts := slices.Clone(bound)
	for i, one := range texts {
		if one != "MINVALUE" {
			continue
		}
		if i >= len(by.Columns) || t.column(by.Columns[i]) == nil {
			return nil, false
		}
		typ := t.columns[t.column(by.Columns[i])].typ
		switch k := r.kindOf(typ); {
		case least[typ.name] != "":
			texts[i] = least[typ.name]
		case k == text:
			texts[i] = "''"
		case k == day:
			texts[i] = "'0001-01-01'"
		case k == moment, k == zoned:
			texts[i] = "'0001-01-01 00:00:00'"
		default:
			return nil, false
		}
	}
	return texts, true
}

// least are the least values of whole numbers.
var least = map[string]string{"smallint": "-32768", "integer": "-2147483648", "bigint": "-9223372036854775808"}

// nameRanges finds the partitions that hold the same rows on the target. Without a default
// one all do: what lies between two is nowhere on the source. With one, NULLs and what lies
// between go to the partition above here, and to the default one there.
func (t *table) nameRanges(by *schema.Partitioning, parts []bound, rest *table) {
	clean := by.Expression == ""
	for _, name := range by.Columns {
		if c := t.column(name); c == nil || !c.NotNull {
			clean = false
		}
	}
	same := clean
	for i, p := range parts {
		meets := clean && all(p.low, "MINVALUE")
		if i > 0 {
			meets = compareBounds(p.low, parts[i-1].text) == 0
		}
		if meets || rest == nil {
			p.child.piece = p.name
		}
		same = same && meets
	}
	if rest != nil && (same || len(parts) == 0) {
		rest.piece = rest.Table.Name
	}
}

// all tells whether a list is one word again and again.
func all(list []string, word string) bool {
	for _, s := range list {
		if s != word {
			return false
		}
	}
	return len(list) > 0
}

// compareBounds orders two bounds, value by value.
func compareBounds(a, b []string) int {
	for i := range min(len(a), len(b)) {
		if c := compareBound(a[i], b[i]); c != 0 {
			return c
		}
	}
	return len(a) - len(b)
}

// compareBound orders two values as they are written.
func compareBound(a, b string) int {
	rank := func(s string) int {
		switch s {
		case "MINVALUE":
			return -1
		case "MAXVALUE":
			return 1
		}
		return 0
	}
	if c := rank(a) - rank(b); c != 0 || rank(a) != 0 {
		return c
	}
	if isNumber(a) && isNumber(b) {
		return compareNumbers(a, b)
	}
	return strings.Compare(a, b)
}

// boundTexts writes the values of a bound.
func (r *reader) boundTexts(t *table, by *schema.Partitioning, data []*pg.Node) ([]string, bool) {
	var texts []string
	for i, n := range data {
		if c := n.GetColumnRef(); c != nil {
			switch names := strs(c.Fields); {
			case len(names) == 1 && strings.EqualFold(names[0], "minvalue"):
				texts = append(texts, "MINVALUE")
				continue
			case len(names) == 1 && strings.EqualFold(names[0], "maxvalue"):
				texts = append(texts, "MAXVALUE")
				continue
			}
			return nil, false
		}
		var to *typeRef
		if i < len(by.Columns) {
			if c := t.column(by.Columns[i]); c != nil {
				to = &t.columns[c].typ
			}
		}
		text, ok := r.boundText(t, n, to)
		if !ok {
			return nil, false
		}
		texts = append(texts, text)
	}
	return texts, true
}

// boundText writes one value as one of its column's type.
func (r *reader) boundText(t *table, n *pg.Node, to *typeRef) (string, bool) {
	w := r.rowWriter(t, 6)
	v := w.expr(n)
	if !w.failed() && v.isPlain && to != nil {
		v = w.literalOf(v.plain, *to, r.kindOf(*to))
	}
	if w.failed() {
		return "", false
	}
	switch v.sql {
	case "TRUE":
		return "1", true
	case "FALSE":
		return "0", true
	}
	return v.sql, true
}

// lists writes the partitions of a table that is cut by values.
func (r *reader) lists(t *table, by *schema.Partitioning) bool {
	by.Method = schema.ByListColumns
	var rest *table
	for _, child := range t.children {
		if child.bound.GetIsDefault() {
			rest = child
			continue
		}
		var values []string
		for _, n := range child.bound.GetListdatums() {
			texts, ok := r.boundTexts(t, by, []*pg.Node{n})
			if !ok {
				r.Tell("postgres.partition.bound", t.Draft, child.at, "", child.Table.Name, "")
				return false
			}
			values = append(values, texts[0])
		}
		by.Parts = append(by.Parts, schema.Partition{Name: child.Table.Name, Values: "IN (" + strings.Join(values, ", ") + ")"})
	}
	for _, child := range t.children {
		child.piece = child.Table.Name
	}
	switch {
	case rest != nil:
		by.Parts = append(by.Parts, schema.Partition{Name: rest.Table.Name, Values: "IN (DEFAULT)"})
	case len(by.Parts) == 0:
		by.Parts = []schema.Partition{{Name: "p_rest", Values: "IN (DEFAULT)"}}
		r.Tell("postgres.partition.none", t.Draft, t.at, "", "LIST", "p_rest")
	}
	return true
}

// hashes writes the partitions of a table that is cut by a hash. The hash is another one,
// so rows lie elsewhere; how many partitions there are is kept.
func (r *reader) hashes(t *table, by *schema.Partitioning) bool {
	by.Method = schema.ByKey
	if by.Expression != "" {
		by.Method = schema.ByHash
	}
	modulus := 0
	for _, child := range t.children {
		modulus = max(modulus, int(child.bound.GetModulus()))
		by.Parts = append(by.Parts, schema.Partition{Name: child.Table.Name})
	}
	if modulus != len(by.Parts) {
		by.Parts, by.Count = nil, modulus
	}
	if modulus == 0 {
		r.Tell("postgres.partition.none", t.Draft, t.at, "", "HASH", "")
		return false
	}
	r.Tell("postgres.partition.hash", t.Draft, t.at, "", "HASH", string(by.Method))
	return true
}

// subpartition is how all partitions are cut again, where they are cut alike by a hash;
// other subpartitions are not kept.
func (r *reader) subpartition(t *table) *schema.Partitioning {
	var sub *schema.Partitioning
	cut, alike := 0, true
	for _, child := range t.children {
		if child.spec == nil {
			continue
		}
		cut++
		one := &schema.Partitioning{Method: schema.ByKey, Count: len(child.children)}
		for _, n := range child.spec.PartParams {
			one.Columns = append(one.Columns, n.GetPartitionElem().GetName())
		}
		if child.spec.Strategy != pg.PartitionStrategy_PARTITION_STRATEGY_HASH || slices.Contains(one.Columns, "") || one.Count == 0 {
			alike = false
		}
		if sub != nil && (!slices.Equal(sub.Columns, one.Columns) || sub.Count != one.Count) {
			alike = false
		}
		sub = one
	}
	if cut == 0 {
		return nil
	}
	if !alike || cut < len(t.children) || t.spec.Strategy == pg.PartitionStrategy_PARTITION_STRATEGY_HASH {
		r.Tell("postgres.partition.sub", t.Draft, t.at, "", fmt.Sprint(cut), "")
		return nil
	}
	r.Tell("postgres.partition.hash", t.Draft, t.at, "", "HASH", string(sub.Method))
	return sub
}
