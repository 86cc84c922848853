package engine

import (
	"errors"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"github.com/agnivade/levenshtein"

	"github.com/obferry/obferry/engine/fault"
	"github.com/obferry/obferry/engine/report"
	"github.com/obferry/obferry/engine/rows"
	"github.com/obferry/obferry/engine/source/refused"
	"github.com/obferry/obferry/engine/taken"
	"github.com/obferry/obferry/engine/target"
	"github.com/obferry/obferry/profiles"
)

// retry is what a run has besides that takes the rows of an error spreadsheet back. A nil
// one is that of any other run.
type retry struct {
	source *refused.Source
	book   *taken.Book
	folder string
	found  Retried
	// keyless are the tables whose rows nothing tells apart; it is whole before a row is
	// read.
	keyless map[string]bool

	mu      sync.Mutex // guards what stands below
	left    map[int64]bool
	moved   map[string]int64 // rows by the spreadsheet that they are in now
	doubted bool
	roots   []int64 // of rows refused again
	waiting map[*work]*waiting
	final   bool // no row waits any more
}

// waiting are rows of a table that were refused because a row that they refer to is
// missing: it may come yet.
type waiting struct {
	part    *part
	batch   rows.Batch
	reasons []*fault.Error
}

const (
	// noParent is the server's code for a row that refers to one that is not there
	// (ER_NO_REFERENCED_ROW_2).
	noParent = 1452
	// waitingBytes is how much of a table's rows may wait; what is beyond is refused at once.
	waitingBytes = 64 << 20
)

// beginRetry opens what is known of the spreadsheet's rows from earlier retries.
func (r *run) beginRetry(src *refused.Source) error {
	about, folder := src.About(), filepath.Dir(r.from.Path)
	book, err := taken.Open(taken.Path(folder, filepath.Base(about.First), about.Family), about.Family)
	if err != nil {
		return err
	}
	t := &retry{
		source: src, book: book, folder: folder, found: Retried{Path: r.from.Path, Round: about.Round},
		keyless: map[string]bool{}, left: map[int64]bool{}, moved: map[string]int64{}, waiting: map[*work]*waiting{},
	}
	src.Skip, src.Doubt = t.skips, t.doubts
	r.retry = t
	return nil
}

// skips tells whether a row is left out: it is in its table, or in a later spreadsheet.
func (t *retry) skips(root int64) bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	if skip, known := t.left[root]; known {
		return skip // as it was when the run began
	}
	state, name := t.book.Of(root)
	skip := false
	switch state {
	case taken.Taken:
		skip = true
		t.found.Taken++
	case taken.Gone:
		if skip = t.elsewhere(name); skip {
			t.found.Moved++
			t.moved[name]++
		}
	case taken.Doubted:
		t.doubted = true
	}
	t.left[root] = skip
	return skip
}

// elsewhere tells whether there is a spreadsheet of that name which is not this one.
func (t *retry) elsewhere(name string) bool {
	there, err := os.Stat(t.placed(name))
	if err != nil {
		return false
	}
	here, err := os.Stat(t.found.Path)
	return err == nil && !os.SameFile(there, here)
}

func (t *retry) placed(name string) string {
	if filepath.IsAbs(name) {
		return name
	}
	return filepath.Join(t.folder, name)
}

// doubts tells of a row that may be in its table, where nothing can tell whether it is.
func (t *retry) doubts(table string, root int64) bool {
	state, _ := t.book.Of(root)
	return state == taken.Doubted && t.keyless[table]
}

// rules are how the server is to judge values: as in the run that refused them, but with
// foreign keys, whose both ends should be there by now.
func (r *run) rules() target.Rules {
	if r.retry == nil {
		return target.Rules{Exact: fromDatabase(r.from)}
	}
	return target.Rules{Exact: r.retry.source.About().Exact, Checked: true}
}

// tellRetry says what of the spreadsheet is not tried.
func (r *run) tellRetry() {
	t := r.retry
	if t == nil {
		return
	}
	for _, w := range r.works {
		if w.source == nil {
			continue
		}
		tally := t.source.Tally(w.source.Name)
		t.found.Refused += tally.Refused
		if t.found.Deleted += tally.Deleted; tally.Deleted > 0 {
			r.warn(fault.New(fault.Row, "fault.retry.deleted", "Table", w.plan.Target, "Count", tally.Deleted))
		}
	}
	if t.found.Taken > 0 {
		r.warn(fault.New(fault.Row, "fault.retry.taken", "Count", t.found.Taken))
	}
	for _, name := range slices.Sorted(maps.Keys(t.moved)) {
		r.warn(fault.New(fault.Row, "fault.retry.moved", "Count", t.moved[name], "Path", t.placed(name)))
	}
	if was, is := t.source.About().Target, r.label(r.plan.Target, r.to); was != is {
		r.warn(fault.New(fault.Input, "fault.retry.target", "Was", was, "Is", is))
	}
}

