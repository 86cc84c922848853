package script

import "regexp"

// literal is a string of any dialect with something in it; one that a text was cut in
// has no end.
const literal = `(?:[EeNn]?'(?:[^'\\]|''|\\.)+'?|"(?:[^"\\]|""|\\.)+"?)`

var (
	// secretBefore is a string behind words that say it is a secret.
	secretBefore = regexp.MustCompile(`(?is)((?:password|passwd|\bpwd|passphrase|\bsecret|key_source|identified\s+by|identified\s+(?:with|via)\s+[\w` + "`" + `'"]+\s+(?:by|as|using)|\breplace)\s*(?:=>|:=|=|\()?\s*)` + literal)
	anyLiteral   = regexp.MustCompile(`(?s)` + literal)
	// secretWithin is a setting within a string, as connections are told.
	secretWithin = regexp.MustCompile(`(?is)\b((?:password|passwd|pwd)\s*=\s*)[^\s;,'"…(=@$:][^\s;,'"]*`)
	// secretSaid is one in quotes within a string, as SPIDER is told: password "…".
	secretSaid = regexp.MustCompile(`(?is)\b((?:password|passwd|pwd)\s*=?\s*)(?:"[^"…]+"|''[^'…]+''|\\'[^'…]+\\'|\\"[^"…]+\\")`)
	// secretUser is that of an address: mysql://user:…@host.
	secretUser = regexp.MustCompile(`(://[^\s:/@'"]*:)[^\s/@'"…]+@`)
)

// Discreet is a statement's text without the passwords in it, as far as the words before
// them tell: what is shown of a statement that a person must look at ends up in files and
// reports that others read.
func Discreet(text string) string {
	text = secretBefore.ReplaceAllString(text, "${1}'…'")
	return anyLiteral.ReplaceAllStringFunc(text, func(one string) string {
		one = secretWithin.ReplaceAllString(one, "${1}…")
		one = secretSaid.ReplaceAllString(one, `${1}"…"`)
		return secretUser.ReplaceAllString(one, "${1}…@")
	})
}
