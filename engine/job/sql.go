package job

import (
	"regexp"
	"strconv"
	"strings"

	"github.com/obferry/obferry/engine/sqltext"
)

// identifier is a name that needs no quotes, in MySQL and in PostgreSQL.
var identifier = regexp.MustCompile(`^[\pL_][\pL\pN_$]*$`)

// constants are words that stand for values and never for columns.
var constants = map[string]bool{
	"null": true, "true": true, "false": true, "default": true,
	"current_date": true, "current_time": true, "current_timestamp": true, "current_user": true,
	"localtime": true, "localtimestamp": true, "utc_date": true, "utc_time": true, "utc_timestamp": true,
	"session_user": true, "user": true, "sysdate": true,
}

// columnName is the column that a text names, with or without quotes; false where it is
// an expression or a constant.
func columnName(text string, quote byte) (string, bool) {
	text = strings.TrimSpace(text)
	if parts, ok := unquote(text, quote); ok {
		return parts, parts != ""
	}
	return text, identifier.MatchString(text) && !constants[strings.ToLower(text)]
}

// unquote takes a name out of its quotes; false where it is not in them as a whole.
func unquote(text string, quote byte) (string, bool) {
	q := string(quote)
	if len(text) < 2 || text[0] != quote || text[len(text)-1] != quote {
		return "", false
	}
	inner := text[1 : len(text)-1]
	if strings.Contains(strings.ReplaceAll(inner, q+q, ""), q) {
		return "", false
	}
	return strings.ReplaceAll(inner, q+q, q), true
}

// nameParts are the parts of a table's name with the schema or database before it, out of
// their quotes.
func nameParts(text string) (parts []string, ok bool) {
	text = strings.TrimSpace(text)
	for text != "" {
		var part string
		if q := text[0]; q == '`' || q == '"' {
			end := quotedName(text)
			if part, ok = unquote(text[:end], q); !ok {
				return nil, false
			}
			text = text[end:]
		} else {
			end := strings.IndexByte(text, '.')
			if end < 0 {
				end = len(text)
			}
			part, text = text[:end], text[end:]
			if strings.ContainsAny(part, "`\"'; \t\r\n()[]") {
				return nil, false
			}
		}
		parts = append(parts, part)
		if text == "" {
			return parts, true
		}
		if text[0] != '.' || len(text) == 1 {
			return nil, false
		}
		text = text[1:]
	}
	return parts, len(parts) > 0
}

// quotedName is the length of the name in quotes that a text begins with, in which quotes
// are doubled.
func quotedName(text string) int {
	end := 1
	for end < len(text) && (text[end] != text[0] || end+1 < len(text) && text[end+1] == text[0]) {
		if text[end] == text[0] {
			end++
		}
		end++
	}
	return min(end+1, len(text))
}

// series is how DataX writes many tables of one shape: t[0-9], t[00-31].
var series = regexp.MustCompile(`^(.*\D|)\[(\d{1,9})-(\d{1,9})\](.*)$`)

// mostTables is how many tables one job may name, and mostCells how many columns of all
// of them together: what a text of a few bytes stands for must not fill the memory.
const (
	mostTables = 10_000
	mostCells  = 1_000_000
)

// expand are the tables that a text of a job stands for: several behind commas, and
// series. Beyond what a job may name it gives none, which is told once.
func (r *reading) expand(n *node, text string) (tables []string) {
	for one := range strings.SplitSeq(text, ",") {
		one = strings.TrimSpace(one)
		m := series.FindStringSubmatch(one)
		from, to := 0, 0
		if m != nil {
			from, _ = strconv.Atoi(m[2]) // nine digits at most
			to, _ = strconv.Atoi(m[3])
			from, to = min(from, to), max(from, to)
		}
		before := r.tables
		if r.tables += to - from + 1; r.tables > mostTables {
			if before <= mostTables {
				r.wrong(n, "fault.job.tables.many", "Most", mostTables)
			}
			return nil
		}
		if m == nil {
			tables = append(tables, one)
			continue
		}
		width := 0
		if m[2][0] == '0' {
			width = len(m[2])
		}
		for k := from; k <= to; k++ {
			number := strconv.Itoa(k)
			tables = append(tables, m[1]+strings.Repeat("0", max(width-len(number), 0))+number+m[4])
		}
	}
	return tables
}

// statements reads the SQL that a writer has carried out before or after the rows.
func (r *reading) statements(s *scope, name string, deletes bool) []string {
	written, nodes := s.texts(name)
	var all []string
	for i, one := range written {
		one = trimmed(one)
		if one == "" {
			continue
		}
		verb := sqltext.Verb(one)
		switch {
		case len(sqltext.Statements(one)) > 1:
			r.wrong(nodes[i], "fault.job.sql.several")
		case deletes && verb != "DELETE":
			r.wrong(nodes[i], "fault.job.sql.delete", "Verb", shown(verb))
		}
		all = append(all, one)
	}
	return all
}

// trimmed is a statement or condition without space and the semicolon behind it.
func trimmed(s string) string {
	for {
		short := strings.TrimSpace(strings.TrimSuffix(strings.TrimSuffix(strings.TrimSpace(s), ";"), "；"))
		if short == s {
			return s
		}
		s = short
	}
}