// label is an end in short. The practice kernel is known by its name: its port is another
// one each time.
func (r *run) label(end Endpoint, address profiles.Address) string {
	if planned, err := profiles.Parse(end.URL); err == nil && planned.Kind == profiles.Practice {
		planned.Database = address.Database
		return planned.Label()
	}
	return address.Label()
}

// lacksTable is the fault of a table that is not on the target, with the name of one that
// is and that may be meant.
func (r *run) lacksTable(name string, names []string) error {
	return fault.New(fault.Missing, "fault.retry.table", "Table", name, "Near", nearest(name, names), "Database", r.to.Database)
}

// retryMisfits says what [fits] says in the words of a retry.
func retryMisfits(w *work, there *target.Table, misfits []error) []error {
	var names []string
	for _, c := range there.Columns {
		if !holds(w.names, c.Name) {
			names = append(names, c.Name)
		}
	}
	for i, err := range misfits {
		if f := fault.Of(err); f.ID == "fault.run.notargetcolumn" {
			name, _ := f.Args["Column"].(string)
			misfits[i] = fault.New(fault.Missing, "fault.retry.column", "Table", w.plan.Target, "Column", name, "Near", nearest(name, names))
		}
	}
	return misfits
}

// nearest is the name that is most like one; "" where none is much like it.
func nearest(name string, names []string) string {
	best, found := len(name)/3+1, ""
	for _, other := range names {
		if d := levenshtein.ComputeDistance(strings.ToLower(name), strings.ToLower(other)); d < best {
			best, found = d, other
		}
	}
	return found
}

// retryMode settles how a table's rows are written: as the run wrote that refused them,
// unless a person has said otherwise. A row that was refused is not in its table, so that
// one with its key is another row.
func (r *run) retryMode(w *work) error {
	t, keyed := r.retry, w.destination.Keyed()
	t.keyless[w.source.Name] = !keyed
	mode := r.plan.Mode
	if mode == Auto {
		mode = Mode(t.source.About().Modes[w.plan.Target])
	}
	switch mode {
	case Upsert:
		w.destination.Mode = target.Upsert
	case Replace:
		w.destination.Mode = target.Replace
	case Ignore:
		w.destination.Mode = target.Ignore
	default:
		w.destination.Mode = target.Insert
	}
	if !keyed && w.destination.Mode != target.Insert {
		return fault.New(fault.Preflight, "fault.run.keyless", "Table", w.plan.Target)
	}
	w.destination.Doubt = keyed && t.doubted
	return nil
}

// modeNames are the modes as error spreadsheets tell them.
var modeNames = map[target.Mode]Mode{target.Insert: Insert, target.Upsert: Upsert, target.Replace: Replace, target.Ignore: Ignore}

// about is what the error spreadsheet of this run tells of it. One that goes on with another
// goes on with its family: rows of it may have been taken back since.
func (r *run) about(family, first string) report.About {
	a := report.About{Family: family, First: first, Source: r.label(r.plan.Source, r.from), Exact: r.rules().Exact}
	if r.retry != nil {
		a = r.retry.source.About()
		a.Round++
	}
	a.Target, a.Database, a.Began, a.Modes = r.label(r.plan.Target, r.to), r.to.Database, r.began.UTC(), map[string]string{}
	for _, w := range r.works {
		a.Modes[w.plan.Target] = string(modeNames[w.destination.Mode])
	}
	return a
}

// takeTyped has the rows reported that the spreadsheet does not tell for certain.
func (r *run) takeTyped() {
	r.retry.source.OnRefused = func(one report.Refused) {
		for _, w := range r.works {
			if w.source != nil && w.source.Name == one.Table && w.alive() {
				r.refuseTyped(w, one)
			}
		}
	}
}

func (r *run) refuseTyped(w *work, one report.Refused) {
	r.refusing.Lock()
	defer r.refusing.Unlock()
	w.counters.read.Add(1)
	if r.ending() != nil {
		w.counters.skipped.Add(1)
		return
	}
	p := w.chunks[0]
	one.Table, one.Chunk, one.Batch = w.plan.Target, p.number, p.refuses()
	if err := r.errors.Add(one); err != nil {
		w.counters.skipped.Add(1)
		r.end(err)
		return
	}
	r.retry.again(one.Root)
	w.count(one.Err)
	_ = r.overLimit() // where it is over, the run is ending
}

