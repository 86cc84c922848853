package mysql

import (
	"slices"
	"strconv"
	"strings"

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

// addColumn reads a column; unless tells that one of that name stays.
func (a *alteration) addColumn(unless bool) {
	a.column()
	if a.Err != nil {
		return
	}
	table := a.draft.Table
	a.place(table.Columns[len(table.Columns)-1], unless)
}

// place moves the last column to where FIRST or AFTER puts it. One of its name may be
// there before.
func (a *alteration) place(c *schema.Column, unless bool) {
	table := a.draft.Table
	last := len(table.Columns) - 1
	table.Columns = table.Columns[:last]
	there := table.Column(c.Name)
	switch {
	case there != nil && unless:
		if a.Accept("AFTER") {
			a.Identifier()
		}
		a.Accept("FIRST")
		return
	case there != nil:
		a.miss(c.Name)
		return
	}
	a.insert(c, last)
}

// insert puts a column where FIRST or AFTER says, else at a position.
func (a *alteration) insert(c *schema.Column, at int) {
	table := a.draft.Table
	switch {
	case a.Accept("FIRST"):
		at = 0
	case a.Accept("AFTER"):
		name := a.Identifier()
		before := slices.IndexFunc(table.Columns, func(other *schema.Column) bool { return strings.EqualFold(other.Name, name) })
		if before < 0 {
			a.miss(name)
			return
		}
		at = before + 1
	}
	table.Columns = slices.Insert(table.Columns, at, c)
}

// change reads the new shape of a column; unless tells that it need not be there.
func (a *alteration) change(old string, unless bool) {
	table := a.draft.Table
	a.column()
	if a.Err != nil {
		return
	}
	last := len(table.Columns) - 1
	c := table.Columns[last]
	table.Columns = table.Columns[:last]
	at := slices.IndexFunc(table.Columns, func(other *schema.Column) bool { return strings.EqualFold(other.Name, old) })
	if at < 0 {
		a.absent(old, unless)
		if !a.Accept("FIRST") && a.Accept("AFTER") {
			a.Identifier()
		}
		return
	}
	was := table.Columns[at]
	a.forget(was.Name)
	a.renameColumn(was.Name, c.Name)
	table.Columns = slices.Delete(table.Columns, at, at+1)
	a.insert(c, at)
}

// forget drops the remarks on the old shape of a column: those that stand before this
// statement.
func (a *alteration) forget(column string) {
	from := a.Tokens[0].Place
	a.draft.Remarks = slices.DeleteFunc(a.draft.Remarks, func(r schema.Remark) bool {
		before := r.Place.Line < from.Line || r.Place.Line == from.Line && r.Place.Column < from.Column
		return before && r.Phrase != schema.Inline && strings.EqualFold(r.Object, column)
	})
}

// miss tells of a name that is not there, or there already, and stops.
func (a *alteration) miss(name string) {
	if a.unknown == "" {
		a.unknown = name
	}
	a.At = len(a.Tokens) - 1
}

// absent misses a name, unless it need not be there.
func (a *alteration) absent(name string, unless bool) {
	if !unless {
		a.miss(name)
	}
}

// find is a column by its name, or misses it unless it need not be there.
func (a *alteration) find(name string, unless bool) *schema.Column {
	c := a.draft.Table.Column(name)
	if c == nil {
		a.absent(name, unless)
		return &schema.Column{}
	}
	return c
}

// alter reads what stands behind ALTER.
func (a *alteration) alter() {
	switch {
	case a.Accept("INDEX"), a.Accept("KEY"):
		unless := a.ifExists()
		index := a.index(a.Identifier(), unless)
		switch {
		case a.AcceptAny("INVISIBLE", "IGNORED"):
			index.Hidden = true
		case a.AcceptAny("VISIBLE"), a.Accept("NOT", "IGNORED"):
			index.Hidden = false
		default:
			a.Unexpected()
		}
	case a.Accept("CHECK"), a.Accept("CONSTRAINT"):
		name := a.Identifier()
		if at := a.check(name); at >= 0 {
			a.draft.Table.Checks[at].NotEnforced = a.Ahead("NOT")
		} else {
			a.miss(name)
		}
		a.Accept("NOT")
		a.Expect("ENFORCED")
	default:
		a.Accept("COLUMN")
		unless := a.ifExists()
		c := a.find(a.Identifier(), unless)
		switch {
		case a.Accept("SET", "DEFAULT"):
			value := a.defaultValue()
			c.Default = &value
		case a.Accept("DROP", "DEFAULT"):
			c.Default = nil
		case a.Accept("SET", "VISIBLE"):
			c.Invisible = false
		case a.Accept("SET", "INVISIBLE"):
			c.Invisible = true
		default:
			a.Unexpected()
		}
	}
}

// drop reads what stands behind DROP.
func (a *alteration) drop() {
	switch {
	case a.Accept("PRIMARY", "KEY"):
		a.dropIndex("PRIMARY", false)
	case a.AcceptAny("INDEX", "KEY"):
		unless := a.ifExists()
		a.dropIndex(a.Identifier(), unless)
	case a.Accept("FOREIGN", "KEY"):
		unless := a.ifExists()
		a.dropForeign(a.Identifier(), unless)
	case a.Accept("CHECK"):
		a.dropConstraint(a.Identifier(), false)
	case a.Accept("CONSTRAINT"):
		unless := a.ifExists()
		a.dropConstraint(a.Identifier(), unless)
	case a.Accept("PARTITION"):
		a.ifExists()
		a.dropPartitions(a.list())
	case a.Accept("SYSTEM", "VERSIONING"):
		a.draft.Remarks = slices.DeleteFunc(a.draft.Remarks, func(r schema.Remark) bool { return r.Phrase == schema.Versioning })
	case a.Accept("PERIOD", "FOR"):
		a.Identifier()
		a.draft.Remarks = slices.DeleteFunc(a.draft.Remarks, func(r schema.Remark) bool { return r.Phrase == schema.Period })
	default:
		a.Accept("COLUMN")
		unless := a.ifExists()
		a.dropColumn(a.Identifier(), unless)
		a.AcceptAny("RESTRICT", "CASCADE")
	}
}

// dropColumn takes a column out, and out of the keys that hold it.
func (a *alteration) dropColumn(name string, unless bool) {
	table := a.draft.Table
	if table.Column(name) == nil {
		if !unless {
			a.miss(name)
		}
		return
	}
	table.Columns = slices.DeleteFunc(table.Columns, func(c *schema.Column) bool { return strings.EqualFold(c.Name, name) })
	without := func(index *schema.Index) bool {
		index.Parts = slices.DeleteFunc(index.Parts, func(p schema.Part) bool { return p.Column != "" && strings.EqualFold(p.Column, name) })
		return len(index.Parts) == 0
	}
	if table.PrimaryKey != nil && without(table.PrimaryKey) {
		table.PrimaryKey = nil
	}
	table.Indexes = slices.DeleteFunc(table.Indexes, without)
	a.forget(name)
}

// called tells whether a key has a name: its own, or its first column's where it was
// given none, as MySQL names it.
func called(index *schema.Index, name string) bool {
	if index.Name != "" {
		return strings.EqualFold(index.Name, name)
	}
	return len(index.Parts) > 0 && strings.EqualFold(index.Parts[0].Column, name)
}

// index is a key by its name, or misses it unless it need not be there.
func (a *alteration) index(name string, unless bool) *schema.Index {
	for _, index := range a.draft.Table.Indexes {
		if called(index, name) {
			return index
		}
	}
	a.absent(name, unless)
	return &schema.Index{}
}

// dropIndex takes a key out.
func (a *alteration) dropIndex(name string, unless bool) {
	table := a.draft.Table
	if strings.EqualFold(name, "PRIMARY") {
		if table.PrimaryKey == nil && !unless {
			a.miss("PRIMARY KEY")
		}
		table.PrimaryKey = nil
		return
	}
	at := slices.IndexFunc(table.Indexes, func(index *schema.Index) bool { return called(index, name) })
	switch {
	case at >= 0:
		table.Indexes = slices.Delete(table.Indexes, at, at+1)
	case !unless && !a.impliedIndex(name):
		a.miss(name)
	}
}

// impliedIndex tells whether a key is one that InnoDB makes for a foreign key, under its
// name.
func (a *alteration) impliedIndex(name string) bool {
	return slices.ContainsFunc(a.draft.Table.ForeignKeys, func(fk *schema.ForeignKey) bool {
		return strings.EqualFold(fk.Name, name) || len(fk.Columns) > 0 && strings.EqualFold(fk.Columns[0], name)
	})
}

// dropForeign takes a foreign key out: by its name, or by the number that InnoDB gives
// one without.
func (a *alteration) dropForeign(name string, unless bool) {
	table := a.draft.Table
	at, nameless := -1, 0
	for i, fk := range table.ForeignKeys {
		is := fk.Name
		if is == "" {
			nameless++
			is = table.Name + "_ibfk_" + number(nameless)
		}
		if strings.EqualFold(is, name) {
			at = i
		}
	}
	switch {
	case at >= 0:
		table.ForeignKeys = slices.Delete(table.ForeignKeys, at, at+1)
	case !unless:
		a.miss(name)
	}
}

// check is the position of a check by its name, -1 where there is none. One without a name has
// the one that MySQL gives it, which all of the table get once one of them is called so.
func (a *alteration) check(name string) int {
	table := a.draft.Table
	given := strings.ToLower(table.Name) + "_chk_"
	if strings.HasPrefix(strings.ToLower(name), given) {
		last := 0
		for _, c := range table.Checks {
			if n, err := strconv.Atoi(strings.TrimPrefix(strings.ToLower(c.Name), given)); err == nil {
				last = max(last, n)
			}
		}
		for _, c := range table.Checks {
			if c.Name == "" {
				last++
				c.Name = table.Name + "_chk_" + strconv.Itoa(last)
			}
		}
	}
	return slices.IndexFunc(table.Checks, func(c *schema.Check) bool { return strings.EqualFold(c.Name, name) })
}

// dropConstraint takes a check, foreign key or unique key out.
func (a *alteration) dropConstraint(name string, unless bool) {
	table := a.draft.Table
	at := a.check(name)
	switch {
	case at >= 0:
		table.Checks = slices.Delete(table.Checks, at, at+1)
	case slices.ContainsFunc(table.ForeignKeys, func(fk *schema.ForeignKey) bool { return strings.EqualFold(fk.Name, name) }):
		a.dropForeign(name, unless)
	default:
		a.dropIndex(name, unless)
	}
}

// rename reads what stands behind RENAME.
func (a *alteration) rename() {
	switch {
	case a.Accept("COLUMN"):
		unless := a.ifExists()
		old := a.Identifier()
		a.Expect("TO")
		name := a.Identifier()
		c := a.find(old, unless)
		a.renameColumn(old, name)
		c.Name = name
	case a.AcceptAny("INDEX", "KEY"):
		unless := a.ifExists()
		old := a.Identifier()
		a.Expect("TO")
		name := a.Identifier()
		a.index(old, unless).Name = name
	default:
		if !a.AcceptAny("TO", "AS") {
			a.AcceptSign("=")
		}
		a.database, a.renamed = a.Qualified()
	}
}

// renameColumn gives a column another name wherever the table speaks of it.
func (a *alteration) renameColumn(old, name string) {
	if old == name {
		return
	}
	table := a.draft.Table
	named := func(expression string) string {
		if expression == "" {
			return ""
		}
		return Rename(expression, func(n string) (string, bool) {
			if strings.EqualFold(n, old) {
				return name, true
			}
			return n, false
		})
	}
	swap := func(names []string) {
		for i := range names {
			if strings.EqualFold(names[i], old) {
				names[i] = name
			}
		}
	}
	for i, r := range a.draft.Remarks {
		if strings.EqualFold(r.Object, old) {
			a.draft.Remarks[i].Object = name
		}
	}
	indexes := table.Indexes
	if table.PrimaryKey != nil {
		indexes = append(slices.Clone(indexes), table.PrimaryKey)
	}
	for _, index := range indexes {
		for i := range index.Parts {
			if strings.EqualFold(index.Parts[i].Column, old) {
				index.Parts[i].Column = name
			}
			index.Parts[i].Expression = named(index.Parts[i].Expression)
		}
	}
	for _, fk := range table.ForeignKeys {
		swap(fk.Columns)
		if strings.EqualFold(fk.RefTable, table.Name) {
			swap(fk.RefColumns)
		}
	}
	for _, c := range table.Columns {
		c.Generated = named(c.Generated)
	}
	for _, c := range table.Checks {
		c.Expression = named(c.Expression)
	}
	for by := table.Partitioning; by != nil; by = by.Sub {
		by.Expression = named(by.Expression)
		swap(by.Columns)
	}
}

// convert reads CONVERT TO CHARACTER SET: the columns' own give way to the table's, and
// a TEXT whose characters may take more bytes than before becomes a longer one, since it
// must hold as many (MySQL 8.4 Reference Manual, ALTER TABLE Statement).
func (a *alteration) convert() {
	if !a.characterSet() {
		a.Unexpected()
		return
	}
	table := a.draft.Table
	before := make([]int, len(table.Columns))
	for i, c := range table.Columns {
		before[i] = charsetWidth(inForce(table, c))
	}
	table.Charset, table.Collation = "utf8mb4", ""
	if !a.Accept("DEFAULT") {
		table.Charset = a.plain()
	}
	if a.Accept("COLLATE") {
		a.AcceptSign("=")
		table.Collation = a.plain()
	}
	for i, c := range table.Columns {
		if c.Textual() {
			c.Charset, c.Collation = "", ""
			c.Type = longerText(c.Type, before[i], charsetWidth(inForce(table, c)))
		}
	}
}

// inForce is the character set of a column: its own, else the table's, "" where neither
// names one.
func inForce(t *schema.Table, c *schema.Column) string {
	for _, named := range [][2]string{{c.Charset, c.Collation}, {t.Charset, t.Collation}} {
		switch {
		case named[0] != "":
			return named[0]
		case named[1] != "":
			return CharsetOf(named[1])
		}
	}
	return ""
}

// longerText is the TEXT that holds as many characters as one does, when the most bytes
// of a character change.
func longerText(of string, before, after int) string {
	texts := []string{"tinytext", "text", "mediumtext", "longtext"}
	if at := slices.Index(texts, of); at >= 0 && at < len(texts)-1 && after > before {
		return texts[at+1]
	}
	return of
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
