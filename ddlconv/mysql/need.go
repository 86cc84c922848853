package mysql

import (
	"slices"
	"strings"

	"github.com/obferry/obferry/ddlconv/syntax"
)

// Need is something that a view, trigger, event or routine uses: a table or view, or a
// function or procedure that it calls.
type Need struct {
	Database, Name string // Database is "" where none stands before the name
	// Routine tells that it is called, and Stored that it can be no function of the server's
	// own: its name stands in quotes or behind a database, or CALL before it.
	Routine, Stored bool
}

// Needs are what a statement uses that makes an object, each once and in their order. What
// it makes itself is none: common table expressions, cursors, tables of its body. Nor is
// what cannot be read.
func Needs(statement string) []Need {
	tokens, err := lex(statement, mode{})
	if err != nil {
		return nil
	}
	made := madeIn(tokens)
	taken := make([]bool, len(tokens)) // by the names of tables, which may stand before a parenthesis
	var all []Need
	add := func(n Need) {
		if !slices.Contains(all, n) {
			all = append(all, n)
		}
	}
	for _, one := range mentionsIn(tokens) {
		name := nameOf(tokens, one)
		if one.alias != "" {
			made[strings.ToLower(one.alias)] = true // as DELETE FROM it means
		}
		if one.routine {
			add(Need{Database: name[0], Name: name[1], Routine: true, Stored: true})
		}
		for i := one.at; i <= one.name; i++ {
			taken[i] = true
		}
	}
	for _, one := range mentionsIn(tokens) {
		name := nameOf(tokens, one)
		if !one.routine && (name[0] != "" || !made[strings.ToLower(name[1])]) {
			add(Need{Database: name[0], Name: name[1]})
		}
	}
	view := len(tokens) > 0 && slices.ContainsFunc(tokens[:min(8, len(tokens))], func(t syntax.Token) bool { return t.Is("VIEW") })
	for i := 1; i+1 < len(tokens); i++ {
		t, before := tokens[i], tokens[i-1]
		switch {
		case taken[i] || !t.Named() || before.Sign("."):
		case before.Is("CALL") && !tokens[i+1].Sign("."):
			add(Need{Name: t.Identifier(), Routine: true, Stored: true})
		case t.Kind == syntax.Word && noCall[t.Value]:
		case tokens[i+1].Sign("(") && !before.Is("AS") && !before.Is("VIEW") && !before.Is("FUNCTION") && !before.Is("PROCEDURE") && !before.Sign(")"):
			quoted := t.Kind == syntax.Name
			if quoted && !view || view && made[strings.ToLower(t.Identifier())] {
				continue // in a body it may be the name of an index with its columns
			}
			add(Need{Name: t.Identifier(), Routine: true, Stored: quoted})
		}
	}
	return all
}

// madeIn are the lower-case names of what a statement makes for itself.
func madeIn(tokens []syntax.Token) map[string]bool {
	made := (&mentions{tokens: tokens}).common()
	for i := 0; i+2 < len(tokens); i++ {
		switch {
		case tokens[i].Is("DECLARE") && tokens[i+2].Is("CURSOR"):
			made[strings.ToLower(tokens[i+1].Identifier())] = true
		case tokens[i].Is("CREATE") && (tokens[i+1].Is("TABLE") || tokens[i+1].Is("TEMPORARY")):
			at := i + 2
			for at < len(tokens) && (tokens[at].Is("TABLE") || tokens[at].Is("IF") || tokens[at].Is("NOT") || tokens[at].Is("EXISTS")) {
				at++
			}
			if at < len(tokens) {
				made[strings.ToLower(tokens[at].Identifier())] = true
			}
		}
	}
	return made
}

// noCall are the words that a parenthesis may follow and that call nothing: those of a query,
// of operators, and of types.
var noCall = words("ALL AND ANTI ANY AS ASC BETWEEN BIGINT BINARY BIT BY CASE CHARACTER COLUMNS CUBE DATETIME DEC DECIMAL DESC DISTINCT DISTINCTROW " +
	"DIV DOUBLE ELSE END ESCAPE EXCEPT EXISTS FIXED FLOAT FOR FROM FULL HAVING IN INDEX INNER INT INTEGER INTERSECT IS JOIN KEY LATERAL LIKE LIMIT " +
	"MEDIUMINT MINUS NCHAR NOT NUMBER NUMERIC NVARCHAR OF OFFSET ON OR ORDER OVER PARTITION REAL RECURSIVE REGEXP RETURNING RLIKE ROLLUP ROW ROWS SELECT SEMI SET " +
	"SETS SIGNED SMALLINT SOME STRAIGHT_JOIN SUBPARTITION TABLE THEN TINYINT UNION UNSIGNED USE USING VARBINARY VARCHAR WHEN WHERE WINDOW WITH WITHIN XOR")

// words are those of a list, in capitals as tokens have them.
func words(list string) map[string]bool {
	all := map[string]bool{}
	for _, word := range strings.Fields(list) {
		all[word] = true
	}
	return all
}
