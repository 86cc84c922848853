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

// partitionBy reads PARTITION BY and all that belongs to it.
func (p *parser) partitionBy() {
	t := p.peek(0)
	p.at += 2
	by := p.method()
	p.statement.Partitioning = by
	p.statement.Places[by] = t.place
	if by.Method == schema.BySystemTime {
		for !p.done() && !p.peek(0).sign(";") {
			p.next()
		}
		return
	}
	if p.accept("PARTITIONS") {
		by.Count = int(p.integer())
	}
	if p.accept("SUBPARTITION", "BY") {
		by.Sub = p.method()
		if p.accept("SUBPARTITIONS") {
			by.Sub.Count = int(p.integer())
		}
	}
	if !p.acceptSign("(") {
		return
	}
	for !p.done() {
		by.Parts = append(by.Parts, p.partition())
		if !p.acceptSign(",") {
			break
		}
	}
	p.expectSign(")")
}

// method reads how a table or its partitions are cut.
func (p *parser) method() *schema.Partitioning {
	by := &schema.Partitioning{}
	linear := p.peek(0)
	isLinear := p.accept("LINEAR")
	switch {
	case p.accept("HASH"):
		by.Method, by.Expression = schema.ByHash, p.expression()
	case p.accept("KEY"):
		by.Method = schema.ByKey
		if t := p.peek(0); p.accept("ALGORITHM") {
			p.acceptSign("=")
			p.remark(Storage, "", "ALGORITHM = "+p.next().raw, t.place)
		}
		by.Columns = p.names()
	case p.accept("RANGE"):
		p.ranged(by, schema.ByRange, schema.ByRangeColumns)
	case p.accept("LIST"):
		p.ranged(by, schema.ByList, schema.ByListColumns)
	case p.accept("SYSTEM_TIME"):
		by.Method = schema.BySystemTime
	default:
		p.unexpected()
	}
	if isLinear {
		p.remark(Linear, "", "LINEAR "+string(by.Method), linear.place)
	}
	return by
}

// ranged reads RANGE or LIST, over an expression or over COLUMNS.
func (p *parser) ranged(by *schema.Partitioning, plain, columns schema.Method) {
	if p.accept("COLUMNS") {
		by.Method, by.Columns = columns, p.someNames()
		return
	}
	by.Method, by.Expression = plain, p.expression()
}

// partition reads one partition that is written out.
func (p *parser) partition() schema.Partition {
	p.expect("PARTITION")
	part := schema.Partition{Name: p.identifier()}
	switch t := p.peek(0); {
	case p.accept("VALUES", "LESS", "THAN"):
		if p.acceptAny("MAXVALUE") {
			part.Values = "LESS THAN (MAXVALUE)"
			break
		}
		part.Values = "LESS THAN (" + p.expression() + ")"
	case p.accept("VALUES", "IN"):
		part.Values = "IN (" + p.expression() + ")"
	case p.accept("DEFAULT"):
		part.Values = "IN (DEFAULT)"
		p.remark(Default, part.Name, "DEFAULT", t.place)
	}
	p.partitionOptions(part.Name)
	if !p.acceptSign("(") {
		return part
	}
	for !p.done() {
		p.expect("SUBPARTITION")
		sub := p.identifier()
		part.Subs = append(part.Subs, sub)
		p.partitionOptions(sub)
		if !p.acceptSign(",") {
			break
		}
	}
	p.expectSign(")")
	return part
}

// partitionOptions passes what is said about how a partition is stored. ENGINE is
// the table's own and not worth a remark.
func (p *parser) partitionOptions(of string) {
	for !p.done() {
		from, t := p.at, p.peek(0)
		p.accept("STORAGE")
		switch {
		case p.ahead("ENGINE"):
			if !p.setting() {
				p.unexpected()
			}
			continue
		case p.accept("DATA", "DIRECTORY"), p.accept("INDEX", "DIRECTORY"):
			p.acceptSign("=")
			p.literal()
		case !p.setting():
			return
		}
		p.remark(Storage, of, p.since(from), t.place)
	}
}
