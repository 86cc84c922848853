package engine

import (
	"sync"
	"sync/atomic"
	"time"
)

// counters are a table's live numbers: written by readers and writers without a
// lock, read by the meter.
type counters struct {
	read, written, rejected, skipped, checked, bytes, retries atomic.Int64
}

// meter turns live counters into the snapshots that listeners get.
type meter struct {
	began  time.Time
	stream *feed
	stop   chan struct{}
	done   chan struct{}

	memstore, memstoreLimit atomic.Int64

	mu     sync.Mutex // guards what stands below
	phase  Phase
	told   Phase // the last that listeners have heard of
	tables []*work
	rates  []rate // of the tables
	whole  rate
	volume rate
}

// beat is how often progress is told: often enough to look alive, seldom enough for
// a window to keep up.
const beat = 200 * time.Millisecond

func newMeter(s *feed) *meter {
	m := &meter{began: time.Now(), stream: s, phase: Connecting, stop: make(chan struct{}), done: make(chan struct{})}
	go m.run()
	return m
}

// watch gives the meter its tables.
func (m *meter) watch(tables []*work) {
	m.mu.Lock()
	m.tables, m.rates = tables, make([]rate, len(tables))
	m.mu.Unlock()
}

// enter begins a phase, once. Each counts something else, so rates begin anew.
func (m *meter) enter(p Phase) {
	m.mu.Lock()
	if m.told == p {
		m.mu.Unlock()
		return
	}
	m.phase, m.told = p, p
	m.whole, m.volume = rate{}, rate{}
	clear(m.rates)
	m.mu.Unlock()
	m.stream.send(PhaseChanged{At: time.Now(), Phase: p})
}

func (m *meter) run() {
	defer close(m.done)
	ticker := time.NewTicker(beat)
	defer ticker.Stop()
	for {
		select {
		case <-ticker.C:
			m.tell()
		case <-m.stop:
			m.tell()
			return
		}
	}
}

func (m *meter) close() {
	close(m.stop)
	<-m.done
}

// tell sends one snapshot, and what has been refused since the last.
func (m *meter) tell() {
	now := time.Now()
	m.mu.Lock()
	p := Progress{At: now, Phase: m.phase, Elapsed: now.Sub(m.began),
		Memstore: m.memstore.Load(), MemstoreLimit: m.memstoreLimit.Load()}
	var refused []RowsRejected
	for i, w := range m.tables {
		s := w.snapshot()
		moved, total := p.MovedOf(&s)
		s.RowsPerSecond = m.rates[i].at(now, moved)
		s.ETA = remaining(total, moved, s.RowsPerSecond)
		p.Tables = append(p.Tables, s)
		p.Total += s.Total
		p.Read += s.Read
		p.Written += s.Written
		p.Rejected += s.Rejected
		p.Checked += s.Checked
		p.Bytes += s.Bytes
		if count, reason := w.newlyRejected(); count > 0 {
			refused = append(refused, RowsRejected{At: now, Table: w.plan.Target, Count: count, Reason: reason})
		}
	}
	moved, total := p.Moved()
	p.RowsPerSecond = m.whole.at(now, moved)
	p.BytesPerSecond = m.volume.at(now, p.Bytes)
	p.ETA = remaining(total, moved, p.RowsPerSecond)
	m.mu.Unlock()
	for _, r := range refused {
		m.stream.send(r)
	}
	m.stream.send(p)
}

// remaining is the time that the rest takes at a rate, 0 where that is not known.
func remaining(total, moved int64, perSecond float64) time.Duration {
	if total <= moved || perSecond < 1 {
		return 0
	}
	return time.Duration(float64(total-moved) / perSecond * float64(time.Second))
}

// rate is how fast a count has grown over the last seconds.
type rate struct {
	samples [rateWindow]sample
	next    int
	filled  int
}

type sample struct {
	at    time.Time
	count int64
}

// rateWindow is how many beats a rate looks back: five seconds of them, so that a
// pause of the server shows and a single slow batch does not.
const rateWindow = 25

func (r *rate) at(now time.Time, count int64) float64 {
	oldest := r.samples[0]
	if r.filled == rateWindow {
		oldest = r.samples[r.next]
	}
	r.samples[r.next] = sample{now, count}
	r.next = (r.next + 1) % rateWindow
	if r.filled < rateWindow {
		r.filled++
	}
	if oldest.at.IsZero() {
		return 0
	}
	seconds := now.Sub(oldest.at).Seconds()
	if seconds <= 0 {
		return 0
	}
	return float64(count-oldest.count) / seconds
}
