package rows

import "testing"

// One long value does not have a batch hold its memory for the rest of a run.
func TestLargeBuffersAreGivenBack(t *testing.T) {
	var b Batch
	b.Reset(make([]Column, 1))
	b.Add(make([]byte, 2*generous), false)
	b.EndRow(0)
	b.Reset(make([]Column, 1))
	if held := cap(b.Room()); held > generous {
		t.Errorf("holds %d bytes", held)
	}
	b.Add(make([]byte, 1000), false)
	b.EndRow(0)
	b.Reset(make([]Column, 1))
	if cap(b.Room()) < 1000 {
		t.Error("holds nothing")
	}
}
