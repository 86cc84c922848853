// Package oracle reads scripts of Oracle Database 12c to 23ai, as SQL*Plus runs them, as
// SQL Developer and DBMS_METADATA write them, or as people do, into the model of package
// schema, and holds the rules for what only Oracle has.
//
// Names stay as they stand in the text. Expressions are rewritten into MySQL's language
// word by word where the meaning is the same; what has no counterpart is left out with a
// note. Types stay in Oracle's words until the rules change them.
package oracle

import (
	"github.com/obferry/obferry/ddlconv/schema"
	"github.com/obferry/obferry/ddlconv/script"
)

// NewReader is a reader of one script.
func NewReader() script.Reader {
	return &reader{
		sequences: map[string]*sequence{},
		counted:   map[*schema.Draft]*counter{},
		uses:      uses{},
		settled:   map[*script.Object]int{},
		primary:   map[*schema.Draft]string{},
		domains:   map[string]string{},
		defined:   map[string]string{},
		twins:     newTwins(),
	}
}
