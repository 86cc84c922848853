package mysql

import "github.com/obferry/obferry/ddlconv/syntax"

// Names are all words and quoted names in a statement, in their order, without regard
// to what they name. A text that cannot be read has none.
func Names(statement string) []string {
	tokens, err := lex(statement, mode{})
	if err != nil {
		return nil
	}
	var names []string
	for _, t := range tokens {
		if t.Kind == syntax.Word || t.Kind == syntax.Name {
			names = append(names, t.Identifier())
		}
	}
	return names
}
