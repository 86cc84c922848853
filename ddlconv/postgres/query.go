package postgres

import (
	"strings"

	pg "github.com/pganalyze/pg_query_go/v6"

	"github.com/obferry/obferry/ddlconv/schema"
)

// queries writes the SELECT of a view.
type queries struct {
	r     *reader
	w     *writer
	space string // the view's schema
	sql   string
	// missing tells that a table is not in the script, nulls that rows are put in order
	// where NULLs stand elsewhere.
	missing, nulls bool
	// unmade tells that it reads a view that is not converted.
	unmade bool
	// piece is the partition that a query reads, which is no table here; parts are those that
	// it reads by their names.
	piece *table
	parts []*table
	// parents are the tables that it reads with those that inherit from them.
	parents []string
	// merged tells that a join makes one of two columns.
	merged bool
	scopes []*scope
	ctes   []map[string][]output
}

// output is one column that a query gives.
type output struct {
	name string
	kind kind
	// target is its name on the target, "" for its own.
	target string
	// long tells that it is a bigint.
	long bool
}

// sql is a column's name on the target.
func (o output) sql() string {
	if o.target != "" {
		return schema.Quote(o.target)
	}
	return schema.Quote(o.name)
}

// scope is what the FROM of a query names.
type scope struct{ tables []named }

// named is a table in FROM.
type named struct {
	name    string
	columns []output
}

// column finds a column in the queries around.
func (q *queries) column(parts []string) (value, bool) {
	last := parts[len(parts)-1]
	if last == "*" {
		if len(parts) == 1 {
			return value{sql: "*"}, true
		}
		return value{sql: schema.Quote(parts[len(parts)-2]) + ".*"}, true
	}
	for i := len(q.scopes) - 1; i >= 0; i-- {
		for _, t := range q.scopes[i].tables {
			if len(parts) > 1 && t.name != parts[len(parts)-2] {
				continue
			}
			for _, c := range t.columns {
				if c.name == last {
					sql := c.sql()
					if len(parts) > 1 {
						sql = schema.Quote(t.name) + "." + sql
					}
					return value{sql: sql, kind: c.kind, long: c.long}, true
				}
			}
		}
	}
	return value{}, false
}

// query writes one SELECT, or several put together.
func (q *queries) query(s *pg.SelectStmt) (string, []output) {
	if q.w.depth++; s == nil || q.w.depth > deepestWritten/4 {
		q.w.refuse("SELECT")
		return "", nil
	}
	defer func() { q.w.depth-- }()
	q.scopes = append(q.scopes, &scope{})
	defer func() { q.scopes = q.scopes[:len(q.scopes)-1] }()
	q.ctes = append(q.ctes, map[string][]output{})
	defer func() { q.ctes = q.ctes[:len(q.ctes)-1] }()
	text := q.with(s.WithClause)
	var columns []output
	if s.Op != pg.SetOperation_SETOP_NONE {
		left, found := q.query(s.Larg)
		right, _ := q.query(s.Rarg)
		columns = found
		word := map[pg.SetOperation]string{
			pg.SetOperation_SETOP_UNION: "UNION", pg.SetOperation_SETOP_INTERSECT: "INTERSECT", pg.SetOperation_SETOP_EXCEPT: "EXCEPT",
		}[s.Op]
		if s.All {
			word += " ALL"
			if s.Op != pg.SetOperation_SETOP_UNION {
				q.w.refuse(word)
			}
		}
		text += "(" + left + ") " + word + " (" + right + ")"
		q.scopes[len(q.scopes)-1].tables = []named{{columns: columns}}
	} else {
		text += q.plain(s, &columns)
	}
	if len(s.SortClause) > 0 {
		q.scopes[len(q.scopes)-1].tables = append(q.scopes[len(q.scopes)-1].tables, named{columns: columns})
		text += " ORDER BY " + q.w.order(s.SortClause)
	}
	if len(s.LockingClause) > 0 {
		q.w.refuse("FOR UPDATE, FOR SHARE")
	}
	return text + q.limit(s), columns
}

// with writes WITH.
func (q *queries) with(c *pg.WithClause) string {
	if c == nil {
		return ""
	}
	var parts []string
	for _, n := range c.Ctes {
		e := n.GetCommonTableExpr()
		inner := e.GetCtequery().GetSelectStmt()
		if inner == nil || e.SearchClause != nil || e.CycleClause != nil {
			q.w.refuse("WITH")
			return ""
		}
		names := strs(e.Aliascolnames)
		if c.Recursive {
			q.ctes[len(q.ctes)-1][e.Ctename] = q.guess(inner, names)
		}
		text, columns := q.query(inner)
		head := schema.Quote(e.Ctename)
		if len(names) > 0 {
			head += " (" + quoteAll(names) + ")"
			columns = renamed(columns, names)
		}
		q.ctes[len(q.ctes)-1][e.Ctename] = columns
		parts = append(parts, head+" AS ("+text+")")
	}
	word := "WITH "
	if c.Recursive {
		word = "WITH RECURSIVE "
	}
	return word + strings.Join(parts, ", ") + " "
}

