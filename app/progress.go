package app

import (
	"sync"

	"github.com/obferry/obferry/ddlconv"
	"github.com/obferry/obferry/engine"
	"github.com/obferry/obferry/engine/fault"
	"github.com/obferry/obferry/engine/notes"
	"github.com/obferry/obferry/engine/practice"
	"github.com/obferry/obferry/engine/words"
)

// face is how progress is shown: bars at a terminal, lines elsewhere.
type face interface {
	// begin shows what is being done now.
	begin(text string)
	// stage shows how far the practice kernel's start has come.
	stage(s practice.Stage)
	// tell shows how many of a number of things are done, and what is done now.
	tell(done, total int, now string)
	// show shows the numbers of a moment.
	show(p engine.Progress)
	// close takes down whatever is shown.
	close()
}

// progress tells a person on standard error how a run goes.
type progress struct {
	c    *console
	face face
	once sync.Once
	// refused are the tables whose first refusal has been told.
	refused map[string]bool
}

func (c *console) newProgress() *progress {
	p := &progress{c: c, refused: map[string]bool{}}
	if isTerminal(c.stderr) {
		p.face = newBars(c)
	} else {
		p.face = &lines{c: c}
	}
	return p
}

// close ends the showing; what is said afterwards stands on plain lines.
func (p *progress) close() { p.once.Do(p.face.close) }

func (p *progress) phase(phase engine.Phase) {
	if phase != engine.Done {
		p.face.begin(words.Say("app.phase." + string(phase)))
	}
}

func (p *progress) practice(s practice.Stage) { p.face.stage(s) }

// hear shows one event of a run.
func (p *progress) hear(e engine.Event) {
	l := words.Spoken()
	switch e := e.(type) {
	case engine.PhaseChanged:
		p.phase(e.Phase)
	case engine.PracticeStage:
		p.practice(e.Stage)
	case engine.SessionTold:
		p.say("app.say.session."+e.Session.End, "Variables", e.Session.Text())
	case engine.Progress:
		p.face.show(e)
	case engine.TableChanged:
		p.table(e.Table)
	case engine.Warned:
		p.say("app.say.warning", "Text", fault.Text(l, e.Err), "Hint", fault.Hint(l, e.Err))
	case engine.Retrying:
		p.say("app.say.retry", "Table", e.Table, "Attempt", e.Attempt, "Wait", words.Span(e.Wait), "Text", fault.Text(l, e.Reason))
	case engine.ModeChosen:
		p.say("app.say.chosen", "Why", fault.Text(l, e.Why))
	case engine.Loading:
		p.say("app.say.loading", "Table", e.Table, "Status", e.Status, "Trace", e.Trace, "Limit", words.Limit(e.Limit))
	case engine.Slowed:
		p.say("app.say.slowed", "Share", words.Percent(e.Used, e.Limit))
	case engine.Paused:
		p.say("app.say.paused."+string(e.Reason), "Share", words.Percent(e.Used, e.Limit), "Used", words.Size(e.Used), "Limit", words.Size(e.Limit))
	case engine.Resumed:
		p.say("app.say.resumed", "Wait", words.Span(e.Waited))
	case engine.Statement:
		if e.Err != nil {
			p.say("app.say.statement", "Table", e.Table, "Text", fault.Text(l, e.Err))
		}
	case engine.Noted:
		switch e.Note.Severity {
		case ddlconv.Lossy, ddlconv.Manual, ddlconv.Blocked:
			p.say("app.say.note", "Text", notes.Text(l, e.Note))
		}
	case engine.RowsRejected:
		if !p.refused[e.Table] {
			p.refused[e.Table] = true
			p.say("app.say.refused", "Table", e.Table, "Text", fault.Text(l, e.Reason))
		}
	}
}

func (p *progress) table(t engine.TableState) {
	switch t.State {
	case engine.Copied:
		p.say("app.say.copied", "Table", t.Target, "Rows", words.Number(t.Written), "Rejected", words.Number(t.Rejected))
	case engine.Failed:
		text := ""
		if t.Err != nil {
			text = fault.Text(words.Spoken(), t.Err)
		}
		p.say("app.say.failed", "Table", t.Target, "Text", text)
	}
}

func (p *progress) say(id string, pairs ...any) {
	p.c.notice(plain(words.Say(id, pairs...)))
}

// summary is the numbers of a moment in one line.
func summary(p engine.Progress) string {
	id := "app.progress.copying"
	moved, total := p.Moved()
	if p.Phase == engine.Verifying {
		id = "app.progress.verifying"
	}
	eta := ""
	if p.ETA > 0 {
		eta = words.Span(p.ETA)
	}
	percent := ""
	if total > 0 {
		percent = words.Number(min(moved*100/total, 100)) + "%"
	}
	return words.Say(id, "Moved", words.Number(moved), "Total", words.Number(max(total, moved)), "Percent", percent,
		"Rate", words.Number(int64(p.RowsPerSecond)), "ETA", eta, "Rejected", p.Rejected)
}
