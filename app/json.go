package app

import (
	"io"
	"math"
	"time"

	"github.com/obferry/obferry/ddlconv"
	"github.com/obferry/obferry/engine"
	"github.com/obferry/obferry/engine/fault"
	"github.com/obferry/obferry/engine/notes"
	"github.com/obferry/obferry/engine/verify"
	"github.com/obferry/obferry/engine/words"
)

// heading is what every document begins with. Alone it is the document of a verb
// that got nowhere.
type heading struct {
	Verb   string         `json:"verb"`
	Status engine.Status  `json:"status"`
	Exit   int            `json:"exit"`
	Error  *errorDocument `json:"error,omitempty"`
}

func (h *heading) head() *heading { return h }

func (h *heading) print(io.Writer) error { return nil }

// errorDocument is an error. Kind is one of fault's kinds; Message and Hint are in
// the language spoken; Code and State are the server's.
type errorDocument struct {
	Kind      string `json:"kind"`
	ID        string `json:"id"`
	Message   string `json:"message"`
	Hint      string `json:"hint,omitempty"`
	Code      int    `json:"code,omitempty"`
	State     string `json:"state,omitempty"`
	Statement string `json:"statement,omitempty"`
}

func newErrorDocument(err error) *errorDocument {
	if err == nil {
		return nil
	}
	err = settled(err)
	l := words.Spoken()
	d := &errorDocument{Kind: fault.Internal.String(), Message: fault.Text(l, err), Hint: fault.Hint(l, err)}
	if f := fault.Of(err); f != nil {
		d.Kind, d.ID, d.Code, d.State, d.Statement = f.Kind.String(), f.ID, f.Code, f.State, f.Statement
	}
	return d
}

func newErrorDocuments(errs []error) []*errorDocument {
	all := make([]*errorDocument, 0, len(errs))
	for _, err := range errs {
		all = append(all, newErrorDocument(err))
	}
	return all
}

// runDocument is what a migration or a verification came to. Lists are never null.
type runDocument struct {
	heading
	Seconds  float64 `json:"seconds"`
	Read     int64   `json:"read"`
	Written  int64   `json:"written"`
	Rejected int64   `json:"rejected"`
	Skipped  int64   `json:"skipped"`
	// Pauses are how often writing waited for the target's memory.
	Pauses        int              `json:"pauses,omitempty"`
	PausedSeconds float64          `json:"paused_seconds,omitempty"`
	Tables        []tableDocument  `json:"tables"`
	Notes         []noteDocument   `json:"notes"`
	Warnings      []*errorDocument `json:"warnings"`
	Left          []leftDocument   `json:"left"`
	// Sessions are the session variables of the connections to each end.
	Sessions map[string]map[string]string `json:"sessions,omitempty"`
	// The files that were written, empty where none was.
	ErrorsFile string `json:"errors_file,omitempty"`
	ReportFile string `json:"report_file,omitempty"`
	PlanFile   string `json:"plan_file,omitempty"`
	// Retry is what a retry found in its spreadsheet, and stands in the document of no other
	// verb.
	Retry *retryDocument `json:"retry,omitempty"`
	// Statistics close the run of a job, and nothing else.
	Statistics *statisticsDocument `json:"statistics,omitempty"`
	// asks are the options that give a resumed run its passwords again: a plan's file
	// holds none.
	asks string
}

// tableDocument is what became of one table.
type tableDocument struct {
	Source   string       `json:"source"`
	Target   string       `json:"target"`
	State    engine.State `json:"state"`
	Created  bool         `json:"created"`
	Read     int64        `json:"read"`
	Written  int64        `json:"written"`
	Rejected int64        `json:"rejected"`
	Skipped  int64        `json:"skipped"`
	Retries  int64        `json:"retries"`
	Seconds  float64      `json:"seconds"`
	// Verified is null where the table was not compared.
	Verified   *bool              `json:"verified"`
	Comparison *verify.Comparison `json:"comparison,omitempty"`
	Groups     []groupDocument    `json:"groups"`
	Failures   []*errorDocument   `json:"failures"`
	Error      *errorDocument     `json:"error,omitempty"`
}

