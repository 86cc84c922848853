package views

import (
	"context"
	"errors"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"github.com/obferry/obferry/engine"
	"github.com/obferry/obferry/engine/fault"
	"github.com/obferry/obferry/icons"
)

// resultPage is the last step: what became of everything.
type resultPage struct {
	model *Model
	do    Intents
	ui    TableUI
	table *dataTable
	root  *fyne.Container
	tour  *fyne.Container
	shown *engine.Result
	retry *RetryModel
	busy  bool
}

func newResultPage(m *Model, do Intents) *resultPage {
	p := &resultPage{model: m, do: do, ui: TableUI{Selected: -1}, root: container.NewStack(), tour: container.New(stackLayout{0})}
	p.table = newDataTable(&p.ui, p.columns(), func() int {
		if m.Result == nil {
			return 0
		}
		return len(m.Result.Tables)
	})
	p.table.empty = say("result.empty")
	return p
}

func (p *resultPage) content() fyne.CanvasObject { return p.root }

func (p *resultPage) update() {
	r := p.model.Result
	p.tour.Objects = nil
	if box := tourBox(p.model, p.do); box != nil {
		p.tour.Objects = []fyne.CanvasObject{box, gap(1, Grid)}
	}
	p.tour.Refresh()
	busy := p.model.Work != nil
	if r != nil && r == p.shown && p.model.Retry == p.retry && busy == p.busy {
		p.table.Refresh()
		return
	}
	p.shown, p.retry, p.busy = r, p.model.Retry, busy
	if r == nil {
		p.root.Objects = []fyne.CanvasObject{panel(container.NewCenter(muted(say("result.none"))))}
		p.root.Refresh()
		return
	}
	top := container.New(stackLayout{Grid}, p.headline(), p.deeds())
	if r.Err != nil && !cutOff(r.Err) {
		box := newErrorBox(p.do.Copy)
		box.set(r.Err)
		top.Add(box)
	}
	if box := retryBox(p.model, p.do); box != nil {
		top.Add(box)
	}
	top.Add(gap(1, 1))
	body := fyne.CanvasObject(flush(p.table))
	if below := p.causes(); below != nil {
		body = foot(body, below, 0.5, func() float32 { return rowHeight*float32(len(r.Tables)+1) + Grid })
	}
	p.root.Objects = []fyne.CanvasObject{container.NewBorder(stack(0, p.tour, top), nil, nil, nil, body)}
	p.root.Refresh()
}

// headline is the verdict: a sentence, a colour and an icon, and the numbers.
func (p *resultPage) headline() fyne.CanvasObject {
	r := p.model.Result
	t, sentence := verdict(r)
	figures := container.NewGridWithColumns(5)
	for _, f := range []struct{ id, value string }{
		{"result.tables", count(int64(len(r.Tables)))}, {"result.read", count(r.Read)}, {"result.written", count(r.Written)},
		{"result.refused", count(r.Rejected)}, {"run.elapsed", clock(r.Elapsed)},
	} {
		figures.Add(stack(0, small(say(f.id)), strong(f.value)))
	}
	return note(t.soft, pad(Grid/2, stack(Grid, row(newPicture(t.icon, t.color, 24), titleText(sentence)), figures)))
}

// deeds are what can be done next.
func (p *resultPage) deeds() fyne.CanvasObject {
	label := say("result.again")
	if p.model.Resumable {
		label = say("result.goon")
	}
	again := button(label, icons.Of(icons.Retry), p.do.RunAgain)
	save := button(say("result.save"), icons.Of(icons.Save), p.do.SavePlan)
	enable(again, p.model.Work == nil)
	buttons, where := retryDeeds(p.model, p.do)
	bar := row(append(buttons, again, save)...)
	if where == nil {
		return bar
	}
	return stack(Grid/2, bar, where)
}

// causes are refused rows by cause, differing rows, failed statements and what was
// left behind; nil where there is none of them.
func (p *resultPage) causes() fyne.CanvasObject {
	list := container.New(stackLayout{Grid})
	r := p.model.Result
	for i := range r.Tables {
		t := &r.Tables[i]
		if t.Err != nil && !cutOff(t.Err) {
			list.Add(p.failure(say("result.table.failed", "Table", t.Source), t.Err))
		}
		for _, err := range t.Failures {
			list.Add(p.failure(say("result.statement", "Table", t.Source), err))
		}
		if c := t.Compared; c != nil && !c.Equal {
			list.Add(p.differences(t))
		}
	}
	refusing := p.model.refusing()
	for i := range refusing.Tables {
		t := &refusing.Tables[i]
		if refusing != r && t.Err != nil && !cutOff(t.Err) {
			list.Add(p.failure(say("result.table.failed", "Table", t.Source), t.Err))
		}
		for _, g := range t.Groups {
			list.Add(p.group(t, g))
		}
	}
	if len(r.Left) > 0 {
		list.Add(note(colorAccentSoft, stack(2, newStatus(toneInfo, say("result.left", "Count", len(r.Left))), small(leftNames(r.Left)).wrapped())))
	}
	if len(list.Objects) == 0 {
		return nil
	}
	return list
}

