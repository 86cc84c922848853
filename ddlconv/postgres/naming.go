package postgres

import (
	"strconv"
	"strings"

	"github.com/obferry/obferry/ddlconv/schema"
)

// PostgreSQL tells names apart that differ in case only, OceanBase does not: columns
// never, tables where lower_case_table_names is 1, as it is from the start. The reader
// keeps all names as they are written, and gives the later of two such twins another
// one when the whole script is read.

// enter puts a table under its name, and tells whether that was free. One whose name
// differs in case only from another's waits for its own until the end.
func (r *reader) enter(t *table) bool {
	exact := dotted(home(t.Schema), t.source)
	if r.byName[exact] != nil {
		return false
	}
	r.byName[exact] = t
	r.bare[t.source] = append(r.bare[t.source], t)
	if folded := strings.ToLower(exact); r.folded[folded] != nil {
		r.twins = append(r.twins, t)
	} else {
		r.folded[folded] = t
		r.Add(t.Draft)
	}
	return true
}

// leave takes a table out.
func (r *reader) leave(t *table) {
	exact := dotted(home(t.Schema), t.source)
	if r.byName[exact] == t {
		delete(r.byName, exact)
	}
	r.bare[t.source] = keep(r.bare[t.source], func(o *table) bool { return o != t })
	if folded := strings.ToLower(exact); r.folded[folded] == t {
		delete(r.folded, folded)
	}
	r.twins = keep(r.twins, func(o *table) bool { return o != t })
	r.Drop(t.Draft)
}

// nameTwins gives the tables that wait for a name one that no other has.
func (r *reader) nameTwins() {
	for _, t := range r.twins {
		taken := func(name string) bool { return r.folded[strings.ToLower(dotted(home(t.Schema), name))] != nil }
		name := t.source
		if taken(name) && r.Follows("postgres.name.case") {
			name = free(name, taken)
			t.Table.Name = name
			r.Tell("postgres.name.case", t.Draft, t.Places[t.Draft], "", t.source, name)
		}
		r.folded[strings.ToLower(dotted(home(t.Schema), name))] = t
		if !r.Add(t.Draft) {
			r.Tables = append(r.Tables, t.Draft)
		}
	}
	r.twins = nil
}

// free is a name with the first number behind it that makes it one that is not taken.
func free(name string, taken func(string) bool) string {
	for n := 2; ; n++ {
		if candidate := shortName(name, "_"+strconv.Itoa(n)); !taken(candidate) {
			return candidate
		}
	}
}

// column finds a column by its name, as PostgreSQL tells names apart; nil without.
func (t *table) column(name string) *schema.Column {
	for _, c := range t.Table.Columns {
		if c.Name == name {
			return c
		}
	}
	return nil
}

// target is a column's name on the target.
func (t *table) target(c *schema.Column) string {
	if own := t.columns[c]; own != nil && own.target != "" {
		return own.target
	}
	return c.Name
}

// nameColumns finds the columns of a table whose names differ in case only from
// another's, gives them one of their own, and tells of it where that is for good.
func (r *reader) nameColumns(t *table, good bool) {
	if !r.Follows("postgres.name.case") {
		return
	}
	taken := map[string]bool{}
	var twins []*schema.Column
	for _, c := range t.Table.Columns {
		if folded := strings.ToLower(c.Name); taken[folded] {
			twins = append(twins, c)
		} else {
			taken[folded] = true
		}
	}
	for _, c := range twins {
		name := free(c.Name, func(s string) bool { return taken[strings.ToLower(s)] })
		taken[strings.ToLower(name)] = true
		t.columns[c].target, t.renamed = name, true
		if good {
			r.Tell("postgres.name.case", t.Draft, t.Places[c], c.Name, c.Name, name)
		}
	}
}

// rename is a name of a column on the target, by that on the source.
func (t *table) rename(name string) string {
	if t.renamed {
		if c := t.column(name); c != nil {
			return t.target(c)
		}
	}
	return name
}

// renameColumns gives columns their names on the target wherever they stand. Expressions
// have them already.
func (r *reader) renameColumns() {
	swap := func(t *table, names []string) {
		for i := range names {
			names[i] = t.rename(names[i])
		}
	}
	r.eachTable(func(t *table) {
		for _, fk := range t.Table.ForeignKeys {
			if f := t.foreign[fk]; f != nil {
				if parent := r.find(f.space, f.name); parent != nil {
					swap(parent, fk.RefColumns)
				}
			}
			swap(t, fk.Columns)
		}
		for _, i := range t.ownKeys() {
			for at := range i.Parts {
				i.Parts[at].Column = t.rename(i.Parts[at].Column)
			}
			swap(t, i.Storing)
		}
		for by := t.Table.Partitioning; by != nil; by = by.Sub {
			swap(t, by.Columns)
		}
		for i := range t.Remarks {
			switch t.Remarks[i].Phrase {
			case enumPhrase, compositePhrase, rangePhrase, boundedPhrase, defaultPhrase:
				t.Remarks[i].Object = t.rename(t.Remarks[i].Object)
			}
		}
	})
	r.eachTable(func(t *table) {
		if !t.renamed {
			return
		}
		for _, c := range t.Table.Columns {
			c.Name = t.target(c)
		}
	})
}
