package engine

import (
	"bytes"
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"sync"

	"github.com/gofrs/flock"

	"github.com/obferry/obferry/engine/fault"
	"github.com/obferry/obferry/engine/whole"
)

// journal remembers beside a saved plan how far its tables have come, so that a run
// that was cut off can go on. A plan that was never saved has none.
type journal struct {
	path string
	// hold keeps a second run of the plan out while this one goes on: both would take
	// the other's rows for rows that were there before.
	hold *flock.Flock

	mu   sync.Mutex // guards what stands below, and the file
	page journalPage
}

// journalSuffix follows a plan's file name in its journal's.
const journalSuffix = ".journal"

// journalPage is what the file holds.
type journalPage struct {
	// Errors is where refused rows go. A name with the time in it would be another one
	// when the run goes on, and the rows already refused would be left behind.
	Errors string                  `json:"errors"`
	Tables map[string]journalEntry `json:"tables"`
}

// journalEntry is how far one table has come.
type journalEntry struct {
	// State is Waiting, Running or Copied.
	State State `json:"state"`
	// Created says that the plan's run has made the table.
	Created bool `json:"created"`
	// Before is how many rows, up to [target.CountedUpTo], the table held before the
	// plan's run began to write into it.
	Before int64 `json:"before,omitempty"`
	// Read and Written are the rows that went, once the table is copied.
	Read    int64 `json:"read,omitempty"`
	Written int64 `json:"written,omitempty"`
	// Done are the statements that waited for the rows and have been carried out.
	Done []string `json:"done,omitempty"`
}

// openJournal reads the journal of a plan that is being resumed, and begins a new
// one for any other.
func openJournal(p *Plan) (*journal, error) {
	j := &journal{page: journalPage{Tables: map[string]journalEntry{}}}
	if p.path == "" {
		return j, nil
	}
	j.path = p.path + journalSuffix
	j.hold = flock.New(j.path + ".lock")
	switch free, err := j.hold.TryLock(); {
	case err != nil:
		return nil, fault.New(fault.Resource, "fault.journal.write", "Path", j.path).Because(err)
	case !free:
		return nil, fault.New(fault.Preflight, "fault.journal.held", "Path", p.path)
	}
	if err := j.read(p); err != nil {
		return nil, errors.Join(err, j.release())
	}
	return j, nil
}

// read takes up what an earlier run has left, where the plan goes on with it.
func (j *journal) read(p *Plan) error {
	if !p.Resume {
		return j.remove()
	}
	text, err := os.ReadFile(j.path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil
	case err != nil:
		return fault.New(fault.Input, "fault.journal.read", "Path", j.path).Because(err)
	}
	decoder := json.NewDecoder(bytes.NewReader(text))
	if err := decoder.Decode(&j.page); err != nil {
		return fault.New(fault.Input, "fault.journal.read", "Path", j.path).Because(err)
	}
	if j.page.Tables == nil {
		j.page.Tables = map[string]journalEntry{}
	}
	return nil
}

// release lets others run the plan.
func (j *journal) release() error {
	if j.hold == nil {
		return nil
	}
	err := os.Remove(j.hold.Path())
	if err = errors.Join(err, j.hold.Close()); err != nil {
		return fault.New(fault.Resource, "fault.journal.write", "Path", j.path).Because(err)
	}
	return nil
}

// of is how far a table has come; the zero entry where it never began.
func (j *journal) of(table string) journalEntry {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.page.Tables[table]
}

// put changes what is remembered of a table, on disk before it returns.
func (j *journal) put(table string, change func(*journalEntry)) error {
	j.mu.Lock()
	defer j.mu.Unlock()
	e := j.page.Tables[table]
	change(&e)
	j.page.Tables[table] = e
	return j.write()
}

// errors is where an earlier run has put its refused rows; "" where there was none.
func (j *journal) errors() string {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.page.Errors
}

// putErrors remembers where refused rows go.
func (j *journal) putErrors(path string) (err error) {
	if j.path == "" {
		return nil
	}
	j.mu.Lock()
	defer j.mu.Unlock()
	if j.page.Errors, err = filepath.Abs(path); err != nil {
		return fault.New(fault.Input, "fault.journal.write", "Path", j.path).Because(err)
	}
	return j.write()
}

// write wants the lock held.
func (j *journal) write() error {
	if j.path == "" {
		return nil
	}
	text, err := json.MarshalIndent(j.page, "", "  ")
	if err == nil {
		err = whole.Put(j.path, text)
	}
	if err != nil {
		return fault.New(fault.Resource, "fault.journal.write", "Path", j.path).Because(err)
	}
	return nil
}

// remove forgets everything: the run has ended, or begins anew.
func (j *journal) remove() error {
	if j.path == "" {
		return nil
	}
	if err := os.Remove(j.path); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fault.New(fault.Resource, "fault.journal.write", "Path", j.path).Because(err)
	}
	return nil
}
