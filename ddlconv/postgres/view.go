package postgres

import (
	"slices"
	"strconv"
	"strings"

	pg "github.com/pganalyze/pg_query_go/v6"

	"github.com/obferry/obferry/ddlconv/rule"
	"github.com/obferry/obferry/ddlconv/schema"
	"github.com/obferry/obferry/ddlconv/script"
)

// createView reads CREATE VIEW.
func (r *reader) createView(st source, n *pg.ViewStmt) verdict {
	v := &relation{space: n.View.Schemaname, name: n.View.Relname, query: n.Query.GetSelectStmt(), aliases: strs(n.Aliases), temporary: n.View.Relpersistence == "t"}
	switch n.WithCheckOption {
	case pg.ViewCheckOption_LOCAL_CHECK_OPTION:
		v.check = " WITH LOCAL CHECK OPTION"
	case pg.ViewCheckOption_CASCADED_CHECK_OPTION:
		v.check = " WITH CASCADED CHECK OPTION"
	}
	if len(n.Options) > 0 {
		v.setOptions(n.Options)
	}
	return r.addView(st, v, n.Replace)
}

// setOptions reads what a view is made WITH.
func (v *relation) setOptions(list []*pg.Node) {
	for _, node := range list {
		e := node.GetDefElem()
		switch e.GetDefname() {
		case "security_invoker":
			v.invoker = switched(e.Arg)
		case "security_barrier":
			v.barrier = switched(e.Arg)
		case "check_option":
			v.check = " WITH " + strings.ToUpper(optionText(e.Arg)) + " CHECK OPTION"
		}
	}
}

// switched tells whether an option is on; one without a value is.
func switched(n *pg.Node) bool {
	if n == nil {
		return true
	}
	on, _ := truthWord(optionText(n))
	return on == "TRUE"
}

// optionText is the value of an option as text.
func optionText(n *pg.Node) string {
	switch {
	case n.GetString_() != nil:
		return n.GetString_().Sval
	case n.GetBoolean() != nil:
		return strconv.FormatBool(n.GetBoolean().Boolval)
	case n.GetTypeName() != nil:
		_, name := split2(strs(n.GetTypeName().Names))
		return name
	}
	return number(n)
}

// setViewOptions follows ALTER VIEW … SET.
func (r *reader) setViewOptions(st source, v *relation, list []*pg.Node) {
	was := v.barrier
	v.setOptions(list)
	if v.barrier && !was {
		r.TellObject("postgres.view.barrier", v.object, st.Place, "security_barrier", "")
	}
	v.object.Original += ";\n" + st.Text
}

// createAs reads CREATE MATERIALIZED VIEW and CREATE TABLE … AS.
func (r *reader) createAs(st source, n *pg.CreateTableAsStmt) verdict {
	name := n.Into.GetRel()
	if n.Objtype != pg.ObjectType_OBJECT_MATVIEW {
		return manual(relationName(name), "postgres.table.as", relationName(name))
	}
	v := &relation{space: name.GetSchemaname(), name: name.GetRelname(), materialized: true, query: n.Query.GetSelectStmt(), aliases: strs(n.Into.GetColNames())}
	if n.IfNotExists && r.viewAt(v.space, v.name) != nil {
		return passed(v.name)
	}
	return r.addView(st, v, false)
}

// viewAt is the view of a name in exactly one schema, nil without.
func (r *reader) viewAt(space, name string) *relation {
	if space == "" {
		space = r.schema
	}
	for _, key := range []string{dotted(space, name), dotted(home(space), name), name} {
		if v := r.relations[key]; v != nil && home(v.space) == home(space) {
			return v
		}
	}
	return nil
}

// addView writes a view, or says why it cannot. With replace it takes the place of one
// that is there.
func (r *reader) addView(st source, v *relation, replace bool) verdict {
	if v.space == "" {
		v.space = r.schema
	}
	old := r.viewAt(v.space, v.name)
	if r.byName[dotted(home(v.space), v.name)] != nil || old != nil && (!replace || old.materialized) {
		return manual(dotted(v.space, v.name), "postgres.table.twice", v.name)
	}
	if old != nil {
		r.dropView(old)
	}
	v.place = st.Place
	r.nameView(v)
	if v.query == nil {
		return manual(v.name, "postgres.view.syntax", words(st))
	}
	q := r.write(v)
	if q.w.failed() {
		return manual(dotted(v.space, v.name), q.reason(), q.w.refused)
	}
	v.object = &script.Object{Kind: script.View, Name: v.name, SQL: q.sql, Original: st.Text, Place: st.Place}
	r.Objects = append(r.Objects, v.object)
	r.views = append(r.views, v)
	if v.materialized {
		r.TellObject("postgres.view.materialized", v.object, st.Place, "MATERIALIZED", "")
	}
	if v.barrier {
		r.TellObject("postgres.view.barrier", v.object, st.Place, "security_barrier", "")
	}
	if v.temporary {
		r.TellObject("postgres.view.temporary", v.object, st.Place, "TEMPORARY", "")
	}
	if q.w.wide {
		r.TellObject("postgres.view.aggregate", v.object, st.Place, "string_agg", "GROUP_CONCAT")
	}
	for _, h := range q.w.told {
		r.TellObject(h.rule, v.object, st.Place, h.was, h.became)
	}
	if q.nulls {
		r.TellObject("postgres.view.order", v.object, st.Place, "ORDER BY", "")
	}
	return converted(dotted(v.space, v.name))
}

// nameView lets a view be found.
func (r *reader) nameView(v *relation) {
	r.relations[dotted(v.space, v.name)] = v
	if r.relations[v.name] == nil {
		r.relations[v.name] = v
	}
}

