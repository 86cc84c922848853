package verify

import (
	"sort"
	"strings"
	"sync"

	"github.com/obferry/obferry/engine/rows"
)

// Side is one of the two sides that are compared.
type Side string

// The sides, and what [Difference] calls a row that both have.
const (
	Source Side = "source"
	Target Side = "target"
	Both   Side = "both"
)

// Finder finds rows that differ, in a second reading of both sides after [Compare]
// found them unequal. It looks only at rows whose bucket differs, and among them at
// so many keys as its memory allows; what it reports is always true, but it may
// miss rows beyond its limits.
//
// Feed it both sides at about the same pace and in any order, from any number of
// goroutines; a row waits in memory only until its counterpart comes.
type Finder struct {
	columns []rows.Column
	limit   Limit
	differs []bool // by bucket

	// mu guards all below.
	mu       sync.Mutex
	found    []Difference
	waiting  map[uint64][]keptRow // by key
	bytes    int                  // of the rows that wait
	share    uint64               // rows whose key's spread is above it are passed over
	only     map[uint64]struct{}  // keys that are looked for; nil for all
	refused  map[uint64]int32
	unmarked bool // some refused rows are not in refused
}

// Limit bounds what a [Finder] reports and holds.
type Limit struct {
	// Differences to report; 0 means 100.
	Differences int
	// Bytes of waiting rows; 0 means 16 MiB. A row takes at most about 200 a column.
	Bytes int
}

// NewFinder prepares the second reading of a table whose digests differ. Refused may be nil.
func NewFinder(source, target, refused *Digest, limit Limit) *Finder {
	if limit.Differences <= 0 {
		limit.Differences = 100
	}
	if limit.Bytes <= 0 {
		limit.Bytes = 16 << 20
	}
	f := &Finder{
		columns: source.columns,
		limit:   limit,
		differs: make([]bool, Buckets),
		waiting: map[uint64][]keptRow{},
		share:   ^uint64(0),
		refused: map[uint64]int32{},
	}
	all := sridDiffers(source, target)
	for i := range f.differs {
		f.differs[i] = all || expected(source, refused, i) != target.buckets[i]
	}
	if refused != nil {
		for identity, n := range refused.refused {
			f.refused[identity] = n
		}
		f.unmarked = refused.overflowed()
	}
	return f
}

// Only has rows with the given keys looked for and no others: the [Matcher.Examples].
// Call it before the first row.
func (f *Finder) Only(keys map[uint64]struct{}) { f.only = keys }

// expected is a bucket as the target should have it. Where refused rows lack columns,
// their buckets seem to differ, and are looked at once more.
func expected(source, refused *Digest, i int) bucket {
	b := source.buckets[i]
	if refused != nil {
		b.sum -= refused.buckets[i].sum
		b.rows -= refused.buckets[i].rows
	}
	return b
}

// sridDiffers tells whether a geometry column differs by its SRIDs, which buckets
// do not count.
func sridDiffers(source, target *Digest) bool {
	there := positions(target)
	for i, column := range source.columns {
		at, ok := there[strings.ToLower(column.Name)]
		if ok && source.rules.of[i] == asGeometry && !source.sums[i].equal(target.sums[at], asGeometry) {
			return true
		}
	}
	return false
}

// spread is a key's hash with its bits mixed anew, as buckets are cut by the first ones.
func spread(key uint64) uint64 { key ^= key >> 29; return key * prime3 }

// take compares a row with its counterpart where that is waiting, else keeps it.
func (f *Finder) take(r *Reader, b *rows.Batch, row int, key uint64) (enough bool) {
	sum, plain := r.sums(key)
	f.mu.Lock()
	defer f.mu.Unlock()
	if spread(key) > f.share {
		return f.enough()
	}
	if r.side == Source && f.refused[plain] > 0 {
		f.refused[plain]--
		return f.enough()
	}
	others := f.waiting[key]
	at := -1
	for i, other := range others {
		if other.side == r.side {
			continue
		}
		at = i
		if other.sum == sum && r.sameSRIDs(b, row, other) {
			break
		}
	}
	if at < 0 {
		f.keep(key, r.row(b, row, sum))
		return f.enough()
	}
	other := others[at]
	f.forget(key, at)
	if other.sum == sum && r.sameSRIDs(b, row, other) {
		return f.enough()
	}
	source, target := r.row(b, row, sum), other
	if r.side == Target {
		source, target = target, source
	}
	f.found = append(f.found, f.difference(source, target))
	return f.enough()
}

func (f *Finder) enough() bool { return len(f.found) >= f.limit.Differences }

func (f *Finder) keep(key uint64, row keptRow) {
	f.waiting[key] = append(f.waiting[key], row)
	f.bytes += row.size()
	for f.bytes > f.limit.Bytes && f.share > 0 {
		f.share /= 2
		for key, all := range f.waiting {
			if spread(key) > f.share {
				for _, row := range all {
					f.bytes -= row.size()
				}
				delete(f.waiting, key)
			}
		}
	}
}

func (f *Finder) forget(key uint64, at int) {
	all := f.waiting[key]
	f.bytes -= all[at].size()
	all[at] = all[len(all)-1]
	if all = all[:len(all)-1]; len(all) == 0 {
		delete(f.waiting, key)
	} else {
		f.waiting[key] = all
	}
}

// Differences are the rows found, at most as many as were asked for, in order of
// their keys' text. Call it when both sides are read to the end: rows still waiting
// then are on one side only. Where enough was found before the end, call
// it with ended false.
func (f *Finder) Differences(ended bool) []Difference {
	f.mu.Lock()
	defer f.mu.Unlock()
	found := append([]Difference(nil), f.found...)
	if ended {
		for _, all := range f.waiting {
			for _, row := range all {
				if row.side == Source && f.unmarked {
					continue // it may be one of the refused
				}
				found = append(found, f.alone(row))
			}
		}
	}
	sort.SliceStable(found, func(i, j int) bool { return found[i].Key < found[j].Key })
	if len(found) > f.limit.Differences {
		found = found[:f.limit.Differences]
	}
	return found
}