// cutOff tells whether an error is only that a person has stopped the run, which the
// verdict says already.
func cutOff(err error) bool {
	return errors.Is(err, context.Canceled) || fault.Is(err, fault.Interrupted)
}

func (p *resultPage) failure(title string, err error) fyne.CanvasObject {
	box := newErrorBox(p.do.Copy)
	box.set(err)
	return stack(4, strong(title), box)
}

// group is one cause: how many rows of which table, what it means, what cures it.
func (p *resultPage) group(t *engine.TableResult, g engine.RejectGroup) fyne.CanvasObject {
	head := row(newStatus(toneWarn, say("result.group", "Count", g.Count, "Rows", count(g.Count), "Table", t.Source)))
	lines := []fyne.CanvasObject{head}
	if g.Err != nil {
		e := explain(g.Err)
		lines = append(lines, newText(e.sentence).wrapped())
		if e.server != "" {
			lines = append(lines, newText(e.server).mono().sized(smallSize).colored(colorMuted).wrapped())
		}
		if e.hint != "" {
			lines = append(lines, newText(say("error.hint", "Hint", e.hint)).wrapped())
		}
	} else {
		lines = append(lines, newText(g.Message).mono().sized(smallSize).wrapped())
	}
	return note(colorWarnSoft, stack(2, lines...))
}

// differences are rows that are not equal, both sides beside each other.
func (p *resultPage) differences(t *engine.TableResult) fyne.CanvasObject {
	lines := container.New(stackLayout{2}, newStatus(toneError, say("result.differs", "Table", t.Source)))
	if c := t.Compared; c.Extra+c.Missing+c.Different > 0 {
		lines.Add(newText(say("result.matched", "Missing", count(c.Missing), "Different", count(c.Different), "Extra", count(c.Extra))).wrapped())
	}
	for _, d := range t.Compared.Differing {
		lines.Add(newText(say("result.difference."+d.Side, "Key", d.Key, "Column", d.Column, "Source", d.Source, "Target", d.Target,
			"Also", strings.Join(d.Also, say("list.separator")))).
			sized(smallSize).wrapped())
	}
	return note(colorErrorSoft, lines)
}

func (p *resultPage) result(i int) *engine.TableResult { return &p.model.Result.Tables[i] }

func (p *resultPage) columns() []column {
	amount := func(id string, of func(*engine.TableResult) int64) column {
		return numberColumn(say(id), Grid*13, func(i int) int64 { return of(p.result(i)) }, func(i int) string { return count(of(p.result(i))) })
	}
	return []column{
		textColumn(say("objects.name"), 0, func(i int) string { return p.result(i).Source }),
		textColumn(say("objects.target"), 0, func(i int) string { return p.result(i).Target }),
		amount("result.read", func(t *engine.TableResult) int64 { return t.Read }),
		amount("result.written", func(t *engine.TableResult) int64 { return t.Written }),
		amount("result.refused", func(t *engine.TableResult) int64 { return t.Rejected }),
		statusColumn(say("result.verified"), Grid*24, func(i int) (tone, string) { return comparison(p.result(i)) }),
		statusColumn(say("run.state"), Grid*13, func(i int) (tone, string) { return stateWord(p.result(i).State) }),
	}
}

// comparison is what verifying a table came to.
func comparison(t *engine.TableResult) (tone, string) {
	switch c := t.Compared; {
	case c == nil:
		return tonePending, say("compared.not")
	case c.Equal && c.Extra > 0:
		return toneOK, say("compared.extra", "Rows", count(c.TargetRows-c.Extra), "Extra", count(c.Extra))
	case c.Equal:
		return toneOK, say("compared.equal", "Rows", count(c.TargetRows))
	default:
		return toneError, say("compared.differs", "Source", count(c.SourceRows-c.Refused), "Target", count(c.TargetRows))
	}
}
