package target

import (
	"context"
	"time"
)

// patience is how long a statement that is under way may still take once its run has
// been ended.
const patience = 10 * time.Second

// unhurried gives the context for one statement, and what must be called when it has
// ended. It outlives ctx by patience: a driver whose context ends closes its connection,
// and whether the server then still carries the statement out is not known. So a run
// ends between statements, and what was written is counted.
func unhurried(ctx context.Context) (held context.Context, end func()) {
	held, lose := context.WithCancel(context.WithoutCancel(ctx))
	outlived := outlive(ctx, lose)
	return held, func() {
		outlived()
		lose()
	}
}

// outlive has lose called where a statement has not ended by patience after ctx has; what
// it gives must be called when the statement has ended.
func outlive(ctx context.Context, lose func()) (end func()) {
	ended := make(chan struct{})
	stop := context.AfterFunc(ctx, func() {
		timer := time.NewTimer(patience)
		defer timer.Stop()
		select {
		case <-timer.C:
			lose()
		case <-ended:
		}
	})
	return func() {
		stop()
		close(ended)
	}
}
