package engine

import (
	"maps"
	"path/filepath"
	"strings"
	"time"

	"github.com/obferry/obferry/engine/fault"
	"github.com/obferry/obferry/engine/report"
	"github.com/obferry/obferry/engine/rows"
	"github.com/obferry/obferry/engine/source"
	"github.com/obferry/obferry/engine/source/sheet"
	"github.com/obferry/obferry/engine/words"
)

// probeFiles learns before anything is made whether the files of a run can be written.
func (p *Plan) probeFiles(began time.Time) error {
	for _, path := range []string{p.errorsPath(began), p.Report} {
		if path == "" {
			continue
		}
		if err := report.NewErrors(path, words.Spoken()).Probe(); err != nil {
			return err
		}
	}
	return nil
}

// refuse puts a refused row into the error spreadsheet. Where that cannot be
// written the run ends: a row must not get lost. Counted says that it is in there.
//
// One row is refused at a time, and none once the run is ending: of a limit's rows there
// is one more than it allows, however many write.
func (r *run) refuse(p parcel, b *rows.Batch, row int, reason *fault.Error) (counted bool, err error) {
	w := p.part.work
	if r.retry.postpone(p, b, row, reason) {
		return true, nil
	}
	r.refusing.Lock()
	defer r.refusing.Unlock()
	if err := r.ending(); err != nil {
		return false, err
	}
	refused := refusedRow(w, b, row, reason)
	refused.Source = w.sourceOf(p.part.chunk)
	r.retry.describe(&refused, b.Place(row))
	refused.Chunk, refused.Batch = p.part.number, p.number
	if err := r.errors.Add(refused); err != nil {
		r.end(err)
		return false, err
	}
	r.retry.noteRefused(&refused)
	w.reject(b, row, reason) // not before: what is counted is in the spreadsheet
	return true, r.overLimit()
}

// refusedRow copies a row out of its batch.
func refusedRow(w *work, b *rows.Batch, row int, reason *fault.Error) report.Refused {
	refused := report.Refused{
		Table: w.plan.Target, Source: w.plan.Source, Place: b.Place(row),
		Columns: w.written(), Err: reason,
	}
	var key []string
	for i, c := range b.Columns() {
		value, null := b.Value(row, i)
		refused.Values = append(refused.Values, report.Value{Bytes: append([]byte(nil), value...), Null: null})
		if c.Key && !null {
			key = append(key, c.Name+"="+string(value))
		}
	}
	refused.Key = strings.Join(key, ", ")
	return refused
}

// sourceOf is where the rows of a chunk come from: the table, and of a text in several
// files the name of the one in which a row's line is to be looked up.
func (w *work) sourceOf(chunk source.Chunk) string {
	if w.plan.Sheet == nil || chunk.From == "" {
		return w.plan.Source
	}
	return w.plan.Source + " (" + filepath.Base(chunk.From) + ")"
}

// overLimit ends the run once more rows were refused than the plan allows.
func (r *run) overLimit() error {
	limit, share := r.plan.RejectLimit, r.plan.RejectPercent
	if limit < 0 && share == nil {
		return nil
	}
	rejected, read := r.refusedOf()
	var err error
	switch {
	case limit >= 0 && rejected > limit:
		err = fault.New(fault.Row, "fault.run.rejectlimit", "Rejected", rejected, "Limit", limit)
	case share != nil && (read >= shareFrom || *share == 0):
		err = r.overShare(rejected, read)
	}
	if err != nil {
		r.end(err)
	}
	return err
}

// shareFrom is how many rows must have been read before a share of them says something
// while the run goes on.
const shareFrom = 10_000

// overShare is the fault of more refused rows than the plan's share allows; nil for fewer.
func (r *run) overShare(rejected, read int64) error {
	share := r.plan.RejectPercent
	if share == nil || read == 0 || float64(rejected)*100 <= *share*float64(read) {
		return nil
	}
	return fault.New(fault.Row, "fault.run.rejectshare", "Rejected", rejected, "Read", read, "Percent", *share)
}

func (r *run) refusedOf() (rejected, read int64) {
	for _, w := range r.works {
		rejected += w.counters.rejected.Load()
		read += w.counters.read.Load()
	}
	return rejected, read
}

// takeRagged has a sheet's rows that cannot even be read as rows reported like those
// that the server refuses.
func (r *run) takeRagged() {
	if r.retry != nil {
		r.takeTyped()
		return
	}
	file, ok := r.source.(*sheet.Source)
	if !ok {
		return
	}
	file.OnRefused = func(table, path string, place int64, cells []string, err error) {
		for _, w := range r.works {
			if w.plan.Source == table && w.alive() {
				r.refuseRagged(w, path, place, cells, err)
			}
		}
	}
}

func (r *run) refuseRagged(w *work, path string, place int64, cells []string, err error) {
	reason := fault.Of(err)
	if reason == nil {
		reason = fault.New(fault.Row, "fault.run.ragged", "Place", place).Because(err)
	}
	r.refusing.Lock()
	defer r.refusing.Unlock()
	w.counters.read.Add(1)
	if r.ending() != nil {
		w.counters.skipped.Add(1)
		return
	}
	part := w.chunks[0] // a sheet is read in one, a text in one for each of its files
	for _, p := range w.chunks {
		if path != "" && p.chunk.From == path {
			part = p
		}
	}
	refused := report.Refused{
		Table: w.plan.Target, Source: w.sourceOf(part.chunk), Place: place, Columns: w.written(), Err: reason,
		Chunk: part.number, Batch: part.refuses(), Held: []int{report.HeldRow},
	}
	for _, cell := range cells {
		refused.Values = append(refused.Values, report.Value{Bytes: []byte(cell)})
	}
	if err := r.errors.Add(refused); err != nil {
		w.counters.skipped.Add(1)
		r.end(err)
		return
	}
	w.count(reason)
	_ = r.overLimit() // where it is over, the run is ending
}

// settle closes the error spreadsheet where it is what ended the run, so that the hint
// names the file that holds the rows now, and speaks of resuming only where a saved plan
// can be resumed. Other errors stay as they are.
func (r *run) settle(err error) error {
	reason := fault.Of(err)
	if r.errors == nil || reason == nil || !strings.HasPrefix(reason.ID, "fault.report.") {
		return err
	}
	resume := r.store.Kept()
	if resume {
		r.errors.Keep()
	}
	kept, _, failed := r.errors.Close()
	if f := fault.Of(failed); f != nil {
		kept, _ = f.Args["Kept"].(string)
	}
	told := *reason // others may be reading the first one
	told.Args = maps.Clone(reason.Args)
	told.Args["Kept"], told.Args["Resume"] = kept, resume
	return &told
}

// written are the columns under the names that the target knows them by.
func (w *work) written() []rows.Column {
	columns := append([]rows.Column(nil), w.columns...)
	for i := range columns {
		columns[i].Name = w.names[i]
	}
	return columns
}