// again notes a row that was refused again.
func (t *retry) again(root int64) {
	t.mu.Lock()
	t.roots = append(t.roots, root)
	t.mu.Unlock()
}

// postpone keeps a row whose parent is missing for when the others are there; false where
// it is refused now.
func (t *retry) postpone(p parcel, b *rows.Batch, row int, reason *fault.Error) bool {
	if t == nil || reason.Code != noParent {
		return false
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.final {
		return false
	}
	held := t.waiting[p.part.work]
	if held == nil {
		held = &waiting{part: p.part}
		held.batch.Reset(b.Columns())
		t.waiting[p.part.work] = held
	}
	if held.batch.Bytes() > waitingBytes {
		return false
	}
	for i := range b.Columns() {
		value, null := b.Value(row, i)
		held.batch.Add(value, null)
	}
	held.batch.EndRow(b.Place(row))
	held.reasons = append(held.reasons, reason)
	return true
}

// describe tells where a refused row came from in the first place.
func (t *retry) describe(one *report.Refused, number int64) {
	if t != nil {
		t.source.Describe(one, number)
	}
}

// noteRefused notes that a row is in the new spreadsheet.
func (t *retry) noteRefused(one *report.Refused) {
	if t != nil {
		t.again(one.Root)
	}
}

// holdCopied keeps tables from being across while rows of theirs may wait.
func (r *run) holdCopied(going []*work) (release func()) {
	if r.retry == nil {
		return func() {}
	}
	for _, w := range going {
		w.pending.Add(1)
	}
	return func() {
		for _, w := range going {
			w.pending.Done()
		}
	}
}

// writeWaiting tries the rows whose parents were missing, again and again for as long as
// that brings some of them across; the others are refused.
func (r *run) writeWaiting() {
	t := r.retry
	if t == nil {
		return
	}
	writer := r.target.NewWriter()
	for before := int64(-1); ; {
		written := int64(0)
		for _, w := range r.works {
			written += w.counters.written.Load()
		}
		t.mu.Lock()
		round := t.waiting
		t.waiting = map[*work]*waiting{}
		t.final = written == before
		ended := t.final
		t.mu.Unlock()
		before = written
		for w, held := range round {
			p := parcel{part: held.part, batch: &held.batch, number: -1}
			if !ended && w.alive() {
				r.writeParcel(writer, p)
				continue
			}
			for i, reason := range held.reasons {
				if _, err := r.refuse(p, &held.batch, i, reason); err != nil {
					w.counters.skipped.Add(int64(len(held.reasons) - i))
					break
				}
			}
		}
		if ended || len(round) == 0 {
			break
		}
	}
	if err := writer.Close(); err != nil {
		r.warn(err)
	}
}

// attempt is a batch of a retry being written. A nil one is that of any other run.
type attempt struct {
	retry *retry
	batch *rows.Batch
	back  map[int]bool
}

// try says that a batch is about to be sent.
func (t *retry) try(b *rows.Batch) (*attempt, error) {
	if t == nil {
		return nil, nil
	}
	a := &attempt{retry: t, batch: b, back: map[int]bool{}}
	return a, t.book.Try(a.roots(func(int) bool { return true }))
}

func (a *attempt) roots(which func(row int) bool) (roots []int64) {
	for i := range a.batch.Len() {
		if which(i) {
			roots = append(roots, a.retry.source.Root(a.batch.Place(i)))
		}
	}
	return roots
}

// refused says that a row of the batch is not in the table.
func (a *attempt) refused(row int) {
	if a != nil {
		a.back[row] = true
	}
}

// landed says that the batch is across, but for those rows.
func (a *attempt) landed() error {
	if a == nil {
		return nil
	}
	return errors.Join(
		a.retry.book.Took(a.roots(func(i int) bool { return !a.back[i] })),
		a.retry.book.Back(a.roots(func(i int) bool { return a.back[i] })))
}

// endRetry notes which rows are in the new spreadsheet.
func (r *run) endRetry(result *Result) {
	t := r.retry
	if t == nil {
		return
	}
	var err error
	if result.Errors != "" {
		name := result.Errors
		if whole, failed := filepath.Abs(name); failed == nil {
			if name = whole; filepath.Dir(whole) == t.folder {
				name = filepath.Base(whole)
			}
		}
		err = t.book.Move(name, t.roots)
	}
	if err = errors.Join(err, t.book.Close()); err != nil && result.Err == nil {
		result.Err = err
	}
	result.Retry = &t.found
}
