package ddlconv

import (
	"iter"
	"strings"

	"github.com/obferry/obferry/ddlconv/mysql"
	"github.com/obferry/obferry/ddlconv/schema"
	"github.com/obferry/obferry/ddlconv/script"
)

// Mark begins the first line of a text that this program has converted: whoever writes
// one puts it there, and whoever reads one knows that it is OceanBase's DDL already.
const Mark = "-- OB Ferry"

// recognize looks for the [Mark] as lines pass.
func (c *course) recognize(lines iter.Seq[script.Line]) iter.Seq[script.Line] {
	return func(yield func(script.Line) bool) {
		for line := range lines {
			if line.Number == 1 && !line.Follows {
				c.converted = strings.HasPrefix(line.Text, Mark)
			}
			if !yield(line) {
				return
			}
		}
	}
}

// comeHome takes the database from the foreign keys that OceanBase tells of with it, in
// a text of tables that are told without: it is the one that all of them stand in.
func comeHome(drafts []*schema.Draft) {
	elsewhere := map[string]bool{}
	here := map[string]bool{}
	for _, d := range drafts {
		elsewhere[strings.ToLower(d.Schema)] = true
		if d.Schema == "" {
			here[strings.ToLower(d.Table.Name)] = true
		}
	}
	for _, d := range drafts {
		if d.Schema != "" || !mysql.Native(d.Table) {
			continue
		}
		for _, fk := range d.Table.ForeignKeys {
			if !elsewhere[strings.ToLower(fk.RefSchema)] && here[strings.ToLower(fk.RefTable)] {
				fk.RefSchema = ""
			}
		}
	}
}
