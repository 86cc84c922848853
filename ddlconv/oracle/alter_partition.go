package oracle

import (
	"slices"
	"strings"

	"github.com/obferry/obferry/ddlconv/schema"
	"github.com/obferry/obferry/ddlconv/syntax"
)

// addPartitions reads ADD PARTITION.
func (p *parser) addPartitions() bool {
	by := p.draft.Table.Partitioning
	if by == nil {
		return false
	}
	changed := *by
	changed.Parts = slices.Clone(by.Parts)
	if by.Sub != nil {
		sub := *by.Sub
		changed.Sub = &sub
	}
	r := partitionReader{parser: p, by: &changed, place: p.Peek(0).Place}
	count := 0
	for p.Ahead("PARTITION") {
		r.partition()
		count++
		if !p.AcceptSign(",") {
			break
		}
	}
	if r.refused != "" || p.Err != nil {
		return false
	}
	if by.Method == schema.ByKey {
		changed.Count = max(by.Count, len(by.Parts)) + count
		if len(by.Parts) == 0 {
			changed.Parts = nil
		}
	}
	if changed.Sub != nil {
		r.writeOutSubs()
	}
	defaultsLast(&changed)
	p.draft.Table.Partitioning = &changed
	p.draft.Places[&changed] = p.draft.Places[by]
	return true
}

// partitionChange reads what follows DROP, RENAME or TRUNCATE of a partition. Rows are no
// part of the schema.
func (p *parser) partitionChange(what string) bool {
	p.Next()
	by := p.draft.Table.Partitioning
	if what == "TRUNCATE" {
		p.upTo(func(syntax.Token) bool { return false })
		return true
	}
	name := p.Identifier()
	if by == nil || p.Err != nil {
		return p.Err != nil
	}
	at := slices.IndexFunc(by.Parts, func(part schema.Partition) bool { return strings.EqualFold(part.Name, name) })
	if at < 0 || what == "DROP" && len(by.Parts) == 1 {
		return false
	}
	parts := slices.Clone(by.Parts)
	if what == "DROP" {
		parts = slices.Delete(parts, at, at+1)
	} else {
		p.Expect("TO")
		parts[at].Name = p.Identifier()
	}
	if p.AcceptAny("UPDATE", "INVALIDATE"); !p.Done() {
		p.upTo(func(t syntax.Token) bool { return t.Sign(",") })
	}
	by.Parts = parts
	return p.Done()
}

// modifyPartition reads what follows MODIFY of one partition: values that its list takes,
// too, or how it is stored.
func (p *parser) modifyPartition() bool {
	from, kind, by := p.At, p.Next(), p.draft.Table.Partitioning
	if p.Ahead("BY") {
		return false
	}
	name := p.Identifier()
	switch {
	case p.Err != nil:
		return true
	case p.Ahead("ADD", "VALUES") && kind.Is("PARTITION"):
		p.Accept("ADD", "VALUES")
		return p.addValues(name)
	case p.Ahead("ADD"), p.Ahead("DROP"), p.Ahead("READ"), p.Ahead("COALESCE"), by == nil:
		return false
	}
	p.stored(from, func(syntax.Token) bool { return false })
	return true
}

// addValues lets a partition by lists take more values.
func (p *parser) addValues(name string) bool {
	by := p.draft.Table.Partitioning
	if by == nil || by.Method != schema.ByListColumns {
		return false
	}
	r := partitionReader{parser: p, by: by}
	values := r.values(by.Columns)
	at := slices.IndexFunc(by.Parts, func(part schema.Partition) bool { return strings.EqualFold(part.Name, name) })
	if at < 0 || r.refused != "" || p.Err != nil {
		return p.Err != nil
	}
	by.Parts = slices.Clone(by.Parts)
	by.Parts[at].Values = strings.TrimSuffix(by.Parts[at].Values, ")") + ", " + values + ")"
	return true
}
