package sqlserver

import (
	"strings"

	"github.com/obferry/obferry/ddlconv/schema"
	"github.com/obferry/obferry/ddlconv/syntax"
)

// createTable reads CREATE TABLE.
func (p *parser) createTable() {
	p.At = 2
	at := p.Peek(0)
	database, name := p.name(p.Cursor)
	if p.batchSchema != "" && !p.Tokens[min(p.At-2, len(p.Tokens)-1)].Sign(".") {
		database = p.batchSchema
	}
	if strings.HasPrefix(name, "#") {
		p.r.Passed(p.s, "CREATE TABLE", "#")
		return
	}
	if p.Ahead("AS") && !p.Peek(1).Is("NODE") && !p.Peek(1).Is("EDGE") {
		p.manual("CREATE TABLE", name, "sqlserver.table.kind", p.since(0)+" "+p.Peek(0).Raw+" "+p.Peek(1).Raw)
		return
	}
	p.draft = schema.NewDraft()
	p.draft.Table.Name, p.draft.Schema, p.draft.Original = name, database, p.s.Text
	p.draft.Places[p.draft] = p.s.Place
	p.draft.Places[p.draft.Table] = at.Place
	if !p.Ahead("AS") { // an edge may have nothing of its own
		p.ExpectSign("(")
		for !p.Done() && !p.Peek(0).Sign(")") {
			p.addition()
			if !p.AcceptSign(",") {
				break
			}
		}
		p.ExpectSign(")")
	}
	p.options()
	for _, f := range p.later {
		if p.Err == nil {
			f()
		}
	}
	p.settlePrimary()
	if p.Err == nil && len(p.draft.Table.Columns) == 0 {
		p.Fail("fault.ddl.nocolumns", at)
		p.Err.Args["Table"] = name
	}
	p.settle("CREATE TABLE", name, func() {
		p.tableTwin(p.draft, at.Place)
		switch {
		case p.held("", database, name):
			p.r.Manual(p.s, "CREATE TABLE", name, "sqlserver.table.twice", name)
		case !p.r.Add(p.draft) && p.flow.otherwise():
			p.r.Manual(p.s, "CREATE TABLE", name, "sqlserver.else", name)
		case p.r.Table(database, p.draft.Table.Name) != p.draft:
			p.r.Manual(p.s, "CREATE TABLE", name, "sqlserver.table.twice", name)
		default:
			p.settleTable()
			p.conditional()
			p.r.Converted(p.s, "CREATE TABLE", name)
		}
	})
}

// conditional tells that a statement stands behind ELSE, and so ran only sometimes.
func (p *parser) conditional() {
	if p.flow.otherwise() {
		p.tell("sqlserver.conditional", p.draft, p.s.Place, "", firstWords(p.s.Text), "")
	}
}

// settleTable gives a table what SQL Server's tables have in common.
func (p *parser) settleTable() {
	t := p.draft.Table
	t.Charset, t.Collation = "utf8mb4", p.collation
	if t.Collation == "" {
		t.Collation = usualCollation
	}
}

// settlePrimary makes the columns of the primary key what they are by it: never null.
func (p *parser) settlePrimary() {
	pk := p.draft.Table.PrimaryKey
	if pk == nil {
		return
	}
	for _, part := range pk.Parts {
		if c := p.draft.Table.Column(part.Column); c != nil {
			c.NotNull = true
			if c.Default != nil && *c.Default == "NULL" {
				c.Default = nil
			}
		}
	}
}

// element reads one column, constraint or index.
func (p *parser) element() {
	t := p.Peek(0)
	if t.Kind == syntax.Word {
		switch {
		case t.Is("CONSTRAINT"):
			p.Next()
			name := p.Identifier()
			p.constrained(name, t)
			return
		case t.Is("PRIMARY"), t.Is("UNIQUE"), t.Is("FOREIGN"), t.Is("CHECK"), t.Is("CONNECTION") && p.Peek(1).Sign("("):
			p.constrained("", t)
			return
		case t.Is("INDEX") && p.Peek(1).Named() && !p.Peek(2).Sign(",") && !kindWord(p.Peek(1)):
			p.Next()
			p.inlineIndex(t)
			return
		case t.Is("PERIOD") && p.Peek(1).Is("FOR"):
			from := p.At
			p.At += 3
			p.Names()
			p.remark(schema.Versioning, "", p.since(from), t.Place)
			return
		}
	}
	p.columnDefinition()
}

