package mysql

import (
	"slices"
	"strings"

	"github.com/obferry/obferry/ddlconv/rule"
	"github.com/obferry/obferry/ddlconv/schema"
)

// tableGroup: a tablegroup belongs to the tenant and must be there before its tables.
func tableGroup(d *schema.Draft, say rule.Tell) {
	for _, o := range d.Table.Own {
		if o.Name == "TABLEGROUP" {
			say(d.Table, "", o.Value, o.Value)
		}
	}
}

// placement: where the replicas of a table lie is named by the zones of its cluster.
func placement(d *schema.Draft, say rule.Tell) {
	d.Table.Options = slices.DeleteFunc(d.Table.Options, func(o schema.Option) bool {
		if o.Name != "LOCALITY" && o.Name != "PRIMARY_ZONE" {
			return false
		}
		say(d.Table, "", o.Name+" = "+o.Value, "")
		return true
	})
}

// newer are options of OceanBase's own that only its newest version has.
var newer = []string{"ORGANIZATION", "TTL", "MERGE_ENGINE", "SEMISTRUCT_ENCODING_TYPE", "DYNAMIC_PARTITION_POLICY", "DELTA_FORMAT"}

// ownClauses: older versions have no columnar storage, no vector keys and no TTL.
func ownClauses(d *schema.Draft, say rule.Tell) {
	t := d.Table
	t.Own = slices.DeleteFunc(t.Own, func(o schema.Option) bool {
		if !slices.Contains(newer, o.Name) {
			return false
		}
		say(t, "", o.Value, "")
		return true
	})
	drop := func(element any, object, before string, clause *string) {
		if *clause != "" {
			say(element, object, before+*clause, "")
			*clause = ""
		}
	}
	drop(t, "", "WITH COLUMN GROUP ", &t.Groups)
	for _, c := range t.Columns {
		drop(c, c.Name, "", &c.Own)
	}
	t.Indexes = slices.DeleteFunc(t.Indexes, func(index *schema.Index) bool {
		if index.Kind == schema.Vectors {
			say(index, index.Name, string(index.Kind), "")
			return true
		}
		drop(index, index.Name, "WITH COLUMN GROUP ", &index.Groups)
		if strings.Contains(index.Own, "PARSER_PROPERTIES") {
			drop(index, index.Name, "", &index.Own)
		}
		return false
	})
}