// guess is what a query that names itself gives: what its first part does.
func (q *queries) guess(s *pg.SelectStmt, names []string) []output {
	for s.GetLarg() != nil {
		s = s.Larg
	}
	probe := &queries{r: q.r, space: q.space, scopes: q.scopes, ctes: q.ctes}
	probe.w = &writer{r: q.r, queries: probe, column: probe.column, now: 6, depth: q.w.depth}
	_, columns := probe.query(s)
	return renamed(columns, names)
}

// renamed are columns under other names.
func renamed(columns []output, names []string) []output {
	all := append([]output(nil), columns...)
	for i := range all {
		if i < len(names) {
			all[i].name, all[i].target = names[i], ""
		}
	}
	return all
}

// plain writes a SELECT without what stands behind all of several.
func (q *queries) plain(s *pg.SelectStmt, columns *[]output) string {
	switch {
	case len(s.ValuesLists) > 0:
		q.w.refuse("VALUES")
		return ""
	case s.IntoClause != nil:
		q.w.refuse("INTO")
		return ""
	case len(s.WindowClause) > 0:
		q.w.refuse("WINDOW")
		return ""
	}
	var from []string
	for _, n := range s.FromClause {
		from = append(from, q.from(n))
	}
	text := "SELECT "
	if len(s.DistinctClause) > 0 {
		if s.DistinctClause[0].GetNode() != nil {
			q.w.refuse("DISTINCT ON")
		}
		text += "DISTINCT "
	}
	var targets []string
	for _, n := range s.TargetList {
		targets = append(targets, q.target(n.GetResTarget(), len(s.TargetList) == 1, columns))
	}
	if len(targets) == 0 {
		q.w.refuse("SELECT")
	}
	text += strings.Join(targets, ", ")
	if len(from) > 0 {
		text += " FROM " + strings.Join(from, ", ")
	}
	if s.WhereClause != nil {
		text += " WHERE " + q.w.expr(s.WhereClause).sql
	}
	if len(s.GroupClause) > 0 {
		// A name in GROUP BY may be that of a column of the result.
		tables := q.scopes[len(q.scopes)-1].tables
		q.scopes[len(q.scopes)-1].tables = append(tables[:len(tables):len(tables)], named{columns: *columns})
		list, _ := q.w.list(s.GroupClause)
		q.scopes[len(q.scopes)-1].tables = tables
		text += " GROUP BY " + list
	}
	if s.HavingClause != nil {
		text += " HAVING " + q.w.expr(s.HavingClause).sql
	}
	return text
}

// target writes one thing that is selected, under the name that PostgreSQL gives it. A *
// that does not stand alone is written for every table (1064).
func (q *queries) target(t *pg.ResTarget, alone bool, columns *[]output) string {
	if c := t.GetVal().GetColumnRef(); c != nil && len(c.Fields) > 0 && c.Fields[len(c.Fields)-1].GetAStar() != nil {
		only := ""
		if list := strs(c.Fields); len(list) > 0 {
			only = list[len(list)-1]
		}
		var each []string
		for _, table := range q.scopes[len(q.scopes)-1].tables {
			if only == "" || table.name == only {
				*columns = append(*columns, table.columns...)
				each = append(each, schema.Quote(table.name)+".*")
			}
		}
		if only == "" && !alone {
			if q.merged {
				q.w.refuse("*")
			}
			return strings.Join(each, ", ")
		}
		return q.w.expr(t.Val).sql
	}
	v := q.w.expr(t.GetVal())
	name := t.GetName()
	if name == "" {
		name = columnName(t.GetVal())
	}
	o := output{name: name, kind: v.kind, long: v.long}
	if t.GetVal().GetColumnRef() != nil && t.GetName() == "" {
		if at := v.sql[strings.LastIndexByte(v.sql, '.')+1:]; at != schema.Quote(name) {
			o.target = strings.Trim(at, "`")
		}
		*columns = append(*columns, o)
		return v.sql
	}
	*columns = append(*columns, o)
	return v.sql + " AS " + schema.Quote(name)
}