// groupDocument is the refused rows of a table that have one cause.
type groupDocument struct {
	Code    int    `json:"code"`
	Message string `json:"message"`
	Count   int64  `json:"count"`
	ID      string `json:"id,omitempty"`
	Hint    string `json:"hint,omitempty"`
}

// noteDocument is one change that the conversion made.
type noteDocument struct {
	Table    string           `json:"table"`
	Rule     string           `json:"rule"`
	Severity ddlconv.Severity `json:"severity"`
	Object   string           `json:"object"`
	Message  string           `json:"message"`
	Hint     string           `json:"hint,omitempty"`
	Line     int              `json:"line,omitempty"`
	Was      string           `json:"was,omitempty"`
	Became   string           `json:"became,omitempty"`
}

// leftDocument is an object of the source that was not taken.
type leftDocument struct {
	Kind string `json:"kind"`
	Name string `json:"name"`
}

// newRunDocument is the document of a result; a nil result is that of a run that
// never began, whose status the error decides.
func newRunDocument(r *engine.Result, heard record, plan string) *runDocument {
	began := r != nil
	if !began {
		r = &engine.Result{}
	}
	d := &runDocument{
		Seconds: seconds(r.Elapsed), Read: r.Read, Written: r.Written, Rejected: r.Rejected, Skipped: r.Skipped,
		Pauses: r.Pauses, PausedSeconds: seconds(r.PausedFor),
		Tables:     make([]tableDocument, 0, len(r.Tables)),
		Notes:      make([]noteDocument, 0, len(heard.notes)),
		Warnings:   newErrorDocuments(heard.warnings),
		Left:       make([]leftDocument, 0, len(r.Left)),
		ErrorsFile: r.Errors, ReportFile: r.Report, PlanFile: plan, Retry: newRetryDocument(r.Retry),
	}
	if began {
		d.Status, d.Exit = r.Status, exitOfRun(r)
	}
	for _, t := range r.Tables {
		d.Tables = append(d.Tables, newTableDocument(t))
	}
	for _, n := range heard.notes {
		d.Notes = append(d.Notes, newNoteDocument(n))
	}
	for _, s := range r.Sessions {
		if d.Sessions == nil {
			d.Sessions = map[string]map[string]string{}
		}
		d.Sessions[s.End] = s.Variables
	}
	for _, l := range r.Left {
		d.Left = append(d.Left, leftDocument{Kind: l.Kind, Name: l.Name})
	}
	return d
}

func newTableDocument(t engine.TableResult) tableDocument {
	d := tableDocument{
		Source: t.Source, Target: t.Target, State: t.State, Created: t.Created,
		Read: t.Read, Written: t.Written, Rejected: t.Rejected, Skipped: t.Skipped, Retries: t.Retries,
		Comparison: t.Compared,
		Groups:     make([]groupDocument, 0, len(t.Groups)),
		Failures:   newErrorDocuments(t.Failures),
		Error:      newErrorDocument(t.Err),
	}
	if !t.Began.IsZero() && t.Ended.After(t.Began) {
		d.Seconds = seconds(t.Ended.Sub(t.Began))
	}
	if t.Compared != nil {
		d.Verified = &t.Compared.Equal
	}
	for _, g := range t.Groups {
		group := groupDocument{Code: g.Code, Message: g.Message, Count: g.Count, Hint: fault.Hint(words.Spoken(), g.Err)}
		if g.Code == 0 { // no server's refusal but ours
			group.Message = fault.Text(words.Spoken(), g.Err)
		}
		if f := fault.Of(g.Err); f != nil {
			group.ID = f.ID
		}
		d.Groups = append(d.Groups, group)
	}
	return d
}

func newNoteDocument(n engine.Noted) noteDocument {
	return noteDocument{
		Table: n.Table, Rule: n.Note.Rule, Severity: n.Note.Severity, Object: n.Note.Object,
		Message: notes.Text(words.Spoken(), n.Note), Hint: notes.Hint(words.Spoken(), n.Note),
		Line: n.Note.Line, Was: n.Note.Was, Became: n.Note.Became,
	}
}

// seconds rounds to milliseconds: more is noise.
func seconds(d time.Duration) float64 {
	return math.Round(d.Seconds()*1000) / 1000
}

func secondsOf(s float64) time.Duration { return time.Duration(s * float64(time.Second)) }
