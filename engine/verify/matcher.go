package verify

import (
	"errors"
	"maps"
	"sync"

	"github.com/obferry/obferry/engine/rows"
)

// Matcher finds every row of the source again in a target that may rightly hold
// more: one that held rows before these were written into it. It reads both sides
// once more, holding 16 bytes (the hashes of its key and of its values) of each of
// the source's rows for a share of the keys at a time, and only of those whose bucket
// differs. Rows are told apart by their key: a table without one cannot be matched.
//
// The Matcher is shared; each goroutine reads with a [Pass] of its own. A hash of 64
// bits can in theory take one row for another; the sums over the rows that were
// matched, which go into the verdict too, would tell.
type Matcher struct {
	source, target, refused *Digest
	differs                 []bool  // by bucket
	expected                []int64 // rows of the source, by bucket; 0 where it does not differ
	needed                  int64   // their sum

	// mu guards what stands below.
	mu                 sync.Mutex
	matched            *Digest // the target's rows that have a counterpart
	missing, different int64
	examples           map[uint64]struct{} // keys of rows that are missing or different
}

// examplesKept is of how many missing or different rows the keys are kept, for a
// [Finder] to show them.
const examplesKept = 100

// NewMatcher prepares the reading of a table whose digests, made with the columns
// that are its key on the target, differ. Refused may be nil. It is nil where rows
// cannot be matched: there is no key, or more rows were refused than are known one by
// one.
func NewMatcher(source, target, refused *Digest) *Matcher {
	if !source.keyed() || refused != nil && refused.overflowed() {
		return nil
	}
	m := &Matcher{
		source: source, target: target, refused: refused,
		differs: make([]bool, Buckets), expected: make([]int64, Buckets),
		matched: NewDigest(target.columns), examples: map[uint64]struct{}{},
	}
	for i := range m.differs {
		if expected(source, refused, i) != target.buckets[i] {
			m.differs[i] = true
			m.expected[i] = source.buckets[i].rows
			m.needed += source.buckets[i].rows
		}
	}
	return m
}

// Needed is how many of the source's rows have to be held, in all.
func (m *Matcher) Needed() int64 { return m.needed }

// Examples are keys, as a [Finder] takes them, of some rows that are missing or different.
func (m *Matcher) Examples() map[uint64]struct{} {
	m.mu.Lock()
	defer m.mu.Unlock()
	return maps.Clone(m.examples)
}

// Compare is what came of it when every part was read: as [Compare], but with the
// target's rows that have no counterpart counted in Extra and left out of its sums.
func (m *Matcher) Compare() Comparison {
	m.mu.Lock()
	defer m.mu.Unlock()
	c := Compare(m.source, m.matched, m.refused)
	c.TargetRows = m.target.count
	c.Extra = m.target.count - m.matched.count
	c.Missing, c.Different = m.missing, m.different
	c.Equal = c.Equal && c.Missing == 0 && c.Different == 0
	return c
}

// Pass makes what one goroutine reads both sides with, holding at most so many bytes
// of rows. Source and target are the columns of either side's batches, as for
// [NewDigest]. Parts is into how many parts the table is cut.
func (m *Matcher) Pass(source, target []rows.Column, parts, bytes int) *Pass {
	most := max(bytes/heldBytes, 1)
	return &Pass{
		matcher: m, parts: parts,
		source: &Reader{digest: NewDigest(source)}, target: &Reader{digest: NewDigest(target)},
		held:    make([]held, 0, min(int64(most), m.needed+1)),
		skipped: map[uint64]int32{},
	}
}

// ErrTooMany says that a table has too many rows to be matched within the memory
// given, in a number of readings that is still reasonable.
var ErrTooMany = errors.New("too many rows to match")

// keyed tells whether a key other than the whole row tells rows apart.
func (d *Digest) keyed() bool {
	for _, c := range d.columns {
		if c.Key {
			return true
		}
	}
	return false
}

// overflowed tells whether some refused rows are not known one by one.
func (d *Digest) overflowed() bool {
	return len(d.refused) >= refusedKept || d.refused == nil && d.count > 0
}
