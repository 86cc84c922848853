package mysql

import (
	"strconv"

	"github.com/obferry/obferry/ddlconv/schema"
)

// number64 reads a whole number, 0 for what is none.
func number64(s string) uint64 {
	n, err := strconv.ParseUint(s, 10, 64)
	if err != nil {
		return 0
	}
	return n
}

// partitionBy reads how the table is cut.
func (p *parser) partitionBy() { p.draft.Table.Partitioning = p.partitioning() }

// partitioning reads PARTITION BY and all that belongs to it. OceanBase writes a template
// of the subpartitions, and the number of partitions behind it.
func (p *parser) partitioning() *schema.Partitioning {
	t := p.Peek(0)
	p.At += 2
	by := p.method()
	p.draft.Places[by] = t.Place
	if by.Method == schema.BySystemTime {
		for !p.Done() && !p.Peek(0).Sign(";") {
			p.Next()
		}
		return by
	}
	p.count("PARTITIONS", by)
	if p.Accept("SUBPARTITION", "BY") {
		by.Sub = p.method()
		p.count("SUBPARTITIONS", by.Sub)
		if p.Accept("SUBPARTITION", "TEMPLATE") {
			by.Sub.Parts = p.writtenOut("SUBPARTITION")
		}
		p.count("PARTITIONS", by)
	}
	if p.Peek(0).Sign("(") {
		by.Parts = p.writtenOut("PARTITION")
	}
	return by
}

// count reads a number of partitions where it comes next.
func (p *parser) count(word string, by *schema.Partitioning) {
	if p.Accept(word) {
		by.Count = int(p.Integer())
	}
}

// writtenOut reads partitions in parentheses, each behind a word.
func (p *parser) writtenOut(word string) []schema.Partition {
	var all []schema.Partition
	p.ExpectSign("(")
	for !p.Done() {
		all = append(all, p.partition(word))
		if !p.AcceptSign(",") {
			break
		}
	}
	p.ExpectSign(")")
	return all
}

// method reads how a table or its partitions are cut.
func (p *parser) method() *schema.Partitioning {
	by := &schema.Partitioning{}
	linear := p.Peek(0)
	isLinear := p.Accept("LINEAR")
	switch {
	case p.Accept("HASH"):
		by.Method, by.Expression = schema.ByHash, p.expression()
	case p.Accept("KEY"):
		by.Method = schema.ByKey
		if t := p.Peek(0); p.Accept("ALGORITHM") {
			p.AcceptSign("=")
			p.remark(schema.Storage, "", "ALGORITHM = "+p.Next().Raw, t.Place)
		}
		by.Columns = p.Names()
	case p.Accept("RANGE"):
		p.ranged(by, schema.ByRange, schema.ByRangeColumns)
	case p.Accept("LIST"):
		p.ranged(by, schema.ByList, schema.ByListColumns)
	case p.Accept("SYSTEM_TIME"):
		by.Method = schema.BySystemTime
	default:
		p.Unexpected()
	}
	if isLinear {
		p.remark(schema.Linear, "", "LINEAR "+string(by.Method), linear.Place)
	}
	return by
}

// ranged reads RANGE or LIST, over an expression or over COLUMNS.
func (p *parser) ranged(by *schema.Partitioning, plain, columns schema.Method) {
	if p.Accept("COLUMNS") {
		by.Method, by.Columns = columns, p.SomeNames()
		return
	}
	by.Method, by.Expression = plain, p.expression()
}

// partition reads one partition or subpartition that is written out.
func (p *parser) partition(word string) schema.Partition {
	p.Expect(word)
	part := schema.Partition{Name: p.Identifier()}
	switch t := p.Peek(0); {
	case p.Accept("VALUES", "LESS", "THAN"):
		if p.AcceptAny("MAXVALUE") {
			part.Values = "LESS THAN (MAXVALUE)"
			break
		}
		part.Values = "LESS THAN (" + p.expression() + ")"
	case p.Accept("VALUES", "IN"):
		part.Values = "IN (" + p.expression() + ")"
	case p.Accept("DEFAULT"):
		part.Values = "IN (DEFAULT)"
		p.remark(schema.Default, part.Name, "DEFAULT", t.Place)
	}
	p.partitionOptions(part.Name)
	if word == "PARTITION" && p.Peek(0).Sign("(") {
		part.Subs = p.writtenOut("SUBPARTITION")
	}
	return part
}

// partitionOptions passes what is said about how a partition is stored. ENGINE is
// the table's own and not worth a remark.
func (p *parser) partitionOptions(of string) {
	for !p.Done() {
		from, t := p.At, p.Peek(0)
		p.Accept("STORAGE")
		switch {
		case p.Ahead("ENGINE"):
			if !p.setting() {
				p.Unexpected()
			}
			continue
		case p.Accept("DATA", "DIRECTORY"), p.Accept("INDEX", "DIRECTORY"):
			p.AcceptSign("=")
			p.Literal()
		case !p.setting():
			return
		}
		p.remark(schema.Storage, of, p.since(from), t.Place)
	}
}
