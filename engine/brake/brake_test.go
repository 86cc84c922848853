package brake

import (
	"context"
	"errors"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"
)

// memory is a memstore whose filling a test sets.
type memory struct {
	mu     sync.Mutex
	used   int64
	err    error
	events []string
}

func (m *memory) fill(used int64) {
	m.mu.Lock()
	m.used = used
	m.mu.Unlock()
}

func (m *memory) hooks() Hooks {
	note := func(what string) {
		m.mu.Lock()
		m.events = append(m.events, what)
		m.mu.Unlock()
	}
	return Hooks{
		Ask: func(context.Context) (int64, int64, error) {
			m.mu.Lock()
			defer m.mu.Unlock()
			return m.used, 1000, m.err
		},
		Blind:   func(error) { note("blind") },
		Sampled: func(int64, int64) {},
		Slowed:  func(int64, int64) { note("slowed") },
		Paused:  func(why Reason, _, _ int64) { note("paused " + string(why)) },
		Resumed: func(time.Duration, int64, int64) { note("resumed") },
	}
}

// waited is how long a writer is held.
func waited(t *testing.T, b *Brake) time.Duration {
	t.Helper()
	began := time.Now()
	if err := b.Wait(t.Context()); err != nil {
		t.Fatal(err)
	}
	return time.Since(began)
}

func TestBrake(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		m := &memory{}
		b := New(Marks{Slow: 0.5, Pause: 0.9}, m.hooks())
		ctx, cancel := context.WithCancel(t.Context())
		var watching sync.WaitGroup
		watching.Go(func() { b.Watch(ctx) })
		look := func(used int64) {
			m.fill(used)
			time.Sleep(2 * time.Second)
		}
		look(100)
		if d := waited(t, b); d != 0 {
			t.Errorf("an empty memstore holds for %v", d)
		}
		look(600)
		little := waited(t, b)
		look(850)
		more := waited(t, b)
		if little <= 0 || more <= little || more > longest {
			t.Errorf("waits are %v and %v", little, more)
		}
		m.fill(950)
		time.Sleep(time.Second)
		go func() {
			time.Sleep(3 * time.Second)
			m.fill(850) // not enough to go on
			time.Sleep(3 * time.Second)
			m.fill(300)
		}()
		if d := waited(t, b); d < 6*time.Second || d > 8*time.Second {
			t.Errorf("a full one holds for %v", d)
		}
		// What the server says counts where the share does not show it.
		b.Full()
		if d := waited(t, b); d < time.Second || d > 3*time.Second {
			t.Errorf("a refusal holds for %v", d)
		}
		cancel()
		watching.Wait()
		want := []string{"slowed", "paused memstore", "resumed", "paused refused", "resumed"}
		if len(m.events) != len(want) {
			t.Fatalf("%v", m.events)
		}
		for i := range want {
			if m.events[i] != want[i] {
				t.Errorf("%v", m.events)
			}
		}
	})
}

// A server that refuses rows below the marks has its writers wait below that share from
// then on, until it has released memory, and is asked again where it does not.
func TestBrakeLearnsWhereTheServerRefuses(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		m := &memory{used: 750}
		b := New(Marks{Slow: 0.8, Pause: 0.9}, m.hooks())
		ctx, cancel := context.WithCancel(t.Context())
		var watching sync.WaitGroup
		watching.Go(func() { b.Watch(ctx) })
		time.Sleep(2 * time.Second)
		if d := waited(t, b); d != 0 {
			t.Errorf("below the marks it holds for %v", d)
		}
		b.Full()
		go func() {
			time.Sleep(10 * time.Second)
			m.fill(550)
		}()
		if d := waited(t, b); d < 10*time.Second || d > 11*time.Second {
			t.Errorf("holds for %v", d)
		}
		m.fill(710) // below what was refused, and above the learned mark
		time.Sleep(2 * time.Second)
		if d := waited(t, b); d < learnedFor-2*time.Second || d > learnedFor {
			t.Errorf("holds for %v where nothing is released", d)
		}
		cancel()
		watching.Wait()
		want := []string{"paused refused", "slowed", "resumed", "paused memstore", "slowed", "resumed"}
		for i := range want {
			if i >= len(m.events) || m.events[i] != want[i] {
				t.Fatalf("%v", m.events)
			}
		}
	})
}

// Who may not see the memory is told once, and is held by the server's own word alone.
func TestBlindBrake(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		m := &memory{err: errors.New("denied")}
		b := New(Marks{}, m.hooks())
		ctx, cancel := context.WithCancel(t.Context())
		var watching sync.WaitGroup
		watching.Go(func() { b.Watch(ctx) })
		time.Sleep(10 * time.Second)
		if d := waited(t, b); d != 0 {
			t.Errorf("held for %v", d)
		}
		b.Full()
		if d := waited(t, b); d < blind || d > 2*blind {
			t.Errorf("a refusal holds for %v", d)
		}
		cancel()
		watching.Wait()
		if len(m.events) != 3 || m.events[0] != "blind" || m.events[1] != "paused refused" || m.events[2] != "resumed" {
			t.Errorf("%v", m.events)
		}
	})
}

// A run that ends lets nobody hang.
func TestEndedRunHoldsNobody(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		m := &memory{used: 999}
		b := New(Marks{}, m.hooks())
		ctx, cancel := context.WithCancel(t.Context())
		var watching sync.WaitGroup
		watching.Go(func() { b.Watch(ctx) })
		time.Sleep(time.Second)
		go func() { time.Sleep(time.Second); cancel() }()
		if err := b.Wait(ctx); err == nil {
			t.Error("let go without a reason")
		}
		watching.Wait()
	})
}

// Writers are not held by a question that nobody answers.
func TestUnansweredQuestionHoldsNobody(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		m := &memory{used: 950}
		hooks := m.hooks()
		asked := 0
		hooks.Ask = func(ctx context.Context) (int64, int64, error) {
			if asked++; asked > 1 {
				<-ctx.Done()
				return 0, 0, ctx.Err()
			}
			return 950, 1000, nil
		}
		b := New(Marks{}, hooks)
		ctx, cancel := context.WithCancel(t.Context())
		var watching sync.WaitGroup
		watching.Go(func() { b.Watch(ctx) })
		time.Sleep(time.Second)
		if d := waited(t, b); d > answered+blind {
			t.Errorf("held for %v", d)
		}
		cancel()
		watching.Wait()
		if want := "paused memstore slowed blind resumed"; strings.Join(m.events, " ") != want {
			t.Errorf("%v", m.events)
		}
	})
}
