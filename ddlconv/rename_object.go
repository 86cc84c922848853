package ddlconv

import (
	"slices"
	"strings"

	"github.com/obferry/obferry/ddlconv/mysql"
	"github.com/obferry/obferry/ddlconv/oceanbase"
	"github.com/obferry/obferry/ddlconv/schema"
	"github.com/obferry/obferry/ddlconv/script"
)

// The rules of MySQL that are followed when all tables have their names.
const (
	namesView       = "mysql.names.view"
	namesBody       = "mysql.names.body"
	namesAmbiguous  = "mysql.names.ambiguous"
	objectMissing   = "mysql.object.missing"
	functionMissing = "mysql.function.missing"
	bodyMissing     = "mysql.object.body"
)

// placement is where the tables, views and routines of all databases of a script lie: in
// one.
type placement struct {
	course  *course
	reading *script.Reading
	// relations are the target names of tables, views and sequences by "database.name" in
	// lower case, routines those of procedures and functions.
	relations, routines map[string]string
	// taken are the names of each kind of thing that the target has, in lower case.
	taken map[script.ObjectKind]map[string]bool
	// missing are the target names of what is not made, in lower case.
	missing map[string]bool
}

// place gives the views, triggers and routines of a script of MySQL their names on the
// target, and in their texts those of what they speak of. It tells of what they need and
// the script does not make.
func (c *course) place(reading *script.Reading, result *Script, drafts []string) {
	if c.from != MySQL && c.from != MariaDB {
		return
	}
	p := &placement{course: c, reading: reading, relations: map[string]string{}, routines: map[string]string{}, taken: map[script.ObjectKind]map[string]bool{}, missing: map[string]bool{}}
	for _, key := range drafts {
		p.relations[key] = c.names[key]
	}
	for _, t := range result.Tables {
		p.take(script.View)[strings.ToLower(t.Table.Name)] = true
		if State(t.Notes) == Blocked {
			p.missing[strings.ToLower(t.Table.Name)] = true
		}
	}
	p.nameObjects()
	for _, o := range reading.Objects {
		p.rewrite(o)
	}
	p.tellMissing()
}

// kindOf is the kind whose names a thing shares.
func kindOf(kind script.ObjectKind) script.ObjectKind {
	if kind == script.Sequence {
		return script.View // which share theirs with tables
	}
	return kind
}

func (p *placement) take(kind script.ObjectKind) map[string]bool {
	if p.taken[kind] == nil {
		p.taken[kind] = map[string]bool{}
	}
	return p.taken[kind]
}

// full is what a thing is known by.
func full(database, name string) string {
	if database == "" {
		return strings.ToLower(name)
	}
	return strings.ToLower(database + "." + name)
}

// nameObjects gives every object its name: its own where it is the only one.
func (p *placement) nameObjects() {
	count := map[string]int{}
	for _, o := range p.reading.Objects {
		count[string(kindOf(o.Kind))+" "+strings.ToLower(o.Name)]++
	}
	for _, o := range p.reading.Objects {
		kind, was := kindOf(o.Kind), o.Name
		taken := p.take(kind)
		twice := count[string(kind)+" "+strings.ToLower(was)] > 1 || taken[strings.ToLower(was)]
		if twice && o.Schema != "" && p.course.follows(nameSchema) {
			name := p.course.short(o.Schema + "_" + was)
			if taken[strings.ToLower(name)] {
				name = p.course.free(name, taken)
			}
			o.Name = name
			o.SQL = mysql.RenameObject(o.SQL, was, name)
			p.reading.TellObject(nameSchema.ID, o, o.Place, o.Schema+"."+was, name)
		}
		taken[strings.ToLower(o.Name)] = true
		switch kind {
		case script.View:
			p.relations[full(o.Schema, was)] = o.Name
		case script.Function, script.Procedure:
			p.routines[full(o.Schema, was)] = o.Name
		}
	}
}

// find gives the name on the target of what an object speaks of.
func (p *placement) find(o *script.Object, database, name string, routine bool) (string, bool) {
	if database == "" {
		database = o.Schema
	}
	among := p.relations
	if routine {
		among = p.routines
	}
	became, ok := among[full(database, name)]
	return became, ok
}

// rewrite writes an object's text with the names of the target.
func (p *placement) rewrite(o *script.Object) {
	if o.SQL == "" {
		return
	}
	became, ambiguous := mysql.RenameTables(o.SQL, func(database, name string, routine bool) (string, bool) {
		return p.find(o, database, name, routine)
	})
	rule := namesBody
	if o.Kind == script.View || o.Kind == script.Sequence {
		rule = namesView
	}
	if became != o.SQL && p.reading.Follows(rule) {
		o.SQL = became
		p.reading.TellObject(rule, o, o.Place, o.Schema, "")
	}
	if len(ambiguous) > 0 && p.reading.Follows(namesAmbiguous) {
		p.reading.TellObject(namesAmbiguous, o, o.Place, strings.Join(ambiguous, ", "), "")
	}
}

// present are databases that every server has.
var present = []string{"information_schema", "mysql", "oceanbase"}

