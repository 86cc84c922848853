package app

import (
	"io"
	"strings"

	"github.com/mattn/go-runewidth"

	"github.com/obferry/obferry/ddlconv"
	"github.com/obferry/obferry/engine"
	"github.com/obferry/obferry/engine/fault"
	"github.com/obferry/obferry/engine/words"
)

// print says to a person what a run came to: a line a table, the sums, what is to
// be read next.
func (d *runDocument) print(w io.Writer) error {
	if len(d.Tables) == 0 && d.Error != nil {
		return nil // it got nowhere; the error says it all
	}
	var b strings.Builder
	if len(d.Tables) > 0 {
		b.WriteString(grid(d.lines()))
	}
	for _, t := range d.Tables {
		t.details(&b)
	}
	d.totals(&b)
	if d.Statistics != nil {
		d.Statistics.lines(&b)
	}
	d.next(&b)
	_, err := io.WriteString(w, b.String())
	return err
}

func (d *runDocument) lines() [][]string {
	wrote := d.Verb != "verify"
	title := []string{words.Say("app.column.table")}
	if wrote {
		title = append(title, words.Say("app.column.read"), words.Say("app.column.written"), words.Say("app.column.rejected"))
	} else {
		title = append(title, words.Say("app.column.source"), words.Say("app.column.target"))
	}
	rows := [][]string{append(title, words.Say("app.column.seconds"), words.Say("app.column.state"))}
	for _, t := range d.Tables {
		row := []string{short(t.Target)}
		switch {
		case wrote:
			row = append(row, words.Number(t.Read), words.Number(t.Written), words.Number(t.Rejected))
		case t.Comparison != nil:
			row = append(row, words.Number(t.Comparison.SourceRows), words.Number(t.Comparison.TargetRows))
		default:
			row = append(row, "", "")
		}
		took := ""
		if t.Seconds > 0 {
			took = words.Span(secondsOf(t.Seconds))
		}
		rows = append(rows, append(row, took, t.verdict()))
	}
	return rows
}

// verdict is a table's end in a word or two.
func (t *tableDocument) verdict() string {
	switch {
	case t.State == engine.Waiting:
	case t.interrupted():
		return words.Say("app.table.interrupted")
	case t.Error != nil || t.State == engine.Failed:
		return words.Say("app.table.failed")
	case t.Verified != nil && *t.Verified:
		c := t.Comparison
		switch {
		case c == nil || c.Refused == 0:
			return words.Say("app.table.equal")
		case c.SourceRows == c.Refused:
			return words.Say("app.table.none")
		}
		return words.Say("app.table.rest", "Refused", words.Number(c.Refused))
	case t.Verified != nil:
		return words.Say("app.table.differs")
	}
	return words.Say("app.table." + string(t.State))
}

func (t *tableDocument) interrupted() bool {
	return t.State == engine.Interrupted || (t.Error != nil && t.Error.Kind == fault.Interrupted.String())
}

// details are a table's refusals, refused statements and differences.
func (t *tableDocument) details(b *strings.Builder) {
	name := short(t.Target)
	if t.Error != nil && !t.interrupted() {
		writeError(b, name, t.Error)
	}
	for _, f := range t.Failures {
		writeError(b, name, f)
	}
	for _, g := range t.Groups {
		if g.Code == 0 {
			line(b, words.Say("app.summary.ours", "Table", name, "Rows", words.Number(g.Count), "Message", g.Message))
		} else {
			line(b, words.Say("app.summary.group", "Table", name, "Rows", words.Number(g.Count), "Code", g.Code, "Message", g.Message))
		}
		if g.Hint != "" {
			line(b, "    "+g.Hint)
		}
	}
	c := t.Comparison
	if c == nil {
		return
	}
	if c.Equal {
		if c.Extra > 0 {
			id := "app.summary.extra"
			switch {
			case c.Refused == 0:
			case c.SourceRows == c.Refused:
				id = "app.summary.extra.none"
			default:
				id = "app.summary.extra.rest"
			}
			line(b, words.Say(id, "Table", name, "Rows", words.Number(c.Extra)))
		}
		return
	}
	line(b, words.Say("app.summary.differs", "Table", name,
		"Source", words.Number(c.SourceRows), "Target", words.Number(c.TargetRows)))
	if c.Extra+c.Missing+c.Different > 0 {
		line(b, "    "+words.Say("app.summary.matched", "Missing", words.Number(c.Missing),
			"Different", words.Number(c.Different), "Extra", words.Number(c.Extra)))
	}
	for i, diff := range c.Differing {
		if i == 5 {
			break // the whole list is in the JSON document and the report
		}
		line(b, "    "+words.Say("app.summary.row."+diff.Side, "Key", diff.Key, "Column", diff.Column,
			"Source", runewidth.Truncate(diff.Source, 40, "…"), "Target", runewidth.Truncate(diff.Target, 40, "…"),
			"Also", strings.Join(diff.Also, ", ")))
	}
}

