// Package brake holds writers back while the target is short of memory for new rows, its
// memstore. A writer without a brake fills it, and is then refused with error 4030 until
// the server has written enough to disk.
package brake

import (
	"context"
	"sync"
	"time"
)

// Marks are shares of the memstore's limit, from 0 to 1.
type Marks struct {
	// Slow is where batches begin to be spaced out, Pause where none is written.
	Slow, Pause float64
}

// What [New] takes where a mark is 0: below the 0.9 at which other loaders stop there is
// room for what is under way, and a server that throttles by itself does so from 0.6 on
// (writing_throttling_trigger_percentage).
const (
	defaultSlow  = 0.75
	defaultPause = 0.9
	// released is how far below Pause the share must fall before writing goes on, so that
	// the brake does not flutter.
	released = 0.1
)

// Reason is why writers wait.
type Reason string

// The reasons.
const (
	Memstore Reason = "memstore" // the share has reached Pause
	Refused  Reason = "refused"  // the server answered that its memory is full (4030)
)

// Hooks are called from the goroutine that watches.
type Hooks struct {
	// Ask gives the memory in use and its limit on the fullest node, in bytes.
	Ask func(ctx context.Context) (used, limit int64, err error)
	// Blind says, once, that it cannot be asked for.
	Blind func(err error)
	// Sampled hears every answer.
	Sampled func(used, limit int64)
	Slowed  func(used, limit int64)
	Paused  func(why Reason, used, limit int64)
	Resumed func(waited time.Duration, used, limit int64)
	// Freeze asks for a minor freeze; nil where that is not wanted.
	Freeze func(ctx context.Context)
}

// Brake is one for all writers of a run.
type Brake struct {
	hooks Hooks

	mu sync.Mutex // guards what stands below
	// marks are those that were asked for, until the server refuses rows below them.
	marks   Marks
	learned bool
	share   float64
	// open is closed when writing may go on; nil while it may.
	open  chan struct{}
	since time.Time
	full  bool // a server has said so, and no answer since shows otherwise
	// untold says that writers wait and the hooks have not heard of it yet.
	untold bool
	wake   chan struct{}
}

// New makes a brake; it holds nothing before [Brake.Watch] runs.
func New(m Marks, h Hooks) *Brake {
	if m.Slow <= 0 {
		m.Slow = defaultSlow
	}
	if m.Pause <= 0 {
		m.Pause = max(defaultPause, m.Slow)
	}
	m.Slow = min(m.Slow, m.Pause)
	return &Brake{marks: m, hooks: h, wake: make(chan struct{}, 1)}
}

const (
	// seldom and often are how long the next look is put off, far from the marks and near
	// to them: at 100,000 rows a second of 250 bytes, 100 ms fill 2.5 MB.
	seldom = time.Second
	often  = 100 * time.Millisecond
	// answered is how long an answer may take.
	answered = 5 * time.Second
	// longest is the wait before a batch just below Pause.
	longest = 300 * time.Millisecond
	// blind is how long writers wait after a 4030 where the memory cannot be seen.
	blind = 5 * time.Second
	// below is how far under the share at which the server refused rows writers wait from
	// then on, and least the lowest share that is held against it: what is refused below
	// that has another reason.
	below, least = 0.05, 0.5
	// learnedFor is how long a learned mark alone holds writers: where the server releases
	// nothing before the mark that was asked for, it is asked again.
	learnedFor = 30 * time.Second
)

// Watch looks at the memory until the context ends.
func (b *Brake) Watch(ctx context.Context) {
	defer b.release(ctx, 0, 0)
	told, slow := false, false
	for {
		used, limit, err := b.ask(ctx)
		if ctx.Err() != nil {
			return
		}
		b.tell(ctx, used, limit)
		wait := seldom
		switch {
		case err != nil || limit <= 0:
			if err != nil && !told {
				told = true
				b.hooks.Blind(err)
			}
			if b.refusedFor(blind) {
				b.release(ctx, 0, 0)
			}
			wait = often
			if !b.held() {
				wait = seldom
			}
		default:
			b.hooks.Sampled(used, limit)
			share := float64(used) / float64(limit)
			b.see(ctx, share, used, limit)
			mark := b.slow()
			if near := share >= mark; near != slow {
				if slow = near; slow {
					b.hooks.Slowed(used, limit)
				}
			}
			if share >= mark-released || b.held() {
				wait = often
			}
		}
		timer := time.NewTimer(wait)
		select {
		case <-timer.C:
		case <-b.wake:
			timer.Stop()
		case <-ctx.Done():
			timer.Stop()
			return
		}
	}
}

