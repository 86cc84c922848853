package mysql

import (
	"context"
	"fmt"
	"io"
	"sort"
	"strings"

	"github.com/obferry/obferry/ddlconv/schema"
	"github.com/obferry/obferry/engine/fault"
	"github.com/obferry/obferry/engine/source"
)

// Script writes the DDL of the whole database as one text, as a dump without rows
// holds it: tables, views after those that they name, routines, triggers, events.
func (s *Source) Script(ctx context.Context, to io.Writer) error {
	if s.database == "" {
		return fault.New(fault.Input, "fault.mysql.nodatabase")
	}
	tables, err := s.list(ctx)
	if err != nil {
		return err
	}
	for _, t := range tables {
		text, err := s.ShowCreate(ctx, t.Name)
		if err != nil {
			return err
		}
		if _, err := fmt.Fprintf(to, "%s;\n\n", text); err != nil {
			return err
		}
	}
	others, err := s.Others(ctx)
	if err != nil {
		return err
	}
	texts := map[source.Object]string{}
	for _, o := range others {
		if texts[o], err = s.showObject(ctx, o); err != nil {
			return err
		}
	}
	for _, o := range inOrder(others, texts) {
		text := texts[o]
		if text == "" { // the account may see that it is there, and not more
			if _, err := fmt.Fprintf(to, "-- %s %s\n\n", o.Kind, strings.ReplaceAll(o.Name, "\n", " ")); err != nil {
				return err
			}
			continue
		}
		end := "$$"
		for strings.Contains(text, end) {
			end += "$"
		}
		if _, err := fmt.Fprintf(to, "DELIMITER %s\n%s\n%s\nDELIMITER ;\n\n", end, text, end); err != nil {
			return err
		}
	}
	return nil
}

// showing is, for the kinds of object that the catalogue names, the word of SHOW CREATE
// and how its answer calls the text.
var showing = map[string]struct{ word, column string }{
	"view": {"VIEW", "Create View"}, "procedure": {"PROCEDURE", "Create Procedure"}, "function": {"FUNCTION", "Create Function"},
	"trigger": {"TRIGGER", "SQL Original Statement"}, "event": {"EVENT", "Create Event"}, "sequence": {"SEQUENCE", "Create Table"},
}

// showObject is an object's own DDL, "" where the server does not show it.
func (s *Source) showObject(ctx context.Context, o source.Object) (text string, err error) {
	show, known := showing[strings.ToLower(o.Kind)]
	if !known {
		return "", nil
	}
	result, err := s.db.QueryContext(ctx, "SHOW CREATE "+show.word+" "+schema.Quote(s.database)+"."+schema.Quote(o.Name))
	if err != nil {
		return "", fault.Explain(err, "fault.mysql.create", "Table", o.Name)
	}
	defer result.Close()
	names, err := result.Columns()
	if err != nil {
		return "", fault.Explain(err, "fault.mysql.create", "Table", o.Name)
	}
	values := make([]any, len(names))
	for i := range values {
		values[i] = new(*string)
	}
	for result.Next() {
		if err := result.Scan(values...); err != nil {
			return "", fault.Explain(err, "fault.mysql.create", "Table", o.Name)
		}
		for i, name := range names {
			if value := *values[i].(**string); strings.EqualFold(name, show.column) && value != nil {
				text = *value
			}
		}
	}
	return text, fault.Explain(result.Err(), "fault.mysql.create", "Table", o.Name)
}

// rank is the order of kinds: functions before the views that may call them.
var rank = map[string]int{"sequence": 0, "function": 1, "view": 2, "procedure": 3, "trigger": 4, "event": 5}

// inOrder puts objects so that a view stands behind the views that its text names.
func inOrder(all []source.Object, texts map[source.Object]string) []source.Object {
	sorted := append([]source.Object(nil), all...)
	sort.SliceStable(sorted, func(i, j int) bool {
		return rank[strings.ToLower(sorted[i].Kind)] < rank[strings.ToLower(sorted[j].Kind)]
	})
	var ordered []source.Object
	seen := map[source.Object]bool{}
	var visit func(source.Object)
	visit = func(o source.Object) {
		if seen[o] {
			return
		}
		seen[o] = true
		if strings.EqualFold(o.Kind, "view") {
			for _, other := range sorted {
				if strings.EqualFold(other.Kind, "view") && strings.Contains(texts[o], schema.Quote(other.Name)) {
					visit(other)
				}
			}
		}
		ordered = append(ordered, o)
	}
	for _, o := range sorted {
		visit(o)
	}
	return ordered
}
