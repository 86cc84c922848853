package postgres

import (
	"strings"

	pg "github.com/pganalyze/pg_query_go/v6"

	"github.com/obferry/obferry/ddlconv/schema"
)

// createIndex reads CREATE INDEX.
func (r *reader) createIndex(st source, n *pg.IndexStmt) verdict {
	t := r.named(n.Relation)
	if t == nil {
		if v, ok := lookup(r.relations, n.Relation.Schemaname, n.Relation.Relname); ok && v.query != nil {
			return manual(n.Idxname, "postgres.index.view", relationName(n.Relation))
		}
		return manual(n.Idxname, "postgres.table.missing", relationName(n.Relation))
	}
	i := &schema.Index{Name: n.Idxname, Kind: schema.Plain}
	if n.Unique {
		i.Kind = schema.Unique
	}
	own := &index{Index: i, owner: t, place: st.Place, where: n.WhereClause, method: n.AccessMethod}
	if n.WhereClause != nil {
		own.condition = conditionOf(st.Text)
	}
	if name := r.missing(t, n); name != "" {
		return manual(n.Idxname, "postgres.column.missing", name)
	}
	var columns []string
	for _, node := range n.IndexParams {
		e := node.GetIndexElem()
		if e == nil {
			continue
		}
		i.Parts = append(i.Parts, schema.Part{Column: e.Name, Descending: e.Ordering == pg.SortByDir_SORTBY_DESC})
		_, class := split2(strs(e.Opclass))
		_, collation := split2(strs(e.Collation))
		own.parts = append(own.parts, e.Expr)
		own.classes = append(own.classes, class)
		own.collation = append(own.collation, collation)
		columns = append(columns, part(e.Name, e.Expr, columns))
		switch down := e.Ordering == pg.SortByDir_SORTBY_DESC; {
		case e.NullsOrdering == pg.SortByNulls_SORTBY_NULLS_FIRST && !down:
			own.nulls = "NULLS FIRST"
		case e.NullsOrdering == pg.SortByNulls_SORTBY_NULLS_LAST && down:
			own.nulls = "NULLS LAST"
		}
	}
	for _, node := range n.IndexIncludingParams {
		if e := node.GetIndexElem(); e != nil && e.Name != "" {
			own.include = append(own.include, e.Name)
		}
	}
	if i.Name == "" {
		i.Name = t.freeKey(columns, "idx")
	}
	if n.IfNotExists && t.hasKey(i.Name) {
		return passed(i.Name)
	}
	t.Places[i] = st.Place
	t.keys[i] = own
	if n.NullsNotDistinct {
		r.Tell("postgres.index.nulls", t.Draft, st.Place, i.Name, "NULLS NOT DISTINCT", "")
	}
	if n.TableSpace != "" {
		t.stored(st, "TABLESPACE "+n.TableSpace)
	}
	t.storedOptions(st, n.Options)
	t.Table.Indexes = append(t.Table.Indexes, i)
	r.remember(own)
	t.grow(st)
	return folded(i.Name)
}

// conditionOf is what stands from the last WHERE of CREATE INDEX on, on one line.
func conditionOf(text string) string {
	scanned, err := pg.Scan(text)
	if err != nil {
		return ""
	}
	depth := 0
	for _, token := range scanned.Tokens {
		switch {
		case token.Token == pg.Token_ASCII_40:
			depth++
		case token.Token == pg.Token_ASCII_41:
			depth--
		case token.Token == pg.Token_WHERE && depth == 0 && int(token.Start) < len(text):
			return strings.Join(strings.Fields(text[token.Start:]), " ")
		}
	}
	return ""
}

// missing is a column that an index names and its table has not, "" for none.
func (r *reader) missing(t *table, n *pg.IndexStmt) string {
	for _, node := range n.IndexParams {
		if name := node.GetIndexElem().GetName(); name != "" && t.column(name) == nil {
			return name
		}
	}
	return ""
}
