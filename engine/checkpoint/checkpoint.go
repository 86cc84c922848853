// Package checkpoint remembers how far a run has come, in one file beside its plan, so
// that a run that was cut off goes on where it was: which tables stand, which chunks
// of them are across, and where refused rows wait.
//
// The file is a bbolt database: it is whole in every moment, also after a power cut.
// What is said to be across has been committed by the target before it was said.
package checkpoint

import (
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"runtime/debug"
	"sync"
	"syscall"
	"time"

	"go.etcd.io/bbolt"
	bolterrors "go.etcd.io/bbolt/errors"

	"github.com/obferry/obferry/engine/fault"
)

// Suffix follows a plan's file name in its checkpoint's.
const Suffix = ".checkpoint"

// Store is a run's checkpoint. Its methods may be called from any goroutine. Errors are
// faults: Preflight where another process has the file, Input where the file is none of
// this program's, Resource where it cannot be written.
type Store struct {
	path string
	db   *bbolt.DB // nil for a run that leaves nothing to go on with

	mu      sync.Mutex // guards what stands below
	run     Run
	tables  map[string]Table
	chunks  map[string][]Chunk
	pending map[string]map[int]struct{} // chunks that the file does not know yet as they are
}

// Run is what is remembered of the whole run.
type Run struct {
	// Errors is where refused rows go. A name with the time in it would be another one
	// when the run goes on, and the rows already refused would be left behind.
	Errors string `json:"errors,omitempty"`
	// Family is that of the run's error spreadsheets, First the file name of the first one,
	// and Root the highest by which a row of them is known.
	Family string `json:"family,omitempty"`
	First  string `json:"first,omitempty"`
	Root   int64  `json:"root,omitempty"`
	// From and To are the ends, without passwords.
	From string `json:"from,omitempty"`
	To   string `json:"to,omitempty"`
	// Marks is the table on the target that tells which statements were carried out; ""
	// where the run has none.
	Marks string `json:"marks,omitempty"`
}

// The buckets of the file, and the key of the one value that is not in a bucket of
// tables.
var (
	runBucket    = []byte("run")
	tablesBucket = []byte("tables")
	chunksBucket = []byte("chunks") // holds a bucket for each table, with its chunks by number
	runKey       = []byte("run")
)

// Open opens the checkpoint in a file, and makes it where there is none. With an empty
// path nothing is kept beyond the process.
func Open(path string) (opened *Store, err error) {
	s := &Store{path: path}
	s.clear()
	if path == "" {
		return s, nil
	}
	// A damaged file has bbolt panic, or read behind the end of what it has mapped.
	faults := debug.SetPanicOnFault(true)
	defer func() {
		debug.SetPanicOnFault(faults)
		if said := recover(); said != nil {
			opened, err = nil, s.unreadable(fmt.Errorf("%v", said))
		}
	}()
	// The lock that comes with it keeps a second run of the plan out.
	db, err := bbolt.Open(path, 0o600, &bbolt.Options{Timeout: 50 * time.Millisecond})
	switch {
	case errors.Is(err, bolterrors.ErrTimeout):
		return nil, fault.New(fault.Preflight, "fault.checkpoint.held", "Path", path)
	case errors.As(err, new(syscall.Errno)):
		return nil, s.unwritable(err)
	case err != nil:
		return nil, s.unreadable(err)
	}
	s.db = db
	if err := s.load(); err != nil {
		return nil, errors.Join(err, db.Close())
	}
	return s, nil
}

func (s *Store) clear() {
	s.run = Run{}
	s.tables, s.chunks, s.pending = map[string]Table{}, map[string][]Chunk{}, map[string]map[int]struct{}{}
}

func (s *Store) load() error {
	err := s.db.View(func(tx *bbolt.Tx) error {
		if b := tx.Bucket(runBucket); b != nil {
			if text := b.Get(runKey); text != nil {
				if err := json.Unmarshal(text, &s.run); err != nil {
					return err
				}
			}
		}
		if b := tx.Bucket(tablesBucket); b != nil {
			err := b.ForEach(func(name, text []byte) error {
				var t Table
				err := json.Unmarshal(text, &t)
				s.tables[string(name)] = t
				return err
			})
			if err != nil {
				return err
			}
		}
		all := tx.Bucket(chunksBucket)
		if all == nil {
			return nil
		}
		return all.ForEachBucket(func(name []byte) error {
			var chunks []Chunk
			err := all.Bucket(name).ForEach(func(_, text []byte) error {
				var c Chunk
				err := json.Unmarshal(text, &c)
				chunks = append(chunks, c)
				return err
			})
			s.chunks[string(name)] = chunks
			return err
		})
	})
	if err != nil {
		return s.unreadable(err)
	}
	return nil
}

// Kept tells whether there is a file: what is remembered outlives the process.
func (s *Store) Kept() bool { return s.db != nil }

// Run is what is remembered of the whole run.
func (s *Store) Run() Run {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.run
}

// PutRun remembers something of the whole run, on disk before it returns.
func (s *Store) PutRun(change func(*Run)) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	change(&s.run)
	return s.update(func(tx *bbolt.Tx) error { return put(tx, runBucket, runKey, s.run) })
}

// Reset forgets everything: a run of the plan begins anew.
func (s *Store) Reset() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.clear()
	return s.update(func(tx *bbolt.Tx) error {
		for _, bucket := range [][]byte{runBucket, tablesBucket, chunksBucket} {
			if err := tx.DeleteBucket(bucket); err != nil && !errors.Is(err, bolterrors.ErrBucketNotFound) {
				return err
			}
		}
		return nil
	})
}

// Close lets others have the file. What was not flushed is lost.
func (s *Store) Close() error {
	if s.db == nil {
		return nil
	}
	if err := s.db.Close(); err != nil {
		return s.unwritable(err)
	}
	return nil
}

// Remove closes the checkpoint and deletes its file: there is nothing to go on with.
func (s *Store) Remove() error {
	if s.db == nil {
		return nil
	}
	// In this order: once it is closed, another run may have the file.
	err := os.Remove(s.path)
	if errors.Is(err, fs.ErrNotExist) {
		err = nil
	}
	if err = errors.Join(err, s.db.Close()); err != nil {
		return s.unwritable(err)
	}
	return nil
}

// update wants the lock held.
func (s *Store) update(change func(*bbolt.Tx) error) error {
	if s.db == nil {
		return nil
	}
	if err := s.db.Update(change); err != nil {
		return s.unwritable(err)
	}
	return nil
}

func put(tx *bbolt.Tx, bucket, key []byte, value any) error {
	b, err := tx.CreateBucketIfNotExists(bucket)
	if err != nil {
		return err
	}
	text, err := json.Marshal(value)
	if err != nil {
		return err
	}
	return b.Put(key, text)
}

func number(n int) []byte { return binary.BigEndian.AppendUint32(nil, uint32(n)) }

// Failed tells whether an error is that of a checkpoint which cannot be written.
func Failed(err error) bool {
	f := fault.Of(err)
	return f != nil && f.ID == unwritableID
}

const unwritableID = "fault.checkpoint.write"

func (s *Store) unreadable(err error) error {
	return fault.New(fault.Input, "fault.checkpoint.read", "Path", s.path).Because(err)
}

func (s *Store) unwritable(err error) error {
	return fault.New(fault.Resource, unwritableID, "Path", s.path).Because(err)
}
