package verify

import (
	"math/bits"
	"strings"

	"github.com/cespare/xxhash/v2"

	"github.com/obferry/obferry/engine/fault"
	"github.com/obferry/obferry/engine/rows"
)

// Buckets is into how many parts a digest divides a table's rows, by their key, so
// that a [Finder] need look at few of them again.
const Buckets = 4096

// refusedKept is how many refused rows a [Finder] can leave out one by one, at
// about 50 bytes each.
const refusedKept = 200_000

// Digest is what is remembered of one side of a table: how many rows, and sums
// over every column that do not depend on the order of rows. A value counts with
// its column's name and its row's key, so that values that changed places are
// seen; rows without a key count as a whole. Sums are additions modulo 2^64 of two
// halves of a 128-bit product, so a row that is there twice counts twice.
//
// Values are compared as the target's column reads them; see [Digest.Add]. A
// Digest takes about 70 KB whatever the table's size and allocates nothing for a
// row. It belongs to one goroutine: give each its own and [Digest.Merge] them.
type Digest struct {
	columns []rows.Column
	seeds   []uint64 // one per column, from its name
	keys    []int    // columns that tell rows apart
	rules   canon
	count   int64
	sums    []sum
	buckets []bucket
	hashes  []uint64 // of the row being added, one per column
	// refused counts rows by their identity; nil where they are not kept.
	refused map[uint64]int32
}

// sum is one column's two sums. A geometry's second one includes the SRID, and
// counts only where no row of either side lacks it (noSRID).
type sum struct {
	a, b   uint64
	noSRID bool
}

type bucket struct {
	sum  uint64
	rows int64
}

// NewDigest makes an empty digest. Columns are the target's, as they are there
// (name, Kind, Type), in the order in which the batches of this side hold them;
// those with Key tell rows apart. Both sides' digests of a table are made with the
// same columns; their order may differ.
func NewDigest(columns []rows.Column) *Digest {
	d := &Digest{
		columns: append([]rows.Column(nil), columns...),
		seeds:   make([]uint64, len(columns)),
		rules:   newCanon(columns),
		sums:    make([]sum, len(columns)),
		buckets: make([]bucket, Buckets),
		hashes:  make([]uint64, len(columns)),
	}
	for i, c := range columns {
		// Not the name's own hash: a value that is its column's name would count for nothing.
		d.seeds[i] = xxhash.Sum64String("column\x00"+strings.ToLower(c.Name)) * prime2
		if c.Key {
			d.keys = append(d.keys, i)
		}
	}
	if len(d.keys) == 0 {
		for i, c := range columns {
			if !c.Generated {
				d.keys = append(d.keys, i)
			}
		}
	}
	return d
}

// NewRefused makes a digest for the rows that the target refused, fed by
// [Digest.AddRow]. It may lack generated columns that the sides' digests have: they
// are then not compared in a table with refused rows. Besides its sums it keeps
// 8-byte marks of up to 200,000 rows, so that a [Finder] does not report them.
func NewRefused(columns []rows.Column) *Digest {
	d := NewDigest(columns)
	d.refused = map[uint64]int32{}
	return d
}

// Rows is how many rows were added.
func (d *Digest) Rows() int64 { return d.count }

// Add takes in every row of a batch. Its columns stand for the digest's, by
// position; their names and kinds may differ: values are read as the target's
// column would read them, so that a sheet's "1.50" equals the decimal 1.5. What
// cannot be read so counts byte by byte.
//
// The only error is a batch with another number of columns.
func (d *Digest) Add(b *rows.Batch) error {
	if err := d.fits(b); err != nil {
		return err
	}
	for row := range b.Len() {
		d.add(b, row)
	}
	return nil
}

// AddRow takes in one row of a batch, like [Digest.Add].
func (d *Digest) AddRow(b *rows.Batch, row int) error {
	if err := d.fits(b); err != nil {
		return err
	}
	d.add(b, row)
	return nil
}

