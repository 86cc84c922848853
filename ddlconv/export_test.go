package ddlconv

import (
	"strings"

	"github.com/obferry/obferry/ddlconv/mysql"
	"github.com/obferry/obferry/ddlconv/script"
	"github.com/obferry/obferry/ddlconv/syntax"
)

// ConvertTables converts a script of CREATE TABLEs of MySQL, each of which ends a line
// with a semicolon. A line "-- schema S" puts the tables behind it into a schema, and one
// "-- view V" the statement behind it among the objects.
func ConvertTables(text string, from Dialect, options Options) (*Script, error) {
	course, err := newCourse(from, options)
	if err != nil {
		return nil, err
	}
	reading := script.NewReading(RulesOf(from), course.idle())
	schema, view, statement := "", "", strings.Builder{}
	first := 0
	for i, line := range strings.SplitAfter(text, "\n") {
		trimmed := strings.TrimSpace(line)
		if name, ok := strings.CutPrefix(trimmed, "-- schema "); ok {
			schema = name
			continue
		}
		if name, ok := strings.CutPrefix(trimmed, "-- view "); ok {
			view = name
			continue
		}
		if statement.Len() == 0 {
			first = i
		}
		statement.WriteString(line)
		if !strings.HasSuffix(trimmed, ";") {
			continue
		}
		source := strings.TrimSuffix(strings.TrimSpace(statement.String()), ";")
		statement.Reset()
		if view != "" {
			reading.Objects = append(reading.Objects, &script.Object{Kind: script.View, Name: view, SQL: source})
			view = ""
			continue
		}
		draft, refused := mysql.Parse(strings.Repeat("\n", first) + source)
		if refused != nil {
			return nil, refused
		}
		draft.Schema = schema
		draft.Places[draft] = syntax.Place{Line: first + 1, Column: 1}
		reading.Add(draft)
	}
	return course.settle(reading, options), nil
}