// columnName is the name that PostgreSQL gives a column of a result.
func columnName(n *pg.Node) string {
	switch e := n.GetNode().(type) {
	case *pg.Node_ColumnRef:
		if list := strs(e.ColumnRef.Fields); len(list) > 0 {
			return list[len(list)-1]
		}
	case *pg.Node_FuncCall:
		_, name := split2(strs(e.FuncCall.Funcname))
		return name
	case *pg.Node_TypeCast:
		if name := columnName(e.TypeCast.Arg); name != "?column?" {
			return name
		}
		_, name := split2(strs(e.TypeCast.TypeName.GetNames()))
		return name
	case *pg.Node_CollateClause:
		return columnName(e.CollateClause.Arg)
	case *pg.Node_CoalesceExpr:
		return "coalesce"
	case *pg.Node_CaseExpr:
		if c := e.CaseExpr.Defresult.GetColumnRef(); c != nil {
			return columnName(e.CaseExpr.Defresult)
		}
		return "case"
	case *pg.Node_MinMaxExpr:
		if e.MinMaxExpr.Op == pg.MinMaxOp_IS_LEAST {
			return "least"
		}
		return "greatest"
	case *pg.Node_AArrayExpr:
		return "array"
	case *pg.Node_RowExpr:
		return "row"
	case *pg.Node_AExpr:
		if e.AExpr.Kind == pg.A_Expr_Kind_AEXPR_NULLIF {
			return "nullif"
		}
	case *pg.Node_SqlvalueFunction:
		return strings.ToLower(strings.TrimSuffix(strings.TrimPrefix(e.SqlvalueFunction.Op.String(), "SVFOP_"), "_N"))
	case *pg.Node_SubLink:
		switch e.SubLink.SubLinkType {
		case pg.SubLinkType_EXISTS_SUBLINK:
			return "exists"
		case pg.SubLinkType_EXPR_SUBLINK:
			if list := e.SubLink.Subselect.GetSelectStmt().GetTargetList(); len(list) > 0 {
				if name := list[0].GetResTarget().GetName(); name != "" {
					return name
				}
				return columnName(list[0].GetResTarget().GetVal())
			}
		}
	}
	return "?column?"
}

// limit writes LIMIT and OFFSET.
func (q *queries) limit(s *pg.SelectStmt) string {
	if s.LimitOption == pg.LimitOption_LIMIT_OPTION_WITH_TIES {
		q.w.refuse("WITH TIES")
	}
	text := ""
	if s.LimitCount != nil && !s.LimitCount.GetAConst().GetIsnull() {
		text = " LIMIT " + q.w.expr(s.LimitCount).sql
	}
	if s.LimitOffset != nil {
		if text == "" {
			text = " LIMIT 18446744073709551615"
		}
		text += " OFFSET " + q.w.expr(s.LimitOffset).sql
	}
	return text
}

// order writes what ORDER BY sorts by.
func (w *writer) order(list []*pg.Node) string {
	var parts []string
	for _, n := range list {
		by := n.GetSortBy()
		if by == nil || len(by.UseOp) > 0 {
			w.refuse("ORDER BY USING")
			return ""
		}
		v := w.expr(by.Node)
		down := by.SortbyDir == pg.SortByDir_SORTBY_DESC
		text := v.sql
		if down {
			text += " DESC"
		}
		switch {
		case by.SortbyNulls == pg.SortByNulls_SORTBY_NULLS_LAST && !down:
			text = v.tight() + " IS NULL, " + text
		case by.SortbyNulls == pg.SortByNulls_SORTBY_NULLS_FIRST && down:
			text = v.tight() + " IS NULL DESC, " + text
		case by.SortbyNulls == pg.SortByNulls_SORTBY_NULLS_DEFAULT && w.queries != nil:
			w.queries.nulls = true
		}
		parts = append(parts, text)
	}
	return strings.Join(parts, ", ")
}

// subquery writes a query within an expression.
func (w *writer) subquery(s *pg.SubLink) value {
	if w.queries == nil {
		return w.refuse("SELECT")
	}
	inner := s.Subselect.GetSelectStmt()
	switch s.SubLinkType {
	case pg.SubLinkType_EXISTS_SUBLINK:
		text, _ := w.queries.query(inner)
		return value{sql: "EXISTS (" + text + ")", kind: truth}
	case pg.SubLinkType_EXPR_SUBLINK:
		text, columns := w.queries.query(inner)
		one := output{}
		if len(columns) == 1 {
			one = columns[0]
		}
		return value{sql: "(" + text + ")", kind: one.kind, long: one.long}
	case pg.SubLinkType_ANY_SUBLINK, pg.SubLinkType_ALL_SUBLINK:
		_, name := split2(strs(s.OperName))
		left := w.expr(s.Testexpr)
		text, _ := w.queries.query(inner)
		switch {
		case s.SubLinkType == pg.SubLinkType_ANY_SUBLINK && (name == "" || name == "="):
			return value{sql: left.tight() + " IN (" + text + ")", kind: truth, loose: true}
		case s.SubLinkType == pg.SubLinkType_ALL_SUBLINK && name == "<>":
			return value{sql: left.tight() + " NOT IN (" + text + ")", kind: truth, loose: true}
		case compared[name] != "":
			word := " ANY ("
			if s.SubLinkType == pg.SubLinkType_ALL_SUBLINK {
				word = " ALL ("
			}
			return value{sql: left.tight() + " " + compared[name] + word + text + ")", kind: truth, loose: true}
		}
	}
	return w.refuse("ARRAY (SELECT …)")
}
