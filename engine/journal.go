package engine

import (
	"bytes"
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"sync"

	"github.com/obferry/obferry/engine/fault"
)

// journal remembers beside a saved plan how far its tables have come, so that a run
// that was cut off can go on. A plan that was never saved has none.
type journal struct {
	path string

	mu      sync.Mutex // guards entries and the file
	entries map[string]journalEntry
}

// journalEntry is how far one table has come: Running or Copied.
type journalEntry struct {
	State   State `json:"state"`
	Created bool  `json:"created"`
}

// openJournal reads the journal of a plan that is being resumed, and begins a new
// one for any other.
func openJournal(p *Plan) (*journal, error) {
	j := &journal{entries: map[string]journalEntry{}}
	if p.path == "" {
		return j, nil
	}
	j.path = p.path + ".journal"
	if !p.Resume {
		return j, j.remove()
	}
	text, err := os.ReadFile(j.path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return j, nil
	case err != nil:
		return nil, fault.New(fault.Input, "fault.journal.read", "Path", j.path).Because(err)
	}
	decoder := json.NewDecoder(bytes.NewReader(text))
	if err := decoder.Decode(&j.entries); err != nil {
		return nil, fault.New(fault.Input, "fault.journal.read", "Path", j.path).Because(err)
	}
	return j, nil
}

// of is how far a table has come; the zero entry where it never began.
func (j *journal) of(table string) journalEntry {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.entries[table]
}

// put remembers how far a table has come, on disk before it returns.
func (j *journal) put(table string, e journalEntry) error {
	j.mu.Lock()
	defer j.mu.Unlock()
	j.entries[table] = e
	if j.path == "" {
		return nil
	}
	text, err := json.MarshalIndent(j.entries, "", "  ")
	if err == nil {
		err = writeWhole(j.path, text)
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
