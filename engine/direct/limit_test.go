package direct_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/obferry/obferry/engine/direct"
	"github.com/obferry/obferry/engine/direct/directtest"
	"github.com/obferry/obferry/engine/direct/wire"
)

// TestCancel ends each wait by its context.
func TestCancel(t *testing.T) {
	for _, fault := range []string{"LOGIN:silent", "BEGIN:silent", "GET_STATUS:silent", "INSERT:silent", "COMMIT:silent", "GET_STATUS:2:silent"} {
		t.Run(fault, func(t *testing.T) {
			t.Parallel()
			s, _ := faulty(t, directtest.Options{}, fault)
			ctx, cancel := context.WithTimeoutCause(bounded(t), 300*time.Millisecond, errCancelled)
			defer cancel()
			if _, err := load(ctx, s, options()); !errors.Is(err, errCancelled) && !errors.Is(err, context.DeadlineExceeded) {
				t.Errorf("%v", err)
			}
		})
	}
}

var errCancelled = errors.New("the user has enough")

// TestAnswerLimit ends a wait that nobody cancels.
func TestAnswerLimit(t *testing.T) {
	s, _ := faulty(t, directtest.Options{}, "INSERT:silent")
	c := config(s)
	c.AnswerTimeout = 2 * time.Second
	client, err := direct.Dial(bounded(t), c)
	if err != nil {
		t.Fatal(err)
	}
	l, err := client.Begin(bounded(t), options())
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	var late *direct.TimeoutError
	if err := write(bounded(t), l, 0, 1); !errors.As(err, &late) || late.Limit != c.AnswerTimeout || !isA[*direct.DoubtError](err) {
		t.Errorf("%v", err)
	}
}

// TestLoadLimit ends a load that takes longer than it may.
func TestLoadLimit(t *testing.T) {
	s, memory := faulty(t, directtest.Options{}, "INSERT:delay=2s")
	o := options()
	o.Timeout = 500 * time.Millisecond
	var late *direct.TimeoutError
	if _, err := load(bounded(t), s, o); !errors.As(err, &late) || late.Limit != o.Timeout {
		t.Errorf("%v", err)
	}
	if got := memory.Tables(); len(got) > 0 {
		t.Errorf("rows landed in %v", got)
	}
}

// TestBeginLimit gives up a server that is never ready, and has told why it waited.
func TestBeginLimit(t *testing.T) {
	for fault, want := range map[string]func(error) bool{
		"BEGIN:code=-4179": server("BEGIN", -4179), "GET_STATUS:silent": isA[*direct.TimeoutError],
	} {
		s, _ := faulty(t, directtest.Options{}, fault)
		o := options()
		o.BeginTimeout = 3 * time.Second
		told := 0
		o.OnRetry = func(why error, after time.Duration) {
			told++
			if !server("BEGIN", -4179)(why) || after <= 0 {
				t.Errorf("told %v, %v", why, after)
			}
		}
		_, err := load(bounded(t), s, o)
		var late *direct.TimeoutError
		if !want(err) || !errors.As(err, &late) || late.Limit != o.BeginTimeout {
			t.Errorf("%s: %v", fault, err)
		}
		if (told > 0) != strings.HasPrefix(fault, "BEGIN") {
			t.Errorf("%s: told %d times", fault, told)
		}
	}
}

// TestLateHeartbeat has the server abort a load whose heartbeats all hang.
func TestLateHeartbeat(t *testing.T) {
	s, memory := faulty(t, directtest.Options{}, "HEART_BEAT:ignored")
	o := options()
	o.HeartbeatTimeout = direct.MinHeartbeatTimeout
	l := begin(t, s, o)
	select {
	case <-l.Done():
	case <-time.After(20 * time.Second):
		t.Fatal("the load goes on without a heartbeat")
	}
	if err := l.Err(); !ended(wire.Aborted, direct.CodeTimeout)(err) {
		t.Errorf("%v", err)
	}
	if err := write(bounded(t), l, 0, 1); !isA[*direct.EndedError](err) {
		t.Errorf("rows into it: %v", err)
	}
	if got := memory.Tables(); len(got) > 0 {
		t.Errorf("rows landed in %v", got)
	}
}
