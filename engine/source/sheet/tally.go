package sheet

import (
	"bytes"
	"errors"
	"io"
	"math"
)

// tally is what becomes of a text's first part, cut up in one style.
type tally struct {
	records int
	usual   int // number of fields of a record
	same    int // records that have as many
	// Agreeing are those of them that nothing is wrong with, broken all others, with
	// a quote that is never closed.
	agreeing, broken int
	quoted           int // fields within quotes
}

// count cuts a text up.
func count(sample []byte, how style) tally {
	s := newSplitter(bytes.NewReader(sample), how.delimiter, how.quote, how.returns)
	t := tally{usual: 1}
	all, clean := map[int]int{}, map[int]int{}
	for {
		fields, _, stray, err := s.next()
		if err != nil {
			if !errors.Is(err, io.EOF) {
				t.broken++ // the sample's end cuts the quote, if nothing else does
			}
			break
		}
		t.records++
		all[len(fields)]++
		if !stray {
			clean[len(fields)]++
		}
		for _, f := range fields {
			if f.quoted {
				t.quoted++
			}
		}
	}
	for fields, n := range all {
		if fields > 1 && (n > all[t.usual] || n == all[t.usual] && fields > t.usual || t.usual == 1 && n*2 > t.records) {
			t.usual = fields
		}
	}
	t.same, t.agreeing = all[t.usual], clean[t.usual]
	t.broken += t.records - t.agreeing
	return t
}

// agreement is the share of records that have the usual number of fields, and a
// little more the more fields that are; 0 where the usual number is one.
func (t tally) agreement() float64 {
	if t.usual == 1 || t.records == 0 {
		return 0
	}
	return float64(t.same)/float64(t.records) + math.Log(float64(t.usual))/100
}
