package postgres

import (
	pg "github.com/pganalyze/pg_query_go/v6"

	"github.com/obferry/obferry/ddlconv/schema"
)

// from writes one thing in FROM.
func (q *queries) from(n *pg.Node) string {
	switch e := n.Node.(type) {
	case *pg.Node_RangeVar:
		return q.fromTable(e.RangeVar)
	case *pg.Node_RangeSubselect:
		if e.RangeSubselect.Lateral || e.RangeSubselect.Alias == nil {
			q.w.refuse("LATERAL")
			return ""
		}
		text, columns := q.query(e.RangeSubselect.Subquery.GetSelectStmt())
		alias := e.RangeSubselect.Alias
		head := schema.Quote(alias.Aliasname)
		if names := strs(alias.Colnames); len(names) > 0 {
			head += " (" + quoteAll(names) + ")"
			columns = renamed(columns, names)
		}
		q.put(alias.Aliasname, columns)
		return "(" + text + ") AS " + head
	case *pg.Node_JoinExpr:
		return q.join(e.JoinExpr)
	case *pg.Node_RangeFunction:
		q.w.refuse("FROM f()")
		return ""
	}
	q.w.refuse("FROM")
	return ""
}

// put lets a table in FROM be found.
func (q *queries) put(name string, columns []output) {
	top := q.scopes[len(q.scopes)-1]
	top.tables = append(top.tables, named{name, columns})
}

// fromTable writes a table or view in FROM.
func (q *queries) fromTable(v *pg.RangeVar) string {
	if t := q.table(v); t != nil && v.Inh && len(t.offspring) > 0 {
		q.parents = append(q.parents, relationName(v))
	} else if t != nil && !v.Inh && t.spec != nil {
		q.w.refuse("ONLY " + relationName(v)) // which has no rows of its own
		return ""
	}
	name, columns, ok := q.find(v)
	part := ""
	if !ok {
		q.missing, q.piece = true, q.r.pieceOf(q.space, v)
		if q.piece == nil || !q.piece.nameable() {
			_, q.unmade = lookup(q.r.relations, q.spaceOf(v), v.Relname)
			q.w.refuse(relationName(v))
			return ""
		}
		name, columns = q.of(q.piece.parent)
		part = " PARTITION (" + schema.Quote(q.piece.piece) + ")"
		q.parts = append(q.parts, q.piece)
		q.missing, q.piece = false, nil
	}
	alias := v.Relname
	if v.Alias != nil {
		alias = v.Alias.Aliasname
		if len(v.Alias.Colnames) > 0 {
			q.w.refuse("AS " + alias + " (…)")
		}
	}
	q.put(alias, columns)
	if alias == name {
		return schema.Quote(name) + part
	}
	return schema.Quote(name) + part + " AS " + schema.Quote(alias)
}

// find finds what a name in FROM means: its name on the target and its columns.
func (q *queries) find(v *pg.RangeVar) (string, []output, bool) {
	if v.Schemaname == "" {
		for i := len(q.ctes) - 1; i >= 0; i-- {
			if columns, ok := q.ctes[i][v.Relname]; ok {
				return v.Relname, columns, true
			}
		}
	}
	if t := q.table(v); t != nil {
		name, columns := q.of(t)
		return name, columns, true
	}
	if view, ok := lookup(q.r.relations, q.spaceOf(v), v.Relname); ok && view.object != nil {
		return q.r.viewName(view), view.columns, true
	}
	return "", nil, false
}

// spaceOf is the schema that a name in FROM is looked for in: its own, or the view's.
func (q *queries) spaceOf(v *pg.RangeVar) string {
	if v.Schemaname == "" {
		return q.space
	}
	return v.Schemaname
}

// of gives a table's name on the target and its columns.
func (q *queries) of(t *table) (string, []output) {
	if q.r.homonyms == nil {
		q.r.nameColumns(t, false)
	}
	var columns []output
	for _, c := range t.Table.Columns {
		o := output{name: c.Name, kind: q.r.kindOf(t.columns[c].typ), long: t.columns[c].typ.name == "bigint"}
		if name := t.target(c); name != c.Name {
			o.target = name
		}
		columns = append(columns, o)
	}
	return q.r.tableName(t), columns
}

// table finds a table; one without a schema may lie in the view's.
func (q *queries) table(v *pg.RangeVar) *table {
	t := q.r.named(v)
	if v.Schemaname == "" && q.space != "" {
		if own := q.r.find(q.space, v.Relname); own != nil {
			t = own
		}
	}
	if t != nil && len(t.Table.Columns) == 0 && q.r.homonyms != nil {
		return nil // the script is read, and the table has none still: it is not made
	}
	return t
}

// join writes a join.
func (q *queries) join(j *pg.JoinExpr) string {
	if j.Alias != nil || j.JoinUsingAlias != nil {
		q.w.refuse("JOIN … AS")
		return ""
	}
	if q.w.depth++; q.w.depth > deepestWritten {
		q.w.refuse("JOIN")
		return ""
	}
	defer func() { q.w.depth-- }()
	left := q.from(j.Larg)
	right := q.from(j.Rarg)
	if q.w.failed() {
		return ""
	}
	if j.Rarg.GetJoinExpr() != nil {
		right = "(" + right + ")"
	}
	word := map[pg.JoinType]string{
		pg.JoinType_JOIN_INNER: "JOIN", pg.JoinType_JOIN_LEFT: "LEFT JOIN", pg.JoinType_JOIN_RIGHT: "RIGHT JOIN", pg.JoinType_JOIN_FULL: "FULL JOIN",
	}[j.Jointype]
	switch {
	case (j.IsNatural || len(j.UsingClause) > 0) && q.apart(strs(j.UsingClause)):
		q.w.refuse("USING")
		return ""
	case j.IsNatural:
		q.merged = true
		return left + " NATURAL " + word + " " + right
	case len(j.UsingClause) > 0:
		q.merged = true
		return left + " " + word + " " + right + " USING (" + quoteAll(strs(j.UsingClause)) + ")"
	case j.Quals == nil:
		return left + " CROSS JOIN " + right
	}
	return left + " " + word + " " + right + " ON " + q.w.expr(j.Quals).sql
}

// apart tells whether a column that a join takes by its name has another one on the
// target; of NATURAL it is any column.
func (q *queries) apart(using []string) bool {
	for _, t := range q.scopes[len(q.scopes)-1].tables {
		for _, c := range t.columns {
			if c.target != "" && (len(using) == 0 || fits(c.name, using...)) {
				return true
			}
		}
	}
	return false
}
