package views

import (
	"sort"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"github.com/obferry/obferry/engine"
	"github.com/obferry/obferry/icons"
)

// runPage is the sixth step: rows on their way.
type runPage struct {
	model         *Model
	do            Intents
	state         *status
	whole         *bar
	figures       map[string]*text
	pause, stop   *widget.Button
	table         *dataTable
	order         []int
	rates, memory *lineChart
	log           *widget.List
	lines         []line
	heard         int // events that stand in lines
	err           *errorBox
}

func newRunPage(m *Model, do Intents) *runPage {
	p := &runPage{model: m, do: do, state: newStatus(tonePending, ""), whole: newBar(12), figures: map[string]*text{}, err: newErrorBox(do.Copy)}
	p.pause = button("", icons.Of(icons.Pause), p.togglePause)
	p.stop = button(say("run.stop"), icons.Of(icons.Stop), do.Stop)
	p.table = newDataTable(&m.Run.UI, p.columns(), func() int { return len(p.order) })
	p.rates = newLineChart(say("run.rates"), rate)
	p.rates.waiting = say("run.rates.waiting")
	p.memory = newLineChart(say("run.memory"), func(v float64) string { return size(int64(v)) })
	p.memory.waiting = say("run.memory.waiting")
	p.log = widget.NewList(func() int { return len(p.lines) },
		func() fyne.CanvasObject {
			return container.New(cellsLayout{logColumns, Grid * 2.75}, small("").mono(), newPicture(icons.Info, colorMuted, 14), newText("").sized(smallSize))
		}, p.showLine)
	return p
}

var logColumns = []column{{width: Grid * 7}, {width: Grid * 2}, {}}

func (p *runPage) content() fyne.CanvasObject {
	figures := container.NewGridWithColumns(5)
	for _, id := range []string{"rows", "rate", "eta", "elapsed", "refused"} {
		value := newText("").bold()
		p.figures[id] = value
		figures.Add(stack(0, small(say("run."+id)), value))
	}
	head := panel(stack(Grid, row(p.state, spacer(), p.pause, p.stop), p.whole, figures))
	charts := container.NewGridWithColumns(2, panel(p.rates), panel(p.memory))
	log := container.NewThemeOverride(p.log, dense{Theme{p.model.Dark}})
	bottom := container.NewGridWithColumns(2, charts, flush(under(
		newBox(colorRaised, pad(Grid/2, small(say("run.log")).bold())), log)))
	return container.NewBorder(stack(Grid, head, p.err, gap(1, 1)), container.NewBorder(gap(1, Grid), nil, nil, nil, fixed(0, Grid*22, bottom)), nil, nil, flush(p.table))
}

func (p *runPage) togglePause() {
	if p.model.Run.Paused {
		p.do.Resume()
	} else {
		p.do.Pause()
	}
}

func (p *runPage) update() {
	m := &p.model.Run
	g := m.Progress
	p.state.set(runState(p.model))
	color := colorAccent
	if m.Paused {
		color = colorWarn
	}
	if p.model.Result != nil && !m.Active {
		t, _ := verdict(p.model.Result)
		color = t.color
	}
	moved, total := g.Moved()
	p.whole.set(share(moved, total), color)
	p.set("rows", say("run.of", "Done", count(g.Written), "All", about(g.Total, allExact(g.Tables))))
	p.set("rate", rate(g.RowsPerSecond))
	p.set("eta", eta(g.ETA))
	p.set("elapsed", clock(g.Elapsed))
	p.set("refused", count(g.Rejected))
	p.figures["refused"].paint(count(g.Rejected), map[bool]fyne.ThemeColorName{true: colorWarn, false: colorText}[g.Rejected > 0])
	p.pause.SetText(say("run.pause"))
	p.pause.SetIcon(icons.Of(icons.Pause))
	if m.Paused {
		p.pause.SetText(say("run.resume"))
		p.pause.SetIcon(icons.Of(icons.Play))
	}
	enable(p.pause, m.Active && !m.Stopping)
	enable(p.stop, m.Active && !m.Stopping)
	p.err.set(m.Err)
	p.updateTables()
	p.updateCharts()
	p.updateLog()
}

func (p *runPage) set(id, value string) { p.figures[id].set(value) }

// updateTables puts running tables first, then those that failed, then the rest.
func (p *runPage) updateTables() {
	tables := p.model.Run.Progress.Tables
	p.order = p.order[:0]
	for i := range tables {
		p.order = append(p.order, i)
	}
	rank := func(i int) int {
		switch tables[i].State {
		case engine.Beginning, engine.Running, engine.Committing, engine.Checking:
			return 0
		case engine.Failed, engine.Interrupted:
			return 1
		case engine.Waiting:
			return 2
		default:
			return 3
		}
	}
	sort.SliceStable(p.order, func(i, j int) bool { return rank(p.order[i]) < rank(p.order[j]) })
	p.table.empty = say("run.empty")
	p.table.Refresh()
}