func (d *runDocument) totals(b *strings.Builder) {
	verified, compared, leftOut := 0, 0, int64(0)
	for _, t := range d.Tables {
		if t.Verified != nil {
			compared++
			if t.Comparison != nil {
				leftOut += t.Comparison.Refused
			}
			if *t.Verified {
				verified++
			}
		}
	}
	sums := []any{"Count", len(d.Tables), "Read", words.Number(d.Read), "Written", words.Number(d.Written),
		"Rejected", words.Number(d.Rejected), "Time", words.Span(secondsOf(d.Seconds)), "Verified", verified, "Compared", compared}
	b.WriteByte('\n')
	if d.Verb != "verify" {
		line(b, words.Say("app.summary.total", sums...))
		if d.Retry != nil {
			line(b, d.Retry.sentence(d.Written, d.Rejected))
		}
		if d.Skipped > 0 {
			line(b, words.Say("app.summary.skipped", "Skipped", words.Number(d.Skipped)))
		}
		if d.Pauses > 0 {
			line(b, words.Say("app.summary.paused", "Count", d.Pauses, "Time", words.Span(secondsOf(d.PausedSeconds))))
		}
	}
	if compared > 0 {
		line(b, words.Say("app.summary.verified", sums...))
		if leftOut > 0 {
			line(b, words.Say("app.summary.leftout", "Count", leftOut, "Rows", words.Number(leftOut)))
		}
	}
	if changed, lost := d.changes(); changed > 0 {
		line(b, words.Say("app.summary.changes", "Count", changed, "Lost", lost))
	}
	if n := len(d.Left); n > 0 {
		line(b, words.Say("app.summary.left", "Count", n, "Names", d.leftNames()))
	}
}

// changes counts the notes of the conversion that tell of more than other words for the
// same, and those among them that tell of something lost or left to a person.
func (d *runDocument) changes() (changed, lost int) {
	for _, n := range d.Notes {
		switch n.Severity {
		case ddlconv.Info:
			continue
		case ddlconv.Lossy, ddlconv.Manual, ddlconv.Blocked:
			lost++
		}
		changed++
	}
	return changed, lost
}

// next says which files were written and what to do now.
func (d *runDocument) next(b *strings.Builder) {
	if d.ErrorsFile != "" {
		line(b, words.Say("app.summary.errors", "Path", d.ErrorsFile))
	}
	if d.ReportFile != "" {
		line(b, words.Say("app.summary.report", "Path", d.ReportFile))
	}
	if d.PlanFile != "" && (d.Verb == "migrate" || d.Statistics != nil) {
		line(b, words.Say("app.summary.plan", "Path", d.PlanFile))
	}
	switch {
	case d.Status == engine.StatusInterrupted && d.Verb == "verify":
	case d.Status == engine.StatusInterrupted && d.PlanFile != "":
		line(b, words.Say("app.next.resume", "Path", d.PlanFile, "Options", d.asks))
	case d.Status == engine.StatusInterrupted:
		line(b, words.Say("app.next.again"))
	case d.Rejected > 0 && d.ErrorsFile != "":
		line(b, words.Say("app.next.retry", "Path", d.ErrorsFile))
	case d.Retry != nil:
	case d.Status == engine.StatusDone && d.Verb != "verify" && d.Written > 0 && d.unverified():
		line(b, words.Say("app.next.verify"))
	case d.Rejected > 0:
		line(b, words.Say("app.next.rejected"))
	}
}

func (d *runDocument) unverified() bool {
	for _, t := range d.Tables {
		if t.Verified != nil {
			return false
		}
	}
	return true
}

func writeError(b *strings.Builder, table string, e *errorDocument) {
	line(b, table+": "+e.Message)
	if e.Hint != "" {
		line(b, "    "+e.Hint)
	}
}

func line(b *strings.Builder, text string) { b.WriteString(plain(text) + "\n") }

// short is a table's name no wider than a column may be.
func short(name string) string { return runewidth.Truncate(plain(name), 40, "…") }

// namesAtMost keeps a long list of objects from burying the summary; all are in the
// JSON document and the report.
const namesAtMost = 10

// leftNames are the objects that were not taken: "view seen, trigger t_ai".
func (d *runDocument) leftNames() string {
	var names []string
	for i, o := range d.Left {
		if i == namesAtMost {
			names = append(names, "…")
			break
		}
		names = append(names, words.Say(engine.LeftBehind(o).WordID(), "Name", short(o.Name)))
	}
	return strings.Join(names, ", ")
}
