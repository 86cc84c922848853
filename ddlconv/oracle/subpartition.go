package oracle

import (
	"slices"
	"strings"

	"github.com/obferry/obferry/ddlconv/schema"
	"github.com/obferry/obferry/ddlconv/script"
	"github.com/obferry/obferry/ddlconv/syntax"
)

// sub reads SUBPARTITION BY, with the template that partitions are cut by.
func (r *partitionReader) sub() {
	r.At += 2
	sub := &schema.Partitioning{}
	switch method := r.Next(); {
	case method.Is("HASH"):
		sub.Method = schema.ByKey
	case method.Is("RANGE"):
		sub.Method = schema.ByRangeColumns
	case method.Is("LIST"):
		sub.Method = schema.ByListColumns
	default:
		r.Fail("fault.ddl.syntax", method)
		return
	}
	sub.Columns = r.SomeNames()
	r.by.Sub = sub
	r.storeIn()
	if r.Accept("SUBPARTITIONS") {
		sub.Count = int(min(r.Integer(), 1<<13))
		r.storeIn()
	}
	if !r.Accept("SUBPARTITION", "TEMPLATE") {
		return
	}
	if r.Peek(0).Sign("(") {
		sub.Parts = r.subpartitions("s")
		return
	}
	sub.Count = int(min(r.Integer(), 1<<13))
}

// subpartitions reads a list of subpartitions in parentheses. Those without a name get one
// that begins with the given words.
func (r *partitionReader) subpartitions(unnamed string) []schema.Partition {
	var subs []schema.Partition
	var columns []string
	if r.by.Sub != nil {
		columns = r.by.Sub.Columns
	}
	r.ExpectSign("(")
	for !r.Done() {
		r.Expect("SUBPARTITION")
		sub := schema.Partition{Name: r.partName(unnamed + itoa(len(subs)+1))}
		sub.Values = r.bounds(columns)
		subs = append(subs, sub)
		from := r.At
		r.upTo(func(t syntax.Token) bool { return t.Sign(",") || t.Sign(")") })
		if r.At > from {
			r.remark(schema.Storage, sub.Name, r.since(from), r.Tokens[from].Place)
		}
		if !r.AcceptSign(",") {
			break
		}
	}
	r.ExpectSign(")")
	return subs
}

// settleSub gives every partition its subpartitions: from the template, unless it writes
// out its own. One with neither has a single subpartition for all values.
func (r *partitionReader) settleSub() {
	sub := r.by.Sub
	if sub.Method == schema.ByKey {
		columns := " (" + strings.Join(sub.Columns, ", ") + ")"
		r.tell("oracle.partition.hash", r.place, "", "SUBPARTITION BY HASH"+columns, "SUBPARTITION BY KEY"+columns)
	}
	switch {
	case len(sub.Parts) > 0:
	case sub.Method == schema.ByKey:
		sub.Count = max(sub.Count, 1)
	default:
		sub.Parts = []schema.Partition{{Name: "s1", Values: allValues(sub.Method, len(sub.Columns))}}
	}
	r.writeOutSubs()
}

// writeOutSubs writes out the subpartitions of all partitions where one has its own: the
// target takes a template for all of them, or for none.
func (r *partitionReader) writeOutSubs() {
	sub := r.by.Sub
	if !slices.ContainsFunc(r.by.Parts, func(p schema.Partition) bool { return len(p.Subs) > 0 }) {
		return
	}
	for i := range r.by.Parts {
		if p := &r.by.Parts[i]; len(p.Subs) == 0 {
			p.Subs = subsOf(p.Name, sub)
		}
	}
	sub.Parts, sub.Count = nil, 0
}

// subsOf are the subpartitions that a template cuts a partition into.
func subsOf(partition string, sub *schema.Partitioning) []schema.Partition {
	var subs []schema.Partition
	for _, s := range sub.Parts {
		subs = append(subs, schema.Partition{Name: partition + "_" + s.Name, Values: s.Values})
	}
	if len(subs) > 0 {
		return subs
	}
	values := ""
	if sub.Method != schema.ByKey {
		values = allValues(sub.Method, len(sub.Columns))
	}
	for i := range max(sub.Count, 1) {
		subs = append(subs, schema.Partition{Name: partition + "_s" + itoa(i+1), Values: values})
	}
	return subs
}

// uncutPartitions leaves out subpartitions that the primary key does not allow, as it does
// not hold the columns that they are cut by (1503), or their types (1659), and keeps the
// partitions. Whether those can stay is a rule for every language.
func uncutPartitions(draft *schema.Draft, r *script.Reading) {
	table := draft.Table
	by := table.Partitioning
	if by == nil || by.Sub == nil {
		return
	}
	id := ""
	for _, name := range by.Sub.Columns {
		c := table.Column(name)
		switch {
		case c == nil:
		case table.PrimaryKey != nil && !holds(table.PrimaryKey, name):
			id = "oracle.partition.sub"
		case by.Sub.Method == schema.ByListColumns && !listable(mapType(c.Type, isKey(draft, c), c.AutoIncrement).to):
			id = "oracle.partition.sub.type"
		}
	}
	if id == "" || !r.Follows(id) {
		return
	}
	was := "SUBPARTITION BY " + string(by.Sub.Method) + " (" + strings.Join(by.Sub.Columns, ", ") + ")"
	tell(r, id, draft, draft.Places[by], "", was, "")
	by.Sub = nil
	for i := range by.Parts {
		by.Parts[i].Subs = nil
	}
}

// holds tells whether a key holds a column.
func holds(index *schema.Index, name string) bool {
	return slices.ContainsFunc(index.Parts, func(p schema.Part) bool { return strings.EqualFold(p.Column, name) })
}

// listable tells whether a table can be cut by lists of a type's values.
func listable(of string) bool {
	switch base, _ := lengthOf(of); base {
	case "decimal", "float", "double", "longtext", "longblob", "json":
		return false
	}
	return true
}
