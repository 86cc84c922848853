package direct_test

import (
	"testing"
	"time"

	"github.com/obferry/obferry/engine/direct"
	"github.com/obferry/obferry/engine/direct/directtest"
)

// TestTwoLoads of one table: the second wins or is refused, as the server does it.
func TestTwoLoads(t *testing.T) {
	t.Run("the first is aborted", func(t *testing.T) {
		s, memory := faulty(t, directtest.Options{})
		first := begin(t, s, options())
		second := begin(t, s, options())
		ctx := bounded(t)
		if err := write(ctx, second, 0, 10); err != nil {
			t.Fatal(err)
		}
		if err := write(ctx, first, 10, 20); !isA[*direct.EndedError](err) {
			t.Errorf("rows into the first: %v", err)
		}
		if err := second.Commit(ctx); err != nil {
			t.Fatal(err)
		}
		wantNumbers(t, memory, "items", 10)
	})
	t.Run("the second is refused", func(t *testing.T) {
		s, memory := faulty(t, directtest.Options{})
		first := begin(t, s, options())
		o := options()
		o.KeepOther = true
		ctx := bounded(t)
		if _, err := dial(t, s).Begin(ctx, o); !server("BEGIN", -4017)(err) {
			t.Errorf("%v", err)
		}
		if err := write(ctx, first, 0, 10); err != nil {
			t.Fatal(err)
		}
		if err := first.Commit(ctx); err != nil {
			t.Fatal(err)
		}
		wantNumbers(t, memory, "items", 10)
	})
	t.Run("the second waits", func(t *testing.T) {
		s, _ := faulty(t, directtest.Options{RefuseSecond: true})
		first := begin(t, s, options())
		began := make(chan error, 1)
		go func() {
			l, err := dial(t, s).Begin(bounded(t), options())
			if err == nil {
				err = l.Close()
			}
			began <- err
		}()
		for s.Count("BEGIN") < 2 {
			time.Sleep(time.Millisecond)
		}
		if err := first.Close(); err != nil {
			t.Fatal(err)
		}
		if err := <-began; err != nil {
			t.Error(err)
		}
	})
}