func (p *runPage) updateCharts() {
	samples := p.model.Run.Samples
	rates, memory := make([]float64, 0, len(samples)), make([]float64, 0, len(samples))
	seen := false
	for _, s := range samples {
		rates = append(rates, s.RowsPerSecond)
		memory = append(memory, float64(s.Memstore))
		seen = seen || s.Memstore > 0
	}
	p.rates.set(rates, 0, 0)
	if !seen {
		memory = nil
	}
	p.memory.set(memory, 0, float64(p.model.Run.Progress.MemstoreLimit))
}

// updateLog adds what was heard since the last time, and follows the end.
func (p *runPage) updateLog() {
	log := p.model.Run.Log
	fresh := min(p.model.Run.Heard-p.heard, len(log))
	if p.model.Run.Heard < p.heard { // another run
		fresh, p.lines = len(log), nil
	}
	p.heard = p.model.Run.Heard
	if fresh == 0 {
		return
	}
	for _, e := range log[len(log)-fresh:] {
		if l, ok := narrate(e); ok {
			p.lines = append(p.lines, l)
		}
	}
	p.log.Refresh()
	p.log.ScrollToBottom()
}

func (p *runPage) showLine(i widget.ListItemID, object fyne.CanvasObject) {
	cells, ok := object.(*fyne.Container)
	if !ok || i >= len(p.lines) {
		return
	}
	l := p.lines[i]
	for _, cell := range cells.Objects {
		switch cell := cell.(type) {
		case *picture:
			cell.set(l.tone.icon, l.tone.color)
		case *text:
			if cell.style.Monospace {
				cell.set(l.at.Format("15:04:05"))
			} else {
				cell.set(l.words)
			}
		}
	}
}

func (p *runPage) row(i int) *engine.TableState { return &p.model.Run.Progress.Tables[p.order[i]] }

func (p *runPage) columns() []column {
	return []column{
		textColumn(say("objects.name"), 0, func(i int) string { return p.row(i).Source }),
		{title: "", width: Grid * 22, cell: func() fyne.CanvasObject { return newBar(8) }, show: p.showBar},
		textColumn("", Grid*5, func(i int) string { return percent(p.moved(i)) }),
		numberColumn(say("run.rows"), Grid*22, func(i int) int64 { return p.row(i).Written }, func(i int) string {
			t := p.row(i)
			return say("run.of", "Done", count(t.Written), "All", about(t.Total, t.Exact))
		}),
		numberColumn(say("run.rate"), Grid*12, func(i int) int64 { return int64(p.row(i).RowsPerSecond) },
			func(i int) string { return rate(p.row(i).RowsPerSecond) }),
		numberColumn(say("run.eta"), Grid*9, func(i int) int64 { return int64(p.row(i).ETA) }, func(i int) string { return eta(p.row(i).ETA) }),
		numberColumn(say("run.refused"), Grid*8, func(i int) int64 { return p.row(i).Rejected }, func(i int) string { return count(p.row(i).Rejected) }),
		statusColumn(say("run.state"), Grid*12, func(i int) (tone, string) { return stateWord(p.row(i).State) }),
	}
}

func (p *runPage) showBar(i int, cell fyne.CanvasObject) {
	b, ok := cell.(*bar)
	if !ok {
		return
	}
	t := p.row(i)
	tone, _ := stateWord(t.State)
	b.set(share(p.moved(i)), tone.color)
}

// moved is how many of a table's rows have been dealt with in this phase, and of how many.
// A table that is through is so whatever its estimate was.
func (p *runPage) moved(i int) (done, total int64) {
	t := p.row(i)
	done, total = p.model.Run.Progress.MovedOf(t)
	if t.State == engine.Finished || t.State == engine.Copied && p.model.Run.Progress.Phase != engine.Verifying {
		total = max(total, 1) // an empty table is through too
		done = total
	}
	return done, total
}

func allExact(tables []engine.TableState) bool {
	for i := range tables {
		if !tables[i].Exact {
			return false
		}
	}
	return true
}

// runState is the whole run in words.
func runState(m *Model) (tone, string) {
	switch r := &m.Run; {
	case r.Stopping:
		return toneWarn, say("run.stopping")
	case r.Active && r.Paused:
		return tonePaused, say("run.paused")
	case r.Active:
		return toneRunning, say("phase." + string(phaseOr(r.Progress.Phase)))
	case m.Result != nil:
		return verdict(m.Result)
	default:
		return tonePending, say("run.idle")
	}
}

func phaseOr(p engine.Phase) engine.Phase {
	if p == "" {
		return engine.Connecting
	}
	return p
}
