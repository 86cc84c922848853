package app

import (
	"io"
	"sync"
	"sync/atomic"

	"github.com/mattn/go-runewidth"
	"github.com/vbauerster/mpb/v8"
	"github.com/vbauerster/mpb/v8/decor"

	"github.com/obferry/obferry/engine"
	"github.com/obferry/obferry/engine/practice"
	"github.com/obferry/obferry/engine/words"
)

// shownTables is how many tables have a bar of their own at once: the running ones,
// of which there are few.
const shownTables = 6

// nameWidth is the column of names, in cells.
const nameWidth = 24

// bars shows progress at a terminal: one bar for the whole and one for each table
// that is under way.
type bars struct {
	c         *console
	container *mpb.Progress
	whole     *mpb.Bar

	mu     sync.Mutex // guards what stands below
	label  string
	tail   string
	tables map[string]*tableBar
}

type tableBar struct {
	bar  *mpb.Bar
	tail atomic.Value // of string
}

func newBars(c *console) *bars {
	b := &bars{c: c, tables: map[string]*tableBar{}}
	b.container = mpb.New(mpb.WithOutput(c.stderr), mpb.WithWidth(24), mpb.WithAutoRefresh())
	b.whole = b.add(0, b.head, b.foot)
	c.setSpeak(func(line string) {
		// The container has ended where it refuses; then there are no bars to spare.
		if _, err := io.WriteString(b.container, line+"\n"); err != nil {
			_, _ = io.WriteString(c.stderr, line+"\n")
		}
	})
	return b
}

// add adds a bar between two texts. Its total is 0 at first, so that no count ends it.
func (b *bars) add(priority int, head, foot func() string) *mpb.Bar {
	return b.container.New(0, mpb.BarStyle().Lbound("").Rbound("").Filler("█").Tip("█").Padding("░"),
		mpb.BarPriority(priority),
		mpb.PrependDecorators(decor.Any(func(decor.Statistics) string { return cell(head()) })),
		mpb.AppendDecorators(decor.Any(func(decor.Statistics) string { return " " + foot() })))
}

func cell(text string) string {
	return runewidth.FillRight(runewidth.Truncate(plain(text), nameWidth, "…"), nameWidth+1)
}

func (b *bars) head() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.label
}

func (b *bars) foot() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.tail
}

func (b *bars) begin(text string) {
	b.drop()
	b.mu.Lock()
	b.label, b.tail = text, ""
	b.mu.Unlock()
	b.whole.SetTotal(0, false)
	b.whole.SetCurrent(0)
}

func (b *bars) stage(s practice.Stage) {
	b.mu.Lock()
	b.tail = s.Text(words.Spoken())
	b.mu.Unlock()
	b.set(b.whole, s.Done, s.Total)
}

func (b *bars) tell(done, total int, now string) {
	b.mu.Lock()
	b.tail = words.Say("app.ddl.progress", "Done", words.Number(int64(done)), "Total", words.Number(int64(total)), "Object", short(now))
	b.mu.Unlock()
	b.set(b.whole, int64(done), int64(total))
}

func (b *bars) show(p engine.Progress) {
	if p.Phase != engine.Copying && p.Phase != engine.Verifying {
		return
	}
	b.mu.Lock()
	b.tail = summary(p)
	b.mu.Unlock()
	moved, total := p.Moved()
	b.set(b.whole, moved, total)
	for i := range p.Tables {
		b.table(i, &p, &p.Tables[i])
	}
}

// table shows, moves or takes down one table's bar.
func (b *bars) table(i int, p *engine.Progress, t *engine.TableState) {
	shown := b.tables[t.Source]
	switch t.State {
	case engine.Beginning, engine.Running, engine.Committing, engine.Checking:
	default:
		if shown != nil {
			shown.bar.Abort(true)
			delete(b.tables, t.Source)
		}
		return
	}
	if shown == nil {
		if len(b.tables) == shownTables {
			return
		}
		shown = &tableBar{}
		shown.tail.Store("")
		name := "  " + t.Target
		shown.bar = b.add(i+1, func() string { return name }, func() string { return shown.tail.Load().(string) })
		b.tables[t.Source] = shown
	}
	moved, total := p.MovedOf(t)
	tail := words.Say("app.progress.table", "Moved", words.Number(moved), "Rate", words.Number(int64(t.RowsPerSecond)))
	if t.State == engine.Beginning || t.State == engine.Committing {
		tail = words.Say("view.state." + string(t.State)) // its rows stand still meanwhile
	}
	shown.tail.Store(tail)
	b.set(shown.bar, moved, total)
}

// set moves a bar. Totals are estimates: one that is passed grows along.
func (b *bars) set(bar *mpb.Bar, moved, total int64) {
	bar.SetTotal(max(moved, total, 1), false)
	bar.SetCurrent(moved)
}

func (b *bars) close() {
	b.c.setSpeak(nil)
	b.drop()
	b.whole.Abort(true)
	b.container.Wait()
}

// drop takes all tables' bars down.
func (b *bars) drop() {
	for name, t := range b.tables {
		t.bar.Abort(true)
		delete(b.tables, name)
	}
}
