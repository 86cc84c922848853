package views

import (
	"sync"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"github.com/obferry/obferry/ddlconv"
	"github.com/obferry/obferry/engine"
	"github.com/obferry/obferry/engine/proof"
	"github.com/obferry/obferry/engine/words"
)

// facts are where the reason of each rule is written, by the rule's id.
var facts = sync.OnceValue(func() map[string]string {
	all := map[string]string{}
	for _, d := range []ddlconv.Dialect{ddlconv.MySQL, ddlconv.MariaDB, ddlconv.Postgres, ddlconv.Oracle, ddlconv.SQLServer} {
		for _, r := range ddlconv.RulesOf(d) {
			all[r.ID] = r.Fact
		}
	}
	return all
})

// noteRow is one note: how much it matters, what it says and where; opened also what
// was, what became of it, what to do, and which rule says so for what reason.
type noteRow struct {
	*card
	note  ddlconv.Note
	place ddlPlace
	lines *fyne.Container
}

func newNoteRow(n ddlconv.Note, place ddlPlace, onTapped func()) *noteRow {
	r := &noteRow{note: n, place: place, lines: container.New(stackLayout{Grid / 2})}
	t := severityTone(n.Severity)
	where := ""
	switch {
	case place.left > 0 && place.right > 0:
		where = say("ddl.lines", "Line", place.left, "Converted", place.right)
	case n.Line > 0:
		where = say("ddl.line", "Line", n.Line)
	case place.right > 0:
		where = say("ddl.line.converted", "Line", place.right)
	}
	r.card = newCard(container.NewBorder(nil, nil, fixed(Grid*14, 0, container.NewVBox(newStatus(t, severityWord(n.Severity)))),
		container.NewVBox(small(where)), r.lines), onTapped)
	r.pad = Grid
	r.open(false)
	return r
}

// open shows all of the note, or its sentence alone.
func (r *noteRow) open(open bool) {
	n := r.note
	sentence := newText(noteText(n)).wrapped()
	r.lines.Objects = []fyne.CanvasObject{sentence}
	if open {
		sentence.bold()
		if n.Was != "" {
			r.lines.Add(detailLine("ddl.was", n.Was, true))
		}
		if n.Became != "" {
			r.lines.Add(detailLine("ddl.became", n.Became, true))
		}
		if hint := noteHint(n); hint != "" {
			r.lines.Add(detailLine("ddl.do", hint, false))
		}
		if fact := facts()[n.Rule]; fact != "" {
			r.lines.Add(detailLine("ddl.why", fact, false))
		}
		r.lines.Add(detailLine("ddl.rule", n.Rule, true))
	}
	r.lines.Refresh()
	r.choose(open)
}

// detailLine is one detail under its name.
func detailLine(id, value string, mono bool) fyne.CanvasObject {
	shown := newText(value).wrapped()
	if mono {
		shown.mono().sized(smallSize)
	}
	return container.NewBorder(nil, nil, fixed(Grid*12, 0, container.NewVBox(small(say(id)))), nil, shown)
}

// trialRows are what the kernel said, the worst first: what it refused, what it made
// otherwise, what was not tried; or that it took everything.
func trialRows(trial engine.Trial, onCopy func(string)) []fyne.CanvasObject {
	var rows []fyne.CanvasObject
	for _, f := range trial.Failures {
		box := newErrorBox(onCopy)
		box.trace = f.Trace
		box.set(f.Err)
		rows = append(rows, box)
	}
	if len(trial.Differences) > 0 {
		all := container.New(stackLayout{2}, newStatus(toneWarn, say("ddl.differs")))
		for _, d := range trial.Differences {
			all.Add(newText(proof.Text(words.Spoken(), d)).wrapped())
		}
		rows = append(rows, note(toneWarn.soft, all))
	}
	if trial.Taken() && len(trial.Differences) == 0 {
		rows = append(rows, note(colorOKSoft, newStatus(toneOK, say("ddl.taken"))))
	}
	if n := len(trial.Untried); n > 0 {
		all := container.New(stackLayout{2}, newStatus(toneInfo, say("ddl.untried", "Count", n)))
		for _, u := range trial.Untried {
			all.Add(newText(u.Statement).mono().sized(smallSize).wrapped())
			all.Add(small(u.Because(words.Spoken())).wrapped())
		}
		rows = append(rows, note(colorAccentSoft, all))
	}
	return rows
}
