package mysql

import (
	"context"
	"strconv"
	"time"
)

// patience is how long a statement may take to end once it has been killed, and a KILL
// to be answered.
const patience = 5 * time.Second

// hold gives the context that a reader's statement is to run in, and what must be
// called when it has ended. A statement whose own context ends costs its connection:
// the driver closes it, and the snapshot that other tables are still to be read from is
// gone. So where ctx ends, the statement is killed at the server; the connection is
// closed only if that does not help.
func (s *Source) hold(ctx context.Context, r *reader) (held context.Context, end func()) {
	held, lose := context.WithCancel(context.WithoutCancel(ctx))
	ended, over := make(chan struct{}), make(chan struct{})
	stop := context.AfterFunc(ctx, func() {
		defer close(over)
		if s.kill(r) != nil {
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
			<-over // or the next statement would be the one that is killed
		}
		lose()
	}
}

// kill ends the statement that a reader is answering, so that the rest of a large
// table need not be read only to be thrown away. The reader's transaction stays. A user
// may always kill her own statements.
func (s *Source) kill(r *reader) error {
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	_, err := s.db.ExecContext(ctx, "KILL QUERY "+strconv.FormatInt(r.id, 10))
	return err
}
