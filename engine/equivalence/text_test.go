package equivalence_test

import (
	"math/big"
	"regexp"
	"strings"
)

var (
	nowCall    = regexp.MustCompile(`(?i)\b(now|localtimestamp|current_timestamp)\(\s*\)`)
	modulo     = regexp.MustCompile(`(?i)\s+mod\s+`)
	introducer = regexp.MustCompile(`(?i)\b_(utf8mb4|utf8mb3|utf8|latin1|binary)\b\s*`)
	collated   = regexp.MustCompile(`(?i)\bcollate\s+[a-z0-9_]+`)
	blanks     = regexp.MustCompile(`\s+`)
	now        = regexp.MustCompile(`^(?i)(current_timestamp|now|localtimestamp|transaction_timestamp)\s*(\(\s*(\d?)\s*\))?$`)
	cast       = regexp.MustCompile(`::[a-z_]+( varying| precision| with(out)? time zone)?("[^"]+")?(\.[a-z_"]+)?(\(\d+(,\d+)?\))?(\[\])?`)
	bits       = regexp.MustCompile(`^(?i)b'([01]*)'$`)
	number     = regexp.MustCompile(`^[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d+)?$`)
	fraction   = regexp.MustCompile(`^(.*\d\d:\d\d:\d\d)\.0+$`)
)

// expression writes an expression so that two servers' ways to show the same agree: no
// quotes around names, no blanks, no parentheses, all in lower case.
func expression(s string) string {
	s = collated.ReplaceAllString(introducer.ReplaceAllString(s, ""), "")
	s = nowCall.ReplaceAllString(s, "current_timestamp")
	s = modulo.ReplaceAllString(s, "%")
	s = cast.ReplaceAllString(strings.ToLower(s), "")
	s = strings.NewReplacer("`", "", "(", "", ")", "", `\'`, "'").Replace(s)
	s = strings.ReplaceAll(s, "<>", "!=")
	return blanks.ReplaceAllString(s, "")
}

// moment is CURRENT_TIMESTAMP in one of its forms.
func moment(s string) (string, bool) {
	m := now.FindStringSubmatch(strings.TrimSpace(s))
	if m == nil {
		return "", false
	}
	return "current_timestamp", true
}

// literal writes a default without its quotes, a number in the shortest way.
func literal(s, values string) string {
	numeric := strings.HasPrefix(values, "integer") || strings.HasPrefix(values, "decimal") ||
		strings.HasPrefix(values, "float") || strings.HasPrefix(values, "bool") || strings.HasPrefix(values, "year") || strings.HasPrefix(values, "bits")
	if m := bits.FindStringSubmatch(s); m != nil && numeric {
		n, _ := new(big.Int).SetString("0"+m[1], 2)
		return n.String()
	}
	if numeric {
		switch strings.ToLower(s) {
		case "true", "t":
			return "1"
		case "false", "f":
			return "0"
		}
		if number.MatchString(strings.TrimSpace(s)) {
			if r, ok := new(big.Rat).SetString(strings.TrimSpace(s)); ok {
				return r.RatString()
			}
		}
		return s
	}
	if strings.HasPrefix(values, "date") || strings.HasPrefix(values, "moment") || strings.HasPrefix(values, "time") {
		if m := fraction.FindStringSubmatch(s); m != nil {
			s = m[1]
		}
		if strings.HasPrefix(values, "datetime") || strings.HasPrefix(values, "moment") {
			s = strings.TrimSuffix(s, " 00:00:00")
		}
	}
	return s
}

// unquote takes the quotes of a literal away.
func unquote(s string) (string, bool) {
	if len(s) < 2 || s[0] != '\'' || s[len(s)-1] != '\'' {
		return s, false
	}
	inner := s[1 : len(s)-1]
	if strings.Contains(strings.ReplaceAll(inner, "''", ""), "'") && !strings.Contains(inner, `\'`) {
		return s, false
	}
	return strings.NewReplacer("''", "'", `\'`, "'", `\\`, `\`).Replace(inner), true
}
