package oracle

import "github.com/obferry/obferry/ddlconv/schema"

// rename reads RENAME old TO new.
func (p *parser) rename() {
	_, name := p.tableName()
	p.Expect("TO")
	to := p.Identifier()
	draft := p.r.Table("", name)
	if p.Err != nil || draft == nil {
		p.manual("RENAME", name, "oracle.table.missing")
		return
	}
	if !p.renameTable(draft, to) {
		p.manualWith("RENAME", name, "oracle.alter", to)
		return
	}
	p.fold(draft, "RENAME")
}

// renameTable gives a table another name, which foreign keys follow, and tells whether it
// was free.
func (p *parser) renameTable(draft *schema.Draft, to string) bool {
	if other := p.r.Table(draft.Schema, to); other != nil && other != draft {
		return false
	}
	for _, child := range p.r.Tables {
		for _, fk := range child.Table.ForeignKeys {
			if p.parentOf(child, fk) == draft {
				fk.RefTable = to
			}
		}
	}
	at := 0
	for i, other := range p.r.Tables {
		if other == draft {
			at = i
		}
	}
	p.r.Drop(draft)
	draft.Table.Name = to
	p.r.Add(draft)
	// It keeps its place among the tables.
	last := len(p.r.Tables) - 1
	copy(p.r.Tables[at+1:], p.r.Tables[at:last])
	p.r.Tables[at] = draft
	return true
}

// parentOf is the table that a foreign key points to, as far as the script has made it.
func (p *parser) parentOf(child *schema.Draft, fk *schema.ForeignKey) *schema.Draft {
	owner := fk.RefSchema
	if owner == "" {
		owner = child.Schema
	}
	return p.r.Table(owner, fk.RefTable)
}
