package ddlconv

import (
	"maps"
	"strings"

	"github.com/obferry/obferry/ddlconv/rule"
	"github.com/obferry/obferry/ddlconv/schema"
	"github.com/obferry/obferry/ddlconv/script"
)

// scriptRule is a rule that looks at all tables of a script together. Apply is nil of
// those that are followed before any table is converted.
type scriptRule struct {
	rule.Rule
	apply func(*settling, func(*work) tell)
}

// The rules that are followed before a table is converted.
var (
	nameSchema  = rule.Rule{ID: "name.schema", Severity: Changed, Fact: "error 1050: the tables of all schemas lie in one database"}
	nameTaken   = rule.Rule{ID: "name.taken", Severity: Changed, Fact: "error 1050"}
	nameCut     = rule.Rule{ID: "name.table", Severity: Changed, Fact: "error 1059"}
	parentNamed = rule.Rule{ID: "foreign.primary", Severity: Info, Fact: "error 1064"}
	checkOption = rule.Rule{ID: "view.check", Severity: Lossy, Fact: "error 4179"}
)

// scriptRules are those that look at all tables, in the order they are applied.
var scriptRules = []scriptRule{
	{nameSchema, nil},
	{nameCut, nil},
	{nameTaken, nil},
	{parentNamed, nil},
	{checkOption, nil},
	{rule.Rule{ID: "foreign.nowhere", Severity: Manual, Fact: "errors 1146, 1072 and 1239"}, foreignNowhere},
	{rule.Rule{ID: "foreign.widen", Severity: Changed, Fact: "errors 1215 and 5319"}, foreignWiden},
	{rule.Rule{ID: "foreign.fit", Severity: Lossy, Fact: "error 1215"}, foreignFit},
	{rule.Rule{ID: "foreign.type", Severity: Manual, Fact: "error 1215"}, foreignType},
	{rule.Rule{ID: "foreign.parent", Severity: Changed, Fact: "error 1215"}, foreignParent},
	{rule.Rule{ID: "name.constraint", Severity: Changed, Fact: "errors 1022 and 3822"}, nameConstraint},
}

// settling are the tables of a script, each converted, on the way to names and foreign
// keys that go together.
type settling struct {
	course *course
	tables []*work
	byName map[string]*work // by lower-case name on the target
}

// add puts a converted table in.
func (s *settling) add(w *work) {
	s.tables = append(s.tables, w)
	if key := strings.ToLower(w.table.Name); s.byName[key] == nil {
		s.byName[key] = w
	}
}

// apply follows the rules.
func (s *settling) apply() {
	for _, w := range s.tables {
		for _, fk := range w.table.ForeignKeys {
			if parent := s.parent(fk); parent != nil && parent != w {
				parent.newNames(fk.RefColumns)
			}
		}
	}
	for _, r := range s.course.script {
		if r.apply != nil {
			r.apply(s, func(w *work) tell { return w.teller(r.ID, r.Severity) })
		}
	}
}

// parent is the table that a foreign key points to, nil where the script has none.
func (s *settling) parent(fk *schema.ForeignKey) *work {
	if fk.RefSchema != "" {
		return nil
	}
	return s.byName[strings.ToLower(fk.RefTable)]
}

// naming is the name that a table gets, and the rules that made it so.
type naming struct {
	name, was string
	told      []rule.Rule
}

