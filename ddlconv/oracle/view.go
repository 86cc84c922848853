package oracle

import (
	"slices"
	"strings"

	"github.com/obferry/obferry/ddlconv/schema"
	"github.com/obferry/obferry/ddlconv/script"
	"github.com/obferry/obferry/ddlconv/syntax"
)

// view is a view that waits until all tables are known.
type view struct {
	name     string
	kept     string // as Oracle keeps it
	was      string // the name in the source, where another has it in another case; else ""
	replaces bool
	columns  []string
	query    []syntax.Token
	s        *script.Statement
	outcome  int // which one it is
}

// createView reads a CREATE VIEW after its words. What becomes of it is settled at the
// end of the script.
func (p *parser) createView(replaces bool) {
	const verb = "CREATE VIEW"
	p.Accept("IF", "NOT", "EXISTS")
	_, name := p.Qualified()
	v := &view{name: name, replaces: replaces, s: p.s}
	if p.Err == nil {
		v.kept = keptName(p.Tokens[p.At-1])
	}
	if p.Accept("SHARING") {
		p.AcceptSign("=")
		p.Next()
	}
	if t := p.Peek(0); t.Is("OF") {
		p.manualWith(verb, name, "oracle.view.object", syntax.Near(p.Source, t.Offset))
		return
	}
	if p.Peek(0).Sign("(") {
		v.columns = p.viewColumns()
	}
	if p.Accept("DEFAULT", "COLLATION") {
		p.Next()
	}
	if p.Accept("BEQUEATH") {
		p.Next()
	}
	p.Expect("AS")
	if p.Err != nil {
		p.r.Refused(p.s, verb, name, p.Err)
		return
	}
	if other, ok := p.d.twins.tables[v.kept]; ok {
		v.name, v.was = other, name
	}
	other := p.d.holder(p.r, v.name)
	if other != nil && other.kept != v.kept && p.r.Follows("oracle.name.case") {
		for n := 2; p.d.holder(p.r, v.name) != nil; n++ {
			v.name = name + "_" + itoa(n)
		}
		v.was, other = name, nil
		p.d.twins.tables[v.kept] = v.name
	}
	if other != nil && !other.view {
		p.manualWith(verb, name, "oracle.view.twice", name)
		return
	}
	if replaces {
		p.d.dropView(v.name, p.r)
	}
	v.query = p.Tokens[p.At : len(p.Tokens)-1]
	v.outcome = len(p.r.Outcomes)
	p.d.views = append(p.d.views, v)
	p.r.Converted(p.s, verb, name)
}

// holder is what has a name of tables, views and sequences, which Oracle has in one
// namespace (ORA-00955).
type holder struct {
	kept  string // as Oracle keeps it
	table bool
	view  bool
}

// holder finds what the script has made of a name by then; nil without.
func (d *reader) holder(r *script.Reading, name string) *holder {
	for _, draft := range r.Tables {
		if strings.EqualFold(draft.Table.Name, name) {
			return &holder{kept: d.twins.kept[draft], table: true}
		}
	}
	for _, v := range d.views {
		if strings.EqualFold(v.name, name) {
			return &holder{kept: v.kept, view: true}
		}
	}
	if s := d.sequences[strings.ToLower(name)]; s != nil {
		return &holder{kept: s.kept}
	}
	return nil
}

// dropView takes out a view that waits, as one that replaces it does, and tells whether
// there was one.
func (d *reader) dropView(name string, r *script.Reading) bool {
	for i, v := range d.views {
		if strings.EqualFold(v.name, name) {
			d.views = slices.Delete(d.views, i, i+1)
			r.Outcomes[v.outcome].Fate = script.Folded
			return true
		}
	}
	return false
}

// viewColumns takes the names of a view's columns; constraints among them say nothing
// that is held to.
func (p *parser) viewColumns() []string {
	var names []string
	p.ExpectSign("(")
	for !p.Done() {
		constraint := p.Ahead("CONSTRAINT") && p.Peek(1).Named() ||
			(p.Ahead("PRIMARY") || p.Ahead("FOREIGN")) && p.Peek(1).Is("KEY") || p.Ahead("UNIQUE") && p.Peek(1).Sign("(")
		if !constraint {
			names = append(names, p.Identifier())
		}
		p.upTo(func(t syntax.Token) bool { return t.Sign(",") || t.Sign(")") })
		if !p.AcceptSign(",") {
			break
		}
	}
	p.ExpectSign(")")
	return names
}

