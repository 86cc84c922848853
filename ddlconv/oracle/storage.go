package oracle

import (
	"github.com/obferry/obferry/ddlconv/schema"
	"github.com/obferry/obferry/ddlconv/syntax"
)

// The phrases that only Oracle has.
const (
	appendOnly schema.Phrase = "append-only" // an IMMUTABLE or BLOCKCHAIN table
	readOnly   schema.Phrase = "read-only"   // READ ONLY
	clustered  schema.Phrase = "clustered"   // CLUSTER name (columns)
	settledAs  schema.Phrase = "settled-as"  // the type that a column has for the sake of a foreign key
	pointedTo  schema.Phrase = "pointed-to"  // a column that a foreign key points to
	uncommit   schema.Phrase = "on-commit"   // ON COMMIT of a temporary table
)

// property reads one thing that is said about a table behind its columns. How a table is
// stored has no counterpart and becomes a remark, whatever its words are.
func (p *parser) property() {
	from, t := p.At, p.Peek(0)
	switch {
	case p.Ahead("PARTITION", "BY"):
		p.partitionBy()
		return
	case p.Ahead("PARTITIONSET", "BY"):
		p.upTo(func(syntax.Token) bool { return false })
		p.tell("oracle.partition.method", t.Place, "", "PARTITIONSET BY", "")
		return
	case p.Accept("READ", "ONLY"):
		p.remark(readOnly, "", "READ ONLY", t.Place)
		return
	case p.Accept("CLUSTER"):
		p.Qualified()
		p.Names()
		p.remark(clustered, "", p.since(from), t.Place)
		return
	case p.Accept("ON", "COMMIT"):
		p.Next()
		p.AcceptAny("ROWS", "DEFINITION")
		p.remark(uncommit, "", p.since(from), t.Place)
		return
	}
	p.stored(from, func(t syntax.Token) bool {
		return t.Is("PARTITION") || t.Is("PARTITIONSET") || t.Is("AS") && !p.Tokens[p.At-1].Is("STORE") || t.Is("READ") || t.Is("CLUSTER") || t.Is("ORGANIZATION")
	})
}

// stored takes words on how a thing is stored as one remark, up to one that a function
// picks. A password or a path does not stand among them.
func (p *parser) stored(from int, stop func(syntax.Token) bool) {
	t := p.Peek(0)
	if !t.Named() && !t.Sign("(") || opens(t) {
		p.Unexpected()
		return
	}
	p.Next()
	if t.Sign("(") {
		p.Balanced()
		p.ExpectSign(")")
	}
	p.upTo(func(t syntax.Token) bool { return stop(t) || opens(t) || t.Sign(",") || t.Sign(")") || t.Sign(";") })
	if p.At > from {
		p.remark(schema.Storage, "", p.since(from), t.Place)
	}
}

// opens tells whether a word begins a statement and is no part of any storage clause:
// the one before it lacks its end.
func opens(t syntax.Token) bool {
	return t.Is("CREATE") || t.Is("ALTER") || t.Is("GRANT") || t.Is("COMMENT")
}
