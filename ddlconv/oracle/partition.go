package oracle

import (
	"slices"
	"strings"

	"github.com/obferry/obferry/ddlconv/schema"
	"github.com/obferry/obferry/ddlconv/syntax"
)

// partitionBy reads PARTITION BY and all that belongs to it.
func (p *parser) partitionBy() {
	t := p.Peek(0)
	p.At += 2
	by := &schema.Partitioning{}
	r := partitionReader{parser: p, by: by, place: t.Place}
	interval, automatic := false, false
	method := p.Next()
	switch {
	case method.Is("RANGE"):
		by.Method, by.Columns = schema.ByRangeColumns, p.SomeNames()
		if p.Accept("INTERVAL") {
			interval = true
			p.ExpectSign("(")
			p.Balanced()
			p.ExpectSign(")")
			r.storeIn()
		}
	case method.Is("LIST"):
		by.Method, by.Columns = schema.ByListColumns, p.SomeNames()
		automatic = p.Accept("AUTOMATIC")
		r.storeIn()
	case method.Is("HASH"), method.Is("CONSISTENT") && p.Accept("HASH"):
		by.Method, by.Columns = schema.ByKey, p.SomeNames()
	case method.Is("REFERENCE"), method.Is("SYSTEM"):
		r.refused = "PARTITION BY " + method.Value
		if p.AcceptSign("(") {
			p.Balanced()
			p.ExpectSign(")")
		}
	default:
		p.Fail("fault.ddl.syntax", method)
		return
	}
	if p.Accept("PARTITIONS") {
		if p.Ahead("AUTO") {
			p.Next()
		} else {
			by.Count = int(min(p.Integer(), 1<<16))
		}
		r.storeIn()
	}
	if p.Ahead("SUBPARTITION", "BY") {
		r.sub()
	}
	if p.AcceptSign("(") {
		for !p.Done() {
			r.partition()
			if !p.AcceptSign(",") {
				break
			}
		}
		p.ExpectSign(")")
	}
	if p.Err != nil {
		return
	}
	r.settle(interval, automatic)
}

// partitionReader reads the partitions of a table.
type partitionReader struct {
	*parser
	by      *schema.Partitioning
	place   syntax.Place
	refused string // why the whole is left out
	refuser string // the rule that tells of it, "oracle.partition.method" without
}

// storeIn passes what is said about where partitions lie.
func (r *partitionReader) storeIn() {
	from := r.At
	if r.Accept("STORE", "IN") {
		if r.AcceptSign("(") {
			r.Balanced()
			r.ExpectSign(")")
		}
		r.remark(schema.Storage, "", r.since(from), r.Tokens[from].Place)
	}
}

// partition reads one partition that is written out.
func (r *partitionReader) partition() {
	r.Expect("PARTITION")
	part := schema.Partition{Name: r.partName("p" + itoa(len(r.by.Parts)+1))}
	part.Values = r.bounds(r.by.Columns)
	from := r.At
	r.upTo(func(t syntax.Token) bool {
		return t.Sign(",") || t.Sign(")") || t.Is("SUBPARTITIONS") || t.Sign("(") && r.Peek(1).Is("SUBPARTITION")
	})
	if r.At > from {
		r.remark(schema.Storage, part.Name, r.since(from), r.Tokens[from].Place)
	}
	switch {
	case r.Accept("SUBPARTITIONS"):
		count := int(min(r.Integer(), 1<<13))
		for i := range count {
			part.Subs = append(part.Subs, schema.Partition{Name: part.Name + "_s" + itoa(i+1)})
		}
		r.storeIn()
	case r.Peek(0).Sign("("):
		part.Subs = r.subpartitions(part.Name + "_s")
	}
	r.by.Parts = append(r.by.Parts, part)
}

// partName is the name of a partition, or the given one where it has none.
func (r *partitionReader) partName(unnamed string) string {
	t := r.Peek(0)
	if t.Named() && !(t.Is("VALUES") && (r.Peek(1).Is("LESS") || r.Peek(1).Sign("("))) && !(t.Is("TABLESPACE") && r.Peek(1).Named()) {
		return r.Identifier()
	}
	return unnamed
}

// bounds reads the values of a partition or subpartition, "" of one that has none. Those
// of a table that is not cut by columns say nothing.
func (r *partitionReader) bounds(columns []string) string {
	switch {
	case r.Accept("VALUES", "LESS", "THAN"):
		if values := r.values(columns); len(columns) > 0 {
			return "LESS THAN (" + values + ")"
		}
	case r.Accept("VALUES"):
		return "IN (" + r.values(columns) + ")"
	}
	return ""
}

// settle gives the table its partitioning, and tells of what is not kept.
func (r *partitionReader) settle(interval, automatic bool) {
	by := r.by
	if r.refused != "" {
		if r.refuser == "" {
			r.refuser = "oracle.partition.method"
		}
		r.tell(r.refuser, r.place, "", r.refused, "")
		return
	}
	switch {
	case interval:
		r.tell("oracle.partition.interval", r.place, "", "INTERVAL", r.rest(by.Method))
	case automatic:
		r.tell("oracle.partition.interval", r.place, "", "AUTOMATIC", r.rest(by.Method))
	case by.Method == schema.ByKey:
		by.Count = max(by.Count, len(by.Parts), 1)
		columns := " (" + strings.Join(by.Columns, ", ") + ")"
		r.tell("oracle.partition.hash", r.place, "", "PARTITION BY HASH"+columns, "PARTITION BY KEY"+columns)
	}
	if by.Sub != nil {
		r.settleSub()
	}
	defaultsLast(by)
	r.draft.Table.Partitioning = by
	r.draft.Places[by] = r.place
}

// rest adds a partition for all values that have none, and gives its words.
func (r *partitionReader) rest(method schema.Method) string {
	words := allValues(method, len(r.by.Columns))
	for _, p := range r.by.Parts {
		if strings.Contains(p.Values, "MAXVALUE") || strings.Contains(p.Values, "DEFAULT") {
			return p.Name + " VALUES " + p.Values
		}
	}
	name := "p_rest"
	for r.taken(name) {
		name += "_"
	}
	r.by.Parts = append(r.by.Parts, schema.Partition{Name: name, Values: words})
	return name + " VALUES " + words
}

// defaultsLast puts partitions and subpartitions for whatever no other list has behind the
// others, where the target wants them (5491).
func defaultsLast(by *schema.Partitioning) {
	sorted := func(parts []schema.Partition) {
		slices.SortStableFunc(parts, func(a, b schema.Partition) int {
			return strings.Count(a.Values, "IN (DEFAULT)") - strings.Count(b.Values, "IN (DEFAULT)")
		})
	}
	sorted(by.Parts)
	if by.Sub == nil {
		return
	}
	sorted(by.Sub.Parts)
	for _, p := range by.Parts {
		sorted(p.Subs)
	}
}

// allValues are the values of a partition by ranges or lists for whatever no other
// partition takes.
func allValues(method schema.Method, columns int) string {
	if method == schema.ByListColumns {
		return "IN (DEFAULT)"
	}
	return "LESS THAN (" + strings.Repeat("MAXVALUE, ", max(columns, 1)-1) + "MAXVALUE)"
}

// taken tells whether a partition has a name.
func (r *partitionReader) taken(name string) bool {
	for _, p := range r.by.Parts {
		if strings.EqualFold(p.Name, name) {
			return true
		}
	}
	return false
}