// finishViews writes the views, those first that others read from. Of views that read from
// each other in a circle, one is first, and finds the others missing.
func (d *reader) finishViews(r *script.Reading) {
	waiting := map[string][]*view{}
	for _, v := range d.views {
		waiting[strings.ToLower(v.name)] = append(waiting[strings.ToLower(v.name)], v)
	}
	written := map[string]bool{}
	begun := map[*view]bool{}
	var write func(*view)
	write = func(v *view) {
		if begun[v] {
			return
		}
		begun[v] = true
		for _, s := range v.sources() {
			name := s.name
			if other, ok := d.twins.tables[keptName(v.query[s.at])]; ok && s.owner == "" {
				name = other
			}
			for _, other := range waiting[strings.ToLower(name)] {
				write(other)
			}
		}
		d.writeView(v, r, written)
	}
	for _, v := range d.views {
		write(v)
	}
}

// from is a table or view that a query reads from.
type from struct {
	owner, name string
	at          int // the token at which its owner or name stands
}

// sources are what the query reads from.
func (v *view) sources() []from {
	var found []from
	expect := false
	depths := []bool{false} // whether a comma is followed by a source, by depth
	calls := []bool{false}
	for i, t := range v.query {
		top := len(depths) - 1
		switch {
		case t.Sign("("):
			// EXTRACT(YEAR FROM d) and TRIM(x FROM y) read from nothing
			call := i > 0 && (v.query[i-1].Is("EXTRACT") || v.query[i-1].Is("TRIM"))
			depths, calls = append(depths, expect), append(calls, call)
			continue
		case t.Sign(")"):
			if top > 0 {
				depths, calls = depths[:top], calls[:top]
			}
			expect = false
			continue
		case t.Is("FROM"), t.Is("JOIN"):
			expect = !calls[top]
			depths[top] = expect
			continue
		case t.Sign(","):
			expect = depths[top]
			continue
		case t.Kind == syntax.Word && endsSources[t.Value]:
			expect, depths[top] = false, false
			continue
		}
		if !expect || !t.Named() || t.Is("LATERAL") {
			expect = false
			continue
		}
		expect = false
		one := from{name: t.Identifier(), at: i}
		if i+2 < len(v.query) && v.query[i+1].Sign(".") && v.query[i+2].Named() {
			one.owner, one.name = one.name, v.query[i+2].Identifier()
		}
		found = append(found, one)
	}
	return found
}

// endsSources are the words behind the list of what a query reads from.
var endsSources = map[string]bool{
	"WHERE": true, "GROUP": true, "ORDER": true, "HAVING": true, "UNION": true, "MINUS": true, "INTERSECT": true, "SELECT": true,
	"CONNECT": true, "START": true, "ON": true, "USING": true, "WITH": true,
}

// names are those that the query itself gives to queries before its SELECT.
func (v *view) names() map[string]bool {
	names := map[string]bool{}
	if len(v.query) == 0 || !v.query[0].Is("WITH") {
		return nil
	}
	for i := 1; i+2 < len(v.query); i++ {
		if v.query[i].Named() && v.query[i+1].Is("AS") && v.query[i+2].Sign("(") {
			names[strings.ToLower(v.query[i].Identifier())] = true
		}
	}
	return names
}

