package ddlconv

import (
	"slices"
	"strings"

	"github.com/obferry/obferry/ddlconv/oceanbase"
	"github.com/obferry/obferry/ddlconv/rule"
)

// course is what holds for all tables of a conversion: the target, and the rules that
// are followed on the way there.
type course struct {
	from   Dialect
	target oceanbase.Target
	// rules are followed on every table, script on all of them together.
	rules  []ownRule
	script []scriptRule
	off    map[string]bool
	// names are the target names of tables by their lower-case source names.
	names map[string]string
	// used are the places of the choices of types that fit a column.
	used map[int]bool
	// whole tells that all tables of a script are known, converted that it is a text
	// with the [Mark].
	whole, converted bool
}

// newCourse picks the rules for a dialect that hold for the target and are not off. Its
// error is a *[ParseError].
func newCourse(from Dialect, options Options) (*course, error) {
	target, ok := oceanbase.ParseTarget(options.Version)
	if !ok {
		return nil, &ParseError{ID: "fault.ddl.version", Near: options.Version,
			Args: map[string]any{"Version": options.Version, "Known": strings.Join(oceanbase.Versions, ", ")}}
	}
	c := &course{from: from, target: target, off: map[string]bool{}, used: map[int]bool{}, names: options.Names.lower}
	for _, id := range options.Off {
		c.off[id] = true
	}
	for _, r := range dialects[from].rules {
		if r.Apply != nil && c.follows(r) {
			c.rules = append(c.rules, ownRule{r, func(w *work, say tell) { r.Apply(w.Draft, say) }})
		}
	}
	for _, r := range rules {
		if c.follows(r.Rule) {
			c.rules = append(c.rules, r)
		}
	}
	for _, r := range scriptRules {
		if c.follows(r.Rule) {
			c.script = append(c.script, r)
		}
	}
	return c, nil
}

// follows tells whether a rule is on and holds for the target.
func (c *course) follows(r rule.Rule) bool { return !c.off[r.ID] && c.target.Within(r.Since, r.Before) }

// idle are the ids of all rules that are not followed, for a reader that follows some
// itself.
func (c *course) idle() []string {
	var ids []string
	for _, r := range RulesOf(c.from) {
		if !c.follows(r) && !isReport(r.ID) {
			ids = append(ids, r.ID)
		}
	}
	return ids
}

// isReport tells whether a rule is one of the reports.
func isReport(id string) bool {
	return slices.ContainsFunc(reports, func(r rule.Rule) bool { return r.ID == id })
}

// RulesOf are all rules that are followed for a dialect, in their order: its own, then
// those for what OceanBase takes, those for a whole script, and last what cannot be
// turned off.
func RulesOf(from Dialect) []rule.Rule {
	all := slices.Clone(dialects[from].rules)
	all = append(all, chosen)
	for _, r := range rules {
		all = append(all, r.Rule)
	}
	for _, r := range scriptRules {
		all = append(all, r.Rule)
	}
	return append(all, reports...)
}

// CheckOff tells whether all ids are rules of a dialect that can be turned off, which those
// that [Always] hold cannot. Its error is a *[ParseError] that names the first that is not,
// and the nearest that are.
func CheckOff(from Dialect, ids []string) error {
	if len(ids) == 0 {
		return nil
	}
	var known []string
	for _, r := range RulesOf(from) {
		if !Always(from, r.ID) {
			known = append(known, r.ID)
		}
	}
	for _, id := range ids {
		switch {
		case slices.Contains(known, id):
		case isReport(id):
			return &ParseError{ID: "fault.ddl.report", Near: id, Args: map[string]any{"Rule": id}}
		case slices.ContainsFunc(RulesOf(from), func(r rule.Rule) bool { return r.ID == id }):
			return &ParseError{ID: "fault.ddl.always", Near: id, Args: map[string]any{"Rule": id}}
		default:
			return &ParseError{ID: "fault.ddl.rule", Near: id,
				Args: map[string]any{"Rule": id, "Nearest": strings.Join(nearestIDs(known, id), ", ")}}
		}
	}
	return nil
}

// nearestIDs are at most three ids that a mistyped one may mean, the likeliest first.
func nearestIDs(known []string, id string) []string {
	id = strings.ToLower(id)
	type candidate struct {
		id   string
		away int
	}
	var candidates []candidate
	for _, k := range known {
		away := distance(k, id)
		if strings.Contains(k, id) && id != "" {
			away = min(away, 2)
		}
		candidates = append(candidates, candidate{k, away})
	}
	slices.SortStableFunc(candidates, func(a, b candidate) int { return a.away - b.away })
	var nearest []string
	for _, c := range candidates[:min(3, len(candidates))] {
		nearest = append(nearest, c.id)
	}
	return nearest
}

// distance is how many letters must change, come or go to make one word of another.
func distance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			cost := 1
			if a[i] == b[j] {
				cost = 0
			}
			diagonal, row[j+1] = row[j+1], min(row[j+1]+1, row[j]+1, diagonal+cost)
		}
	}
	return row[len(b)]
}
