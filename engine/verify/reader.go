package verify

import (
	"strings"

	"github.com/obferry/obferry/engine/rows"
)

// Reader makes what one goroutine reads one side with. Columns are as for
// [NewDigest], in the order of this side's batches.
func (f *Finder) Reader(side Side, columns []rows.Column) *Reader {
	r := &Reader{finder: f, side: side, digest: NewDigest(columns), order: make([]int, len(f.columns))}
	at := positions(r.digest)
	for i, column := range f.columns {
		r.order[i] = -1
		if there, ok := at[strings.ToLower(column.Name)]; ok {
			r.order[i] = there
		}
	}
	return r
}

// Reader hands the rows of one side to a [Finder]. It belongs to one goroutine.
type Reader struct {
	finder *Finder
	side   Side
	digest *Digest // for its rules and hashes; nothing is summed
	order  []int   // the finder's columns in the digest, -1 where it lacks one
}

// Add looks at a batch's rows. Enough says that as many differences are known as
// were asked for, so that reading on is of no use. The only error is a batch with
// another number of columns.
func (r *Reader) Add(b *rows.Batch) (enough bool, err error) {
	if err := r.digest.fits(b); err != nil {
		return false, err
	}
	for row := range b.Len() {
		key := r.digest.hash(b, row)
		if !r.finder.differs[bucketOf(key)] {
			continue
		}
		if only := r.finder.only; only != nil {
			if _, wanted := only[key]; !wanted {
				continue
			}
		}
		if r.finder.take(r, b, row, key) {
			return true, nil
		}
	}
	return false, nil
}

// sums are those of the row whose values were hashed last: of all values, and
// without generated ones, as [Digest] counts them.
func (r *Reader) sums(key uint64) (all, plain uint64) {
	d := r.digest
	for i := range d.columns {
		hi, lo := d.product(i, key)
		h := hi ^ lo
		all += h
		if !d.columns[i].Generated {
			plain += h
		}
	}
	return all, plain
}

// sameSRIDs compares the SRIDs of geometries where both rows have one.
func (r *Reader) sameSRIDs(b *rows.Batch, row int, other keptRow) bool {
	for i, at := range r.order {
		if at < 0 || r.digest.rules.of[at] != asGeometry {
			continue
		}
		if value, null := b.Value(row, at); !null && !sameSRID(sridOf(value), other.values[i].srid) {
			return false
		}
	}
	return true
}

// sameSRID is true where one side has none: it may be one that knows no spatial
// reference systems.
func sameSRID(a, b uint32) bool { return a == b || a == 0 || b == 0 }

// row copies what is kept of a row.
func (r *Reader) row(b *rows.Batch, row int, sum uint64) keptRow {
	kept := keptRow{
		side:   r.side,
		sum:    sum,
		hashes: make([]uint64, len(r.order)),
		values: make([]glimpse, len(r.order)),
		place:  b.Place(row),
	}
	for i, at := range r.order {
		if at < 0 {
			continue
		}
		kept.hashes[i] = r.digest.hashes[at]
		value, null := b.Value(row, at)
		kept.values[i] = glance(value, null, r.digest.columns[at].Kind)
	}
	return kept
}
