package postgres

import (
	"context"
	"time"
)

// patience is how long a statement may take to end once it has been cancelled, and a
// request to cancel to be answered.
const patience = 5 * time.Second

// hold gives the context that a reader's statement is to run in, and what must be called
// when it has ended. Where ctx ends, the statement is cancelled at the server, and the
// connection stays; it is closed only if that does not help.
func (r *reader) hold(ctx context.Context) (held context.Context, end func()) {
	held, lose := context.WithCancel(context.WithoutCancel(ctx))
	ended, over := make(chan struct{}), make(chan struct{})
	stop := context.AfterFunc(ctx, func() {
		defer close(over)
		if r.cancel() != nil {
			lose()
			return
		}
		timer := time.NewTimer(patience)
		defer timer.Stop()
		select {
		case <-ended:
		case <-timer.C:
			lose()
		}
	})
	return held, func() {
		close(ended)
		if !stop() {
			<-over // or the next statement would be the one that is cancelled
		}
		lose()
	}
}

// cancel ends the statement that the server is answering, so that the rest of a large
// table need not be read only to be thrown away. The server wants no login for it.
func (r *reader) cancel() error {
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	return r.conn.PgConn().CancelRequest(ctx)
}
