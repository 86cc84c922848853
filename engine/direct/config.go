package direct

import (
	"context"
	"fmt"
	"net"
	"time"

	"github.com/obferry/obferry/engine/direct/wire"
)

// Defaults of what a Config or Options leave at zero.
const (
	DefaultDialTimeout       = 5 * time.Second
	DefaultAnswerTimeout     = time.Minute
	DefaultTimeout           = 24 * time.Hour
	DefaultBeginTimeout      = 10 * time.Minute
	DefaultHeartbeatInterval = 10 * time.Second
	DefaultHeartbeatTimeout  = time.Minute
	DefaultPollInterval      = 500 * time.Millisecond
)

// Least and greatest values that the reference client takes, for a heartbeat.
const (
	MinHeartbeatInterval = 100 * time.Millisecond
	MinHeartbeatTimeout  = 3 * time.Second
	MaxHeartbeatTimeout  = 365 * 24 * time.Hour
)

// A Config says whom to talk to, and as whom.
type Config struct {
	Address  string // host:port of an RPC port: an observer's (2882), or ODP's (2885)
	Tenant   string // bare
	User     string // bare, without @tenant#cluster
	Password string
	Database string

	DialTimeout   time.Duration // for a connection and its login together
	AnswerTimeout time.Duration // for each answer; a full server may take its time over an INSERT

	// Dial opens connections, where nil does not do: a net.Dialer.
	Dial func(ctx context.Context, network, address string) (net.Conn, error)
}

// String tells all but the password.
func (c Config) String() string {
	return fmt.Sprintf("%s@%s at %s/%s", c.User, c.Tenant, c.Address, c.Database)
}

// GoString is String: no form of printing shows the password.
func (c Config) GoString() string { return c.String() }

// complete fills in defaults and refuses what cannot be.
func (c *Config) complete() error {
	for _, part := range []struct{ what, value string }{
		{"address", c.Address}, {"tenant", c.Tenant}, {"user", c.User}, {"database", c.Database},
	} {
		if part.value == "" {
			return &UsageError{What: "the " + part.what + " is empty"}
		}
	}
	if _, _, err := net.SplitHostPort(c.Address); err != nil {
		return &UsageError{What: "the address is no host:port: " + err.Error()}
	}
	orDefault(&c.DialTimeout, DefaultDialTimeout)
	orDefault(&c.AnswerTimeout, DefaultAnswerTimeout)
	if c.Dial == nil {
		c.Dial = new(net.Dialer).DialContext
	}
	return nil
}

// Options say what a load is to do.
type Options struct {
	Table      string   // bare, in the Config's database
	Columns    []string // empty: all, in the table's order
	Width      int      // number of values of a row: that of Columns, or of the table's columns where those are empty
	Partitions []string // empty: all

	Method string // wire.MethodFull (also ""), wire.MethodInc, wire.MethodIncReplace
	Dup    wire.DupAction
	// KeepOther leaves another load of the same table alone, and this one fails. Else
	// older servers abort the other first; newer ones refuse either way.
	KeepOther bool

	Parallel     int   // threads with which the server sorts and merges, > 0
	MaxErrorRows int64 // rows that the server may refuse before it gives up
	Writers      int   // connections that INSERT at the same time; 0 is 1
	BufferSize   int   // bytes at which the load's buckets are cut; 0 is DefaultBufferSize

	Timeout           time.Duration // for the whole load, told to the server
	BeginTimeout      time.Duration // until the server takes rows: it may not be ready, or let the load wait
	HeartbeatInterval time.Duration
	HeartbeatTimeout  time.Duration // without a heartbeat for so long, the server aborts
	PollInterval      time.Duration // between looks at the load's status

	// Resend is asked before rows whose fate nobody knows are sent again: true is right
	// where a row that comes twice does no harm, as with DupReplace or DupIgnore into a
	// table with a primary key. Nil is never. Any goroutine may call it.
	Resend func(*DoubtError) bool
	// OnStatus is told every change of the load's status, in order; it must not wait.
	OnStatus func(wire.Status)
	// OnRetry is told why a request that the server was not ready for is sent again, and
	// after which wait; it must not wait itself. Any goroutine may call it.
	OnRetry func(why error, after time.Duration)
}

