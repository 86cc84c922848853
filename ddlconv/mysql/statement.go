// Package mysql reads a CREATE TABLE of MySQL or MariaDB, as SHOW CREATE TABLE
// prints it or a person writes it, into the model of package schema.
//
// Synonyms are written in one way (integer becomes int, now() CURRENT_TIMESTAMP);
// nothing else is changed here. What the model has no field for is kept as a
// [schema.Remark], and every element has its place in the source.
package mysql

import (
	"github.com/obferry/obferry/ddlconv/schema"
	"github.com/obferry/obferry/ddlconv/syntax"
)

// Parse reads one CREATE TABLE.
func Parse(source string) (*schema.Draft, *syntax.Error) {
	tokens, err := lex(source, mode{})
	if err != nil {
		return nil, err
	}
	if ansi(tokens) {
		if tokens, err = lex(source, mode{ansi: true}); err != nil {
			return nil, err
		}
	}
	p := &parser{Cursor: syntax.Cursor{Source: source, Tokens: tokens}, draft: schema.NewDraft()}
	p.createTable()
	if p.Err != nil {
		return nil, p.Err
	}
	return p.draft, nil
}

// ansi tells whether the table's name stands in double quotes, which is only
// possible where they hold names everywhere (sql_mode ANSI_QUOTES).
func ansi(tokens []syntax.Token) bool {
	for i, t := range tokens {
		if t.Sign("(") {
			return false
		}
		if t.Kind == syntax.Text && i > 0 {
			return t.Raw[0] == '"'
		}
	}
	return false
}
