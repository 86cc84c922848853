package target

import (
	"slices"
	"testing"

	"github.com/obferry/obferry/engine/rows"
)

// The partitions are those in which a kernel (4.3.5) was seen to put these values.
func TestRouteKnowsThePartition(t *testing.T) {
	for _, c := range []struct {
		method string
		kind   rows.Kind
		bounds []string
		want   map[string]int
	}{
		{"HASH", rows.Integer, make([]string, 4), map[string]int{
			"-5": 1, "-4": 0, "-3": 3, "-1": 1, "0": 0, "1": 1, "6": 2, "9223372036854775807": 3, "-9223372036854775808": 3, "NULL": 0}},
		{"RANGE", rows.Integer, []string{"100", "200", "MAXVALUE"}, map[string]int{"-7": 0, "99": 0, "100": 1, "200": 2, "NULL": 0}},
		{"RANGE COLUMNS", rows.Date, []string{"'2020-01-01'", "'2021-01-01'"}, map[string]int{"2019-12-31": 0, "2020-01-01": 1, "2030-01-01": 1}},
		{"LIST", rows.Integer, []string{"1,2", "DEFAULT", "NULL,-3"}, map[string]int{"2": 0, "9": 1, "-3": 2, "NULL": 2}},
	} {
		r := newRoute(0, c.kind, c.method, c.bounds)
		for value, want := range c.want {
			if got := r.place([]byte(value), value == "NULL"); got != want {
				t.Errorf("%s %s: partition %d, want %d", c.method, value, got, want)
			}
		}
	}
	for _, method := range []string{"KEY", "LIST COLUMNS"} {
		if r := newRoute(0, rows.Text, method, make([]string, 3)); r != nil {
			t.Errorf("%s of text has a route", method)
		}
	}
}

func TestOrderKeepsRowsOfAPartitionTogether(t *testing.T) {
	b := batchOf(t, "4", "a", "1", "b", "8", "c", "3", "d", "5", "e", "1", "long")
	var o order
	for range 2 { // memory is used again
		s := newSuspicion([]rows.Column{{Kind: rows.Integer, Type: "int"}, {Kind: rows.Text, Type: "varchar(1)"}}, nil)
		got, suspects := o.of(b, newRoute(0, rows.Integer, "HASH", make([]string, 4)), &s)
		want := [][]int32{{0, 2}, {1, 4}, {3}}
		if !slices.EqualFunc(got, want, slices.Equal) || !slices.Equal(suspects, []int32{5}) {
			t.Fatalf("got %v and %v, want %v", got, suspects, want)
		}
	}
}
