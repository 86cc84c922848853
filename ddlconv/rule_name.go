package ddlconv

import (
	"fmt"
	"hash/fnv"
	"strconv"
	"strings"

	"github.com/obferry/obferry/ddlconv/oceanbase"
)

// short is a name that is short enough for a table, key or constraint: its beginning,
// and behind it eight digits that are of the whole name, so that two long names stay
// two.
func (w *work) short(name string) string { return w.course.short(name) }

func (c *course) short(name string) string {
	if c.target.FitsName(name) {
		return name
	}
	return shorten(name, oceanbase.LongestName, c.target.FitsName)
}

// shorten cuts a name so that it fits with its digits behind it.
func shorten(name string, most int, fits func(string) bool) string {
	hash := fnv.New32a()
	_, _ = hash.Write([]byte(name)) // a hash takes all
	end := fmt.Sprintf("_%08x", hash.Sum32())
	for length := most - len(end); length > 0; length-- {
		if s := runes(name, length) + end; fits(s) {
			return s
		}
	}
	return end
}

// nameLong: a name has its most characters (1059).
func nameLong(w *work, say tell) {
	t, target := w.table, w.course.target
	named := func(element any, name *string) {
		if *name != "" && !target.FitsName(*name) {
			was := *name
			*name = w.short(was)
			say(element, was, was, *name)
		}
	}
	if name := w.targetName(); !w.course.whole && !target.FitsName(name) {
		w.options.Name = w.short(name)
		say(t, "", name, w.options.Name)
	}
	for _, c := range t.Columns {
		if name := w.newName(c.Name); !target.FitsColumnName(name) {
			became := shorten(name, oceanbase.LongestColumnName, target.FitsColumnName)
			w.renamed[strings.ToLower(c.Name)] = became
			say(c, c.Name, name, became)
		}
	}
	for _, index := range t.Indexes {
		named(index, &index.Name)
	}
	for _, c := range t.Checks {
		named(c, &c.Name)
	}
	for _, fk := range t.ForeignKeys {
		named(fk, &fk.Name)
	}
	if by := t.Partitioning; by != nil {
		for i := range by.Parts {
			named(by, &by.Parts[i].Name)
			for j := range by.Parts[i].Subs {
				named(by, &by.Parts[i].Subs[j].Name)
			}
		}
		if by.Sub != nil {
			for i := range by.Sub.Parts {
				named(by, &by.Sub.Parts[i].Name)
			}
		}
	}
}

// targetName is the table's name on the target.
func (w *work) targetName() string {
	if w.options.Name != "" {
		return w.options.Name
	}
	return w.table.Name
}

// keyTwice: the names of a table's keys differ (1061); elsewhere they need not, or
// tables of several schemas are put together.
func keyTwice(w *work, say tell) {
	taken := map[string]bool{}
	for _, index := range w.table.Indexes {
		taken[strings.ToLower(index.Name)] = true
	}
	seen := map[string]bool{}
	for _, index := range w.table.Indexes {
		was := index.Name
		if was != "" && seen[strings.ToLower(was)] {
			index.Name = w.course.free(was, taken)
			say(index, was, was, index.Name)
		}
		seen[strings.ToLower(index.Name)] = true
	}
}

// free is a name that no other has yet, and takes it: with a number behind it where it
// must.
func (c *course) free(name string, taken map[string]bool) string {
	for n := 1; ; n++ {
		candidate := name
		if n > 1 {
			end := "_" + strconv.Itoa(n)
			candidate = name + end
			if !c.target.FitsName(candidate) {
				candidate = shorten(candidate, oceanbase.LongestName, c.target.FitsName)
			}
		}
		if key := strings.ToLower(candidate); !taken[key] {
			taken[key] = true
			return candidate
		}
	}
}

// thousands writes a number with commas.
func thousands(n int) string {
	s := strconv.Itoa(n)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}
