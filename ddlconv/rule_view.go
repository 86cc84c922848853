package ddlconv

import (
	"slices"
	"strings"

	"github.com/obferry/obferry/ddlconv/mysql"
	"github.com/obferry/obferry/ddlconv/rule"
	"github.com/obferry/obferry/ddlconv/schema"
	"github.com/obferry/obferry/ddlconv/script"
)

// viewPartition is the report of a view that reads a partition which its table has no more,
// since another rule made a plain table of it.
var viewPartition = rule.Rule{ID: "view.partition", Severity: Manual, Fact: "error 1735"}

// checkParts tells of the views that read partitions which are not made.
func (s *Script) checkParts(reading *script.Reading) {
	made := map[string]*schema.Table{}
	for _, c := range s.Tables {
		made[strings.ToLower(c.Table.Name)] = c.Table
	}
	for _, o := range reading.Objects {
		if o.Kind != script.View || !strings.Contains(strings.ToUpper(o.SQL), "PARTITION") {
			continue
		}
		for _, part := range mysql.Parts(o.SQL) {
			if t := made[strings.ToLower(part[0])]; t != nil && !hasPart(t.Partitioning, part[1]) {
				reading.TellObject(viewPartition.ID, o, o.Place, part[1], t.Name)
				break
			}
		}
	}
}

// hasPart tells whether a table has a partition of a name, as far as it is known: those
// that are only counted, and those of a template, get theirs from the server.
func hasPart(by *schema.Partitioning, name string) bool {
	switch {
	case by == nil:
		return false
	case len(by.Parts) == 0 || by.Sub != nil:
		return true
	}
	return slices.ContainsFunc(by.Parts, func(p schema.Partition) bool {
		return strings.EqualFold(p.Name, name) || slices.ContainsFunc(p.Subs, func(sub schema.Partition) bool { return strings.EqualFold(sub.Name, name) })
	})
}
