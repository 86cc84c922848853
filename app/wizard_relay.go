package app

import (
	"sync"
	"time"

	"github.com/obferry/obferry/engine"
	"github.com/obferry/obferry/views"
)

// How often work is shown: faster would queue up in the window and freeze it.
const (
	showEvery  = 150 * time.Millisecond
	mostLines  = 400
	mostPoints = 120
)

// news is what a run has said in a little while.
type news struct {
	progress *engine.Progress // the latest, nil where there was none
	events   []engine.Event   // all others, in order
}

// tell puts the news into the model.
func (n news) tell(m *views.RunModel) {
	if n.progress != nil {
		m.Progress = *n.progress
		latest := len(m.Samples) - 1
		if latest < 0 || n.progress.At.Sub(m.Samples[latest].At) >= time.Second {
			m.Samples = append(m.Samples, views.Sample{At: n.progress.At, RowsPerSecond: n.progress.RowsPerSecond, Memstore: n.progress.Memstore})
		}
		m.Samples = m.Samples[max(0, len(m.Samples)-mostPoints):]
	}
	m.Log = append(m.Log, n.events...)
	m.Log = m.Log[max(0, len(m.Log)-mostLines):]
	m.Heard += len(n.events)
}

// hear takes an event.
func (n *news) hear(e engine.Event) {
	if p, ok := e.(engine.Progress); ok {
		n.progress = &p
		return
	}
	n.events = append(n.events, e)
	if over := len(n.events) - mostLines; over > 0 {
		n.events = n.events[over:]
	}
}

// relay gathers what work says, in a heap of the caller's kind, and hands the heaps on a
// few times a second.
type relay[Heap any] struct {
	mu      sync.Mutex // guards pending and some
	pending Heap
	some    bool // whether there is anything in pending
	end     chan struct{}
	ended   chan struct{}
}

func newRelay[Heap any](deliver func(Heap)) *relay[Heap] {
	r := &relay[Heap]{end: make(chan struct{}), ended: make(chan struct{})}
	go r.run(deliver)
	return r
}

// add puts something on the heap; it never waits for the window.
func (r *relay[Heap]) add(put func(*Heap)) {
	r.mu.Lock()
	defer r.mu.Unlock()
	put(&r.pending)
	r.some = true
}

// close hands on what is left and returns when that is done.
func (r *relay[Heap]) close() {
	close(r.end)
	<-r.ended
}

func (r *relay[Heap]) run(deliver func(Heap)) {
	defer close(r.ended)
	ticker := time.NewTicker(showEvery)
	defer ticker.Stop()
	for {
		select {
		case <-ticker.C:
			r.flush(deliver)
		case <-r.end:
			r.flush(deliver)
			return
		}
	}
}

func (r *relay[Heap]) flush(deliver func(Heap)) {
	var none Heap
	r.mu.Lock()
	heap, some := r.pending, r.some
	r.pending, r.some = none, false
	r.mu.Unlock()
	if some {
		deliver(heap)
	}
}
