package demo

// dice gives the same numbers for the same table, row and throw, on every machine:
// the shop has to come out alike each time, byte for byte.
type dice struct {
	seed  uint64
	throw uint64
}

func diceFor(table string, row int) *dice {
	seed := uint64(14695981039346656037) // FNV-1a of the table's name
	for i := range len(table) {
		seed = (seed ^ uint64(table[i])) * 1099511628211
	}
	return &dice{seed: mix(seed + uint64(row))}
}

// mix is the finishing step of SplitMix64.
func mix(x uint64) uint64 {
	x += 0x9e3779b97f4a7c15
	x = (x ^ x>>30) * 0xbf58476d1ce4e5b9
	x = (x ^ x>>27) * 0x94d049bb133111eb
	return x ^ x>>31
}

func (d *dice) next() uint64 {
	d.throw++
	return mix(d.seed ^ d.throw*0x9e3779b97f4a7c15)
}

// below is a number from 0 to n-1.
func (d *dice) below(n int) int { return int(d.next() % uint64(n)) }

// between is a number from low to high, both included.
func (d *dice) between(low, high int) int { return low + d.below(high-low+1) }

// oneIn is true once in n throws.
func (d *dice) oneIn(n int) bool { return d.below(n) == 0 }

// bytes appends n bytes.
func (d *dice) bytes(n int) []byte {
	b := make([]byte, 0, n+8)
	for len(b) < n {
		x := d.next()
		b = append(b, byte(x), byte(x>>8), byte(x>>16), byte(x>>24),
			byte(x>>32), byte(x>>40), byte(x>>48), byte(x>>56))
	}
	return b[:n]
}

// of picks one.
func of[T any](d *dice, from []T) T { return from[d.below(len(from))] }
