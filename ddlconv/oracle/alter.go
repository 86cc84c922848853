package oracle

import (
	"slices"
	"strings"

	"github.com/obferry/obferry/ddlconv/schema"
	"github.com/obferry/obferry/ddlconv/syntax"
)

// alter reads an ALTER after its word.
func (p *parser) alter() {
	kind := p.Next().Value
	verb := "ALTER " + kind
	switch kind {
	case "TABLE":
		p.alterTable()
		return
	case "SESSION", "SYSTEM":
		p.r.Passed(p.s, verb, "")
		return
	case "MATERIALIZED":
		p.manual(verb+" VIEW", "", "oracle.materialized")
		return
	}
	name := ""
	if p.Peek(0).Named() {
		_, name = p.Qualified()
	}
	switch kind {
	case "TRIGGER", "VIEW", "PROCEDURE", "FUNCTION", "PACKAGE", "TYPE":
		if p.Ahead("ENABLE") || p.Ahead("COMPILE") || p.Ahead("EDITIONABLE") || p.Ahead("NONEDITIONABLE") {
			p.r.Passed(p.s, verb, "")
			return
		}
	case "INDEX":
		p.alterIndex(verb, name)
		return
	case "SEQUENCE":
		if p.alterSequence(verb, name) {
			return
		}
	}
	if id, ok := routines[kind]; ok {
		p.manual(verb, name, id)
		return
	}
	if id, ok := others[kind]; ok {
		p.manual(verb, name, id)
		return
	}
	p.manual(verb, name, "oracle.alter")
}

// alterIndex passes over how an index is stored, and follows its new name.
func (p *parser) alterIndex(verb, name string) {
	var of *schema.Index
	for _, draft := range p.r.Tables {
		for _, index := range draft.Table.Indexes {
			if strings.EqualFold(index.Name, name) {
				of, p.draft = index, draft
			}
		}
	}
	switch {
	case of != nil && p.Accept("RENAME", "TO"):
		of.Name = p.Identifier()
	case of != nil && p.Accept("INVISIBLE"):
		of.Hidden = true
	case of != nil && p.Accept("VISIBLE"):
		of.Hidden = false
	case p.Ahead("RENAME"), p.Ahead("INVISIBLE"), p.Ahead("VISIBLE"):
		p.manual(verb, name, "oracle.alter")
		return
	default:
		p.r.Passed(p.s, verb, "")
		return
	}
	p.fold(p.draft, verb)
}

// alterTable reads an ALTER TABLE and changes its table.
func (p *parser) alterTable() {
	const verb = "ALTER TABLE"
	p.Accept("IF", "EXISTS")
	owner, name := p.tableName()
	if p.Err != nil {
		p.r.Refused(p.s, verb, name, p.Err)
		return
	}
	draft := p.r.Table(owner, name)
	if draft == nil {
		p.manualWith(verb, name, "oracle.table.missing", name)
		return
	}
	p.ofTable(draft)
	table := p.draft.Table
	before := *table
	for p.Err == nil && !p.Done() {
		if t := p.Peek(0); !p.clause() {
			*table = before
			p.manualWith(verb, name, "oracle.alter", syntax.Near(p.Source, t.Offset))
			return
		}
	}
	switch {
	case p.Err == nil:
		p.fold(p.draft, verb)
	case p.Err.ID == "fault.ddl.twoprimary":
		*table = before
		p.manualWith(verb, name, "oracle.alter", "PRIMARY KEY")
	default:
		*table = before
		p.r.Refused(p.s, verb, name, p.Err)
	}
}

// clause reads one change of a table, and tells whether it could be made.
func (p *parser) clause() bool {
	from, t := p.At, p.Peek(0)
	switch {
	case p.AcceptSign(","):
	case p.Ahead("DROP", "PARTITION"), p.Ahead("RENAME", "PARTITION"), p.Ahead("TRUNCATE", "PARTITION"), p.Ahead("TRUNCATE", "PARTITIONS"),
		p.Ahead("TRUNCATE", "SUBPARTITION"):
		return p.partitionChange(p.Next().Value)
	case p.Accept("ADD"):
		return p.add()
	case p.Accept("MODIFY"):
		return p.modify()
	case p.Accept("SET", "UNUSED"), p.Accept("DROP"):
		return p.dropPart()
	case p.Accept("RENAME", "TO"):
		return p.renameTable(p.draft, p.Identifier()) || p.Err != nil
	case p.Accept("RENAME", "COLUMN"):
		old := p.Identifier()
		p.Expect("TO")
		return p.renameColumn(old, p.Identifier())
	case p.Accept("RENAME", "CONSTRAINT"):
		old := p.Identifier()
		p.Expect("TO")
		p.renameConstraint(old, p.Identifier())
	case p.Ahead("ENABLE"), p.Ahead("DISABLE"):
		return p.enable()
	case p.Accept("READ", "ONLY"):
		p.remark(readOnly, "", "READ ONLY", t.Place)
	case p.Accept("READ", "WRITE"):
	case p.Ahead("MOVE", "PARTITION"), p.Ahead("MOVE", "SUBPARTITION"):
		p.stored(from, func(syntax.Token) bool { return false })
	case p.partitionAhead() && !p.Ahead("ADD") && !p.Ahead("MODIFY"), p.Ahead("RENAME"), p.Ahead("EXCHANGE"), p.Ahead("SPLIT"), p.Ahead("MERGE"), p.Ahead("UPGRADE"):
		return false
	case t.Is("MONITORING"), t.Is("NOMONITORING"), t.Is("LOGGING"), t.Is("NOLOGGING"), t.Is("CACHE"), t.Is("NOCACHE"), t.Is("PARALLEL"),
		t.Is("NOPARALLEL"), t.Is("COMPRESS"), t.Is("NOCOMPRESS"), t.Is("PCTFREE"), t.Is("PCTUSED"), t.Is("INITRANS"), t.Is("STORAGE"),
		t.Is("MOVE"), t.Is("SHRINK"), t.Is("ROW"), t.Is("INMEMORY"), t.Is("NO"), t.Is("FLASHBACK"), t.Is("ALLOCATE"), t.Is("DEALLOCATE"),
		t.Is("RESULT_CACHE"), t.Is("MAPPING"), t.Is("OVERFLOW"), t.Is("PCTTHRESHOLD"), t.Is("ILM"), t.Is("COLUMN"), t.Is("INDEXING"),
		t.Is("ANNOTATIONS"), t.Is("DEFAULT"), t.Is("MAXTRANS"), t.Is("TABLESPACE"), t.Is("USING"), t.Is("ONLINE"), t.Is("UPDATE"):
		p.stored(from, func(t syntax.Token) bool { return t.Is("ADD") || t.Is("MODIFY") || t.Is("DROP") || t.Is("RENAME") })
	default:
		return false
	}
	return true
}