// ask waits for an answer no longer than so that writers who are held notice little of one
// that never comes.
func (b *Brake) ask(ctx context.Context) (used, limit int64, err error) {
	ctx, cancel := context.WithTimeout(ctx, answered)
	defer cancel()
	return b.hooks.Ask(ctx)
}

// see takes an answer into account.
func (b *Brake) see(ctx context.Context, share float64, used, limit int64) {
	b.mu.Lock()
	b.share = share
	held, full, learned, pause := b.open != nil, b.full, b.learned, b.marks.Pause
	b.mu.Unlock()
	switch {
	case !held && share >= pause:
		b.hold(false)
		b.tell(ctx, used, limit)
	case held && share < pause-released && (!full || b.refusedFor(time.Second)),
		held && learned && b.refusedFor(learnedFor):
		b.release(ctx, used, limit)
	}
}

func (b *Brake) slow() float64 {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.marks.Slow
}

// learn lowers the marks where the server refuses rows though its memstore is not so full
// as they say: a tenant's memory is also taken by others than new rows, and how much is
// left for those is not in the limit that it tells. It wants the lock held.
func (b *Brake) learn() {
	if b.share < least || b.share-below >= b.marks.Pause {
		return
	}
	between := b.marks.Pause - b.marks.Slow
	b.marks.Pause = max(b.share-below, least)
	b.marks.Slow = max(b.marks.Pause-between, b.marks.Pause/2)
	b.learned = true
}

// hold lets no batch through from now on; full says that a server has asked for it.
func (b *Brake) hold(full bool) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.open == nil {
		b.open, b.since, b.full, b.untold = make(chan struct{}), time.Now(), full, true
		if full {
			b.learn()
		}
	}
}

// tell lets the hooks hear of a pause that they have not heard of.
func (b *Brake) tell(ctx context.Context, used, limit int64) {
	b.mu.Lock()
	untold, why := b.untold, Memstore
	if b.full {
		why = Refused
	}
	b.untold = false
	b.mu.Unlock()
	if !untold {
		return
	}
	b.hooks.Paused(why, used, limit)
	if b.hooks.Freeze != nil {
		b.hooks.Freeze(ctx)
	}
}

func (b *Brake) release(ctx context.Context, used, limit int64) {
	b.mu.Lock()
	open, since := b.open, b.since
	b.mu.Unlock()
	if open == nil {
		return
	}
	b.tell(ctx, used, limit)
	// Told before the writers go on: the next pause may be told by one of them.
	if ctx.Err() == nil {
		b.hooks.Resumed(time.Since(since), used, limit)
	}
	b.mu.Lock()
	b.open, b.full = nil, false
	b.mu.Unlock()
	close(open)
}

func (b *Brake) held() bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.open != nil
}

// refusedFor tells whether writers have been held so long.
func (b *Brake) refusedFor(d time.Duration) bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.open != nil && time.Since(b.since) >= d
}

// Full says that the server has refused rows because its memory is full: all writers
// wait, instead of each finding out for itself.
func (b *Brake) Full() {
	b.hold(true)
	select {
	case b.wake <- struct{}{}:
	default:
	}
}

// Wait returns when a batch may be written, or with the context's error. Between the
// marks it waits the longer the fuller the memory is, by the square of the way from one
// to the other: little at first, so that a server that keeps up is not held back, and
// enough before Pause is reached that a steady state lies below it.
func (b *Brake) Wait(ctx context.Context) error {
	if b == nil {
		return ctx.Err()
	}
	b.mu.Lock()
	open, share, marks := b.open, b.share, b.marks
	b.mu.Unlock()
	if open != nil {
		select {
		case <-open:
			return ctx.Err()
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	if share < marks.Slow || marks.Pause <= marks.Slow {
		return ctx.Err()
	}
	way := min((share-marks.Slow)/(marks.Pause-marks.Slow), 1)
	timer := time.NewTimer(time.Duration(way * way * float64(longest)))
	defer timer.Stop()
	select {
	case <-timer.C:
	case <-ctx.Done():
	}
	return ctx.Err()
}
