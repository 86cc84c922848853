package stream

import (
	"math"
	"strconv"
	"testing"
)

// A short number is printed as it is read back.
func TestShortNumbers(t *testing.T) {
	for _, c := range []struct {
		n     int64
		scale uint64
		want  string
	}{
		{0, 1000, "0"}, {1, 1000, "0.001"}, {-1, 1000, "-0.001"}, {1500, 1000, "1.5"}, {-2000, 1000, "-2"}, {7, 1, "7"},
		{123456789012345, 1e15, "0.123456789012345"}, {999999999999999, 10, "99999999999999.9"},
	} {
		if got := string(appendShort([]byte("x"), c.n, c.scale)); got != "x"+c.want {
			t.Errorf("%d of %d: %s, want %s", c.n, c.scale, got, c.want)
		}
	}
}

func FuzzReals(f *testing.F) {
	f.Add("0", "100000", uint64(7))
	f.Add("-1", "2.5", uint64(1))
	f.Add("1e300", "2e300", uint64(1))
	f.Add("1e15", "1e15", uint64(9))
	f.Add("-0.1", "0.1", uint64(3))
	f.Add("999999999999998", "999999999999999.5", uint64(0))
	f.Fuzz(func(t *testing.T, from, to string, row uint64) {
		m := maker{seed: columnSeed(1, 2)}
		if !m.reals("", true, from, to) {
			return
		}
		text := string(m.append(nil, row))
		got, err := strconv.ParseFloat(text, 64)
		if err != nil || got < m.least || got > m.most || m.way == short && got == m.most {
			t.Errorf("%q: from %v to %v", text, m.least, m.most)
		}
		if again := strconv.FormatFloat(got, 'f', -1, 64); m.way == short && again != text {
			t.Errorf("%s is read back as %s", text, again)
		}
	})
}

// Digits are those of the standard library.
func FuzzDigits(f *testing.F) {
	for _, n := range []int64{0, 1, -1, 9, 10, 99_999_999, 100_000_000, 100_000_001, -12_345_678, 1e16, 1e16 + 7, math.MaxInt64, math.MinInt64} {
		f.Add(n)
	}
	f.Fuzz(func(t *testing.T, n int64) {
		if got, want := string(appendInt(nil, n)), strconv.FormatInt(n, 10); got != want {
			t.Errorf("%s, want %s", got, want)
		}
		if got, want := string(appendDigits(nil, uint64(n))), strconv.FormatUint(uint64(n), 10); got != want {
			t.Errorf("%s, want %s", got, want)
		}
	})
}