// tellMissing tells of views that read or call, and of triggers on, what is not made, and of
// those that read such views in their turn; then of what bodies use that is not made.
func (p *placement) tellMissing() {
	told := map[*script.Object]bool{}
	if p.reading.Follows(objectMissing) {
		for o, need := range p.circles() {
			told[o] = true
			p.missing[strings.ToLower(o.Name)] = true
			p.reading.TellObject(objectMissing, o, o.Place, need, "")
		}
		for again := true; again; {
			again = false
			for _, o := range p.reading.Objects {
				if told[o] || o.SQL == "" || o.Kind != script.View && o.Kind != script.Trigger {
					continue
				}
				need, ok := p.firstMissing(o)
				if !ok {
					continue
				}
				told[o], again = true, true
				if o.Kind == script.View {
					p.missing[strings.ToLower(o.Name)] = true
				}
				rule := objectMissing
				if need.Routine && need.Database == "" && p.course.target.Lacks(strings.ToLower(need.Name)) {
					rule = functionMissing
				}
				p.reading.TellObject(rule, o, o.Place, said(need), "")
			}
		}
	}
	if !p.reading.Follows(bodyMissing) || len(p.taken[script.View]) == 0 {
		return // a text of routines alone leaves the tables to another
	}
	for _, o := range p.reading.Objects {
		if told[o] || o.SQL == "" || o.Kind == script.View || o.Kind == script.Sequence {
			continue
		}
		var all []string
		for _, need := range mysql.Needs(o.SQL) {
			if !p.there(need) {
				all = append(all, said(need))
			}
		}
		if len(all) > 0 {
			p.reading.TellObject(bodyMissing, o, o.Place, strings.Join(all, ", "), "")
		}
	}
}

// firstMissing is the first that an object cannot be made without and that is not made:
// what the body of a trigger needs is needed when it runs. A view calls no function that
// neither the script nor the target has.
func (p *placement) firstMissing(o *script.Object) (_ mysql.Need, found bool) {
	needs := mysql.Needs(o.SQL)
	if o.Kind == script.Trigger {
		needs = slices.DeleteFunc(needs, func(n mysql.Need) bool { return n.Routine })
		needs = needs[:min(1, len(needs))]
	}
	for _, need := range needs {
		own := !need.Routine || need.Stored || oceanbase.Knows(strings.ToLower(need.Name)) || p.made(need)
		if !own || !p.there(need) {
			return need, true
		}
	}
	return mysql.Need{}, false
}

// made tells whether the script makes a routine.
func (p *placement) made(need mysql.Need) bool {
	name := strings.ToLower(need.Name)
	return need.Database == "" && (p.taken[script.Function][name] || p.taken[script.Procedure][name])
}

// there tells whether the target has what an object needs, as far as the script tells. A
// function is taken for the server's own where nothing speaks against it.
func (p *placement) there(need mysql.Need) bool {
	database, name := strings.ToLower(need.Database), strings.ToLower(need.Name)
	if !need.Routine {
		return slices.Contains(present, database) || database == "" && (name == "dual" || p.taken[script.View][name] && !p.missing[name])
	}
	if p.made(need) {
		return true
	}
	if need.Stored {
		return strings.HasPrefix(database, "dbms_") || slices.Contains(present, database)
	}
	return !p.course.target.Lacks(name)
}

// said is what a note calls it.
func said(need mysql.Need) string {
	name := strings.TrimPrefix(need.Database+"."+need.Name, ".")
	if need.Routine {
		name += "()"
	}
	return name
}

// circles are the views that read from themselves by way of others, each with the one of
// these that it names: whichever is made first finds the next missing.
func (p *placement) circles() map[*script.Object]string {
	views := map[string]*script.Object{}
	for _, o := range p.reading.Objects {
		if o.Kind == script.View && o.SQL != "" {
			views[strings.ToLower(o.Name)] = o
		}
	}
	needs := map[*script.Object][]*script.Object{}
	for _, o := range views {
		for _, need := range mysql.Tables(o.SQL) {
			if other := views[strings.ToLower(need[1])]; other != nil && need[0] == "" {
				needs[o] = append(needs[o], other)
			}
		}
	}
	found := map[*script.Object]string{}
	for o := range needs {
		for _, next := range needs[o] {
			if reaches(needs, next, o, map[*script.Object]bool{}) {
				found[o] = next.Name
			}
		}
	}
	return found
}

// reaches tells whether a view reads from another, by way of others or by itself.
func reaches(needs map[*script.Object][]*script.Object, from, to *script.Object, seen map[*script.Object]bool) bool {
	if from == to {
		return true
	}
	if seen[from] {
		return false
	}
	seen[from] = true
	return slices.ContainsFunc(needs[from], func(next *script.Object) bool { return reaches(needs, next, to, seen) })
}

// keysOf are what tables are known by, before they are renamed.
func keysOf(drafts []*schema.Draft) []string {
	keys := make([]string, len(drafts))
	for i, d := range drafts {
		keys[i] = full(d.Schema, d.Table.Name)
	}
	return keys
}
