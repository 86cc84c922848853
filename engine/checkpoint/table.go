package checkpoint

import (
	"encoding/json"
	"errors"
	"maps"

	"go.etcd.io/bbolt"
	bolterrors "go.etcd.io/bbolt/errors"

	"github.com/obferry/obferry/engine/source"
)

// Stage is how far a table has come.
type Stage string

// The stages; "" is that of a table that never began.
const (
	Waiting Stage = "waiting" // it stands on the target, and no row is under way
	Running Stage = "running" // rows are or were under way
	Copied  Stage = "copied"  // every row is across or refused
)

// Table is what is remembered of a table, under its name on the target.
type Table struct {
	Stage Stage `json:"stage"`
	// Created says that the plan's run has made the table.
	Created bool `json:"created,omitempty"`
	// Before is how many rows, up to the number that is counted to, the table held
	// before the plan's run began to write into it.
	Before int64 `json:"before,omitempty"`
	// Read and Written are the rows that went, and Left those that the target had already,
	// once the table is copied.
	Read    int64 `json:"read,omitempty"`
	Written int64 `json:"written,omitempty"`
	Left    int64 `json:"left,omitempty"`
	// Own is how many rows of a table without a key are the plan's own, by what the marks of
	// a run told when it ended; nil where nobody knows.
	Own *int64 `json:"own,omitempty"`
	// Done are the statements around the rows that have been carried out.
	Done []string `json:"done,omitempty"`
	// Loading is the mode of a direct load that the table goes by, "" for none: its rows are
	// there all at once or not at all. Held is how many rows the table held before it, and
	// Sent how many the load brings, once it is being committed.
	Loading string `json:"loading,omitempty"`
	Held    int64  `json:"held,omitempty"`
	Sent    int64  `json:"sent,omitempty"`
	// Origin is what the rows are taken from, by the names of its properties, so that a
	// run that goes on can say which of them has changed.
	Origin map[string]string `json:"origin,omitempty"`
}

// Chunk is what is remembered of a part of a table.
type Chunk struct {
	Chunk source.Chunk `json:"chunk"`
	// Done says that every row of the chunk is across or refused.
	Done bool `json:"done,omitempty"`
	// Batches is how many batches from the chunk's beginning are across without a gap,
	// and Place the place of their last row: a chunk whose rows have places goes on
	// behind it.
	Batches int64 `json:"batches,omitempty"`
	Place   int64 `json:"place,omitempty"`
	// Read and Written count the rows of those batches; Left those that the target had
	// already and kept as they were.
	Read    int64 `json:"read,omitempty"`
	Written int64 `json:"written,omitempty"`
	Left    int64 `json:"left,omitempty"`
}

// Table is what is remembered of a table; the zero Table where it never began.
func (s *Store) Table(name string) Table {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.tables[name]
}

// Tables is what is remembered of every table, by name.
func (s *Store) Tables() map[string]Table {
	s.mu.Lock()
	defer s.mu.Unlock()
	return maps.Clone(s.tables)
}

// Blank tells whether no table has begun.
func (s *Store) Blank() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return len(s.tables) == 0
}

// PutTable changes what is remembered of a table, on disk before it returns.
func (s *Store) PutTable(name string, change func(*Table)) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	t := s.tables[name]
	change(&t)
	s.tables[name] = t
	return s.update(func(tx *bbolt.Tx) error { return put(tx, tablesBucket, []byte(name), t) })
}

// Chunks are the parts that a table was cut into; none where it was not.
func (s *Store) Chunks(name string) []Chunk {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]Chunk(nil), s.chunks[name]...)
}

// PutChunks remembers how a table was cut, in place of an earlier cut, on disk before
// it returns.
func (s *Store) PutChunks(name string, chunks []Chunk) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.chunks[name] = append([]Chunk(nil), chunks...)
	delete(s.pending, name)
	return s.update(func(tx *bbolt.Tx) error {
		all, err := tx.CreateBucketIfNotExists(chunksBucket)
		if err != nil {
			return err
		}
		if err := all.DeleteBucket([]byte(name)); err != nil && !errors.Is(err, bolterrors.ErrBucketNotFound) {
			return err
		}
		if _, err := all.CreateBucket([]byte(name)); err != nil {
			return err
		}
		for i := range chunks {
			if err := s.putChunk(tx, name, i); err != nil {
				return err
			}
		}
		return nil
	})
}

// putChunk wants the table's bucket to be there.
func (s *Store) putChunk(tx *bbolt.Tx, name string, i int) error {
	text, err := json.Marshal(s.chunks[name][i])
	if err != nil {
		return err
	}
	return tx.Bucket(chunksBucket).Bucket([]byte(name)).Put(number(i), text)
}

// Advance changes what is remembered of a chunk. It is on disk after the next
// [Store.Flush] only: rows that came across since then would be read once more.
func (s *Store) Advance(name string, chunk int, change func(*Chunk)) {
	s.mu.Lock()
	defer s.mu.Unlock()
	change(&s.chunks[name][chunk])
	if s.pending[name] == nil {
		s.pending[name] = map[int]struct{}{}
	}
	s.pending[name][chunk] = struct{}{}
}

// Flush writes what has advanced; before is called first, when nothing can advance any
// more, to have on disk what must be there earlier. On an error, such as that of a full
// disk, nothing is written, and the next Flush tries all of it again.
func (s *Store) Flush(before func() error) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := before(); err != nil {
		return err
	}
	if len(s.pending) == 0 {
		return nil
	}
	err := s.update(func(tx *bbolt.Tx) error {
		for name, chunks := range s.pending {
			for i := range chunks {
				if err := s.putChunk(tx, name, i); err != nil {
					return err
				}
			}
		}
		return nil
	})
	if err == nil {
		clear(s.pending)
	}
	return err
}
