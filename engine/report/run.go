package report

import (
	"io"
	"os"
	"strings"
	"time"

	"github.com/obferry/obferry/ddlconv"
	"github.com/obferry/obferry/engine/fault"
	"github.com/obferry/obferry/engine/report/book"
	"github.com/obferry/obferry/engine/verify"
	"github.com/obferry/obferry/engine/whole"
	"github.com/obferry/obferry/engine/words"
)

// Run is what a run report tells. Nothing in it may be a secret.
type Run struct {
	// Status is "done", "partial", "failed" or "interrupted"; Err says why for the last two.
	Status string
	Err    error
	// Source and Target are their addresses without passwords; Mode is how rows were written.
	Source, Target, Mode string
	Began                time.Time
	Elapsed              time.Duration
	// Rows over all tables: those read are the sum of the three others.
	Read, Written, Rejected, Skipped int64
	// Sessions are the variables of the connections to both ends.
	Sessions []RunSession
	// Errors is the path of the error spreadsheet, empty where there is none.
	Errors string
	Tables []RunTable
	// Warnings are what a person should know though it ended nothing.
	Warnings []error
	Left     []RunLeft
}

// RunTable is what became of one table.
type RunTable struct {
	Source, Target string
	// State is "waiting", "running", "copied", "checking", "finished", "failed" or "interrupted".
	State   string
	Created bool
	// Rows, but for Bytes (of values written) and Retries (of batches).
	Read, Written, Rejected, Bytes, Retries int64
	Elapsed                                 time.Duration
	// Err is why it failed, nil otherwise.
	Err error
	// Compared is nil where the table was not verified.
	Compared *verify.Comparison
	Refused  []RunRefused
	Notes    []ddlconv.Note
	// Failures are statements of DDL that the server refused.
	Failures []error
}

// RunRefused is the refused rows of one table that have one cause.
type RunRefused struct {
	Count int64
	Err   error
}

// RunSession is the session variables of the connections to one end, "source" or
// "target", in one line.
type RunSession struct{ End, Variables string }

// RunLeft is an object of the source that was not taken.
type RunLeft struct{ Kind, Name string }

// WriteRun writes a run's report as an .xlsx file. The file appears whole or not at
// all; an error is a fault that names the path.
func WriteRun(path string, r Run, l words.Language) error {
	err := whole.Write(path, func(f *os.File) error { return writeRun(f, &r, l) })
	return unwritable(err, path, "")
}

// runBook is a run report being written.
type runBook struct {
	book *book.Book
	run  *Run
	l    words.Language
}

func writeRun(w io.Writer, r *Run, l words.Language) error {
	b := &runBook{book: book.New(w), run: r, l: l}
	for _, part := range []func() error{b.summary, b.tables, b.verification, b.differences, b.refused, b.warnings, b.ddl, b.left} {
		if err := part(); err != nil {
			return err
		}
	}
	return b.book.Close()
}

// say is a sentence of the report; an id that has none, such as a state that is not
// known here, is shown as it is.
func (b *runBook) say(id string) string {
	if full := "report.run." + id; words.Has(full) {
		return words.In(b.l, full, nil)
	}
	return id[strings.LastIndexByte(id, '.')+1:]
}

func (b *runBook) header(ids ...string) []book.Cell {
	cells := make([]book.Cell, len(ids))
	for i, id := range ids {
		cells[i] = book.Text(b.say(id), book.Header)
	}
	return cells
}

// list begins a sheet that is a list under a header. It appears once it has a row.
func (b *runBook) list(name string, widths []int, columns ...string) *pages {
	return &pages{book: b.book, name: b.say(name), head: b.header(columns...),
		shape: book.Shape{Widths: widths, Frozen: 1, Filter: len(columns)}}
}

func (b *runBook) summary() error {
	s, err := b.book.Sheet(b.say("summary"), book.Shape{Widths: []int{24, 90}, First: true})
	if err != nil {
		return err
	}
	r := b.run
	value := func(text string) book.Cell { return book.Content(text, false) }
	session := map[string]string{}
	for _, one := range r.Sessions {
		session[one.End] = one.Variables
	}
	lines := []struct {
		id   string
		cell book.Cell
		show bool
	}{
		{"status", book.Text(b.say("status."+r.Status), book.Plain), true},
		{"why", value(b.because(r.Err)), r.Err != nil},
		{"todo", value(fault.Hint(b.l, r.Err)), r.Err != nil && fault.Hint(b.l, r.Err) != ""},
		{"source", value(r.Source), true},
		{"target", value(r.Target), true},
		{"mode", value(r.Mode), r.Mode != ""},
		{"began", value(moment(r.Began)), !r.Began.IsZero()},
		{"ended", value(moment(r.Began.Add(r.Elapsed))), !r.Began.IsZero()},
		{"elapsed", value(words.Span(r.Elapsed)), true},
		{"read", book.Number(r.Read), true},
		{"written", book.Number(r.Written), true},
		{"rejected", book.Number(r.Rejected), true},
		{"skipped", book.Number(r.Skipped), true},
		{"speed", book.Number(perSecond(r.Written, r.Elapsed)), r.Elapsed > 0},
		{"errors", value(r.Errors), r.Errors != ""},
		{"session.source", value(session["source"]), session["source"] != ""},
		{"session.target", value(session["target"]), session["target"] != ""},
	}
	if err := s.Row(book.Text(b.say("title"), book.Title)); err != nil {
		return err
	}
	if err := s.Row(); err != nil {
		return err
	}
	for _, line := range lines {
		if !line.show {
			continue
		}
		if err := s.Row(book.Text(b.say(line.id), book.Header), line.cell); err != nil {
			return err
		}
	}
	return nil
}

// because is an error in the report's language; "" for none.
func (b *runBook) because(err error) string {
	if err == nil {
		return ""
	}
	return fault.Text(b.l, err)
}

// moment is a time of day as the reader's clock had it, with its zone.
func moment(t time.Time) string { return t.Format("2006-01-02 15:04:05 -07:00") }

func perSecond(rows int64, d time.Duration) int64 {
	if d <= 0 {
		return 0
	}
	return int64(float64(rows) / d.Seconds())
}
