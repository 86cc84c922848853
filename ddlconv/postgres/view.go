package postgres

import (
	"strings"

	pg "github.com/pganalyze/pg_query_go/v6"

	"github.com/obferry/obferry/ddlconv/schema"
	"github.com/obferry/obferry/ddlconv/script"
)

// createView reads CREATE VIEW.
func (r *reader) createView(st source, n *pg.ViewStmt) verdict {
	v := &relation{space: n.View.Schemaname, name: n.View.Relname, query: n.Query.GetSelectStmt(), aliases: strs(n.Aliases)}
	switch n.WithCheckOption {
	case pg.ViewCheckOption_LOCAL_CHECK_OPTION:
		v.check = " WITH LOCAL CHECK OPTION"
	case pg.ViewCheckOption_CASCADED_CHECK_OPTION:
		v.check = " WITH CASCADED CHECK OPTION"
	}
	return r.addView(st, v)
}

// createAs reads CREATE MATERIALIZED VIEW and CREATE TABLE … AS.
func (r *reader) createAs(st source, n *pg.CreateTableAsStmt) verdict {
	name := n.Into.GetRel()
	if n.Objtype != pg.ObjectType_OBJECT_MATVIEW {
		return manual(relationName(name), "postgres.table.as", relationName(name))
	}
	v := &relation{space: name.GetSchemaname(), name: name.GetRelname(), materialized: true, query: n.Query.GetSelectStmt(), aliases: strs(n.Into.GetColNames())}
	return r.addView(st, v)
}

// addView writes a view, or says why it cannot.
func (r *reader) addView(st source, v *relation) verdict {
	if v.space == "" {
		v.space = r.schema
	}
	if old, ok := r.relations[dotted(v.space, v.name)]; ok {
		r.dropView(old)
	}
	r.relations[dotted(v.space, v.name)] = v
	if r.relations[v.name] == nil {
		r.relations[v.name] = v
	}
	if v.query == nil {
		return manual(v.name, "postgres.view.syntax", words(st))
	}
	q := r.write(v)
	if q.w.failed() {
		rule := "postgres.view.syntax"
		if q.missing {
			rule = "postgres.view.table"
		}
		return manual(dotted(v.space, v.name), rule, q.w.refused)
	}
	v.object = &script.Object{Kind: script.View, Name: v.name, SQL: q.sql, Original: st.Text, Place: st.Place}
	r.Objects = append(r.Objects, v.object)
	r.views = append(r.views, v)
	if v.materialized {
		r.TellObject("postgres.view.materialized", v.object, st.Place, "MATERIALIZED", "")
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

// write writes a view's statement with the names that tables have now.
func (r *reader) write(v *relation) *queries {
	q := &queries{r: r, space: v.space}
	q.w = &writer{r: r, queries: q, column: q.column, now: 6}
	body, columns := q.query(v.query)
	v.columns = columns
	head := "CREATE VIEW " + schema.Quote(r.viewName(v))
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
	if r.homonyms[strings.ToLower(t.Table.Name)] > 1 && home(t.Schema) != "" {
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
		if folded := strings.ToLower(v.name); home(v.space) != "" && (r.homonyms[folded] > 0 || alike[folded] > 1) {
			v.target = v.space + "_" + v.name
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
	for _, v := range r.views {
		if q := r.write(v); !q.w.failed() {
			v.object.SQL = q.sql
			v.object.Name = r.viewName(v)
		}
	}
}
