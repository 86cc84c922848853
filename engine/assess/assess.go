// Package assess sums up what became of a script of DDL, for a manager, a report and a
// program alike: how each object stands, what a person must decide and how much work
// that is, and what a kernel said.
package assess

import (
	"cmp"
	"slices"
	"strings"

	"github.com/obferry/obferry/ddlconv"
	"github.com/obferry/obferry/ddlconv/diff"
	"github.com/obferry/obferry/ddlconv/rule"
	"github.com/obferry/obferry/ddlconv/script"
	"github.com/obferry/obferry/engine/proof"
)

// State is how an object stands after the conversion.
type State string

// The states, from the best to the worst. Those behind Ready are those of its worst
// note.
const (
	Ready   State = "ready"
	Changed State = "changed"
	Lossy   State = "lossy"
	Manual  State = "manual"
	Blocked State = "blocked"
)

// States are all of them, from the best to the worst.
var States = []State{Ready, Changed, Lossy, Manual, Blocked}

// Kernel is what a kernel made of an object.
type Kernel string

// What a kernel can make of an object.
const (
	Unproven Kernel = ""        // no kernel was asked
	Made     Kernel = "made"    // made, and found as it was meant
	Differs  Kernel = "differs" // made, and found to be otherwise
	Failed   Kernel = "failed"  // refused, whole or in part
	Untried  Kernel = "untried" // not tried, whole or in part
)

// Object is one object of the source.
type Object struct {
	// Kind is "table", an [script.ObjectKind], or "statement" for one that makes or
	// changes nothing that is listed by itself.
	Kind string
	// Name is what the target calls it.
	Name string
	// Line is where it begins in the source.
	Line   int
	State  State
	Kernel Kernel
	// Notes is how many there are of it.
	Notes int
	// Minutes is about how long a person has to do with it.
	Minutes int
}

// Settled tells whether the object needs no decision.
func (o Object) Settled() bool {
	return o.State != Manual && o.State != Blocked && o.Kernel != Failed && o.Kernel != Differs && o.Kernel != Untried
}

// Note is a note with the object that it belongs to.
type Note struct {
	rule.Note
	// Kind and Of are the object's kind and name; "" for a note of the whole script.
	Kind, Of string
	// Fact is where the reason is written, "" where the rule does not say.
	Fact string
	// Work is what a person has to do about it.
	Work Work
}

// Assessment is all that can be said of a conversion and its proof.
type Assessment struct {
	From    ddlconv.Dialect
	Version string
	// Source and Target are what they are called, without passwords; Target is "" where
	// nothing was proven.
	Source, Target string
	// Server is the product and version that the proof was made on.
	Server string
	// Tried and Total are how many statements were tried there, and how many there are. Cut
	// tells that the proof ended early.
	Tried, Total int
	Cut          bool

	Objects     []Object
	Notes       []Note
	Statements  []script.Outcome
	Failures    []proof.Failure
	Untried     []proof.Untried
	Differences []diff.Difference
	Decisions   []Decision

	// reasons finds notes; it is made when it is first needed.
	reasons map[reason][]int
}

// Of sums up a script, and its proof where there is one.
func Of(s *ddlconv.Script, version string, proven *proof.Result) *Assessment {
	a := &Assessment{From: s.From, Version: version, Statements: s.Outcomes}
	w := &work{Assessment: a, facts: map[string]string{}, at: map[string]int{}}
	for _, r := range ddlconv.RulesOf(s.From) {
		w.facts[r.ID] = r.Fact
	}
	for _, t := range s.Tables {
		w.object(Object{Kind: "table", Name: t.Table.Name, Line: t.Place.Line}, t.Original, t.Notes)
	}
	for _, o := range s.Objects {
		i := w.object(Object{Kind: string(o.Kind), Name: o.Name, Line: o.Place.Line}, o.Original, o.Notes)
		if o.SQL == "" {
			w.worsen(i, Manual)
		}
	}
	w.loose(s)
	if proven != nil {
		w.proven(proven)
	}
	a.decide()
	return a
}

// work is an assessment in the making.
type work struct {
	*Assessment
	facts map[string]string
	// at finds objects by kind and lower-case name.
	at map[string]int
}

func key(kind, name string) string { return kind + " " + strings.ToLower(name) }

