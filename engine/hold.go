package engine

import (
	"context"
	"errors"
	"time"

	limits "golang.org/x/time/rate"

	"github.com/obferry/obferry/engine/brake"
	"github.com/obferry/obferry/engine/fault"
)

// watchMemstore holds writers back by the target's memory for new rows until the
// returned func is called.
func (r *run) watchMemstore(ctx context.Context) (stop func()) {
	ctx, cancel := context.WithCancel(ctx)
	hooks := brake.Hooks{
		Ask: r.target.Memstore,
		Blind: func(err error) {
			if errors.Is(err, context.DeadlineExceeded) {
				r.warn(fault.New(fault.Preflight, "fault.run.latememstore"))
				return
			}
			r.warn(fault.New(fault.Preflight, "fault.run.nomemstore", "View", r.target.MemstoreView(), "User", r.to.User).Because(err))
		},
		Sampled: func(used, limit int64) {
			r.meter.memstore.Store(used)
			r.meter.memstoreLimit.Store(limit)
		},
		Slowed: func(used, limit int64) { r.stream.send(Slowed{At: time.Now(), Used: used, Limit: limit}) },
		Paused: func(why brake.Reason, used, limit int64) {
			r.mu.Lock()
			r.pauses++
			r.mu.Unlock()
			r.stream.send(Paused{At: time.Now(), Reason: why, Used: used, Limit: limit})
		},
		Resumed: func(waited time.Duration, used, limit int64) {
			r.mu.Lock()
			r.paused += waited
			r.mu.Unlock()
			r.stream.send(Resumed{At: time.Now(), Waited: waited, Used: used, Limit: limit})
		},
	}
	if r.plan.Memstore.Freeze {
		warned := false
		hooks.Freeze = func(ctx context.Context) {
			if err := r.target.MinorFreeze(ctx); err != nil && !warned && ctx.Err() == nil {
				warned = true
				r.warn(err)
			}
		}
	}
	r.brake = brake.New(brake.Marks{Slow: r.plan.Memstore.Slow, Pause: r.plan.Memstore.Pause}, hooks)
	done := make(chan struct{})
	go func() {
		defer close(done)
		r.brake.Watch(ctx)
	}()
	return func() { cancel(); <-done }
}

// pace holds a run to so many rows and bytes a second.
type pace struct{ rows, bytes *limits.Limiter }

func newPace(p PacePlan) pace {
	return pace{limiter(p.RowsPerSecond), limiter(p.BytesPerSecond)}
}

// limiter is nil for no limit. What is saved up is a second's worth, so that the first
// second is no faster than the others.
func limiter(perSecond int64) *limits.Limiter {
	if perSecond <= 0 {
		return nil
	}
	l := limits.NewLimiter(limits.Limit(perSecond), int(perSecond))
	l.AllowN(time.Now(), int(perSecond))
	return l
}

// wait returns when a batch may go.
func (p pace) wait(ctx context.Context, rows, bytes int) error {
	if err := wait(ctx, p.rows, rows); err != nil {
		return err
	}
	return wait(ctx, p.bytes, bytes)
}

func wait(ctx context.Context, l *limits.Limiter, n int) error {
	if l == nil {
		return ctx.Err()
	}
	for n > 0 {
		some := min(n, l.Burst())
		if err := l.WaitN(ctx, some); err != nil {
			if ctx.Err() == nil {
				// The context ends before the batch would have its turn.
				<-ctx.Done()
			}
			return context.Cause(ctx)
		}
		n -= some
	}
	return nil
}
