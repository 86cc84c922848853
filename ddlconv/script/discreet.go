package script

import (
	"regexp"
	"strings"

	"github.com/obferry/obferry/ddlconv/rule"
)

// literal is a string of any dialect with something in it: within another string its quotes
// are doubled or have a backslash before them, and one that a text was cut in has no end.
const literal = `(?:[EeNn]?''[^']+''|\\+'[^']+'|\\+"[^"]+"|[EeNn]?'(?:[^'\\]|''|\\.)+'?|"(?:[^"\\]|""|\\.)+"?|\$\w*\$[^$]+(?:\$\w*\$)?|0x\w+)`

// bareWord is a password without quotes.
const bareWord = `[\w$#!*.^%+~-]+`

// gap is what may stand between two words.
const gap = `(?:\s|/\*[^*]*\*/)`

// The ways in which dialects write a secret: each expression keeps its first group and
// hides what it matches behind it.
var (
	// Behind words that say so. Oracle's and SQL*Plus's may stand without quotes.
	secretBefore = regexp.MustCompile(`(?is)((?:password|passwd|\bpwd|passphrase|\bsecret|key_source|identity_value|\bset\s+password\s+for\s[^=;]{1,200}=|@(?:old|new)\s*=|` +
		`\breplace)\s*(?:=>|:=|=|\()?\s*)(` + literal + `)`)
	// A user's: behind IDENTIFIED, or for a second plugin behind OR.
	secretUserBy = regexp.MustCompile(`(?is)(identified` + gap + `+by` + gap + `*(?:(?:values|password)` + gap + `*)?|` +
		`(?:identified` + gap + `+(?:with|via)|\bor)` + gap + `+[\w` + "`" + `'"]+` + gap + `+(?:by|as|using)` + gap + `*(?:password` + gap + `*)?\(?\s*)` + literal)
	// A setting's name in quotes, and what it is set to or compared with.
	secretNamed = regexp.MustCompile(`(?is)(['"][\w.]*(?:password|passwd|\bpwd|\.pw|passphrase|secret)['"]\)?\s*(?:,|=>|:=|=|:)\s*)` + literal)
	// Calls in which any text may be one.
	secretCall = regexp.MustCompile(`(?is)\b(?:(?:create|update)_(?:secret|credential)|set_wallet|crypt|pgp_sym_\w+|(?:aes|des)_(?:en|de)crypt)\s*\((?:[^()'"]|` + literal + `|\([^()]*\))*|` +
		`\b(?:sp_change_users_login|sp_addlinkedsrvlogin)\b[^;\n]*`)
	// Command lines of clients, and variables of a shell.
	secretOption = regexp.MustCompile(`((?i:\b(?:sqlcmd|osql|isql|bcp)\b)[^\n]*?\s-P\s*|(?i:\bmysql\w*\b)[^\n]*?\s-p|(?i:\bcurl\b)[^\n]*?\s(?:-u|--user)[ =]*[^\s:'"]*:|` +
		`--password[ =]\s*|\b[A-Z_]*(?:PASSWORD|PASSWD|PWD)=)("[^"\n]+"|[^\s'";…][^\s'";]*)`)
	// An access driver's, of an external table of Oracle.
	secretDriver = regexp.MustCompile(`(?is)(\baccess\s+parameters\s*\(.*?\bpassword\s+)` + bareWord)
	secretBare   = regexp.MustCompile(`(?i)(\b(?:identified|authenticated)\s+by\s+(?:values\s+)?)(` + bareWord + `)(?:(\s+replace\s+)(` + bareWord + `))?`)
	// Arguments of procedures and functions that tell by their place alone.
	secretArgument = regexp.MustCompile(`(?is)(\b(?:sp_setapprole|sp_addlogin|sp_addapprole|sp_approlepassword|sp_password)\s+` + literal + `\s*,\s*|\bopenrowset\s*\(\s*` + literal + `\s*,\s*` + literal + `\s*;\s*` + literal + `\s*;\s*)` + literal)
	// SQL*Plus's user/password@database.
	secretLogon = regexp.MustCompile(`(?im)(^\s*(?:conn(?:ect)?\s+|(?:host|!)\s*\S+\s+(?:-\S+\s+)*)["\w$#]+/)[^\s@]+`)
	// The account in a URL.
	secretURL = regexp.MustCompile(`(?i)(\b[a-z][a-z0-9+.-]*://[^\s:/@'"]*:)[^\s'"@]+(@)`)

	// What stands close behind a hidden one, where an odd quote before it has turned the
	// strings of a text inside out.
	secretOdd = regexp.MustCompile(`('…')[^\s'"(),;@…]+['"]?`)

	anyLiteral = regexp.MustCompile(`(?s)` + literal)
	// A setting within a string, as connections are told.
	secretWithin = regexp.MustCompile(`(?is)\b((?:password|passwd|pwd|access_key|secret_key|secret_access_key)\s*[=:]\s*)[^\s;,'"…(=@$:][^\s;,'"]*`)
	// secretSaid is one in quotes within a string, as SPIDER is told: password "…".
	secretSaid = regexp.MustCompile(`(?is)\b((?:password|passwd|pwd)\s*=?\s*)(?:"[^"…]+"|''[^'…]+''|\\'[^'…]+\\'|\\"[^"…]+\\")`)
	// secretUser is that of an address: mysql://user:…@host.
	secretUser = regexp.MustCompile(`(://[^\s:/@'"]*:)[^\s/@'"…]+@`)
)

