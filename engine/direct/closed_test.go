package direct_test

import (
	"context"
	"testing"
	"time"

	"github.com/obferry/obferry/engine/direct"
	"github.com/obferry/obferry/engine/direct/directtest"
)

// TestClosedWhenIdle replaces connections that were closed while nothing was under way.
func TestClosedWhenIdle(t *testing.T) {
	s, memory := faulty(t, directtest.Options{})
	l := begin(t, s, options())
	ctx := bounded(t)
	for i := range 5 {
		if err := write(ctx, l, i*10, i*10+10); err != nil {
			t.Fatal(err)
		}
		logins := s.Count("LOGIN")
		s.Drop()
		for s.Count("LOGIN") == logins {
			time.Sleep(time.Millisecond) // the next heartbeat finds its connection closed too
		}
	}
	if err := l.Commit(ctx); err != nil {
		t.Fatal(err)
	}
	wantNumbers(t, memory, "items", 50)
	if got := l.Stats().Resent; got != 0 {
		t.Errorf("%d rows were sent again", got)
	}
}

// TestResend sends rows again only where it is allowed, and says that it did.
func TestResend(t *testing.T) {
	s, memory := faulty(t, directtest.Options{}, "INSERT:1+1:unanswered")
	o := options()
	asked := 0
	o.Resend = func(d *direct.DoubtError) bool {
		asked++
		return d.Rows == 100 && d.Operation == "INSERT"
	}
	l, err := load(bounded(t), s, o)
	if err != nil {
		t.Fatal(err)
	}
	if got := len(memory.Rows("items")); asked != 1 || got != 200 || l.Stats().Resent != 100 {
		t.Errorf("asked %d times, %d rows landed, %d told as sent again", asked, got, l.Stats().Resent)
	}
}

// TestClosedAtOnce wants a closed connection to fail its call long before the limit.
func TestClosedAtOnce(t *testing.T) {
	s, _ := faulty(t, directtest.Options{}, "INSERT:silent")
	l := begin(t, s, options())
	failed := make(chan error, 1)
	go func() { failed <- write(bounded(t), l, 0, 1) }()
	for s.Count("INSERT") == 0 {
		time.Sleep(time.Millisecond)
	}
	s.Drop()
	select {
	case err := <-failed:
		if !isA[*direct.DoubtError](err) {
			t.Errorf("%v", err)
		}
	case <-time.After(10 * time.Second):
		t.Error("the call still waits")
	}
}

// TestServerGone ends a load at once for all who wait on it, and Close too ends.
func TestServerGone(t *testing.T) {
	s, _ := faulty(t, directtest.Options{}, "INSERT:silent")
	o := options()
	o.HeartbeatTimeout = direct.MinHeartbeatTimeout
	c := dial(t, s)
	l, err := c.Begin(bounded(t), o)
	if err != nil {
		t.Fatal(err)
	}
	failed := make(chan error, 1)
	go func() { failed <- write(bounded(t), l, 0, 1) }()
	for s.Count("INSERT") == 0 {
		time.Sleep(time.Millisecond)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if err := <-failed; !isA[*direct.DoubtError](err) {
		t.Errorf("%v", err)
	}
	<-l.Done()
	if err := l.Err(); !isA[*direct.EndedError](err) {
		t.Errorf("the end: %v", err)
	}
	ctx, cancel := context.WithTimeout(bounded(t), time.Second)
	defer cancel()
	if err := l.Abort(ctx); !isA[*direct.TransportError](err) {
		t.Errorf("the abort: %v", err)
	}
}