// kindWord tells whether a token names a type, so that INDEX before it is a column.
func kindWord(t syntax.Token) bool {
	_, ok := kinds[strings.ToLower(t.Identifier())]
	return ok && t.Kind == syntax.Word
}

// options reads what follows a table's elements.
func (p *parser) options() {
	for !p.Done() && !p.Peek(0).Sign(";") {
		from, t := p.At, p.Peek(0)
		switch {
		case p.Accept("ON"):
			p.placed(p.draft.Table, "ON")
		case p.AcceptAny("TEXTIMAGE_ON", "FILESTREAM_ON"):
			p.placed(nil, t.Value)
		case p.Accept("WITH"):
			p.tableOptions()
		case p.Accept("AS", "NODE"), p.Accept("AS", "EDGE"):
			p.graph(p.Tokens[p.At-1].Value, p.since(from), t.Place)
		default:
			p.Unexpected()
		}
	}
}

// graphColumns are what the server keeps of a node or edge by itself.
var graphColumns = map[string][]string{"NODE": {"$node_id"}, "EDGE": {"$edge_id", "$from_id", "$to_id"}}

// graph makes columns of what the server keeps of a node or edge by itself: texts, as it
// shows them.
func (p *parser) graph(kind, words string, place syntax.Place) {
	if !p.r.Follows("sqlserver.table.graph") {
		return
	}
	var added []*schema.Column
	for _, name := range graphColumns[kind] {
		c := &schema.Column{Name: name, Type: "nvarchar(1000)"}
		p.draft.Places[c] = place
		added = append(added, c)
	}
	p.draft.Table.Columns = append(added, p.draft.Table.Columns...)
	p.tell("sqlserver.table.graph", p.draft, place, "", words, strings.Join(graphColumns[kind], ", "))
}

// placed reads where a table, key or index lies. On a partition scheme it says how the
// table is cut; any other place than [PRIMARY] is one of the source's storage.
func (p *parser) placed(element any, words string) {
	t := p.Peek(0)
	if t.Kind == syntax.Text {
		p.Next()
		t.Kind = syntax.Name
	} else {
		p.Identifier()
	}
	if p.AcceptSign("(") {
		column := p.own(p.Identifier())
		for p.AcceptSign(",") {
			p.Identifier()
		}
		p.ExpectSign(")")
		if element != nil {
			f := p.about(p.draft)
			f.scheme, f.column = t.Identifier(), column
		}
		return
	}
	switch strings.ToUpper(t.Identifier()) {
	case "PRIMARY", "DEFAULT":
	default:
		p.remark(schema.Storage, "", words+" "+t.Raw, t.Place)
	}
}

// tableOptions reads WITH (…) behind a table.
func (p *parser) tableOptions() {
	p.ExpectSign("(")
	for !p.Done() && !p.Peek(0).Sign(")") {
		from, t := p.At, p.Peek(0)
		p.option()
		words := p.since(from)
		switch {
		case t.Is("SYSTEM_VERSIONING"):
			p.remark(schema.Versioning, "", words, t.Place)
		case t.Is("MEMORY_OPTIMIZED"):
			if strings.HasSuffix(strings.ToUpper(words), "ON") {
				p.tell("sqlserver.table.memory", p.draft, t.Place, "", words, "")
			}
		case t.Is("DURABILITY"):
			if strings.HasSuffix(strings.ToUpper(words), "SCHEMA_ONLY") {
				p.tell("sqlserver.table.fleeting", p.draft, t.Place, "", words, "")
			}
		case t.Is("LEDGER"), t.Is("DATA_DELETION"), t.Is("REMOTE_DATA_ARCHIVE"):
			p.tell("sqlserver.table.option", p.draft, t.Place, "", words, "")
		default:
			p.storageOption("", t, words)
		}
		if !p.AcceptSign(",") {
			break
		}
	}
	p.ExpectSign(")")
}

