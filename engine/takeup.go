package engine

import (
	"crypto/rand"
	"encoding/hex"
	"errors"
	"os"
	"path/filepath"
	"strings"

	"github.com/obferry/obferry/engine/checkpoint"
	"github.com/obferry/obferry/engine/fault"
	"github.com/obferry/obferry/engine/report"
	"github.com/obferry/obferry/engine/rows"
	"github.com/obferry/obferry/engine/taken"
	"github.com/obferry/obferry/engine/words"
)

// openErrors prepares the error spreadsheet, and learns before the first row moves
// whether it can be written. A resumed run goes on with the rows that the one before
// had set aside, also where the plan has been given another path meanwhile: the disk of
// the first may have been full.
func (r *run) openErrors() error {
	kept := r.store.Run()
	path, earlier := r.plan.errorsPath(r.began), kept.Errors
	if r.plan.Errors == "" && earlier != "" {
		path = earlier
	}
	if kept.Family == "" {
		id := make([]byte, 16)
		_, _ = rand.Read(id) // never fails, by its documentation
		kept.Family, kept.First = hex.EncodeToString(id), filepath.Base(path)
	}
	r.errors = report.NewErrors(path, words.Spoken())
	r.errors.Tell(r.about(kept.Family, kept.First))
	r.errors.Rooted(kept.Root)
	if err := r.errors.Probe(); err != nil {
		return err
	}
	if r.plan.Resume && earlier != "" {
		if err := r.restoreAll(earlier, kept.Family, kept.First); err != nil {
			return err
		}
	}
	if err := r.takeUp(earlier); err != nil {
		return err
	}
	absolute, err := filepath.Abs(path)
	if err != nil {
		return fault.New(fault.Input, "fault.report.folder", "Path", path).Because(err)
	}
	return r.store.PutRun(func(run *checkpoint.Run) {
		run.Errors, run.Family, run.First, run.Root = absolute, kept.Family, kept.First, r.errors.Root()
	})
}

// restoreAll takes up the rows that an earlier run had refused, but for those that a retry
// of its spreadsheet has taken back since.
func (r *run) restoreAll(earlier, family, first string) (err error) {
	back := func(int64) bool { return false }
	path := taken.Path(filepath.Dir(earlier), first, family)
	if _, missing := os.Stat(path); missing == nil {
		book, failed := taken.Open(path, family)
		if failed != nil {
			return failed
		}
		defer func() { err = errors.Join(err, book.Close()) }()
		back = func(root int64) bool {
			state, _ := book.Of(root)
			return state == taken.Taken
		}
	}
	_, err = r.errors.Resume(earlier, func(refused report.Refused) report.Fate {
		return r.restore(refused, refused.Back || back(refused.Root))
	})
	return err
}

// takeUp counts what an earlier run has brought across: not before the rows that it had
// refused are there again, without which the numbers would not add up. Where some are
// missing, their file has been taken away, and a run that went on would have lost them.
func (r *run) takeUp(from string) error {
	for _, w := range r.works {
		if t := w.earlier; w.alive() && t.read-t.written-t.left != w.counters.rejected.Load()+w.takenBack {
			return fault.New(fault.Input, "fault.resume.refused", "Table", w.plan.Target,
				"Count", t.read-t.written-t.left, "Found", w.counters.rejected.Load()+w.takenBack, "Path", report.Waiting(from))
		}
	}
	for _, w := range r.works {
		if w.alive() {
			w.counters.read.Add(w.earlier.read)
			w.counters.written.Add(w.earlier.written + w.takenBack)
			w.counters.skipped.Add(w.earlier.left)
		}
		if w.takenBack > 0 {
			r.warn(fault.New(fault.Row, "fault.resume.taken", "Table", w.plan.Target, "Count", w.takenBack))
		}
	}
	return nil
}

// restore takes up a row that an earlier run of the plan had refused, or drops it where its
// table is read once more, and the row refused once more with it. One that is back counts as
// written.
func (r *run) restore(refused report.Refused, back bool) report.Fate {
	if r.store.Table(refused.Table).Stage != checkpoint.Copied && !r.across(refused) {
		return report.Dropped
	}
	fate := report.Kept
	if back {
		fate = report.TakenBack
	}
	for _, w := range r.works {
		switch {
		case w.plan.Target != refused.Table || !w.alive():
		case back:
			w.takenBack++
		default:
			w.restore(refused)
		}
	}
	return fate
}

// across tells whether a refused row belongs to what is not read again.
func (r *run) across(refused report.Refused) bool {
	chunks := r.store.Chunks(refused.Table)
	if refused.Chunk < 0 || refused.Chunk >= len(chunks) {
		return false
	}
	c := chunks[refused.Chunk]
	// One that could not be read as a row, behind the last that could, is read again.
	return c.Done || c.Place > 0 && refused.Batch < c.Batches && refused.Place <= c.Place
}

// restore counts a row that an earlier run had refused, and keeps it out of the
// comparison as that run did.
func (w *work) restore(refused report.Refused) {
	// A row that could not be read as one has never been compared.
	if refused.Err.Code != 0 || strings.HasPrefix(refused.Err.ID, "fault.target.") {
		var b rows.Batch
		b.Reset(w.columns)
		for _, v := range refused.Values {
			b.Add(v.Bytes, v.Null)
		}
		b.EndRow(refused.Place)
		if len(refused.Values) == len(w.columns) {
			w.reject(&b, 0, refused.Err)
			return
		}
	}
	w.count(refused.Err)
}
