package postgres

import (
	"regexp"
	"strings"

	"github.com/obferry/obferry/ddlconv/script"
)

// ownerOf is the statement that gives something its owner. A dump has one of every table
// and sequence; it says nothing of a schema, and need not go through the parser.
var ownerOf = regexp.MustCompile(`^ALTER (?:TABLE|SEQUENCE) ((?:(?:[a-z_][a-z0-9_]*|"[^"]+")\.)?(?:[a-z_][a-z0-9_]*|"[^"]+")) OWNER TO (?:[a-z_][a-z0-9_]*|"[^"]+")$`)

// owned tells whether a statement does nothing but name an owner, and of what.
func owned(s *script.Statement) (string, bool) {
	if s.Open || len(s.Text) > 300 || !strings.HasPrefix(s.Text, "ALTER ") || !strings.Contains(s.Text, " OWNER TO ") {
		return "", false
	}
	m := ownerOf.FindStringSubmatch(s.Text)
	if m == nil {
		return "", false
	}
	return strings.ReplaceAll(m[1], `"`, ""), true
}
