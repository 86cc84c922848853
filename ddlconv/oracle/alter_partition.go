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
