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

// The ways in which dialects write a secret: each expression keeps its first group and
// hides what it matches behind it.
var (
	// Behind words that say so. Oracle's and SQL*Plus's may stand without quotes.
	secretBefore = regexp.MustCompile(`(?is)((?:password|passwd|\bpwd|passphrase|\bsecret|key_source|identity_value|\bset\s+password\s+for\s[^=;]{1,200}=|@(?:old|new)\s*=|` +
		`identified\s+by(?:\s+(?:values|password))?|identified\s+(?:with|via)\s+[\w` + "`" + `'"]+\s+(?:by|as|using)(?:\s+password)?|\breplace)\s*(?:=>|:=|=|\()?\s*)` + literal)
	secretBare = regexp.MustCompile(`(?i)(\b(?:identified|authenticated)\s+by\s+(?:values\s+)?)(` + bareWord + `)(?:(\s+replace\s+)(` + bareWord + `))?`)
	// Arguments of procedures and functions that tell by their place alone.
	secretArgument = regexp.MustCompile(`(?is)(\b(?:sp_setapprole|sp_addlogin|sp_addapprole|sp_approlepassword|sp_password)\s+` + literal + `\s*,\s*|\bopenrowset\s*\(\s*` + literal + `\s*,\s*` + literal + `\s*;\s*` + literal + `\s*;\s*)` + literal)
	// SQL*Plus's user/password@database.
	secretLogon = regexp.MustCompile(`(?im)(^\s*(?:conn(?:ect)?\s+|(?:host|!)\s*\S+\s+(?:-\S+\s+)*)["\w$#]+/)[^\s@]+`)
	// The account in a URL.
	secretURL = regexp.MustCompile(`(?i)(\b[a-z][a-z0-9+.-]*://[^\s:/@'"]*:)[^\s'"@]+(@)`)

	anyLiteral = regexp.MustCompile(`(?s)` + literal)
	// A setting within a string, as connections are told.
	secretWithin = regexp.MustCompile(`(?is)\b((?:password|passwd|pwd)\s*=\s*)[^\s;,'"…(=@$:][^\s;,'"]*`)
	// secretSaid is one in quotes within a string, as SPIDER is told: password "…".
	secretSaid = regexp.MustCompile(`(?is)\b((?:password|passwd|pwd)\s*=?\s*)(?:"[^"…]+"|''[^'…]+''|\\'[^'…]+\\'|\\"[^"…]+\\")`)
	// secretUser is that of an address: mysql://user:…@host.
	secretUser = regexp.MustCompile(`(://[^\s:/@'"]*:)[^\s/@'"…]+@`)
)

// tells are words without which no text holds a secret that [Discreet] would find.
var tells = []string{"passw", "pwd", "passphrase", "secret", "key_source", "identity_value", "identified", "authenticated", "sp_", "openrowset", "://", "conn", "host", "!"}

// Discreet is a text without the passwords in it, as far as the words around them tell.
// Whatever is shown of a source text goes through it: notes, originals, statements that a
// person must look at, and what a server says of them end up in files and reports that
// others read.
func Discreet(text string) string {
	if !telling(text) {
		return text
	}
	text = secretBefore.ReplaceAllString(text, "${1}'…'")
	text = secretArgument.ReplaceAllString(text, "${1}'…'")
	text = secretBare.ReplaceAllStringFunc(text, bare)
	text = secretLogon.ReplaceAllString(text, "${1}…")
	text = secretURL.ReplaceAllString(text, "${1}…${2}")
	return anyLiteral.ReplaceAllStringFunc(text, func(one string) string {
		one = secretWithin.ReplaceAllString(one, "${1}…")
		one = secretSaid.ReplaceAllString(one, `${1}"…"`)
		return secretUser.ReplaceAllString(one, "${1}…@")
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