// writeView settles one view for good.
func (d *reader) writeView(v *view, r *script.Reading, written map[string]bool) {
	manual := func(id, was string) {
		// Manual settles a statement once more; the outcome takes the place of the first.
		r.Manual(v.s, "CREATE VIEW", v.name, id, was)
		last := len(r.Outcomes) - 1
		r.Outcomes[v.outcome] = r.Outcomes[last]
		r.Outcomes = r.Outcomes[:last]
	}
	if written[strings.ToLower(v.name)] {
		manual("oracle.view.twice", v.name)
		return
	}
	query := slices.Clone(v.query)
	var tables []*schema.Table
	read, owners := map[*schema.Draft]bool{}, map[string]bool{}
	own := v.names()
	d.twins.inQuery(query)
	for _, s := range v.sources() {
		if other, ok := d.twins.tables[keptName(v.query[s.at])]; ok && s.owner == "" {
			s.name = other
		}
		if strings.EqualFold(s.name, "dual") || s.owner == "" && own[strings.ToLower(s.name)] {
			continue
		}
		if s.owner != "" {
			owners[strings.ToLower(s.owner)] = true
		}
		if draft := r.Table(s.owner, s.name); draft != nil {
			if !read[draft] {
				read[draft] = true
				tables = append(tables, draft.Table)
			}
			continue
		}
		if !written[strings.ToLower(s.name)] {
			manual("oracle.view.missing", s.name)
			return
		}
	}
	for draft := range read {
		query = renameTwins(query, 0, d.twins.columns[draft])
	}
	query = withoutOwners(query, owners)
	query, checks := withoutEnd(query)
	query, limit := withoutLimit(query)
	t := &translator{names: true, kind: func(name string) class {
		for _, table := range tables {
			if k := classOf(table, name); k != anything {
				return k
			}
		}
		return anything
	}}
	body, _ := t.sequence(query)
	if t.refused != "" {
		manual("oracle.view.syntax", t.refused)
		return
	}
	sql := "CREATE "
	if v.replaces {
		sql += "OR REPLACE "
	}
	sql += "VIEW " + schema.Quote(v.name)
	if len(v.columns) > 0 {
		quoted := make([]string, len(v.columns))
		for i, c := range v.columns {
			quoted[i] = schema.Quote(c)
		}
		sql += " (" + strings.Join(quoted, ", ") + ")"
	}
	sql += " AS " + body + limit
	if checks {
		sql += " WITH CHECK OPTION"
	}
	o := &script.Object{Kind: script.View, Name: v.name, SQL: sql, Original: v.s.Text, Place: v.s.Place}
	r.TellObject("oracle.view", o, v.s.Place, "", "")
	if v.was != "" {
		r.TellObject("oracle.name.case", o, v.s.Place, v.was, v.name)
	}
	if len(v.query) > len(query) && readsOnly(v.query) {
		r.TellObject("oracle.view.readonly", o, v.s.Place, "WITH READ ONLY", "")
	}
	r.Objects = append(r.Objects, o)
	written[strings.ToLower(v.name)] = true
}

// withoutOwners leaves out the owners of what a query reads from.
func withoutOwners(query []syntax.Token, owners map[string]bool) []syntax.Token {
	var kept []syntax.Token
	for i := 0; i < len(query); i++ {
		one := query[i]
		qualifies := one.Named() && i+2 < len(query) && query[i+1].Sign(".") && (i == 0 || !query[i-1].Sign(".")) &&
			owners[strings.ToLower(one.Identifier())]
		if !qualifies {
			kept = append(kept, one)
			continue
		}
		next := query[i+2]
		next.Spaced = one.Spaced
		kept = append(kept, next)
		i += 2
	}
	return kept
}

// readsOnly tells whether a query ends WITH READ ONLY.
func readsOnly(query []syntax.Token) bool {
	for i := range query {
		if ahead(query, i, "WITH", "READ", "ONLY") {
			return true
		}
	}
	return false
}

// withoutEnd leaves out WITH READ ONLY, and WITH CHECK OPTION, of which it tells.
func withoutEnd(query []syntax.Token) (rest []syntax.Token, checks bool) {
	for i := range query {
		if ahead(query, i, "WITH", "READ", "ONLY") || ahead(query, i, "CONTAINER_MAP") || ahead(query, i, "CONTAINERS_DEFAULT") {
			return query[:i], false
		}
		if ahead(query, i, "WITH", "CHECK", "OPTION") {
			return query[:i], true
		}
	}
	return query, false
}

// withoutLimit leaves out OFFSET and FETCH at the end of a query, and gives what says the
// same here. FETCH … WITH TIES and PERCENT stay, and have no counterpart.
func withoutLimit(query []syntax.Token) (rest []syntax.Token, limit string) {
	rest = query
	if n := len(rest); n >= 5 && rest[n-5].Is("FETCH") && (rest[n-4].Is("FIRST") || rest[n-4].Is("NEXT")) && whole(rest[n-3]) &&
		(rest[n-2].Is("ROW") || rest[n-2].Is("ROWS")) && rest[n-1].Is("ONLY") {
		rest, limit = rest[:n-5], " LIMIT "+rest[n-3].Raw
	} else if n >= 4 && rest[n-4].Is("FETCH") && (rest[n-2].Is("ROW") || rest[n-2].Is("ROWS")) && rest[n-1].Is("ONLY") {
		rest, limit = rest[:n-4], " LIMIT 1"
	}
	if n := len(rest); limit != "" && n >= 3 && rest[n-3].Is("OFFSET") && whole(rest[n-2]) && (rest[n-1].Is("ROW") || rest[n-1].Is("ROWS")) {
		rest, limit = rest[:n-3], limit+" OFFSET "+rest[n-2].Raw
	}
	return rest, limit
}

// whole tells whether a token is a whole number.
func whole(t syntax.Token) bool {
	return t.Kind == syntax.Number && strings.Trim(t.Raw, "0123456789") == ""
}