func (d *Digest) fits(b *rows.Batch) error {
	if len(b.Columns()) == len(d.columns) {
		return nil
	}
	return fault.New(fault.Internal, "fault.verify.columns", "Want", len(d.columns), "Got", len(b.Columns()))
}

func (d *Digest) add(b *rows.Batch, row int) {
	key := d.hash(b, row)
	d.sum(b, row, key)
}

// sum counts the row whose values were hashed last.
func (d *Digest) sum(b *rows.Batch, row int, key uint64) {
	var all, plain uint64
	for i := range d.sums {
		s := &d.sums[i]
		hi, lo := d.product(i, key)
		h := hi ^ lo
		s.a += h
		if d.rules.of[i] == asGeometry {
			d.addSRID(s, b, row, i, h)
		} else {
			s.b += hi*prime1 + bits.RotateLeft64(lo, 27)
		}
		all += h
		if !d.columns[i].Generated {
			plain += h
		}
	}
	d.count++
	at := &d.buckets[bucketOf(key)]
	at.sum += all
	at.rows++
	if d.refused != nil && len(d.refused) < refusedKept {
		d.refused[plain]++
	}
}

// product binds the hash of a value to its column and its row's key.
func (d *Digest) product(column int, key uint64) (hi, lo uint64) {
	return bits.Mul64(d.hashes[column]^d.seeds[column], key)
}

// hash fills d.hashes with the hash of each value, and returns that of the row's key.
func (d *Digest) hash(b *rows.Batch, row int) (key uint64) {
	for i := range d.hashes {
		value, null := b.Value(row, i)
		if null {
			d.hashes[i] = nullHash
			continue
		}
		d.hashes[i] = xxhash.Sum64(d.rules.read(i, value))
	}
	key = prime2
	for _, i := range d.keys {
		hi, lo := bits.Mul64(d.hashes[i]^d.seeds[i]^prime1, key^prime3)
		key = hi ^ lo
	}
	return key
}

// addSRID counts a geometry with its SRID into the second sum. A target without
// spatial reference systems holds SRID 0 for every geometry: then both sides are
// compared without.
func (d *Digest) addSRID(s *sum, b *rows.Batch, row, column int, h uint64) {
	value, null := b.Value(row, column)
	if null {
		s.b += h
		return
	}
	srid := sridOf(value)
	s.noSRID = s.noSRID || srid == 0
	hi, lo := bits.Mul64(h^prime1, uint64(srid)*prime2^prime3)
	s.b += hi ^ lo
}

// Merge takes in what another digest of the same columns, in the same order, has
// seen. The order of merging does not matter.
func (d *Digest) Merge(other *Digest) error {
	if len(other.columns) != len(d.columns) {
		return fault.New(fault.Internal, "fault.verify.columns", "Want", len(d.columns), "Got", len(other.columns))
	}
	d.count += other.count
	for i := range d.sums {
		d.sums[i].a += other.sums[i].a
		d.sums[i].b += other.sums[i].b
		d.sums[i].noSRID = d.sums[i].noSRID || other.sums[i].noSRID
	}
	for i := range d.buckets {
		d.buckets[i].sum += other.buckets[i].sum
		d.buckets[i].rows += other.buckets[i].rows
	}
	for identity, n := range other.refused {
		if d.refused != nil && len(d.refused) < refusedKept {
			d.refused[identity] += n
		}
	}
	return nil
}

// Odd constants with their bits well spread (the primes of xxHash).
const (
	prime1 = 0x9E3779B185EBCA87
	prime2 = 0xC2B2AE3D27D4EB4F
	prime3 = 0x165667B19E3779F9
	// nullHash stands for NULL, which no value's hash is known to equal.
	nullHash = 0x27D4EB2F165667C5
)

func bucketOf(key uint64) uint64 { return key >> 52 }