// option takes one option: NAME, NAME = value, NAME = value (…), NAME = (…).
func (p *parser) option() {
	p.Identifier()
	if p.AcceptSign("=") && !p.Peek(0).Sign("(") {
		p.Next()
		for p.AcceptSign(".") {
			p.Identifier()
		}
		p.AcceptAny("MINUTES", "MINUTE", "DAYS", "DAY", "WEEKS", "WEEK", "MONTHS", "MONTH", "YEARS", "YEAR", "KB", "MB")
	}
	if p.AcceptSign("(") {
		p.Balanced()
		p.ExpectSign(")")
	}
	if p.Accept("ON", "PARTITIONS") && p.AcceptSign("(") {
		p.Balanced()
		p.ExpectSign(")")
	}
}

// usualOptions are what SSMS writes behind every key and index; they say nothing.
var usualOptions = map[string]bool{
	"PAD_INDEX=OFF": true, "STATISTICS_NORECOMPUTE=OFF": true, "SORT_IN_TEMPDB=OFF": true, "IGNORE_DUP_KEY=OFF": true,
	"DROP_EXISTING=OFF": true, "ONLINE=OFF": true, "ALLOW_ROW_LOCKS=ON": true, "ALLOW_PAGE_LOCKS=ON": true,
	"OPTIMIZE_FOR_SEQUENTIAL_KEY=OFF": true, "STATISTICS_INCREMENTAL=OFF": true, "DATA_COMPRESSION=NONE": true,
	"RESUMABLE=OFF": true, "XML_COMPRESSION=OFF": true, "ONLINE=ON": true, "SORT_IN_TEMPDB=ON": true, "DROP_EXISTING=ON": true,
	"DROP_EXISTING": true, "SORT_IN_TEMPDB": true,
}

// storageOption keeps an option of how the source stores a thing, unless all have it.
func (p *parser) storageOption(object string, at syntax.Token, words string) {
	squeezed := strings.ToUpper(strings.ReplaceAll(words, " ", ""))
	if usualOptions[squeezed] || strings.HasPrefix(squeezed, "MAXDOP") {
		return
	}
	if strings.HasPrefix(squeezed, "IGNORE_DUP_KEY") {
		p.tell("sqlserver.index.duplicates", p.draft, at.Place, object, words, "")
		return
	}
	p.remark(schema.Storage, object, words, at.Place)
}

// indexOptions reads WITH behind a key or index, in parentheses or, as of old, without.
func (p *parser) indexOptions(object string) {
	if !p.Ahead("WITH") || p.Peek(1).Is("CHECK") || p.Peek(1).Is("NOCHECK") || p.Peek(1).Is("VALUES") {
		return
	}
	p.Next()
	parenthesised := p.AcceptSign("(")
	for !p.Done() && !p.Peek(0).Sign(")") {
		from, t := p.At, p.Peek(0)
		p.option()
		p.storageOption(object, t, p.since(from))
		if !parenthesised && !(p.Peek(0).Sign(",") && oldOptions[p.Peek(1).Value]) {
			return // the comma parts the table's elements: WITH FILLFACTOR = 80, CHECK (…)
		}
		if !p.AcceptSign(",") {
			break
		}
	}
	if parenthesised {
		p.ExpectSign(")")
	}
}

// oldOptions are those of an index that may stand without parentheses.
var oldOptions = map[string]bool{
	"PAD_INDEX": true, "FILLFACTOR": true, "SORT_IN_TEMPDB": true, "IGNORE_DUP_KEY": true, "STATISTICS_NORECOMPUTE": true, "DROP_EXISTING": true, "ONLINE": true,
}
