package engine

import (
	"time"

	"github.com/obferry/obferry/engine/fault"
)

// DirectPlan is how a direct load goes, over the RPC port (mode direct) or by LOAD DATA
// (mode load). Zero values let the engine choose.
type DirectPlan struct {
	// Port is the RPC port of the target's host: 2882 of an observer, 2885 of ODP, unless
	// they are configured otherwise.
	Port int `yaml:"rpc_port,omitempty" json:"rpc_port,omitempty"`
	// Parallel is with how many threads the server sorts and merges.
	Parallel int `yaml:"parallel,omitempty" json:"parallel,omitempty"`
	// BufferBytes are sent to the RPC port at once.
	BufferBytes int `yaml:"buffer_bytes,omitempty" json:"buffer_bytes,omitempty"`
	// HeartbeatInterval is how often the server is told that the load goes on;
	// HeartbeatTimeout is after how long without one it drops the load.
	HeartbeatInterval time.Duration `yaml:"heartbeat_interval,omitempty" json:"heartbeat_interval,omitempty"`
	HeartbeatTimeout  time.Duration `yaml:"heartbeat_timeout,omitempty" json:"heartbeat_timeout,omitempty"`
	// Method is full, inc or inc_replace; "" is full.
	Method string `yaml:"method,omitempty" json:"method,omitempty"`
	// Duplicates says what becomes of a row whose key is there: it is refused (stop, also
	// ""), takes the other's place (replace) or is left out (ignore).
	Duplicates string `yaml:"duplicates,omitempty" json:"duplicates,omitempty"`
	// MaxErrors are the rows that the server may refuse before it gives the load up; nil is
	// the plan's RejectLimit.
	MaxErrors *int64 `yaml:"max_errors,omitempty" json:"max_errors,omitempty"`
}

// What the engine chooses for a direct load where a plan says nothing. Heartbeats are as
// the reference client's.
const (
	defaultParallel          = 4
	defaultHeartbeatInterval = 10 * time.Second
	defaultHeartbeatTimeout  = time.Minute
	// loadWithin is how long a load may take as a whole, beginWithin how long the server
	// may take until it wants rows.
	loadWithin  = 7 * 24 * time.Hour
	beginWithin = 10 * time.Minute
	// anyErrors stands for no limit of error rows: the most that a hint of OceanBase takes.
	anyErrors = 1<<31 - 1
)

// Words of a DirectPlan.
const (
	StopOnDuplicate   = "stop"
	ReplaceDuplicates = "replace"
	IgnoreDuplicates  = "ignore"

	FullLoad       = "full"
	IncLoad        = "inc"
	IncReplaceLoad = "inc_replace"
)

// Least and greatest values that servers and their clients take.
const (
	leastHeartbeat     = 100 * time.Millisecond
	leastTimeout       = 3 * time.Second
	mostTimeout        = 365 * 24 * time.Hour
	mostBuffer         = 8 << 20
	mostParallel       = 1024
	mostPort       int = 65535
)

// check holds what a direct load's parameters must be.
func (d *DirectPlan) check() error {
	wrong := func(name string, value any) error {
		return fault.New(fault.Input, "fault.plan.direct", "Name", name, "Value", value)
	}
	interval, timeout := d.heartbeat()
	switch {
	case d.Port < 0 || d.Port > mostPort:
		return wrong("rpc_port", d.Port)
	case d.Parallel < 0 || d.Parallel > mostParallel:
		return wrong("parallel", d.Parallel)
	case d.BufferBytes < 0 || d.BufferBytes > mostBuffer:
		return wrong("buffer_bytes", d.BufferBytes)
	case interval < leastHeartbeat:
		return wrong("heartbeat_interval", interval)
	case timeout < leastTimeout, timeout > mostTimeout, timeout <= interval:
		return wrong("heartbeat_timeout", timeout)
	case d.MaxErrors != nil && *d.MaxErrors < 0:
		return wrong("max_errors", *d.MaxErrors)
	}
	switch d.Method {
	case "", FullLoad, IncLoad, IncReplaceLoad:
	default:
		return wrong("method", d.Method)
	}
	switch d.Duplicates {
	case "", StopOnDuplicate, IgnoreDuplicates:
	case ReplaceDuplicates:
		if d.Method == IncLoad {
			return fault.New(fault.Input, "fault.plan.direct.inc")
		}
	default:
		return wrong("duplicates", d.Duplicates)
	}
	return nil
}

func (d *DirectPlan) heartbeat() (interval, timeout time.Duration) {
	interval, timeout = d.HeartbeatInterval, d.HeartbeatTimeout
	if interval == 0 {
		interval = defaultHeartbeatInterval
	}
	if timeout == 0 {
		timeout = max(defaultHeartbeatTimeout, 2*interval)
	}
	return interval, timeout
}

// incremental tells whether the load adds to what is there without rewriting it.
func (d *DirectPlan) incremental() bool { return d.Method == IncLoad || d.Method == IncReplaceLoad }

// replaces tells whether a row takes the place of one of its key.
func (d *DirectPlan) replaces() bool {
	return d.Duplicates == ReplaceDuplicates || d.Method == IncReplaceLoad
}

// maxErrors are the rows that the server may refuse.
func (p *Plan) maxErrors() int64 {
	switch {
	case p.Direct.MaxErrors != nil:
		return min(*p.Direct.MaxErrors, anyErrors)
	case p.RejectLimit < 0:
		return anyErrors
	}
	return min(p.RejectLimit, anyErrors)
}

// Whole tells whether a mode loads a table as a whole, past the memstore: all of its rows
// or none.
func (m Mode) Whole() bool { return m == Direct || m == Load }