// complete fills in defaults and refuses what cannot be.
func (o *Options) complete() error {
	if o.Method == "" {
		o.Method = wire.MethodFull
	}
	if o.Writers == 0 {
		o.Writers = 1
	}
	if o.Width == 0 {
		o.Width = len(o.Columns)
	}
	orDefault(&o.Timeout, DefaultTimeout)
	orDefault(&o.BeginTimeout, DefaultBeginTimeout)
	orDefault(&o.HeartbeatInterval, DefaultHeartbeatInterval)
	orDefault(&o.HeartbeatTimeout, DefaultHeartbeatTimeout)
	orDefault(&o.PollInterval, DefaultPollInterval)
	switch {
	case o.Table == "":
		return &UsageError{What: "the table is empty"}
	case o.Parallel <= 0:
		return &UsageError{What: "parallel must be at least 1"}
	case o.Writers < 0:
		return &UsageError{What: "the number of writers is negative"}
	case o.MaxErrorRows < 0:
		return &UsageError{What: "max error rows is negative"}
	case o.Dup > wire.DupIgnore:
		return &UsageError{What: "the action on duplicates is unknown"}
	case o.Timeout < 0, o.BeginTimeout < 0:
		return &UsageError{What: "the timeout is negative"}
	case o.Width <= 0:
		return &UsageError{What: "the number of columns is not given"}
	case len(o.Columns) > 0 && o.Width != len(o.Columns):
		return &UsageError{What: "the width is not the number of columns"}
	}
	if err := o.completeMethod(); err != nil {
		return err
	}
	if err := o.checkHeartbeat(); err != nil {
		return err
	}
	return checkNames("column", o.Columns, o.Partitions)
}

// completeMethod holds what the server wants of load methods: inc_replace replaces
// without looking, so it takes no other action, and inc takes no replacing.
func (o *Options) completeMethod() error {
	switch o.Method {
	case wire.MethodFull:
	case wire.MethodInc:
		if o.Dup == wire.DupReplace {
			return &UsageError{What: "load method inc cannot replace duplicates; inc_replace can"}
		}
	case wire.MethodIncReplace:
		if o.Dup != wire.DupStop {
			return &UsageError{What: "load method inc_replace takes no action on duplicates"}
		}
	default:
		return &UsageError{What: "the load method is unknown: " + o.Method}
	}
	return nil
}

func (o *Options) checkHeartbeat() error {
	switch {
	case o.HeartbeatInterval < MinHeartbeatInterval:
		return &UsageError{What: "the heartbeat interval is below " + MinHeartbeatInterval.String()}
	case o.HeartbeatTimeout < MinHeartbeatTimeout, o.HeartbeatTimeout > MaxHeartbeatTimeout:
		return &UsageError{What: "the heartbeat timeout is not between " + MinHeartbeatTimeout.String() + " and a year"}
	case o.HeartbeatTimeout <= o.HeartbeatInterval:
		return &UsageError{What: "the heartbeat timeout is not longer than the interval"}
	}
	return nil
}

func checkNames(what string, lists ...[]string) error {
	for _, names := range lists {
		seen := make(map[string]bool, len(names))
		for _, name := range names {
			if name == "" {
				return &UsageError{What: "the name of a " + what + " is empty"}
			}
			if seen[name] {
				return &UsageError{What: "the " + what + " " + name + " is named twice"}
			}
			seen[name] = true
		}
		what = "partition"
	}
	return nil
}

func orDefault(d *time.Duration, to time.Duration) {
	if *d == 0 {
		*d = to
	}
}