// object adds one with its notes, and gives its index.
func (w *work) object(o Object, original string, notes []rule.Note) int {
	o.State, o.Notes = stateOf(ddlconv.State(notes)), len(notes)
	for _, n := range notes {
		one := w.note(n, o.Kind, o.Name, original)
		o.Minutes += one.Work.Minutes
		w.Notes = append(w.Notes, one)
	}
	w.Objects = append(w.Objects, o)
	w.at[key(o.Kind, o.Name)] = len(w.Objects) - 1
	return len(w.Objects) - 1
}

func (w *work) note(n rule.Note, kind, name, original string) Note {
	return Note{Note: n, Kind: kind, Of: name, Fact: w.facts[n.Rule], Work: workOf(n, original)}
}

// worsen gives an object a worse state, never a better one.
func (w *work) worsen(i int, s State) {
	if slices.Index(States, s) > slices.Index(States, w.Objects[i].State) {
		w.Objects[i].State = s
	}
}

// loose takes in the statements that became nothing, and the notes that belong to no
// object: each is the matter of an object that is there, or one by itself.
func (w *work) loose(s *ddlconv.Script) {
	taken := make([]bool, len(s.Notes))
	at := map[reason][]int{}
	for n, note := range s.Notes {
		at[reason{note.Rule, note.Line}] = append(at[reason{note.Rule, note.Line}], n)
	}
	for _, o := range s.Outcomes {
		if o.Fate != script.Manual && o.Fate != script.Refused {
			continue
		}
		state := Manual
		if o.Fate == script.Refused {
			state = Blocked
		}
		i, known := w.touched(o)
		if !known {
			w.Objects = append(w.Objects, Object{Kind: kindOf(o.Verb), Name: named(o), Line: o.Line})
			i = len(w.Objects) - 1
		}
		w.worsen(i, state)
		for line := o.Line; line <= o.Last; line++ {
			if here := at[reason{o.Rule, line}]; len(here) > 0 {
				at[reason{o.Rule, line}] = here[1:]
				taken[here[0]] = true
				w.adopt(i, s.Notes[here[0]], o.Text)
				break
			}
		}
	}
	for n, note := range s.Notes {
		if taken[n] {
			continue
		}
		if note.Rule == "table.refused" {
			w.Objects = append(w.Objects, Object{Kind: "table", Name: note.Object, Line: note.Line, State: Blocked})
			w.adopt(len(w.Objects)-1, note, "")
			continue
		}
		w.Notes = append(w.Notes, w.note(note, "", "", ""))
	}
	slices.SortStableFunc(w.Objects, func(a, b Object) int { return cmp.Compare(a.Line, b.Line) })
	for i, o := range w.Objects {
		w.at[key(o.Kind, o.Name)] = i
	}
}

// adopt gives a note to an object.
func (w *work) adopt(i int, n rule.Note, text string) {
	o := &w.Objects[i]
	one := w.note(n, o.Kind, o.Name, text)
	o.Notes++
	o.Minutes += one.Work.Minutes
	w.Notes = append(w.Notes, one)
	w.worsen(i, stateOf(n.Severity))
}

// touched finds the object that a statement speaks of: the one that it makes itself, or
// the table that it would have changed.
func (w *work) touched(o script.Outcome) (index int, known bool) {
	for i, one := range w.Objects {
		if one.Line == o.Line && o.Line > 0 && strings.EqualFold(one.Name, o.Object) {
			return i, true
		}
	}
	if strings.HasPrefix(o.Verb, "CREATE TABLE") {
		return 0, false // a second one of the name, or one that was not understood
	}
	if kind := kindOf(o.Verb); kind != "statement" {
		return 0, false
	}
	name := o.Object
	for name != "" {
		if i, ok := w.at[key("table", name)]; ok {
			return i, true
		}
		_, rest, found := strings.Cut(name, ".")
		if !found {
			break
		}
		name = rest
	}
	before, _, _ := strings.Cut(o.Object, ".")
	i, ok := w.at[key("table", before)]
	return i, ok && before != ""
}

// named is what a statement is called by itself.
func named(o script.Outcome) string {
	if o.Object != "" {
		return o.Object
	}
	return o.Verb
}

// kindOf is the kind of object that a statement would have made.
func kindOf(verb string) string {
	if !strings.HasPrefix(verb, "CREATE ") {
		return "statement"
	}
	for _, kind := range []string{"table", string(script.Sequence), string(script.View), string(script.Function), string(script.Procedure),
		string(script.Trigger), string(script.Event), string(script.Type)} {
		if strings.Contains(strings.ToLower(verb)+" ", " "+kind+" ") {
			return kind
		}
	}
	return "statement"
}

