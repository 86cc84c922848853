package diff

import (
	"regexp"
	"slices"
	"strings"

	"github.com/obferry/obferry/ddlconv/schema"
)

// partitionedBy are the columns whose values the bounds of partitions are; nil where they
// are those of an expression, which is a number.
func (c *comparison) partitionedBy(by *schema.Partitioning) []*schema.Column {
	var all []*schema.Column
	for _, name := range by.Columns {
		all = append(all, c.want.Column(strings.Trim(name, "` ")))
	}
	return all
}

// sameBounds tells whether two texts behind VALUES say the same values, those of a list in
// any order. What is computed, as to_days('2020-01-01'), a server tells back by its value,
// and is not compared. OceanBase's catalogue escapes no quote within a text.
func sameBounds(by []*schema.Column, want, got string, list bool) bool {
	a, literal := bounds(by, want, list)
	if !literal {
		return true
	}
	b, _ := bounds(by, got, list)
	if slices.Equal(a, b) {
		return true
	}
	b, _ = bounds(by, escaped(got), list)
	return slices.Equal(a, b)
}

// escaped is a text in which the quotes within literals are doubled, and the backslashes:
// a quote ends a literal only before a comma, a parenthesis or the end.
func escaped(text string) string {
	var b strings.Builder
	inside := false
	for i := 0; i < len(text); i++ {
		b.WriteByte(text[i])
		switch rest := strings.TrimLeft(text[i+1:], " "); {
		case inside && text[i] == '\\':
			b.WriteByte('\\')
		case text[i] != '\'':
		case !inside:
			inside = true
		case rest == "" || rest[0] == ',' || rest[0] == ')':
			inside = false
		default:
			b.WriteByte('\'')
		}
	}
	return b.String()
}

// boundText is what stands in VALUES, without LESS THAN and IN.
func boundText(values string) string {
	return bared(boundWords.ReplaceAllString(strings.TrimSpace(values), ""))
}

var (
	boundWords = regexp.MustCompile(`^(?i:values\s*)?(?i:less\s+than|in\b)?\s*`)
	introduced = regexp.MustCompile(`^(?i:_[a-z0-9]+\s*|n)'`)
)

// bounds are the values in VALUES in one spelling, a line for each tuple, and whether all
// of them are literals.
func bounds(by []*schema.Column, values string, list bool) (_ []string, literal bool) {
	tuples := []string{boundText(values)}
	if list {
		tuples = parts(tuples[0])
	}
	literal = true
	for i, tuple := range tuples {
		all := []string{tuple}
		if len(by) > 1 {
			all = parts(bared(tuple))
		}
		for n, value := range all {
			var column *schema.Column
			if n < len(by) {
				column = by[n]
			}
			is := false
			if all[n], is = boundValue(column, bared(value)); !is {
				literal = false
			}
		}
		tuples[i] = strings.Join(all, ",")
	}
	if list {
		slices.Sort(tuples)
	}
	return tuples, literal
}

// boundValue is one value of a bound as its column keeps it, and whether it is a literal.
func boundValue(c *schema.Column, text string) (string, bool) {
	switch upper := strings.ToUpper(text); upper {
	case "MAXVALUE", "NULL", "DEFAULT":
		return upper, true
	}
	if set := introduced.FindString(text); set != "" {
		text = text[len(set)-1:]
	}
	if c != nil {
		if text == "" || text[0] != '\'' && text[0] != '"' && !temporalWord.MatchString(text) {
			if _, ok := number(text); !ok {
				return text, false
			}
		}
		return kept(c, text), true
	}
	if n, ok := number(text); ok {
		return n.RatString(), true
	}
	return text, false
}

// parts are what commas part, outside of parentheses and literals.
func parts(text string) []string {
	var all []string
	from := 0
	for i, depth := range depths(text) {
		if text[i] == ',' && depth == 0 {
			all = append(all, strings.TrimSpace(text[from:i]))
			from = i + 1
		}
	}
	return append(all, strings.TrimSpace(text[from:]))
}
