package mysql

import (
	"fmt"
	"math/big"
	"strings"
	"testing"

	"github.com/obferry/obferry/engine/rows"
)

// Every integer lies in exactly one of the chunks, whatever the bounds were.
func TestRangesCoverEveryIntegerOnce(t *testing.T) {
	for _, c := range []struct {
		from, to string
		want     int
	}{
		{"1", "10", 3}, {"0", "1", 5}, {"-5", "5", 4}, {"7", "8", 1},
		{"0", "18446744073709551615", 7}, {"-9223372036854775808", "9223372036854775807", 256},
	} {
		from, to := integer(c.from), integer(c.to)
		chunks := between(&rows.Column{Name: "id", Kind: rows.Integer}, widths(from, to, c.want))
		if len(chunks) > c.want {
			t.Errorf("%s..%s: %d chunks, %d wanted", c.from, c.to, len(chunks), c.want)
		}
		probes := []*big.Int{from, to, new(big.Int).Sub(from, big.NewInt(9)), new(big.Int).Add(to, big.NewInt(9))}
		for _, chunk := range chunks {
			for _, word := range strings.Fields(chunk.Where) {
				if n, ok := new(big.Int).SetString(word, 10); ok {
					probes = append(probes, n, new(big.Int).Sub(n, big.NewInt(1)), new(big.Int).Add(n, big.NewInt(1)))
				}
			}
		}
		for _, n := range probes {
			in := 0
			for _, chunk := range chunks {
				if holdsIn(t, chunk.Where, n) {
					in++
				}
			}
			if in != 1 {
				t.Errorf("%s..%s in %d: %s lies in %d chunks", c.from, c.to, c.want, n, in)
			}
		}
	}
}

func integer(s string) *big.Int {
	n, _ := new(big.Int).SetString(s, 10)
	return n
}

// holdsIn reads a chunk's condition as a server would.
func holdsIn(t *testing.T, where string, n *big.Int) bool {
	t.Helper()
	if where == "" {
		return true
	}
	for _, part := range strings.Split(where, " AND ") {
		var name, op, bound string
		if _, err := fmt.Sscan(part, &name, &op, &bound); err != nil {
			t.Fatalf("%q: %v", part, err)
		}
		c := n.Cmp(integer(bound))
		if op == "<" && c >= 0 || op == ">=" && c < 0 {
			return false
		}
	}
	return true
}
