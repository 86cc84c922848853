package proof

import (
	"strings"

	"github.com/obferry/obferry/ddlconv/schema"
	"github.com/obferry/obferry/engine/sqltext"
)

// makes are the objects that a proof makes with CREATE.
var makes = map[string]bool{
	"TABLE": true, "VIEW": true, "TRIGGER": true, "PROCEDURE": true, "FUNCTION": true, "EVENT": true, "SEQUENCE": true, "INDEX": true,
}

// Reaches tells why a statement must not be run on a server that holds other databases:
// it names one for what it makes or changes ([Elsewhere], with the database's name), or is
// none that makes an object ([NotOurs], with its first word). "" where it may be run.
func Reaches(statement string) (why Reason, name string) {
	words := lex(statement)
	at := 0
	is := func(word string) bool { return at < len(words) && strings.EqualFold(words[at].bare, word) }
	switch {
	case is("ALTER"):
		at++
		if !is("TABLE") {
			return NotOurs, first(words)
		}
	case is("CREATE"):
		for at++; at < len(words) && !makes[strings.ToUpper(words[at].bare)]; at++ {
			if words[at].text == "(" || strings.EqualFold(words[at].bare, "AS") {
				return NotOurs, first(words)
			}
		}
		if at == len(words) {
			return NotOurs, first(words)
		}
	default:
		return NotOurs, first(words)
	}
	kind := strings.ToUpper(words[at].bare)
	at++
	for is("IF") || is("NOT") || is("EXISTS") {
		at++
	}
	if database := qualified(words, at); database != "" {
		return Elsewhere, database
	}
	if kind == "TRIGGER" || kind == "INDEX" {
		for ; at < len(words); at++ {
			if is("ON") {
				if database := qualified(words, at+1); database != "" {
					return Elsewhere, database
				}
				break
			}
		}
	}
	return "", ""
}

// Makes names the table that a statement creates, with its database where it names one.
// A temporary table is none: it ends with the connection that made it.
func Makes(statement string) (database, table string, ok bool) {
	words := lex(statement)
	at := 0
	next := func(word string) bool {
		if at < len(words) && strings.EqualFold(words[at].bare, word) {
			at++
			return true
		}
		return false
	}
	if !next("CREATE") {
		return "", "", false
	}
	if next("OR") && !next("REPLACE") || !next("TABLE") {
		return "", "", false
	}
	if next("IF") && (!next("NOT") || !next("EXISTS")) || at >= len(words) {
		return "", "", false
	}
	if database = qualified(words, at); database != "" {
		at += 2
	}
	table = words[at].name()
	return database, table, table != ""
}

func first(words []word) string {
	if len(words) == 0 {
		return ""
	}
	return strings.ToUpper(words[0].bare)
}

// qualified is the database before the name that begins at a word, "" without.
func qualified(words []word, at int) string {
	if at+2 < len(words) && words[at+1].text == "." {
		return words[at].name()
	}
	return ""
}

// asleep is a statement of CREATE EVENT changed so that the event never runs: in a
// proof, what it does could reach other databases. Other statements stay as they are.
func asleep(statement string) string {
	words := lex(statement)
	event := -1
	for i, w := range words {
		if strings.EqualFold(w.bare, "EVENT") {
			event = i
		}
		if event >= 0 || makes[strings.ToUpper(w.bare)] {
			break
		}
	}
	if event < 0 || first(words) != "CREATE" {
		return statement
	}
	for i := event; i < len(words); i++ {
		switch strings.ToUpper(words[i].bare) {
		case "ENABLE":
			return statement[:words[i].at] + "DISABLE" + statement[words[i].at+len("ENABLE"):]
		case "DISABLE":
			return statement
		case "COMMENT", "DO":
			return statement[:words[i].at] + "DISABLE " + statement[words[i].at:]
		}
	}
	return statement
}

// word is a piece of a statement: a word, a quoted name or text, or a sign.
type word struct {
	text string
	// bare is the word where it is not quoted, "" else.
	bare string
	at   int // its first byte
}

// name is the identifier that a word gives.
func (w word) name() string {
	if w.bare != "" {
		return w.bare
	}
	if w.text[0] == '`' { // in which a backslash is itself
		return strings.ReplaceAll(strings.TrimSuffix(w.text[1:], "`"), "``", "`")
	}
	text, _ := schema.UnquoteText(w.text)
	return text
}

// lex cuts a statement in OceanBase's words, without comments. Versioned comments are
// read as what they hold.
func lex(s string) []word {
	var all []word
	at := 0
	for p := range sqltext.Parts(s) {
		switch p.Kind {
		case sqltext.Code:
			all = lexCode(all, p.Text, at)
		case sqltext.String, sqltext.Name:
			all = append(all, word{text: p.Text, at: at})
		}
		at += len(p.Text)
	}
	return all
}

// lexCode cuts code that begins at a byte of the statement.
func lexCode(all []word, code string, at int) []word {
	for i := 0; i < len(code); {
		rest := code[i:]
		switch c := code[i]; {
		case c <= ' ':
			i++
		case strings.HasPrefix(rest, "/*!"):
			i += 3
			for i < len(code) && code[i] >= '0' && code[i] <= '9' {
				i++
			}
		case strings.HasPrefix(rest, "*/"):
			i += 2
		case wordByte(c):
			start := i
			for i < len(code) && wordByte(code[i]) {
				i++
			}
			all = append(all, word{text: code[start:i], bare: code[start:i], at: at + start})
		default:
			all = append(all, word{text: code[i : i+1], at: at + i})
			i++
		}
	}
	return all
}

func wordByte(c byte) bool {
	return c == '_' || c == '$' || c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= 0x80
}
