package engine

import (
	"sync"

	"github.com/obferry/obferry/engine/checkpoint"
	"github.com/obferry/obferry/engine/source"
)

// part is a chunk of a table under way: it knows which of its batches are across, so
// that the checkpoint says no more than the target has committed.
type part struct {
	work   *work
	number int
	chunk  source.Chunk

	mu sync.Mutex // guards what stands below
	// next numbers the batches; those below across are across without a gap.
	next, across int64
	// beyond are batches that came across before one that was read earlier.
	beyond map[int64]tally
	// read says that the last batch has been read.
	read bool
	// ragged are the rows since the last batch that could not be read as rows.
	ragged int64
}

// tally is what a batch came to.
type tally struct{ read, written, left, place int64 }

// dispatch numbers a batch that goes to a writer, and says how many rows before it could
// not be read as rows.
func (p *part) dispatch() (batch, ragged int64) {
	p.mu.Lock()
	defer p.mu.Unlock()
	batch, ragged = p.next, p.ragged
	p.next, p.ragged = p.next+1, 0
	return batch, ragged
}

// refuses counts a row that could not be read as one, and says to which batch it
// belongs: the one that is being filled.
func (p *part) refuses() (batch int64) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.ragged++
	return p.next
}

// landed says that a batch is across; what has advanced by that goes into the
// checkpoint.
func (p *part) landed(store *checkpoint.Store, batch int64, t tally) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.beyond == nil {
		p.beyond = map[int64]tally{}
	}
	p.beyond[batch] = t
	p.advance(store)
}

// ended says that the chunk has been read to its end.
func (p *part) ended(store *checkpoint.Store) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.read = true
	p.advance(store)
}

// advance wants the lock held.
func (p *part) advance(store *checkpoint.Store) {
	var more tally
	for {
		t, there := p.beyond[p.across]
		if !there {
			break
		}
		delete(p.beyond, p.across)
		p.across++
		more.read += t.read
		more.written += t.written
		more.left += t.left
		more.place = t.place
	}
	done := p.read && p.across == p.next
	if done {
		more.read += p.ragged
	}
	store.Advance(p.work.plan.Target, p.number, func(c *checkpoint.Chunk) {
		c.Batches = p.across
		c.Read += more.read
		c.Written += more.written
		c.Left += more.left
		c.Place = max(c.Place, more.place)
		c.Done = done
	})
}