// reason is the rule for why a query cannot be written.
func (q *queries) reason() string {
	switch {
	case q.piece != nil:
		return "postgres.view.partition"
	case q.unmade:
		return "postgres.view.view"
	case q.missing:
		return "postgres.view.table"
	}
	return "postgres.view.syntax"
}

// write writes a view's statement with the names that tables have now.
func (r *reader) write(v *relation) *queries {
	q := &queries{r: r, space: v.space}
	q.w = &writer{r: r, queries: q, column: q.column, now: 6}
	body, columns := q.query(v.query)
	v.columns = columns
	head := "CREATE VIEW "
	if v.invoker {
		head = "CREATE SQL SECURITY INVOKER VIEW "
	}
	head += schema.Quote(r.viewName(v))
	if len(v.aliases) > 0 {
		head += " (" + quoteAll(v.aliases) + ")"
		for i := range v.columns {
			if i < len(v.aliases) {
				v.columns[i].name, v.columns[i].target = v.aliases[i], ""
			}
		}
	}
	q.sql = head + " AS " + body + v.check
	seen := map[string]string{}
	for _, c := range v.columns {
		folded := strings.ToLower(c.sql())
		if other, ok := seen[folded]; ok {
			q.w.refuse(other + ", " + c.name) // two columns of one name but for their case (1060)
		}
		seen[folded] = c.name
	}
	return q
}

// quoteAll is a list of names in backquotes.
func quoteAll(list []string) string {
	quoted := make([]string, len(list))
	for i, s := range list {
		quoted[i] = schema.Quote(s)
	}
	return strings.Join(quoted, ", ")
}

// viewName is a view's name on the target, where all schemas are one.
func (r *reader) viewName(v *relation) string {
	if v.target != "" {
		return v.target
	}
	return v.name
}

// tableName is a table's name on the target; see the rule name.schema.
func (r *reader) tableName(t *table) string {
	if r.homonyms[strings.ToLower(t.Table.Name)] > 1 && home(t.Schema) != "" && r.Follows("name.schema") {
		return t.Schema + "_" + t.Table.Name
	}
	return t.Table.Name
}

// nameViews gives all views their names on the target: their own where no table and no
// other view has it, else with the schema before it.
func (r *reader) nameViews() {
	r.homonyms = map[string]int{}
	for _, d := range r.Tables {
		r.homonyms[strings.ToLower(d.Table.Name)]++
	}
	taken := map[string]bool{}
	r.eachTable(func(t *table) { taken[strings.ToLower(r.tableName(t))] = true })
	alike := map[string]int{}
	for _, v := range r.views {
		alike[strings.ToLower(v.name)]++
	}
	for _, v := range r.views {
		v.target = v.name
		if folded := strings.ToLower(v.name); home(v.space) != "" && (r.homonyms[folded] > 0 || alike[folded] > 1) && r.Follows("name.schema") {
			v.target = v.space + "_" + v.name
			r.TellObject("name.schema", v.object, v.place, v.space+"."+v.name, v.target)
		}
		if taken[strings.ToLower(v.target)] && r.Follows("postgres.name.case") {
			was := v.target
			v.target = free(was, func(s string) bool { return taken[strings.ToLower(s)] })
			v.object.Name = v.target
			r.TellObject("postgres.name.case", v.object, v.object.Place, was, v.target)
		}
		taken[strings.ToLower(v.target)] = true
	}
}

// dropView takes a view out.
func (r *reader) dropView(v *relation) {
	for name, other := range r.relations {
		if other == v {
			delete(r.relations, name)
		}
	}
	r.views = keep(r.views, func(o *relation) bool { return o != v })
	r.Objects = keep(r.Objects, func(o *script.Object) bool { return o != v.object })
}

// settleViews writes all views again, as the tables' names are settled.
func (r *reader) settleViews() {
	r.nameViews()
	for again := true; again; {
		again = false
		for _, v := range slices.Clone(r.views) {
			if v.object == nil {
				continue
			}
			q := r.write(v)
			if q.w.failed() {
				r.takeBack(v, q)
				again = true // another may read it
				continue
			}
			v.object.SQL = q.sql
			v.object.Name = r.viewName(v)
			r.tellParts(v, q)
			if len(q.parents) > 0 && !v.heirs {
				v.heirs = true
				r.TellObject("postgres.view.heirs", v.object, v.place, q.parents[0], "")
			}
		}
	}
}

// tellParts tells of the partitions that a view reads by their names, each once.
func (r *reader) tellParts(v *relation, q *queries) {
	for _, piece := range q.parts {
		if v.parts[piece] {
			continue
		}
		if v.parts == nil {
			v.parts = map[*table]bool{}
		}
		v.parts[piece] = true
		r.TellObject("postgres.view.part", v.object, v.place, piece.source, schema.Quote(r.tableName(piece.parent))+" PARTITION ("+schema.Quote(piece.piece)+")")
	}
}

// takeBack leaves a view to a person that cannot be written any more: what it read was
// dropped later, or became a partition.
func (r *reader) takeBack(v *relation, q *queries) {
	n := rule.Note{Rule: q.reason(), Severity: rule.Manual, Object: dotted(v.space, v.name), Line: v.place.Line, Column: v.place.Column, Was: script.Discreet(q.w.refused)}
	if q.piece != nil {
		n.Was, n.Became = q.piece.source, q.piece.root().source
	}
	r.Notes = append(r.Notes, n)
	for i := range r.Outcomes {
		o := &r.Outcomes[i]
		if o.Fate == script.Converted && o.Line == v.place.Line && o.Column == v.place.Column {
			o.Fate, o.Rule, o.Text = script.Manual, n.Rule, script.Discreet(v.object.Original)
		}
	}
	r.dropView(v)
	v.object = nil
	r.nameView(v)
}
