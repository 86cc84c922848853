package direct

import (
	"context"
	"errors"
	"time"

	rpc "github.com/obferry/obferry/engine/direct"
	"github.com/obferry/obferry/engine/direct/wire"
	"github.com/obferry/obferry/engine/fault"
	"github.com/obferry/obferry/engine/rows"
)

// Account is where to load and as whom.
type Account struct {
	Address  string // host:port of the RPC port
	Tenant   string
	User     string
	Password string
	Database string
}

// Options say what a load is to do.
type Options struct {
	Table string
	// Columns are those written, by position of the batch's, as the target has them.
	Columns []rows.Column
	// Whole tells that these are the table's columns in its own order: then they need not
	// be named, which older servers do not understand.
	Whole bool
	// Parallel is with how many threads the server sorts and merges.
	Parallel   int
	Writers    int // goroutines that write, each over a connection
	BufferSize int // bytes of an INSERT; 0 lets the client choose
	// MaxErrors are the rows that the server may refuse before it gives up.
	MaxErrors int64
	Method    string // "", "full", "inc", "inc_replace"
	// Duplicates is "stop", "replace" or "ignore".
	Duplicates string
	// Keyed tells that a row which comes twice is not doubled.
	Keyed bool
	// Force has the server abort another load of the table, which older servers do.
	Force                               bool
	HeartbeatInterval, HeartbeatTimeout time.Duration
	Timeout, Begin                      time.Duration
	// Status hears every change of the load's status: INITIALIZING, RUNNING, COMMITTING….
	Status func(status string)
	// Retry hears of requests that are sent again.
	Retry func(reason *fault.Error, wait time.Duration)
}

// Client knows the server's RPC port.
type Client struct {
	client  *rpc.Client
	account Account
}

// Dial logs in once. Its errors are faults.
func Dial(ctx context.Context, a Account) (*Client, error) {
	client, err := rpc.Dial(ctx, rpc.Config{Address: a.Address, Tenant: a.Tenant, User: a.User, Password: a.Password, Database: a.Database})
	if err != nil {
		return nil, explain(err, a.Address, "")
	}
	return &Client{client: client, account: a}, nil
}

// Version is the server's, in digits and dots.
func (c *Client) Version() string { return c.client.Version().String() }

// duplicates are the words for what becomes of rows whose key is there.
var duplicates = map[string]wire.DupAction{"": wire.DupStop, "stop": wire.DupStop, "replace": wire.DupReplace, "ignore": wire.DupIgnore}

func (o *Options) rpc() rpc.Options {
	names := make([]string, len(o.Columns))
	for i, c := range o.Columns {
		names[i] = c.Name
	}
	to := rpc.Options{
		Table: o.Table, Columns: names, Width: len(names), Method: o.Method, Dup: duplicates[o.Duplicates], KeepOther: !o.Force,
		Parallel: o.Parallel, MaxErrorRows: o.MaxErrors, Writers: o.Writers, BufferSize: o.BufferSize,
		Timeout: o.Timeout, BeginTimeout: o.Begin, HeartbeatInterval: o.HeartbeatInterval, HeartbeatTimeout: o.HeartbeatTimeout,
		OnStatus: func(s wire.Status) {
			if o.Status != nil {
				o.Status(s.String())
			}
		},
		OnRetry: func(why error, after time.Duration) {
			if o.Retry != nil {
				o.Retry(fault.Of(explain(why, "", o.Table)), after)
			}
		},
	}
	if o.Whole {
		to.Columns = nil
	}
	if to.Method == wire.MethodIncReplace {
		to.Dup = wire.DupStop // it replaces without looking, and takes no other action
	}
	if o.Keyed && (to.Dup != wire.DupStop || to.Method == wire.MethodIncReplace) {
		to.Resend = func(*rpc.DoubtError) bool { return true }
	}
	return to
}

// Check says, before anything is touched, what the server's version cannot do of a load.
func (c *Client) Check(o Options) error {
	return explain(c.client.Check(o.rpc()), c.account.Address, o.Table)
}

// Load is a direct load under way. Any number of goroutines may write; it must be
// committed or aborted.
type Load struct {
	load  *rpc.Load
	table string
	puts  []put
	// writers are those at rest; each holds the rows of an INSERT that is not full yet.
	writers chan *rpc.Writer
	count   int
}

// Begin starts a load and waits until the server takes rows. Its errors are faults.
func (c *Client) Begin(ctx context.Context, o Options) (*Load, error) {
	load, err := c.client.Begin(ctx, o.rpc())
	if err != nil {
		return nil, explain(err, c.account.Address, o.Table)
	}
	l := &Load{load: load, table: o.Table, puts: putsOf(o.Columns), count: max(o.Writers, 1)}
	l.writers = make(chan *rpc.Writer, l.count)
	for range l.count {
		l.writers <- load.Writer()
	}
	return l, nil
}

// Trace is the id under which every server logs this load.
func (l *Load) Trace() string { return l.load.Trace() }

// Write takes a batch's rows, to be there when the load is committed. Rows that no direct
// load takes go to refused. An error means that the load is over: abort it.
func (l *Load) Write(ctx context.Context, b *rows.Batch, refused func(row int, reason *fault.Error) error) (taken int, err error) {
	var w *rpc.Writer
	select {
	case w = <-l.writers:
	case <-ctx.Done():
		return 0, context.Cause(ctx)
	}
	defer func() { l.writers <- w }()
	for i := range b.Len() {
		row := b.Row(i)
		for column, put := range l.puts {
			value, null := row.Value(column)
			if null {
				w.Null()
			} else {
				put(w.Bucket, value)
			}
		}
		if err := w.EndRow(ctx); err == nil {
			taken++
		} else if err := l.unfit(i, err, refused); err != nil {
			return taken, err
		}
	}
	return taken, nil
}

// unfit hands over a row that is too large; any other error ends the load.
func (l *Load) unfit(row int, err error, refused func(row int, reason *fault.Error) error) error {
	var large *rpc.RowError
	if errors.As(err, &large) && large.Cells == large.Width {
		return refused(row, fault.New(fault.Row, "fault.direct.rowtoolarge", "Bytes", large.Size, "Limit", rpc.MaxRowBytes))
	}
	return explain(err, "", l.table)
}

// Commit sends what still waits and has the server sort and merge. After an error the rows
// are not there, unless it is "fault.direct.doubt.commit".
func (l *Load) Commit(ctx context.Context) error {
	for range l.count {
		w := <-l.writers
		err := w.Flush(ctx)
		l.writers <- w
		if err != nil {
			return explain(err, "", l.table)
		}
	}
	return explain(l.load.Commit(ctx), "", l.table)
}

// Abort ends the load, and waits until the server knows it no more. After a commit it does
// nothing.
func (l *Load) Abort() error { return explain(l.load.Close(), "", l.table) }
