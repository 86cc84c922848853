package sqlserver

import (
	"strings"

	"github.com/obferry/obferry/ddlconv/syntax"
)

// assign follows the texts that DECLARE and SET give variables of a batch, as the table
// designer of SSMS does before it calls a procedure. Of one that is set within a block, or
// to anything but a text, nothing is known.
func (r *reader) assign(text string) {
	tokens, err := lex(text, syntax.Place{Line: 1, Column: 1}, r.quotes)
	if err != nil {
		return
	}
	for i, t := range tokens {
		if t.Kind != syntax.Variable || i == 0 || !tokens[i-1].Is("DECLARE") && !tokens[i-1].Is("SET") && !tokens[i-1].Sign(",") {
			continue
		}
		name := strings.ToLower(t.Raw)
		delete(r.texts, name)
		at := i + 1
		for at < len(tokens) && (tokens[at].Named() || tokens[at].Sign("(") || tokens[at].Sign(")") || tokens[at].Kind == syntax.Number) {
			at++ // the type
		}
		if len(r.flow.blocks) == 0 && at+2 < len(tokens) && tokens[at].Sign("=") && tokens[at+1].Kind == syntax.Text &&
			(tokens[at+2].Kind == syntax.End || tokens[at+2].Sign(",") || tokens[at+2].Sign(";")) {
			if r.texts == nil {
				r.texts = map[string]string{}
			}
			r.texts[name] = tokens[at+1].Value
		}
	}
}

// withoutSecrets is a statement's text with stars for the passwords in it: behind PASSWORD
// = and SECRET =, and the second argument of sp_addlogin and sp_password.
func withoutSecrets(text string, tokens []syntax.Token) string {
	var b strings.Builder
	from, login := 0, false
	for i, t := range tokens {
		name := strings.ToLower(t.Identifier())
		login = login || t.Named() && (name == "sp_addlogin" || name == "sp_password" || name == "sp_addlinkedsrvlogin")
		secret := login && t.Kind == syntax.Text
		if i > 1 && tokens[i-1].Sign("=") && (tokens[i-2].Is("PASSWORD") || tokens[i-2].Is("SECRET") || tokens[i-2].Is("OLD_PASSWORD")) {
			secret = true
		}
		if secret && from <= t.Offset && t.Offset+len(t.Raw) <= len(text) {
			b.WriteString(text[from:t.Offset] + "***")
			from = t.Offset + len(t.Raw)
		}
	}
	return b.String() + text[from:]
}
