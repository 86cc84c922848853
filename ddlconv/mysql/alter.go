package mysql

import (
	"slices"

	"github.com/obferry/obferry/ddlconv/schema"
	"github.com/obferry/obferry/ddlconv/syntax"
)

// alteration is an ALTER TABLE that is read into a copy of the draft it speaks of.
type alteration struct {
	*parser
	// unknown is a column, key or partition that is named and not there.
	unknown string
	// emptied tells that no column is left.
	emptied bool
	// database and renamed are the table's new name, "" where it keeps its own.
	database, renamed string
}

// positioned tells whether a column's place among the others comes next.
func (p *parser) positioned() bool { return p.altering && (p.Ahead("FIRST") || p.Ahead("AFTER")) }

// clauses reads all that an ALTER TABLE says behind the table's name.
func (a *alteration) clauses() {
	a.altering = true
	for !a.Done() && !a.Peek(0).Sign(";") {
		a.clause()
		a.AcceptSign(",")
	}
	for a.AcceptSign(";") {
	}
	if !a.Done() {
		a.Unexpected()
	}
	a.resolveBinary()
	a.settlePrimary()
}

// clause reads one of them.
func (a *alteration) clause() {
	t := a.Peek(0)
	switch {
	case a.Accept("ADD"):
		a.add()
	case a.Accept("MODIFY"):
		a.Accept("COLUMN")
		unless := a.ifExists()
		a.change(a.Peek(0).Identifier(), unless)
	case a.Accept("CHANGE"):
		a.Accept("COLUMN")
		unless := a.ifExists()
		a.change(a.Identifier(), unless)
	case a.Accept("ALTER"):
		a.alter()
	case a.Accept("DROP"):
		a.drop()
	case a.Accept("RENAME"):
		a.rename()
	case a.Accept("CONVERT", "TO"):
		a.convert()
	case a.AcceptAny("ENABLE", "DISABLE"):
		a.Expect("KEYS")
	case a.Accept("ORDER", "BY"):
		for !a.Done() && !a.Peek(0).Sign(";") {
			a.Next()
		}
	case a.AcceptAny("FORCE", "NOWAIT"), a.Accept("WITH", "VALIDATION"), a.Accept("WITHOUT", "VALIDATION"):
	case a.Accept("WAIT"):
		a.Integer()
	case t.Is("ALGORITHM"), t.Is("LOCK"):
		if !a.setting() {
			a.Unexpected()
		}
	case a.Accept("DISCARD"), a.Accept("IMPORT"):
		a.Expect("TABLESPACE")
	case a.Ahead("PARTITION", "BY"):
		a.partitionBy()
	case a.Accept("REMOVE", "PARTITIONING"):
		a.draft.Table.Partitioning = nil
	case a.partitions():
	default:
		a.tableOption(t)
	}
}

// ifExists passes MariaDB's condition, and tells whether it stands there.
func (a *alteration) ifExists() bool {
	return a.Accept("IF", "EXISTS") || a.Accept("IF", "NOT", "EXISTS")
}

// add reads what stands behind ADD.
func (a *alteration) add() {
	table := a.draft.Table
	switch t := a.Peek(0); {
	case a.Ahead("PARTITION") && !a.Peek(1).Is("COLUMN"):
		a.addPartitions()
	case a.Accept("SYSTEM", "VERSIONING"):
		a.remark(schema.Versioning, "", "WITH SYSTEM VERSIONING", t.Place)
	case a.Accept("COLUMN"), t.Sign("("):
		unless := a.ifExists()
		if a.AcceptSign("(") {
			for !a.Done() {
				a.element()
				if !a.AcceptSign(",") {
					break
				}
			}
			a.ExpectSign(")")
			return
		}
		a.addColumn(unless)
	default:
		if a.Accept("IF", "NOT", "EXISTS") {
			a.addColumn(true)
			return
		}
		columns := len(table.Columns)
		a.element()
		if len(table.Columns) > columns {
			a.place(table.Columns[columns], false)
		}
	}
}

// tableOption reads an option of the table, which takes the place of an earlier one of
// its name. A new character set is for new columns: those that are there keep theirs.
func (a *alteration) tableOption(t syntax.Token) {
	if !t.Named() {
		a.Unexpected()
		return
	}
	from := a.At
	name, value := a.nextOption()
	if a.Err != nil {
		return
	}
	text := a.since(from)
	table := a.draft.Table
	a.draft.Places[table] = t.Place
	if name == "CHARSET" || name == "COLLATE" {
		a.pin()
		if name == "COLLATE" && value != "" && CharsetOf(value) != table.Charset && table.Charset != "" {
			table.Charset = CharsetOf(value)
		}
		if name == "CHARSET" {
			table.Collation = ""
		}
	}
	table.Options = slices.DeleteFunc(table.Options, func(o schema.Option) bool { return o.Name == name })
	a.option(table, name, value, text)
}

// pin writes the table's character set and collation on the columns that have none of
// their own.
func (a *alteration) pin() {
	table := a.draft.Table
	for _, c := range table.Columns {
		if c.Textual() && c.Charset == "" && c.Collation == "" {
			c.Charset, c.Collation = table.Charset, table.Collation
		}
	}
}