// nameTables gives every table its name on the target, where all lie in one database:
// the one that a person chose, its own where it is the only one of that name, else with
// the schema before it.
func (c *course) nameTables(drafts []*schema.Draft, chosen map[SourceName]TableOptions) []naming {
	count := map[string]int{}
	for _, d := range drafts {
		count[strings.ToLower(d.Table.Name)]++
	}
	named := make([]naming, len(drafts))
	taken := map[string]bool{}
	for i, d := range drafts {
		n := naming{name: d.Table.Name, was: d.Table.Name}
		if name := chosen[sourceName(d)].Name; name != "" {
			named[i] = naming{name: name, was: n.was}
			continue
		}
		if count[strings.ToLower(n.name)] > 1 && !c.main(d.Schema) && c.follows(nameSchema) {
			n.name = d.Schema + "_" + n.name
			n.was = d.Schema + "." + n.was
			n.told = append(n.told, nameSchema)
		}
		if !c.target.FitsName(n.name) && c.follows(nameCut) {
			n.name = c.short(n.name)
			n.told = append(n.told, nameCut)
		}
		named[i] = n
	}
	// Names that stay as they are take precedence over those that are made.
	var first, last []*naming
	for i := range named {
		if len(named[i].told) == 0 {
			first = append(first, &named[i])
		} else {
			last = append(last, &named[i])
		}
	}
	for _, n := range append(first, last...) {
		if taken[strings.ToLower(n.name)] && c.follows(nameTaken) {
			n.name = c.free(n.name, taken)
			n.told = append(n.told, nameTaken)
		}
		taken[strings.ToLower(n.name)] = true
	}
	if c.names = maps.Clone(c.names); c.names == nil {
		c.names = map[string]string{}
	}
	for i, d := range drafts {
		if d.Schema != "" {
			c.names[strings.ToLower(d.Schema+"."+d.Table.Name)] = named[i].name
		}
		if bare := strings.ToLower(d.Table.Name); c.names[bare] == "" || d.Schema == "" {
			c.names[bare] = named[i].name
		}
	}
	return named
}

// main tells whether a schema is the one whose tables keep their names: that of whoever
// names none. In PostgreSQL it is public, and the one that statements without a schema
// mean on the target, too.
func (c *course) main(schema string) bool {
	return schema == "" || c.from == Postgres && strings.EqualFold(schema, "public")
}

// nameParents names the columns of the parent in foreign keys that do not: those of its
// primary key. It gives the foreign keys that it did so to.
func (c *course) nameParents(reading *script.Reading) map[*schema.Draft][]*schema.ForeignKey {
	filled := map[*schema.Draft][]*schema.ForeignKey{}
	if !c.follows(parentNamed) {
		return filled
	}
	for _, d := range reading.Tables {
		for _, fk := range d.Table.ForeignKeys {
			if len(fk.RefColumns) > 0 {
				continue
			}
			parent := reading.Table(fk.RefSchema, fk.RefTable)
			if fk.RefSchema == "" && d.Schema != "" {
				parent = reading.Table(d.Schema, fk.RefTable)
				if parent == nil {
					parent = reading.Table("", fk.RefTable)
				}
			}
			if parent == nil || parent.Table.PrimaryKey == nil || len(parent.Table.PrimaryKey.Parts) != len(fk.Columns) {
				continue
			}
			for _, p := range parent.Table.PrimaryKey.Parts {
				fk.RefColumns = append(fk.RefColumns, p.Column)
			}
			filled[d] = append(filled[d], fk)
		}
	}
	return filled
}

// nameConstraint: the name of a foreign key or check must be the only one of its kind in
// the database (1022, 3822); elsewhere it must only in its table or schema.
func nameConstraint(s *settling, on func(*work) tell) {
	foreign, checks := map[string]bool{}, map[string]bool{}
	for _, w := range s.tables {
		for _, fk := range w.table.ForeignKeys {
			foreign[strings.ToLower(fk.Name)] = true
		}
		for _, c := range w.table.Checks {
			checks[strings.ToLower(c.Name)] = true
		}
	}
	seenForeign, seenChecks := map[string]bool{"": true}, map[string]bool{"": true}
	for _, w := range s.tables {
		rename := func(element any, name *string, taken, seen map[string]bool) {
			was := *name
			if was != "" && seen[strings.ToLower(was)] {
				*name = s.course.free(w.short(w.table.Name+"_"+was), taken)
				on(w)(element, was, was, *name)
			}
			seen[strings.ToLower(*name)] = true
		}
		for _, fk := range w.table.ForeignKeys {
			rename(fk, &fk.Name, foreign, seenForeign)
		}
		for _, c := range w.table.Checks {
			rename(c, &c.Name, checks, seenChecks)
		}
	}
}
