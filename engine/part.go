package engine

import (
	"sync"

	"github.com/obferry/obferry/engine/checkpoint"
	"github.com/obferry/obferry/engine/rows"
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
	// filling is the batch that the reader fills, nil between two.
	filling *rows.Batch
	// ragged are the rows since the last batch that could not be read as rows; behind of
	// them come after the first rows of that which is being filled, as many as its rows are.
	ragged, behind int64
	rows           int
}

// tally is what a batch came to.
type tally struct{ read, written, left, place int64 }

// fills says that the reader fills a batch from now on; nil that it has none.
func (p *part) fills(b *rows.Batch) {
	p.mu.Lock()
	p.filling = b
	p.mu.Unlock()
}

// dispatch numbers a batch that goes to a writer, and says how many rows before its last
// one could not be read as rows. Those behind it are of the next: a run that goes on behind
// this batch reads them again.
func (p *part) dispatch() (batch, ragged int64) {
	p.mu.Lock()
	defer p.mu.Unlock()
	behind := int64(0)
	if p.filled() == p.rows {
		behind = p.behind
	}
	batch, ragged = p.next, p.ragged-behind
	p.next, p.ragged, p.behind, p.rows, p.filling = p.next+1, behind, behind, 0, nil
	return batch, ragged
}

// refuses counts a row that could not be read as one, and says to which batch it
// belongs: the one that is being filled.
func (p *part) refuses() (batch int64) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.ragged++
	if n := p.filled(); n != p.rows {
		p.rows, p.behind = n, 0
	}
	p.behind++
	return p.next
}

// filled is how many rows the batch has that is being filled. It wants the lock held.
func (p *part) filled() int {
	if p.filling == nil {
		return 0
	}
	return p.filling.Len()
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
