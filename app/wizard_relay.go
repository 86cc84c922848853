package app

import (
	"sync"
	"time"

	"github.com/obferry/obferry/engine"
	"github.com/obferry/obferry/views"
)

// How often a run is shown: faster would queue up in the window and freeze it.
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

// relay gathers a run's events and hands them on a few times a second.
type relay struct {
	mu      sync.Mutex // guards pending
	pending news
	end     chan struct{}
	ended   chan struct{}
}

func newRelay(deliver func(news)) *relay {
	r := &relay{end: make(chan struct{}), ended: make(chan struct{})}
	go r.run(deliver)
	return r
}

// hear takes an event; it never waits for the window.
func (r *relay) hear(e engine.Event) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if p, ok := e.(engine.Progress); ok {
		r.pending.progress = &p
		return
	}
	r.pending.events = append(r.pending.events, e)
	if over := len(r.pending.events) - mostLines; over > 0 {
		r.pending.events = r.pending.events[over:]
	}
}

// close hands on what is left and returns when that is done.
func (r *relay) close() {
	close(r.end)
	<-r.ended
}

func (r *relay) run(deliver func(news)) {
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

func (r *relay) flush(deliver func(news)) {
	r.mu.Lock()
	n := r.pending
	r.pending = news{}
	r.mu.Unlock()
	if n.progress != nil || len(n.events) > 0 {
		deliver(n)
	}
}
