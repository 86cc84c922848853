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
	owner, name := p.Qualified()
	if p.Err != nil {
		p.r.Refused(p.s, verb, name, p.Err)
		return
	}
	p.draft = p.r.Table(owner, name)
	if p.draft == nil {
		p.manualWith(verb, name, "oracle.table.missing", name)
		return
	}
	table := p.draft.Table
	before := *table
	for p.Err == nil && !p.Done() {
		if t := p.Peek(0); !p.clause() {
			*table = before
			p.manualWith(verb, name, "oracle.alter", syntax.Near(p.Source, t.Offset))
			return
		}
	}
	if p.Err != nil {
		*table = before
		p.r.Refused(p.s, verb, name, p.Err)
		return
	}
	p.fold(p.draft, verb)
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
		p.renameTable(p.draft, p.Identifier())
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
	case p.partitionAhead() && !p.Ahead("ADD"), p.Ahead("RENAME"), p.Ahead("EXCHANGE"), p.Ahead("SPLIT"), p.Ahead("MERGE"), p.Ahead("UPGRADE"):
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

// addPartitions reads ADD PARTITION.
func (p *parser) addPartitions() bool {
	by := p.draft.Table.Partitioning
	if by == nil || by.Method == schema.ByKey {
		return false
	}
	changed := *by
	changed.Parts = slices.Clone(by.Parts)
	r := partitionReader{parser: p, by: &changed, place: p.Peek(0).Place}
	for p.Ahead("PARTITION") {
		r.partition()
		if !p.AcceptSign(",") {
			break
		}
	}
	if r.refused != "" || p.Err != nil {
		return false
	}
	by.Parts = changed.Parts
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

// modify reads what follows MODIFY.
func (p *parser) modify() bool {
	switch {
	case p.Accept("CONSTRAINT"):
		name := p.Identifier()
		s := p.state()
		return p.switchConstraint(name, s)
	case p.Ahead("PRIMARY", "KEY"), p.Ahead("UNIQUE"), p.Ahead("PARTITION"), p.Ahead("SUBPARTITION"), p.Ahead("DEFAULT"),
		p.Ahead("LOB"), p.Ahead("NESTED"), p.Ahead("VARRAY"), p.Ahead("OPAQUE"):
		if p.Ahead("PARTITION") || p.Ahead("SUBPARTITION") || p.Ahead("NESTED") {
			return false
		}
		p.stored(p.At, func(syntax.Token) bool { return false })
		return true
	}
	p.Accept("COLUMN")
	listed := p.AcceptSign("(")
	for !p.Done() {
		name := p.Identifier()
		c := p.draft.Table.Column(name)
		if c == nil {
			return false
		}
		// A change is made to a copy, which takes the column's place.
		changed := *c
		p.draft.Places[&changed] = p.draft.Places[c]
		if of := p.dataType(); of != "" {
			changed.Type = of
		}
		if p.Accept("DROP", "IDENTITY") {
			changed.AutoIncrement = false
			delete(p.d.counted, p.draft)
		}
		p.attributes(&changed)
		if p.Err != nil {
			return true
		}
		*c = changed
		if counts := p.d.counted[p.draft]; counts != nil && counts.column == &changed {
			counts.column = c
		}
		if !p.AcceptSign(",") {
			break
		}
	}
	if listed {
		p.ExpectSign(")")
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

// sameColumns tells whether a key is over the given columns, in their order.
func sameColumns(index *schema.Index, columns []string) bool {
	return slices.EqualFunc(index.Parts, columns, func(part schema.Part, name string) bool {
		return part.Expression == "" && strings.EqualFold(part.Column, name)
	})
}

// dropConstraint takes a constraint out by its name, and tells whether it was there.
func (p *parser) dropConstraint(name string) bool {
	table := p.draft.Table
	if primary := p.d.primary[p.draft]; primary != "" && strings.EqualFold(primary, name) && table.PrimaryKey != nil {
		table.PrimaryKey = nil
		return true
	}
	count := len(table.Indexes) + len(table.ForeignKeys) + len(table.Checks)
	is := func(other string) bool { return strings.EqualFold(other, name) }
	table.Indexes = slices.DeleteFunc(slices.Clone(table.Indexes), func(i *schema.Index) bool { return i.Kind == schema.Unique && is(i.Name) })
	table.ForeignKeys = slices.DeleteFunc(slices.Clone(table.ForeignKeys), func(fk *schema.ForeignKey) bool { return is(fk.Name) })
	table.Checks = slices.DeleteFunc(slices.Clone(table.Checks), func(c *schema.Check) bool { return is(c.Name) })
	return len(table.Indexes)+len(table.ForeignKeys)+len(table.Checks) < count
}

// dropColumn takes a column out with the keys over it, and tells whether it was there.
func (p *parser) dropColumn(name string) bool {
	table := p.draft.Table
	c := table.Column(name)
	if c == nil {
		return false
	}
	in := func(i *schema.Index) bool {
		return slices.ContainsFunc(i.Parts, func(part schema.Part) bool { return strings.EqualFold(part.Column, name) })
	}
	table.Columns = slices.DeleteFunc(slices.Clone(table.Columns), func(other *schema.Column) bool { return other == c })
	table.Indexes = slices.DeleteFunc(slices.Clone(table.Indexes), in)
	if table.PrimaryKey != nil && in(table.PrimaryKey) {
		table.PrimaryKey = nil
	}
	table.ForeignKeys = slices.DeleteFunc(slices.Clone(table.ForeignKeys), func(fk *schema.ForeignKey) bool {
		return slices.ContainsFunc(fk.Columns, func(n string) bool { return strings.EqualFold(n, name) })
	})
	table.Checks = slices.DeleteFunc(slices.Clone(table.Checks), func(c *schema.Check) bool { return mentions(c.Expression, name) })
	return true
}

// renameColumn gives a column another name wherever its table names it.
func (p *parser) renameColumn(old, to string) bool {
	table := p.draft.Table
	c := table.Column(old)
	if c == nil || table.Column(to) != nil || p.Err != nil {
		return p.Err != nil
	}
	for _, other := range table.Columns {
		other.Generated = renamed(other.Generated, old, to)
	}
	for _, check := range table.Checks {
		check.Expression = renamed(check.Expression, old, to)
	}
	for _, index := range append(slices.Clone(table.Indexes), table.PrimaryKey) {
		if index == nil {
			continue
		}
		for i := range index.Parts {
			index.Parts[i].Expression = renamed(index.Parts[i].Expression, old, to)
			replaceName(&index.Parts[i].Column, old, to)
		}
	}
	for _, fk := range table.ForeignKeys {
		for i := range fk.Columns {
			replaceName(&fk.Columns[i], old, to)
		}
	}
	for by := table.Partitioning; by != nil; by = by.Sub {
		for i := range by.Columns {
			replaceName(&by.Columns[i], old, to)
		}
	}
	c.Name = to
	return true
}

func replaceName(name *string, old, to string) {
	if strings.EqualFold(*name, old) {
		*name = to
	}
}

// mentions tells whether an expression in MySQL's words names a column.
func mentions(expression, name string) bool { return renamed(expression, name, "") != expression }

// renamed is an expression in MySQL's words with another name for a column. Texts stay,
// and so does the name of a function.
func renamed(expression, old, to string) string {
	var b strings.Builder
	for i := 0; i < len(expression); {
		rest, length, name := expression[i:], 1, ""
		switch c := rest[0]; {
		case c == '\'':
			_, length = schema.UnquoteText(rest)
		case c == '`':
			if length = quoteLength(rest); length == 0 {
				length = len(rest)
			}
			name = strings.ReplaceAll(strings.Trim(rest[:length], "`"), "``", "`")
		case wordly(c):
			length = wordLength(rest)
			if !strings.HasPrefix(strings.TrimLeft(rest[length:], " "), "(") {
				name = rest[:length]
			}
		}
		if name != "" && strings.EqualFold(name, old) {
			b.WriteString(schema.Quote(to))
		} else {
			b.WriteString(rest[:length])
		}
		i += length
	}
	return b.String()
}

// renameConstraint gives a constraint another name.
func (p *parser) renameConstraint(old, to string) {
	if strings.EqualFold(p.d.primary[p.draft], old) {
		p.d.primary[p.draft] = to
	}
	for _, index := range p.draft.Table.Indexes {
		replaceName(&index.Name, old, to)
	}
	for _, fk := range p.draft.Table.ForeignKeys {
		replaceName(&fk.Name, old, to)
	}
	for _, c := range p.draft.Table.Checks {
		replaceName(&c.Name, old, to)
	}
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

// switchConstraint enables or disables a constraint by its name. A key or foreign key
// that is disabled holds nothing in Oracle, and is left out.
func (p *parser) switchConstraint(name string, s state) bool {
	for _, c := range p.draft.Table.Checks {
		if strings.EqualFold(c.Name, name) {
			c.NotEnforced = s.disabled
			return true
		}
	}
	if !s.disabled {
		p.tellState(s, p.s.Place, name)
		return true
	}
	if !p.dropConstraint(name) {
		return false
	}
	p.tell("oracle.constraint.disabled", p.s.Place, name, "DISABLE CONSTRAINT", "")
	return true
}
