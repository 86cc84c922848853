package mysql

import (
	"strings"

	"github.com/obferry/obferry/ddlconv/syntax"
)

// WithoutCheckOption is the statement of a view without its WITH CHECK OPTION, where
// OceanBase refuses that: of a view over several tables, or with a subquery in its
// condition (4179). It tells the words that are left out, "" where nothing is.
func WithoutCheckOption(view string) (without, words string) {
	if !strings.Contains(strings.ToUpper(view), "OPTION") {
		return view, ""
	}
	tokens, err := lex(view, mode{})
	if err != nil {
		return view, ""
	}
	for len(tokens) > 0 && tokens[len(tokens)-1].Raw == "" {
		tokens = tokens[:len(tokens)-1]
	}
	at := len(tokens) - 3
	if at < 1 || !tokens[at+1].Is("CHECK") || !tokens[at+2].Is("OPTION") {
		return view, ""
	}
	if tokens[at].Is("CASCADED") || tokens[at].Is("LOCAL") {
		at--
	}
	if !tokens[at].Is("WITH") || !several(tokens[:at]) {
		return view, ""
	}
	from := tokens[at].Offset
	return strings.TrimRight(view[:from], " \t\r\n"), view[from:]
}

// several tells whether a view reads from several tables, or has a subquery in its condition.
func several(tokens []syntax.Token) bool {
	tables, condition := 0, false
	for _, one := range mentionsIn(tokens) {
		if !one.routine {
			tables++
		}
	}
	for _, t := range tokens {
		condition = condition || t.Is("WHERE")
		if condition && t.Is("SELECT") {
			return true
		}
	}
	return tables > 1
}
