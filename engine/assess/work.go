package assess

import (
	"cmp"
	"slices"
	"strings"

	"github.com/obferry/obferry/ddlconv/rule"
)

// Work is what a person has to do about a note.
type Work struct {
	Kind WorkKind
	// Minutes is an estimate by rule, not a measurement: see [WorkKind].
	Minutes int
}

// WorkKind is a kind of work. Each stands for so many minutes.
type WorkKind string

// The kinds of work.
const (
	// NoWork is for notes that are said for completeness.
	NoWork WorkKind = ""
	// Glance is to read the note and see that nothing hangs on it: 2 minutes.
	Glance WorkKind = "glance"
	// Line is to change a line of DDL, or of the application: 10 minutes.
	Line WorkKind = "line"
	// Design is a decision that others must hear of, such as another partition key: an
	// hour for the first of a rule, 10 minutes for every further one.
	Design WorkKind = "design"
	// Rewrite is code that is written anew: 30 minutes, and a minute for every line of it.
	Rewrite WorkKind = "rewrite"
	// Repair is to find why a kernel refused a statement: 20 minutes.
	Repair WorkKind = "repair"
	// Look is to find why a kernel made a thing otherwise: 10 minutes.
	Look WorkKind = "look"
)

// The minutes of each kind of work.
const (
	glanceMinutes     = 2
	lineMinutes       = 10
	designMinutes     = 60
	rewriteMinutes    = 30
	failureMinutes    = 20
	differenceMinutes = 10
)

// The words in a rule's id that tell what kind of work it makes, where the severity
// alone does not.
var (
	designed = []string{"partition", "collation", "unique", "inherit", "exclu", "engine", "sequence", "tablespace", "large"}
	written  = []string{"routine", "procedure", "function", "trigger", "package", "event", "view", "macro", "job"}
)

// workOf estimates what a note makes a person do. Code is counted by its lines.
func workOf(n rule.Note, original string) Work {
	switch n.Severity {
	case rule.Info, rule.Changed:
		return Work{}
	case rule.Lossy:
		return Work{Glance, glanceMinutes}
	}
	switch {
	case names(n.Rule, written):
		return Work{Rewrite, rewriteMinutes + strings.Count(strings.TrimSpace(original), "\n") + 1}
	case n.Severity == rule.Blocked, names(n.Rule, designed):
		return Work{Design, designMinutes}
	}
	return Work{Line, lineMinutes}
}

// names tells whether a part of a rule's id behind its dialect is among some words, or
// begins with one.
func names(id string, among []string) bool {
	for _, part := range strings.Split(id, ".") {
		for _, w := range among {
			if strings.HasPrefix(part, w) {
				return true
			}
		}
	}
	return false
}

// Decision is all that a person has to do for one reason.
type Decision struct {
	// Rule is the note's, "" for what a kernel refused or made otherwise.
	Rule string
	Kind WorkKind
	// Count is how many notes, statements or differences it is about.
	Count   int
	Minutes int
	// First is the first note of it; the zero Note of what a kernel said.
	First Note
}

// decide gathers the decisions, the longest first.
func (a *Assessment) decide() {
	at := map[string]int{}
	for _, n := range a.Notes {
		if n.Work.Kind == NoWork {
			continue
		}
		i, known := at[n.Rule]
		if !known {
			i = len(a.Decisions)
			at[n.Rule] = i
			a.Decisions = append(a.Decisions, Decision{Rule: n.Rule, Kind: n.Work.Kind, First: n})
		}
		d := &a.Decisions[i]
		d.Count++
		if n.Work.Kind == Design && d.Count > 1 {
			d.Minutes += lineMinutes
		} else {
			d.Minutes += n.Work.Minutes
		}
	}
	if n := len(a.Failures); n > 0 {
		a.Decisions = append(a.Decisions, Decision{Kind: Repair, Count: n, Minutes: n * failureMinutes})
	}
	if n := len(a.Differences); n > 0 {
		a.Decisions = append(a.Decisions, Decision{Kind: Look, Count: n, Minutes: n * differenceMinutes})
	}
	slices.SortStableFunc(a.Decisions, func(a, b Decision) int { return cmp.Compare(b.Minutes, a.Minutes) })
}