// tells are words without which no text holds a secret that [Discreet] would find.
var tells = []string{"passw", "pwd", "passphrase", "secret", "key_source", "identity_value", "identified", "authenticated", "openrowset", "://", "conn", "host", "!",
	"set_wallet", "crypt", "pgp_sym", "credential", "sqlcmd", "osql", "isql", "bcp", "mysql", "curl", ".pw", "access_key",
	"sp_setapprole", "sp_addlogin", "sp_addapprole", "sp_addlinkedsrvlogin", "sp_change_users_login"}

// Discreet is a text without the passwords in it, as far as the words around them tell.
// Whatever is shown of a source text goes through it: notes, originals, statements that a
// person must look at, and what a server says of them end up in files and reports that
// others read.
func Discreet(text string) string {
	if !telling(text) {
		return text
	}
	text = secretUserBy.ReplaceAllString(text, "${1}'…'")
	text = secretNamed.ReplaceAllString(text, "${1}'…'")
	text = secretCall.ReplaceAllStringFunc(text, func(call string) string { return anyLiteral.ReplaceAllString(call, "'…'") })
	text = secretBefore.ReplaceAllStringFunc(text, before)
	text = secretArgument.ReplaceAllString(text, "${1}'…'")
	text = secretBare.ReplaceAllStringFunc(text, bare)
	text = secretDriver.ReplaceAllString(text, "${1}…")
	text = secretOption.ReplaceAllString(text, "${1}…")
	text = secretLogon.ReplaceAllString(text, "${1}…")
	text = secretURL.ReplaceAllString(text, "${1}…${2}")
	text = secretOdd.ReplaceAllString(text, "${1}…")
	return anyLiteral.ReplaceAllStringFunc(text, func(one string) string {
		one = secretWithin.ReplaceAllString(one, "${1}…")
		one = secretSaid.ReplaceAllString(one, `${1}"…"`)
		return secretUser.ReplaceAllString(one, "${1}…@")
	})
}

// before hides what stands behind a word that says so, unless the quote there ends a text
// whose last word it is: 'app.password') = 'x'.
func before(match string) string {
	parts := secretBefore.FindStringSubmatch(match)
	if next := parts[2][1:]; parts[2][0] == '\'' && !strings.HasSuffix(parts[1], " ") && !strings.ContainsAny(parts[1], "=(") && next != "" && strings.ContainsRune("),;", rune(next[0])) {
		return match
	}
	return parts[1] + "'…'"
}

// word is what stands between blanks and marks.
var word = regexp.MustCompile(`[^\s'"(),;=]+`)

// discreetPiece is a piece of a text without the passwords that are hidden in the whole: the
// words that tell of one may stand before the piece.
func discreetPiece(piece, whole string) string {
	piece = Discreet(piece)
	hidden := Discreet(whole)
	if hidden == whole {
		return piece
	}
	return word.ReplaceAllStringFunc(piece, func(one string) string {
		if known := strings.TrimSuffix(one, "…"); strings.Contains(whole, known) && !strings.Contains(hidden, known) {
			return "…"
		}
		return one
	})
}

// bare hides a password without quotes, and the one that it takes the place of, where the
// words are none of the language.
func bare(match string) string {
	parts := secretBare.FindStringSubmatch(match)
	switch strings.ToUpper(strings.Trim(parts[2], "*")) {
	case "", "VALUES", "PASSWORD", "RANDOM", "THE", "A", "ITS", "THEIR":
		return match
	}
	hidden := parts[1] + "…"
	if parts[4] != "" {
		hidden += parts[3] + "…"
	}
	return hidden
}

// telling looks quickly whether a text may hold a secret at all: nearly none does.
func telling(text string) bool {
	lower := strings.ToLower(text)
	for _, word := range tells {
		if strings.Contains(lower, word) {
			return true
		}
	}
	return false
}

// DiscreetNote is a note without the passwords in what was and became.
func DiscreetNote(n rule.Note) rule.Note {
	n.Was, n.Became = Discreet(n.Was), Discreet(n.Became)
	return n
}

// Discreet hides passwords in all that is shown of an object. What makes it stays whole.
func (o *Object) Discreet() {
	o.Original = Discreet(o.Original)
	for i, n := range o.Notes {
		o.Notes[i] = DiscreetNote(n)
	}
}