func stateOf(s rule.Severity) State {
	if s == rule.Info {
		return Ready
	}
	return State(s)
}

// proven adds what a kernel said.
func (w *work) proven(r *proof.Result) {
	w.Server = strings.TrimSpace(r.Server.Product + " " + r.Server.Version)
	w.Failures, w.Untried, w.Differences = slices.Clone(r.Failures), slices.Clone(r.Untried), r.Differences
	for i := range w.Failures {
		w.Failures[i].Statement = script.Discreet(w.Failures[i].Statement)
	}
	for i := range w.Untried {
		w.Untried[i].Statement = script.Discreet(w.Untried[i].Statement)
	}
	w.Tried, w.Total, w.Cut = r.Tried, r.Total, r.Cut
	for i := range w.Objects {
		if w.Cut {
			break // made, but nobody has looked at how
		}
		o := &w.Objects[i]
		if o.Kind == "table" && r.Stand[o.Name] || r.Made[o.Kind+" "+o.Name] {
			o.Kernel = Made
		}
	}
	say := func(kind, name string, k Kernel, minutes int) {
		if kind == "foreign" {
			kind = "table"
		}
		i, ok := w.at[key(kind, name)]
		if !ok {
			return
		}
		o := &w.Objects[i]
		if o.Kernel != Failed {
			o.Kernel = k
		}
		o.Minutes += minutes
	}
	for _, d := range r.Differences {
		say("table", d.Where().Table, Differs, differenceMinutes)
	}
	for _, u := range r.Untried {
		say(u.Kind, u.Object, Untried, 0)
	}
	for _, f := range r.Failures {
		say(f.Kind, f.Object, Failed, failureMinutes)
	}
}

// Complete tells whether nothing is left for a person to decide.
func (a *Assessment) Complete() bool {
	for _, o := range a.Objects {
		if !o.Settled() {
			return false
		}
	}
	for _, n := range a.Notes {
		if n.Severity == rule.Manual || n.Severity == rule.Blocked {
			return false
		}
	}
	return !a.Cut && len(a.Failures)+len(a.Untried)+len(a.Differences) == 0
}

// Count is how many objects there are, and how many of them need no decision.
type Count struct{ All, Settled int }

// Tables counts the tables.
func (a *Assessment) Tables() Count {
	return a.count(func(o Object) bool { return o.Kind == "table" })
}

// Others counts what is no table.
func (a *Assessment) Others() Count {
	return a.count(func(o Object) bool { return o.Kind != "table" })
}

func (a *Assessment) count(counts func(Object) bool) Count {
	var c Count
	for _, o := range a.Objects {
		if counts(o) {
			c.All++
			if o.Settled() {
				c.Settled++
			}
		}
	}
	return c
}

// ByState counts the objects in each state.
func (a *Assessment) ByState() map[State]int {
	all := map[State]int{}
	for _, s := range States {
		all[s] = 0
	}
	for _, o := range a.Objects {
		all[o.State]++
	}
	return all
}

// Fates are the fates in the order in which they are counted.
var Fates = []script.Fate{script.Converted, script.Folded, script.Passed, script.Manual, script.Refused}

// ByFate counts the statements of each fate.
func (a *Assessment) ByFate() map[script.Fate]int {
	all := map[script.Fate]int{}
	for _, f := range Fates {
		all[f] = 0
	}
	for _, o := range a.Statements {
		all[o.Fate] += o.Count
	}
	return all
}

// Minutes is about how long a person has to do with all of it.
func (a *Assessment) Minutes() int {
	sum := 0
	for _, d := range a.Decisions {
		sum += d.Minutes
	}
	return sum
}

// NoteOf finds the note that says why a statement became nothing.
func (a *Assessment) NoteOf(o script.Outcome) (Note, bool) {
	if o.Rule == "" {
		return Note{}, false
	}
	if a.reasons == nil {
		a.reasons = map[reason][]int{}
		for i, n := range a.Notes {
			a.reasons[reason{n.Rule, n.Line}] = append(a.reasons[reason{n.Rule, n.Line}], i)
		}
	}
	for line := o.Line; line <= o.Last; line++ {
		for _, i := range a.reasons[reason{o.Rule, line}] {
			// Another statement on the line has its note before this one begins.
			if line > o.Line || a.Notes[i].Column >= o.Column {
				return a.Notes[i], true
			}
		}
	}
	return Note{}, false
}

// reason is what a note that says why is found by.
type reason struct {
	rule string
	line int
}
