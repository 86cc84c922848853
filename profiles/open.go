package profiles

import (
	"context"
	"database/sql"
	"errors"
	"time"

	"github.com/go-sql-driver/mysql"
)

// Stage is one step of the way to a server.
type Stage string

// The stages, in order. Their names for people are "probe." + Stage in the dictionary.
const (
	Resolving   Stage = "dns"
	Connecting  Stage = "tcp"
	Greeting    Stage = "greeting"
	LoggingIn   Stage = "login"
	Identifying Stage = "server"
)

// Stages lists them all, in order.
var Stages = []Stage{Resolving, Connecting, Greeting, LoggingIn, Identifying}

// Step tells that a stage is over.
type Step struct {
	Stage Stage
	Took  time.Duration
	// Err is why it failed; no further stage comes then.
	Err error
}

// openTimeout is how long all stages together may take.
const openTimeout = 30 * time.Second

// Open reaches the server that an address names, logs in and asks what it is. The
// pool that it returns is the caller's to close. An error is an *Error; no more than
// 30 s pass before it, and none after the context ends.
func Open(ctx context.Context, a Address) (*sql.DB, Server, error) {
	return open(ctx, a, nil)
}

// Probe does what [Open] does, tells every stage as it ends, and leaves nothing open.
// Observe is called from one goroutine and may be nil.
func Probe(ctx context.Context, a Address, observe func(Step)) (Server, error) {
	if a.Kind == Postgres {
		return probePostgres(ctx, a, observe)
	}
	db, server, err := open(ctx, a, observe)
	if err != nil {
		return Server{}, err
	}
	_ = db.Close() // nothing is under way: closing cannot lose anything
	return server, nil
}

func open(ctx context.Context, a Address, observe func(Step)) (_ *sql.DB, _ Server, err error) {
	ctx, cancel := context.WithTimeout(ctx, openTimeout)
	defer cancel()
	w := &watcher{observe: observe}
	defer func() { w.end(err) }()
	config, err := a.Config()
	if err != nil {
		return nil, Server{}, err
	}
	connector, err := mysql.NewConnector(config)
	if err != nil {
		return nil, Server{}, newError(BadInput, "config", "Address", a.address()).because(err)
	}
	db := sql.OpenDB(connector)
	server, err := enter(context.WithValue(ctx, watcherKey{}, w), w, a, db)
	if err != nil {
		_ = db.Close() // the error at hand says more
		if errors.Is(ctx.Err(), context.Canceled) {
			err = stopped(a, ctx.Err())
		}
		return nil, Server{}, err
	}
	return db, server, nil
}

// enter makes the first connection and asks the server what it is.
func enter(ctx context.Context, w *watcher, a Address, db *sql.DB) (Server, error) {
	conn, err := db.Conn(ctx)
	if err != nil {
		return Server{}, explain(a, err)
	}
	defer func() { _ = conn.Close() }() // it goes back to the pool
	w.begin(Identifying)
	server, err := identify(ctx, conn)
	if err != nil {
		return Server{}, explain(a, err)
	}
	if server.Oracle() {
		return Server{}, newError(Unfit, "oracle", "Address", a.address(), "User", a.User)
	}
	return server, nil
}

// watcher tells stages as they end. The zero watcher, and nil, tell nobody.
type watcher struct {
	observe func(Step)
	stage   Stage
	since   time.Time
}

type watcherKey struct{}

func watcherOf(ctx context.Context) *watcher {
	w, _ := ctx.Value(watcherKey{}).(*watcher)
	return w
}

// begin ends the stage under way, which went well, and begins another.
func (w *watcher) begin(s Stage) {
	if w == nil {
		return
	}
	w.end(nil)
	w.stage, w.since = s, time.Now()
}

// end ends the stage under way.
func (w *watcher) end(err error) {
	if w.observe != nil && w.stage != "" {
		w.observe(Step{Stage: w.stage, Took: time.Since(w.since), Err: err})
	}
	w.stage = ""
}
