package mysql

import (
	"strings"

	"github.com/obferry/obferry/ddlconv/syntax"
)

// selected is the query of a view with TABLE t as SELECT * FROM t, which says the same: the
// kernel does not read the former there (1064).
func selected(query string) string {
	tokens, err := lex(query, mode{})
	if err != nil {
		return query
	}
	var b strings.Builder
	at := 0
	for i := 0; i+1 < len(tokens); i++ {
		if !tokens[i].Is("TABLE") || !tokens[i+1].Named() || i > 0 && !opensQuery(tokens[i-1]) {
			continue
		}
		b.WriteString(query[at:tokens[i].Offset] + "SELECT * FROM")
		at = tokens[i].Offset + len(tokens[i].Raw)
	}
	return b.String() + query[at:]
}

// opensQuery tells whether a query may stand behind a token.
func opensQuery(t syntax.Token) bool {
	for _, word := range []string{"AS", "UNION", "ALL", "DISTINCT", "EXCEPT", "INTERSECT"} {
		if t.Is(word) {
			return true
		}
	}
	return t.Sign("(")
}
