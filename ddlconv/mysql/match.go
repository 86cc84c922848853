package mysql

import (
	"github.com/obferry/obferry/ddlconv/rule"
	"github.com/obferry/obferry/ddlconv/schema"
)

// foreignMatch: MySQL and OceanBase read MATCH FULL and MATCH PARTIAL and check every
// foreign key as MATCH SIMPLE: a row that lacks one of its columns refers to nothing.
func foreignMatch(d *schema.Draft, say rule.Tell) {
	for _, fk := range d.Table.ForeignKeys {
		for _, r := range d.Remarks {
			if r.Phrase == schema.Match && r.Place == d.Places[fk] {
				say(fk, fk.Name, r.Text, "")
			}
		}
	}
}
