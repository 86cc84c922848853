package postgres

import (
	"strings"

	pg "github.com/pganalyze/pg_query_go/v6"

	"github.com/obferry/obferry/ddlconv/schema"
)

// How PostgreSQL keeps a table, its columns and its keys means nothing to OceanBase. Each
// word of it is kept once as a remark, and one note of the rule table.storage names them.

// storage notes how the source keeps a table.
func (r *reader) storage(t *table, st source, n *pg.CreateStmt) {
	if n.Tablespacename != "" {
		t.stored(st, "TABLESPACE "+n.Tablespacename)
	}
	if n.AccessMethod != "" && n.AccessMethod != "heap" {
		t.stored(st, "USING "+n.AccessMethod)
	}
	t.storedOptions(st, n.Options)
}

// stored keeps a word of how the source keeps a table or its keys, each once.
func (t *table) stored(st source, word string) {
	t.keepRemark(schema.Remark{Phrase: schema.Storage, Text: word, Place: st.Place})
}

// keepRemark keeps a remark that is not there.
func (t *table) keepRemark(one schema.Remark) {
	for _, r := range t.Remarks {
		if r.Phrase == one.Phrase && r.Text == one.Text {
			return
		}
	}
	t.Remarks = append(t.Remarks, one)
}

// storedOptions keeps the names of options: fillfactor, autovacuum_enabled …
func (t *table) storedOptions(st source, options []*pg.Node) {
	for _, word := range optionNames(options) {
		t.stored(st, word)
	}
}

// optionNames are the names of options.
func optionNames(options []*pg.Node) []string {
	var all []string
	for _, o := range options {
		if e := o.GetDefElem(); e != nil {
			all = append(all, e.Defname)
		}
	}
	return all
}

// replicas are the kinds of ALTER TABLE … REPLICA IDENTITY, by PostgreSQL's letters.
var replicas = map[string]string{"d": "DEFAULT", "f": "FULL", "n": "NOTHING", "i": "USING INDEX"}

// stored are the words of a change of a table that says how it is kept; none of any other
// change.
func stored(c *pg.AlterTableCmd) []string {
	column := strings.TrimPrefix(c.GetName()+": ", ": ")
	switch c.GetSubtype() {
	case pg.AlterTableType_AT_SetStatistics:
		return []string{column + "STATISTICS " + number(c.Def)}
	case pg.AlterTableType_AT_SetStorage:
		return []string{column + "STORAGE " + c.Def.GetString_().GetSval()}
	case pg.AlterTableType_AT_SetCompression:
		return []string{column + "COMPRESSION " + c.Def.GetString_().GetSval()}
	case pg.AlterTableType_AT_SetOptions:
		names := optionNames(c.Def.GetList().GetItems())
		for i := range names {
			names[i] = column + names[i]
		}
		return names
	case pg.AlterTableType_AT_SetRelOptions, pg.AlterTableType_AT_ReplaceRelOptions:
		return optionNames(c.Def.GetList().GetItems())
	case pg.AlterTableType_AT_ClusterOn:
		return []string{"CLUSTER ON " + c.Name}
	case pg.AlterTableType_AT_SetTableSpace:
		return []string{"TABLESPACE " + c.Name}
	case pg.AlterTableType_AT_SetAccessMethod:
		return []string{"USING " + c.Name}
	case pg.AlterTableType_AT_SetUnLogged:
		return []string{"UNLOGGED"}
	case pg.AlterTableType_AT_ReplicaIdentity:
		s := c.Def.GetReplicaIdentityStmt()
		return []string{strings.TrimSpace("REPLICA IDENTITY " + replicas[s.GetIdentityType()] + " " + s.GetName())}
	}
	return nil
}
