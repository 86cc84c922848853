package engine

import "sync"

// feed carries events to one listener, in order, from a goroutine of its own.
// Sending never waits: a listener that is slow finds the newest Progress in place of
// those it missed, and every other event.
type feed struct {
	observe func(Event)

	mu     sync.Mutex // guards the two below
	queue  []Event
	closed bool

	wake chan struct{}
	done chan struct{}
}

func newFeed(observe func(Event)) *feed {
	if observe == nil {
		observe = func(Event) {}
	}
	s := &feed{observe: observe, wake: make(chan struct{}, 1), done: make(chan struct{})}
	go s.run()
	return s
}

// send queues an event.
func (s *feed) send(e Event) {
	s.mu.Lock()
	last := len(s.queue) - 1
	if _, ok := e.(Progress); ok && last >= 0 {
		if _, ok := s.queue[last].(Progress); ok {
			s.queue[last] = e
			s.mu.Unlock()
			return
		}
	}
	s.queue = append(s.queue, e)
	s.mu.Unlock()
	select {
	case s.wake <- struct{}{}:
	default:
	}
}

// close waits until the listener has heard everything.
func (s *feed) close() {
	s.mu.Lock()
	s.closed = true
	s.mu.Unlock()
	select {
	case s.wake <- struct{}{}:
	default:
	}
	<-s.done
}

func (s *feed) run() {
	defer close(s.done)
	for range s.wake {
		for {
			s.mu.Lock()
			batch, closed := s.queue, s.closed
			s.queue = nil
			s.mu.Unlock()
			for _, e := range batch {
				s.observe(e)
			}
			if len(batch) == 0 {
				if closed {
					return
				}
				break
			}
		}
	}
}
