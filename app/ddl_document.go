package app

import (
	"fmt"
	"io"
	"strings"

	"github.com/mattn/go-runewidth"

	"github.com/obferry/obferry/ddlconv"
	"github.com/obferry/obferry/ddlconv/diff"
	"github.com/obferry/obferry/ddlconv/script"
	"github.com/obferry/obferry/engine"
	"github.com/obferry/obferry/engine/assess"
	"github.com/obferry/obferry/engine/notes"
	"github.com/obferry/obferry/engine/proof"
	"github.com/obferry/obferry/engine/words"
)

// ddlDocument is what a conversion of DDL came to. Lists are never null.
type ddlDocument struct {
	heading
	From          ddlconv.Dialect      `json:"from"`
	TargetVersion string               `json:"target_version"`
	Source        string               `json:"source"`
	Target        string               `json:"target,omitempty"`
	Server        string               `json:"server,omitempty"`
	Headline      string               `json:"headline"`
	Minutes       int                  `json:"minutes"`
	Summary       ddlSummary           `json:"summary"`
	Proof         *proofDocument       `json:"proof,omitempty"`
	Decisions     []decisionDocument   `json:"decisions"`
	Objects       []ddlObjectDocument  `json:"objects"`
	Notes         []ddlNoteDocument    `json:"notes"`
	Statements    []statementDocument  `json:"statements"`
	Failures      []ddlFailureDocument `json:"failures"`
	Untried       []untriedDocument    `json:"untried"`
	Differences   []differenceDocument `json:"differences"`
	Left          string               `json:"scratch_left,omitempty"`
	SQLFile       string               `json:"sql_file,omitempty"`
	ReportFile    string               `json:"report_file,omitempty"`

	sum *assess.Assessment
	// log is the observer's log that was searched, "" for none.
	log string
	// sql writes the converted text where it is to be printed, and aside says the rest
	// then; both nil where it went to a file.
	sql   func(io.Writer) error
	aside func(string)
}

// ddlSummary counts objects and statements.
type ddlSummary struct {
	Tables      int                  `json:"tables"`
	TablesReady int                  `json:"tables_ready"`
	Others      int                  `json:"others"`
	OthersReady int                  `json:"others_ready"`
	States      map[assess.State]int `json:"states"`
	Statements  int                  `json:"statements"`
	Fates       map[script.Fate]int  `json:"fates"`
}

// proofDocument is how far a kernel was asked.
type proofDocument struct {
	Tried int  `json:"tried"`
	Total int  `json:"total"`
	Whole bool `json:"whole"`
}

// decisionDocument is all that a person has to do for one reason.
type decisionDocument struct {
	Rule    string          `json:"rule,omitempty"`
	Work    assess.WorkKind `json:"work"`
	Count   int             `json:"count"`
	Minutes int             `json:"minutes"`
	Example string          `json:"example,omitempty"`
}

type ddlObjectDocument struct {
	Kind    string        `json:"kind"`
	Name    string        `json:"name"`
	Line    int           `json:"line,omitempty"`
	State   assess.State  `json:"state"`
	Kernel  assess.Kernel `json:"kernel,omitempty"`
	Notes   int           `json:"notes"`
	Minutes int           `json:"minutes"`
}

// ddlNoteDocument is one note. Kind and Of are the object that it belongs to.
type ddlNoteDocument struct {
	Kind     string           `json:"kind,omitempty"`
	Of       string           `json:"of,omitempty"`
	Rule     string           `json:"rule"`
	Severity ddlconv.Severity `json:"severity"`
	Object   string           `json:"object"`
	Line     int              `json:"line,omitempty"`
	Column   int              `json:"column,omitempty"`
	Was      string           `json:"was,omitempty"`
	Became   string           `json:"became,omitempty"`
	Message  string           `json:"message"`
	Fact     string           `json:"fact,omitempty"`
	Hint     string           `json:"hint,omitempty"`
	Work     assess.WorkKind  `json:"work,omitempty"`
}

