package target

import "testing"

func TestStatementsAreAsLargeAsTheirRowsAreGood(t *testing.T) {
	var d density
	d.took(1000, 0)
	if d.limit() < 1000 {
		t.Errorf("%d rows where none is refused", d.limit())
	}
	for range 20 {
		d.took(1000, 10)
	}
	if n := d.limit(); n < 50 || n > 100 {
		t.Errorf("%d rows where one in a hundred is refused", n)
	}
	for range 20 {
		d.took(1000, 1000)
	}
	if d.limit() != 1 {
		t.Errorf("%d rows where all are refused", d.limit())
	}
	for range 20 {
		d.took(1000, 0)
	}
	if d.limit() < 1000 {
		t.Errorf("%d rows after they are good again", d.limit())
	}
}
