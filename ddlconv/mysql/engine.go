package mysql

import (
	"slices"
	"strings"

	"github.com/obferry/obferry/ddlconv/rule"
	"github.com/obferry/obferry/ddlconv/schema"
)

// engines are the storage engines whose tables hold no rows of their own, by the rule that
// tells of them.
var engines = map[string]string{
	"MERGE": mergeRule, "MRG_MYISAM": mergeRule,
	"FEDERATED": remoteRule, "FEDERATEDX": remoteRule, "SPIDER": remoteRule, "CONNECT": remoteRule, "SPHINX": remoteRule, "S3": remoteRule,
	"NDBINFO": remoteRule, "OQGRAPH": computedRule, "SEQUENCE": computedRule, "PERFORMANCE_SCHEMA": computedRule,
	"BLACKHOLE": blackholeRule,
}

// The rules on such tables.
const (
	mergeRule     = "mysql.engine.merge"
	remoteRule    = "mysql.engine.remote"
	computedRule  = "mysql.engine.computed"
	blackholeRule = "mysql.engine.blackhole"
)

// engineOptions say where the rows of such a table are; they mean nothing without its
// engine.
var engineOptions = []string{"ENGINE", "TYPE", "UNION", "INSERT_METHOD", "CONNECTION"}

// engineRule is the rule that tells of the tables of some engines: each would become a
// table of its own, empty until somebody fills it.
func engineRule(id string) func(*schema.Draft, rule.Tell) {
	return func(d *schema.Draft, say rule.Tell) {
		t := d.Table
		engine := engineOf(t)
		if engines[strings.ToUpper(engine)] != id {
			return
		}
		was := engine
		if strings.EqualFold(engine, "SPIDER") && connects.MatchString(t.Comment) {
			// It is none: it says which server to ask, and with which password.
			was += " COMMENT = " + whereabouts(t.Comment)
			t.Comment = ""
		}
		t.Options = slices.DeleteFunc(t.Options, func(o schema.Option) bool {
			if o.Name == "UNION" || o.Name == "CONNECTION" {
				was += " " + o.Name + " = " + o.Value
			}
			return slices.Contains(engineOptions, o.Name)
		})
		say(t, "", was, "")
	}
}

// engineOf is the storage engine that a table names, "" without.
func engineOf(t *schema.Table) string {
	for _, o := range t.Options {
		if o.Name == "ENGINE" || o.Name == "TYPE" {
			return o.Value
		}
	}
	return ""
}

// grouping are the engines that count an AUTO_INCREMENT column anew within every value of
// the columns before it in its key.
var grouping = []string{"MYISAM", "ARIA", "MERGE", "MRG_MYISAM"}

// groupedNumbers: the kernel counts an AUTO_INCREMENT column over the whole table,
// wherever it stands in its key.
func groupedNumbers(d *schema.Draft, say rule.Tell) {
	t := d.Table
	if !slices.Contains(grouping, strings.ToUpper(engineOf(t))) {
		return
	}
	keys := t.Indexes
	if t.PrimaryKey != nil {
		keys = append([]*schema.Index{t.PrimaryKey}, keys...)
	}
	for _, c := range t.Columns {
		if !c.AutoIncrement {
			continue
		}
		var within *schema.Index
		for _, index := range keys {
			at := slices.IndexFunc(index.Parts, func(p schema.Part) bool { return strings.EqualFold(p.Column, c.Name) })
			if at == 0 {
				return // it is counted over the whole table there, too
			}
			if at > 0 && within == nil {
				within = index
			}
		}
		if within != nil {
			say(c, c.Name, within.Parts[0].Column, "")
		}
	}
}