// statementDocument is what became of a statement, or of several in a row that passed.
type statementDocument struct {
	Line   int         `json:"line"`
	Column int         `json:"column"`
	Last   int         `json:"last"`
	Count  int         `json:"count"`
	Verb   string      `json:"verb"`
	Object string      `json:"object,omitempty"`
	Fate   script.Fate `json:"fate"`
	Rule   string      `json:"rule,omitempty"`
	Text   string      `json:"text,omitempty"`
}

type ddlFailureDocument struct {
	Kind   string         `json:"kind"`
	Object string         `json:"object"`
	Line   int            `json:"line,omitempty"`
	Trace  string         `json:"trace_id,omitempty"`
	Error  *errorDocument `json:"error"`
	Log    []string       `json:"log,omitempty"`
}

type untriedDocument struct {
	Kind      string       `json:"kind"`
	Object    string       `json:"object"`
	Line      int          `json:"line,omitempty"`
	Why       proof.Reason `json:"why"`
	Message   string       `json:"message"`
	Statement string       `json:"statement"`
}

type differenceDocument struct {
	What    string       `json:"what"` // "missing", "extra" or "changed"
	Table   string       `json:"table"`
	Element diff.Element `json:"element"`
	Name    string       `json:"name,omitempty"`
	Aspect  diff.Aspect  `json:"aspect,omitempty"`
	Want    string       `json:"want,omitempty"`
	Got     string       `json:"got,omitempty"`
	Message string       `json:"message"`
}

func newDDLDocument() *ddlDocument {
	return &ddlDocument{Decisions: []decisionDocument{}, Objects: []ddlObjectDocument{}, Notes: []ddlNoteDocument{},
		Statements: []statementDocument{}, Failures: []ddlFailureDocument{}, Untried: []untriedDocument{}, Differences: []differenceDocument{},
		Summary: ddlSummary{States: map[assess.State]int{}, Fates: map[script.Fate]int{}}}
}

// fill takes in what a conversion came to.
func (d *ddlDocument) fill(a *assess.Assessment) {
	l := words.Spoken()
	d.sum = a
	d.Status, d.Exit = engine.StatusDone, exitDone
	if !a.Complete() {
		d.Status, d.Exit = engine.StatusPartial, exitPartial
	}
	d.From, d.TargetVersion, d.Source, d.Server = a.From, a.Version, a.Source, a.Server
	d.Headline, d.Minutes = a.Headline(l), a.Minutes()
	tables, others := a.Tables(), a.Others()
	d.Summary = ddlSummary{Tables: tables.All, TablesReady: tables.Settled, Others: others.All, OthersReady: others.Settled,
		States: a.ByState(), Fates: a.ByFate()}
	for _, n := range d.Summary.Fates {
		d.Summary.Statements += n
	}
	if a.Server != "" {
		d.Proof = &proofDocument{a.Tried, a.Total, !a.Cut}
	}
	for _, one := range a.Decisions {
		example := ""
		if one.Rule != "" {
			example = notes.Text(l, one.First.Note)
		}
		d.Decisions = append(d.Decisions, decisionDocument{one.Rule, one.Kind, one.Count, one.Minutes, example})
	}
	for _, o := range a.Objects {
		d.Objects = append(d.Objects, ddlObjectDocument(o))
	}
	for _, n := range a.Notes {
		d.Notes = append(d.Notes, ddlNoteDocument{Kind: n.Kind, Of: n.Of, Rule: n.Rule, Severity: n.Severity, Object: n.Object, Line: n.Line, Column: n.Column,
			Was: n.Was, Became: n.Became, Message: notes.Text(l, n.Note), Fact: n.Fact, Hint: notes.Hint(l, n.Note), Work: n.Work.Kind})
	}
	for _, o := range a.Statements {
		d.Statements = append(d.Statements, statementDocument{o.Line, o.Column, o.Last, o.Count, o.Verb, o.Object, o.Fate, o.Rule, o.Text})
	}
	for _, f := range a.Failures {
		d.Failures = append(d.Failures, ddlFailureDocument{f.Kind, f.Object, f.Line, f.Trace, newErrorDocument(f.Err), f.Log})
	}
	for _, u := range a.Untried {
		d.Untried = append(d.Untried, untriedDocument{u.Kind, u.Object, u.Line, u.Why, u.Because(l), u.Statement})
	}
	for _, one := range a.Differences {
		d.Differences = append(d.Differences, newDifferenceDocument(one))
	}
}

