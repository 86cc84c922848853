package verify

import (
	"cmp"
	"slices"
	"sort"

	"github.com/obferry/obferry/engine/rows"
)

// Pass matches the rows of one part of a table after another, and each part in as
// many passes as its memory wants. For every part it is used like this:
//
//	p.Begin()
//	for p.Next() {
//		// hand the source's rows of the part to Hold, then the target's to Match
//	}
//	if err := p.Err(); err != nil { … }
//
// and Close after the last part. It belongs to one goroutine.
type Pass struct {
	matcher *Matcher
	parts   int
	source  *Reader
	target  *Reader // its digest sums the rows that have a counterpart

	from, to uint64 // the buckets of this pass, to excluded
	passes   int    // begun in this part
	held     []held
	sorted   bool
	skipped  map[uint64]int32 // refused rows seen in this pass, by their identity
	err      error

	missing, different int64
	examples           []uint64
}

// held is a row of the source that waits for its counterpart.
type held struct{ key, row uint64 }

const (
	// heldBytes is what a held row takes, with the bit that says it is taken.
	heldBytes = 17
	// passesAtMost is how often a part is read before it is given up.
	passesAtMost = 16
)

// Begin begins a part: a set of keys, whole on both sides.
func (p *Pass) Begin() { p.from, p.to, p.passes = 0, 0, 0 }

// Next begins the next pass over the part; false where it is done, or given up.
func (p *Pass) Next() bool {
	if p.err != nil {
		return false
	}
	p.settle()
	if p.from = p.to; p.from == Buckets {
		return false
	}
	if p.passes++; p.passes > passesAtMost || p.parts == 1 && p.matcher.needed > int64(cap(p.held))*passesAtMost {
		p.err = ErrTooMany
		return false
	}
	p.to = p.reach()
	return true
}

// Err is [ErrTooMany] where matching was given up, else nil.
func (p *Pass) Err() error { return p.err }

// reach is how far a pass gets: over all buckets where the table is cut into parts,
// else as far as there is room for.
func (p *Pass) reach() uint64 {
	if p.parts > 1 {
		return Buckets
	}
	to, room := p.from, int64(cap(p.held))
	for to < Buckets && room >= p.matcher.expected[to] {
		room -= p.matcher.expected[to]
		to++
	}
	return max(to, p.from+1)
}

// settle counts what is left of a pass's rows: they are on the source alone.
func (p *Pass) settle() {
	for _, h := range p.held {
		if h.row != taken {
			p.missing++
			p.example(h.key)
		}
	}
	p.held, p.sorted = p.held[:0], false
	clear(p.skipped)
}

func (p *Pass) example(key uint64) {
	if len(p.examples) < examplesKept {
		p.examples = append(p.examples, key)
	}
}

// Hold takes in the source's rows of this pass. Its error is a batch with another
// number of columns, or that of [Pass.Err].
func (p *Pass) Hold(b *rows.Batch) error {
	d := p.source.digest
	if err := d.fits(b); err != nil {
		return err
	}
	for row := range b.Len() {
		key := d.hash(b, row)
		if at := bucketOf(key); at < p.from || at >= p.to || !p.matcher.differs[at] {
			continue
		}
		sum, plain := p.source.sums(key)
		if p.refused(plain) {
			continue
		}
		if len(p.held) == cap(p.held) && !p.narrow() {
			return p.err
		}
		if bucketOf(key) < p.to {
			p.held = append(p.held, held{key, max(sum, taken+1)})
		}
	}
	return nil
}

// taken stands for the values of a row that has found its counterpart.
const taken = 0

// refused tells whether a row is one that the target refused.
func (p *Pass) refused(identity uint64) bool {
	r := p.matcher.refused
	if r == nil || p.skipped[identity] >= r.refused[identity] {
		return false
	}
	p.skipped[identity]++
	return true
}

// narrow leaves the further half of the pass's buckets to the next pass.
func (p *Pass) narrow() bool {
	for len(p.held) == cap(p.held) {
		if p.to-p.from == 1 {
			p.err = ErrTooMany
			return false
		}
		p.to = p.from + (p.to-p.from)/2
		p.held = slices.DeleteFunc(p.held, func(h held) bool { return bucketOf(h.key) >= p.to })
	}
	return true
}

// Match compares the target's rows of this pass with those held. Its only error is a
// batch with another number of columns.
func (p *Pass) Match(b *rows.Batch) error {
	d := p.target.digest
	if err := d.fits(b); err != nil {
		return err
	}
	if !p.sorted {
		slices.SortFunc(p.held, func(a, b held) int { return cmp.Compare(a.key, b.key) })
		p.sorted = true
	}
	for row := range b.Len() {
		key := d.hash(b, row)
		at := bucketOf(key)
		if at < p.from || at >= p.to {
			continue
		}
		if !p.matcher.differs[at] || p.pair(key) {
			d.sum(b, row, key)
		}
	}
	return nil
}

// pair finds the counterpart of the target's row that was hashed last; one with equal
// values where there are several.
func (p *Pass) pair(key uint64) bool {
	sum, _ := p.target.sums(key)
	sum = max(sum, taken+1)
	first := sort.Search(len(p.held), func(i int) bool { return p.held[i].key >= key })
	other := -1
	for i := first; i < len(p.held) && p.held[i].key == key; i++ {
		switch p.held[i].row {
		case taken:
		case sum:
			p.held[i].row = taken
			return true
		default:
			other = i
		}
	}
	if other < 0 {
		return false
	}
	p.held[other].row = taken
	p.different++
	p.example(key)
	return true
}

// Close hands over what was counted. A Pass is not used after it.
func (p *Pass) Close() error {
	m := p.matcher
	m.mu.Lock()
	defer m.mu.Unlock()
	m.missing += p.missing
	m.different += p.different
	for _, key := range p.examples {
		if len(m.examples) < examplesKept {
			m.examples[key] = struct{}{}
		}
	}
	return m.matched.Merge(p.target.digest)
}
