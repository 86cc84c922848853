package oracle

import (
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
	r.settle(method.Value, interval, automatic)
}

// partitionReader reads the partitions of a table.
type partitionReader struct {
	*parser
	by      *schema.Partitioning
	place   syntax.Place
	subs    int    // how many subpartitions the first partition, or the template, writes out
	lost    string // the subpartitioning that is left out
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

// sub reads SUBPARTITION BY. Those by HASH are kept; the others need values that the
// target takes for every partition alone.
func (r *partitionReader) sub() {
	from := r.At
	r.At += 2
	method := r.Next()
	columns := r.SomeNames()
	sub := &schema.Partitioning{Method: schema.ByKey, Columns: columns}
	if r.Accept("AUTOMATIC") || !method.Is("HASH") {
		r.lost = r.since(from)
	} else {
		r.by.Sub = sub
	}
	r.storeIn()
	if r.Accept("SUBPARTITIONS") {
		sub.Count = int(min(r.Integer(), 1<<16))
		r.storeIn()
	}
	if r.Accept("SUBPARTITION", "TEMPLATE") {
		if !r.Peek(0).Sign("(") {
			sub.Count = int(min(r.Integer(), 1<<16))
			return
		}
		r.subs = r.countSubs()
	}
}

// countSubs passes a list of subpartitions in parentheses and counts them.
func (r *partitionReader) countSubs() int {
	r.ExpectSign("(")
	count := 1
	for depth := 0; !r.Done(); r.At++ {
		switch t := r.Peek(0); {
		case t.Sign("("):
			depth++
		case t.Sign(")") && depth == 0:
			r.At++
			return count
		case t.Sign(")"):
			depth--
		case t.Sign(",") && depth == 0:
			count++
		}
	}
	r.Unexpected()
	return count
}

// partition reads one partition that is written out.
func (r *partitionReader) partition() {
	r.Expect("PARTITION")
	part := schema.Partition{}
	if t := r.Peek(0); t.Named() && !(t.Is("VALUES") && (r.Peek(1).Is("LESS") || r.Peek(1).Sign("("))) {
		part.Name = r.Identifier()
	} else {
		part.Name = "p" + itoa(len(r.by.Parts)+1)
	}
	switch {
	case r.Accept("VALUES", "LESS", "THAN"):
		values := r.values()
		if len(r.by.Columns) == 0 {
			break
		}
		part.Values = "LESS THAN (" + values + ")"
	case r.Accept("VALUES"):
		part.Values = "IN (" + r.values() + ")"
	}
	r.by.Parts = append(r.by.Parts, part)
	from := r.At
	end := func(t syntax.Token) bool {
		return t.Sign(",") || t.Sign(")") || t.Sign("(") && r.Peek(1).Is("SUBPARTITION")
	}
	r.upTo(end)
	if r.At > from {
		r.remark(schema.Storage, part.Name, r.since(from), r.Tokens[from].Place)
	}
	if r.Peek(0).Sign("(") {
		if n := r.countSubs(); r.subs == 0 {
			r.subs = n
		}
		r.upTo(end)
	}
}

// values reads the values of a partition, and what cannot be read makes the table a plain
// one.
func (r *partitionReader) values() string {
	r.ExpectSign("(")
	from := r.At
	r.Balanced()
	tokens := r.Tokens[from:r.At]
	r.ExpectSign(")")
	var values []string
	for _, one := range split(tokens) {
		value, ok := r.value(one, 0)
		if !ok && r.refused == "" {
			r.refused, r.refuser = plainText(one), "oracle.partition.value"
		}
		values = append(values, value)
	}
	return strings.Join(values, ", ")
}

// value is one value of a partition in MySQL's words; several in parentheses are one of a
// list over several columns.
func (r *partitionReader) value(tokens []syntax.Token, depth int) (string, bool) {
	if depth > 1 {
		return "", false
	}
	if len(tokens) > 2 && tokens[0].Sign("(") && closes(tokens, 0) == len(tokens)-1 {
		var inner []string
		all := true
		for _, one := range split(tokens[1 : len(tokens)-1]) {
			value, ok := r.value(one, depth+1)
			inner, all = append(inner, value), all && ok
		}
		return "(" + strings.Join(inner, ", ") + ")", all
	}
	if literal, ok := dateLiteral(tokens); ok {
		return schema.QuoteText(literal), true
	}
	sign := ""
	if len(tokens) == 2 && (tokens[0].Sign("-") || tokens[0].Sign("+")) {
		sign, tokens = strings.TrimPrefix(tokens[0].Raw, "+"), tokens[1:]
	}
	if len(tokens) != 1 {
		return "", false
	}
	switch t := tokens[0]; {
	case t.Kind == syntax.Number:
		return sign + strings.TrimRight(t.Raw, "fFdD"), true
	case sign != "":
	case t.Kind == syntax.Text && t.Value == "":
		return "NULL", true // '' is NULL in Oracle
	case t.Kind == syntax.Text:
		return schema.QuoteText(t.Value), true
	case t.Is("MAXVALUE"), t.Is("NULL"), t.Is("DEFAULT"):
		return t.Value, true
	}
	return "", false
}

// settle gives the table its partitioning, and tells of what is not kept.
func (r *partitionReader) settle(method string, interval, automatic bool) {
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
		r.tell("oracle.partition.interval", r.place, "", "INTERVAL", r.rest("LESS THAN (", "MAXVALUE"))
	case automatic:
		r.tell("oracle.partition.interval", r.place, "", "AUTOMATIC", r.rest("IN (", "DEFAULT"))
	case method == "HASH", method == "CONSISTENT":
		if len(by.Parts) > 0 {
			by.Count, by.Parts = len(by.Parts), nil
		}
		by.Count = max(by.Count, 1)
		r.tell("oracle.partition.hash", r.place, "", "HASH ("+strings.Join(by.Columns, ", ")+")", "KEY ("+strings.Join(by.Columns, ", ")+")")
	}
	if by.Sub != nil {
		by.Sub.Count = max(by.Sub.Count, r.subs, 1)
		r.tell("oracle.partition.hash", r.place, "", "SUBPARTITION BY HASH ("+strings.Join(by.Sub.Columns, ", ")+")",
			"SUBPARTITION BY KEY ("+strings.Join(by.Sub.Columns, ", ")+")")
	}
	if r.lost != "" {
		r.tell("oracle.partition.sub", r.place, "", r.lost, "")
	}
	r.draft.Table.Partitioning = by
	r.draft.Places[by] = r.place
}

// rest adds a partition for all values that have none, and gives its words.
func (r *partitionReader) rest(open, value string) string {
	for _, p := range r.by.Parts {
		if strings.Contains(p.Values, value) {
			return ""
		}
	}
	values := make([]string, len(r.by.Columns))
	for i := range values {
		values[i] = value
	}
	if value == "DEFAULT" {
		values = values[:1]
	}
	name := "p_rest"
	for r.taken(name) {
		name += "_"
	}
	words := open + strings.Join(values, ", ") + ")"
	r.by.Parts = append(r.by.Parts, schema.Partition{Name: name, Values: words})
	return name + " VALUES " + words
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