// partitionAhead tells whether a change of one partition comes next.
func (p *parser) partitionAhead() bool {
	return p.Peek(1).Is("PARTITION") || p.Peek(1).Is("SUBPARTITION") || p.Peek(1).Is("PARTITIONS")
}

// add reads what follows ADD.
func (p *parser) add() bool {
	switch {
	case p.Ahead("PARTITION"):
		return p.addPartitions()
	case p.Ahead("SUPPLEMENTAL"):
		p.passClause(schema.Storage)
		return true
	case p.Accept("COLUMN"), p.Ahead("OVERFLOW"): // COLUMN is not Oracle's, but seen
	}
	if p.Ahead("OVERFLOW") {
		p.stored(p.At, func(syntax.Token) bool { return false })
		return true
	}
	listed := p.AcceptSign("(")
	for !p.Done() {
		p.element()
		if !p.AcceptSign(",") {
			break
		}
		p.Accept("ADD")
	}
	if listed {
		p.ExpectSign(")")
	}
	// LOB and other storage of the columns
	for p.Err == nil && (p.Ahead("LOB") || p.Ahead("NESTED") || p.Ahead("VARRAY") || p.Ahead("XMLTYPE")) {
		p.stored(p.At, func(t syntax.Token) bool { return t.Is("ADD") || t.Is("MODIFY") })
	}
	return true
}

// dropPart reads what follows DROP.
func (p *parser) dropPart() bool {
	table := p.draft.Table
	switch {
	case p.Accept("UNUSED", "COLUMNS"), p.Accept("COLUMNS", "CONTINUE"), p.Accept("SUPPLEMENTAL"):
		p.upTo(func(syntax.Token) bool { return false })
		return true
	case p.Accept("PRIMARY", "KEY"):
		table.PrimaryKey = nil
	case p.Accept("UNIQUE"):
		columns := p.SomeNames()
		table.Indexes = slices.DeleteFunc(slices.Clone(table.Indexes), func(i *schema.Index) bool {
			return i.Kind == schema.Unique && sameColumns(i, columns)
		})
	case p.Accept("CONSTRAINT"):
		p.Accept("IF", "EXISTS")
		if !p.dropConstraint(p.Identifier()) {
			return false
		}
	case p.Accept("COLUMN"):
		if !p.dropColumn(p.Identifier()) {
			return false
		}
	case p.Peek(0).Sign("("):
		for _, name := range p.SomeNames() {
			if !p.dropColumn(name) {
				return false
			}
		}
	default:
		return false
	}
	for p.AcceptAny("CASCADE", "CONSTRAINTS", "CONSTRAINT", "ONLINE", "KEEP", "DROP", "INDEX", "INVALIDATE") {
	}
	if p.Accept("CHECKPOINT") {
		p.Next()
	}
	return true
}

// enable reads ENABLE or DISABLE of a constraint, of triggers, or of how rows are kept.
func (p *parser) enable() bool {
	from := p.At
	s := state{disabled: p.Ahead("DISABLE")}
	p.Next()
	p.AcceptAny("VALIDATE")
	s.notValidated = p.Accept("NOVALIDATE")
	switch {
	case p.Accept("CONSTRAINT"):
		name := p.Identifier()
		rest := p.state()
		s.notValidated = s.notValidated || rest.notValidated
		p.AcceptAny("CASCADE")
		return p.switchConstraint(name, s)
	case p.Ahead("PRIMARY", "KEY"), p.Ahead("UNIQUE"):
		return !s.disabled && p.passOn(from)
	case p.Ahead("ALL", "TRIGGERS"):
		return !s.disabled && p.passOn(from)
	}
	return p.passOn(from)
}

// passOn keeps the words up to the end as a remark on how a thing is stored.
func (p *parser) passOn(from int) bool {
	p.upTo(func(t syntax.Token) bool { return t.Sign(",") || t.Sign(")") })
	p.remark(schema.Storage, "", p.since(from), p.Tokens[from].Place)
	return true
}