func newDifferenceDocument(one diff.Difference) differenceDocument {
	place := one.Where()
	d := differenceDocument{Table: place.Table, Element: place.Element, Name: place.Name, Message: proof.Text(words.Spoken(), one)}
	switch one := one.(type) {
	case diff.Missing:
		d.What, d.Want = "missing", one.Want
	case diff.Extra:
		d.What, d.Got = "extra", one.Got
	case diff.Changed:
		d.What, d.Aspect, d.Want, d.Got = "changed", one.Aspect, one.Want, one.Got
	}
	return d
}

// listedAtMost is how many of a kind the summary names; all are in the document and
// the report.
const listedAtMost = 10

// print writes the SQL where no file takes it, and says what there is to know.
func (d *ddlDocument) print(w io.Writer) error {
	if d.sum == nil {
		return nil // it got nowhere; the error says it all
	}
	var b strings.Builder
	d.tell(&b)
	if d.sql == nil {
		_, err := io.WriteString(w, b.String())
		return err
	}
	d.aside(b.String())
	return d.sql(w)
}

// atLine says where a note stands, "" where it has no place.
func atLine(n int) string {
	if n == 0 {
		return ""
	}
	return words.Say("app.ddl.line", "Line", n)
}

// tell says how it stands.
func (d *ddlDocument) tell(b *strings.Builder) {
	l := words.Spoken()
	line(b, d.Headline)
	for _, said := range []string{d.sum.Proof(l), d.sum.Effort(l)} {
		if said != "" {
			line(b, said)
		}
	}
	for _, n := range d.sum.Notes {
		if n.Kind == "" && n.Severity != ddlconv.Info {
			line(b, "  "+atLine(n.Line)+notes.Text(l, n.Note)+" "+notes.Hint(l, n.Note))
		}
	}
	more := func(n int) bool {
		if n == listedAtMost {
			line(b, "  …")
		}
		return n >= listedAtMost
	}
	for i, one := range d.sum.Decisions {
		if more(i) {
			break
		}
		if one.Rule == "" || one.Kind == assess.Glance {
			continue
		}
		line(b, fmt.Sprintf("  %d × %s (%s): %s%s", one.Count, one.Rule, assess.Time(l, one.Minutes), atLine(one.First.Line), runewidth.Truncate(notes.Text(l, one.First.Note), 160, "…")))
	}
	for i, f := range d.Failures {
		if more(i) {
			break
		}
		line(b, words.Say("app.ddl.failure", "Line", f.Line, "Message", f.Error.Message, "Trace", f.Trace))
		for _, logged := range f.Log {
			line(b, "    "+logged)
		}
		if d.log != "" && len(f.Log) == 0 && f.Trace != "" {
			line(b, "    "+words.Say("app.ddl.nolog", "Path", d.log, "Trace", f.Trace))
		}
	}
	for i, u := range d.Untried {
		if more(i) {
			break
		}
		line(b, words.Say("app.ddl.untried", "Object", u.Object, "Line", u.Line, "Message", u.Message))
	}
	for i, one := range d.Differences {
		if more(i) {
			break
		}
		line(b, words.Say("app.ddl.difference", "Message", one.Message))
	}
	if d.SQLFile != "" {
		line(b, words.Say("app.ddl.sql", "Path", d.SQLFile))
	}
	if d.ReportFile != "" {
		line(b, words.Say("app.summary.report", "Path", d.ReportFile))
	}
}
