package oracle

import (
	"regexp"
	"strings"

	"github.com/obferry/obferry/ddlconv/syntax"
)

// define follows a DEFINE of a substitution variable, and SET DEFINE, which turns them
// off.
func (d *reader) define(line string) {
	words := strings.Fields(line)
	if len(words) < 2 {
		return
	}
	switch first := strings.ToUpper(words[0]); {
	case first == "SET" && len(words) > 2 && (strings.EqualFold(words[1], "DEFINE") || strings.EqualFold(words[1], "DEF") || strings.EqualFold(words[1], "SCAN")):
		d.literal = strings.EqualFold(strings.TrimRight(words[2], ";"), "OFF")
	case first == "DEF" || first == "DEFINE":
		_, rest, _ := strings.Cut(line, words[0])
		if name, value, given := strings.Cut(rest, "="); given {
			value = strings.TrimRight(strings.TrimSpace(value), ";")
			d.defined[strings.ToUpper(strings.TrimSpace(name))] = strings.Trim(strings.TrimSpace(value), `'"`)
		}
	}
}

// variable is a substitution variable, with the point that ends its name.
var variable = regexp.MustCompile(`&&?(\w+)\.?`)

// substitute puts the values of variables in, of which the script defines one.
func (d *reader) substitute(text string) string {
	if d.literal || len(d.defined) == 0 || !strings.Contains(text, "&") {
		return text
	}
	return variable.ReplaceAllStringFunc(text, func(found string) string {
		if value, ok := d.defined[strings.ToUpper(strings.Trim(found, "&."))]; ok {
			return value
		}
		return found
	})
}

// withoutVariables leaves out the variables without a value that say nothing of the
// schema's meaning: the owner of a thing, and where it is stored. The first other one is
// what makes a statement unreadable.
func withoutVariables(tokens []syntax.Token) (kept []syntax.Token, unknown string) {
	for i := 0; i < len(tokens); i++ {
		t := tokens[i]
		if t.Kind != syntax.Variable || t.Raw[0] != '&' && t.Raw[0] != '@' {
			kept = append(kept, t)
			continue
		}
		alone := t.Spaced || i == 0 || !tokens[i-1].Named()
		switch {
		case alone && i+2 < len(tokens) && tokens[i+1].Sign(".") && tokens[i+2].Named():
			i++
		case alone && i > 0 && tokens[i-1].Is("TABLESPACE"):
			kept = append(kept, t)
		default:
			if unknown == "" {
				unknown = t.Raw
			}
			kept = append(kept, t)
		}
	}
	return kept, unknown
}
