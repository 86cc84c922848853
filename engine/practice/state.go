package practice

import (
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/obferry/obferry/engine/fault"
)

// state is what DIR/practice.json holds: what the kernel of a directory is
// started with. A kernel must be started again as it was made, or it refuses.
//
// Where its process is stands in the kernel's own pid file (see running): a
// second note of ours would only be one that can be wrong.
type state struct {
	// Kernel is the Version that made the data.
	Kernel string `json:"kernel"`
	// Port on this machine, of the last start.
	Port int `json:"port"`
	// Memory is the kernel's memory_limit.
	Memory string `json:"memory"`
	// Parameters are the others, name=value.
	Parameters []string `json:"parameters"`
	// Made tells that the kernel has answered at least once.
	Made bool `json:"made"`
}

// place is a directory that belongs to one kernel.
type place string

func (p place) state() string  { return filepath.Join(string(p), "practice.json") }
func (p place) lock() string   { return filepath.Join(string(p), "practice.lock") }
func (p place) start() string  { return filepath.Join(string(p), "start.log") }
func (p place) kernel() string { return filepath.Join(string(p), "kernel") }
func (p place) log() string    { return filepath.Join(p.kernel(), "log", "seekdb.log") }
func (p place) socket() string { return filepath.Join(p.kernel(), "run", "sql.sock") }
func (p place) pid() string    { return filepath.Join(p.kernel(), "run", "seekdb.pid") }

// at is the place at dir, or at the default directory where dir is empty. Links
// are followed, so that every way to spell a directory means the same kernel.
func at(dir string) (place, error) {
	if dir == "" {
		def, err := DefaultDir()
		if err != nil {
			return "", err
		}
		dir = def
	}
	dir, err := filepath.Abs(dir)
	if err != nil {
		return "", unusable(dir, err)
	}
	if real, err := filepath.EvalSymlinks(dir); err == nil {
		dir = real
	}
	return place(dir), nil
}

// DefaultDir is where a kernel lives when nobody says otherwise: obferry/practice
// below $XDG_DATA_HOME, or below ~/.local/share.
func DefaultDir() (string, error) {
	if data := os.Getenv("XDG_DATA_HOME"); filepath.IsAbs(data) {
		return filepath.Join(data, "obferry", "practice"), nil
	}
	home, err := os.UserHomeDir()
	if err != nil {
		return "", fault.New(fault.Preflight, "fault.practice.home").Because(err)
	}
	return filepath.Join(home, ".local", "share", "obferry", "practice"), nil
}

// load reads the state; nil where there is none.
func (p place) load() (*state, error) {
	text, err := os.ReadFile(p.state())
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, unusable(p.state(), err)
	}
	var s state
	if err := json.Unmarshal(text, &s); err != nil {
		return nil, fault.New(fault.Input, "fault.practice.state", "Path", p.state()).Because(err)
	}
	return &s, nil
}

// ours faults where the directory holds something that is not a kernel of ours:
// a kernel must never be started amid somebody's files.
func (p place) ours() error {
	entries, err := os.ReadDir(string(p))
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return unusable(string(p), err)
	}
	strangers := 0
	for _, entry := range entries {
		switch filepath.Join(string(p), entry.Name()) {
		case p.state():
			return nil
		case p.lock():
		default:
			strangers++
		}
	}
	if strangers > 0 {
		return fault.New(fault.Input, "fault.practice.foreign", "Path", string(p))
	}
	return nil
}

// InMemory tells whether what is written at path stays in memory (tmpfs), where
// no kernel can live. The path need not exist yet.
func InMemory(path string) (bool, error) {
	inMemory, _, err := disk(path)
	return inMemory, err
}
