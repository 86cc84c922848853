package practice

import (
	"context"
	"time"

	"github.com/gofrs/flock"
)

// lock takes the lock file at path, waiting for whoever holds it. The system
// frees it when its holder dies. The file itself stays: to remove it would let
// two in at once.
func lock(ctx context.Context, path string, observe observer) (unlock func(), err error) {
	l := flock.New(path)
	held, err := l.TryLock()
	if err == nil && !held {
		observe.step(Waiting)
		held, err = l.TryLockContext(ctx, 100*time.Millisecond)
	}
	if !held && ctx.Err() != nil {
		return nil, interrupted(ctx)
	}
	if err != nil {
		return nil, unusable(path, err)
	}
	return func() {
		// Nothing can be done about a failed unlock, and closing the file, which
		// flock does in any case, frees it too.
		_ = l.Close()
	}, nil
}
