package direct

import (
	"fmt"
	"time"

	"github.com/obferry/obferry/engine/direct/wire"
)

// Codes of the server that this package acts on (OceanBase's own numbers).
const (
	CodeInvalidArgument = -4002
	CodeNotSupported    = -4007
	CodeTimeout         = -4012 // also: the heartbeat came too late
	CodeUnexpected      = -4016
	CodeNoEntry         = -4018 // the server knows no such load (any more)
	CodeSizeOverflow    = -4019
	CodeAgain           = -4023
	CodeNotMaster       = -4038
	CodeWrongPassword   = -4043
	CodeCancelled       = -4072
	CodeStateNotMatch   = -4109
	CodeNotAllowed      = -4179
	CodeNoLogStream     = -4719
	CodeNoTablet        = -4725
	CodeNoTable         = -5019
	CodeDuplicateKey    = -5024
	CodeNoTenantHere    = -5150 // the tenant is not on this server
	CodeSchemaAgain     = -5627
	CodeParallelDDL     = -5827
)

// A ServerError is the server's refusal of one request.
type ServerError struct {
	Operation string // BEGIN, INSERT …, LOGIN
	Code      int    // OceanBase's number, negative
	Message   string // the server's words; may be empty
	Peer      string // ip:port asked
	Trace     string // under which the server logged it
}

// Error implements error.
func (e *ServerError) Error() string {
	words := e.Message
	if words == "" {
		words = "no words"
	}
	return fmt.Sprintf("direct load: %s at %s: server error %d: %s (trace %s)", e.Operation, e.Peer, e.Code, words, e.Trace)
}

// An EndedError says that the load is over on the server, and not committed.
type EndedError struct {
	Table  string
	Status wire.Status // as the server told it; Aborted where no heartbeat reached it for too long
	Code   int         // the load's own, negative; 0 where the server gave none
	Trace  string
	Err    error // what this client noticed it by; may be nil
}

// Error implements error.
func (e *EndedError) Error() string {
	text := fmt.Sprintf("direct load: the load of %q ended with %v, code %d (trace %s)", e.Table, e.Status, e.Code, e.Trace)
	if e.Err != nil {
		text += ": " + e.Err.Error()
	}
	return text
}

// Unwrap answers what the end was noticed by.
func (e *EndedError) Unwrap() error { return e.Err }

// A DoubtError says that nobody knows whether a request was carried out: it was sent,
// and its answer was lost.
type DoubtError struct {
	Operation string // INSERT or COMMIT
	Rows      int    // that an INSERT carried
	Trace     string
	Err       error // how the answer was lost
}

// Error implements error.
func (e *DoubtError) Error() string {
	if e.Operation == wire.Insert.String() {
		return fmt.Sprintf("direct load: the answer to an INSERT of %d rows was lost; sending them again may double them (trace %s): %v", e.Rows, e.Trace, e.Err)
	}
	return fmt.Sprintf("direct load: the answer to %s was lost; it may have been carried out (trace %s): %v", e.Operation, e.Trace, e.Err)
}

// Unwrap answers how the answer was lost.
func (e *DoubtError) Unwrap() error { return e.Err }

// A TransportError is a failure of the network.
type TransportError struct {
	Operation string
	Peer      string
	Trace     string
	Sent      bool // the whole request had been handed to the network
	Err       error
}

// Error implements error.
func (e *TransportError) Error() string {
	return fmt.Sprintf("direct load: %s at %s: %v (trace %s)", e.Operation, e.Peer, e.Err, e.Trace)
}

// Unwrap answers the cause.
func (e *TransportError) Unwrap() error { return e.Err }

// Timeout says that a limit of time was reached.
func (e *TransportError) Timeout() bool {
	t, ok := e.Err.(interface{ Timeout() bool })
	return ok && t.Timeout()
}

// A TimeoutError is the limit of time that was reached.
type TimeoutError struct {
	What  string // what was waited for
	Limit time.Duration
}

// Error implements error.
func (e *TimeoutError) Error() string { return fmt.Sprintf("%s took more than %v", e.What, e.Limit) }

// Timeout implements net.Error's part of that name.
func (e *TimeoutError) Timeout() bool { return true }

// A ProtocolError says that an answer breaks the protocol. The connection is given up.
type ProtocolError struct {
	Operation string
	Peer      string
	Trace     string
	Reason    string
	Err       error // a reader's error, where there is one
}

// Error implements error.
func (e *ProtocolError) Error() string {
	return fmt.Sprintf("direct load: %s at %s: the answer breaks the protocol: %s (trace %s)", e.Operation, e.Peer, e.Reason, e.Trace)
}

// Unwrap answers the reader's error.
func (e *ProtocolError) Unwrap() error { return e.Err }

// A Speech is the protocol of what listens at a port.
type Speech string

// What a port can look like.
const (
	SpeaksRPC     Speech = "RPC"
	SpeaksMySQL   Speech = "MySQL" // a SQL port (2881, 2883): it greets by itself
	SpeaksHTTP    Speech = "HTTP"
	SpeaksTLS     Speech = "TLS"
	SpeaksUnknown Speech = "something else"
)

// A WrongPortError says that what listens at the address is no RPC port.
type WrongPortError struct {
	Peer  string
	Looks Speech
}

// Error implements error.
func (e *WrongPortError) Error() string {
	return fmt.Sprintf("direct load: %s speaks %s, not the RPC protocol (an observer's RPC port is 2882 unless configured otherwise)", e.Peer, e.Looks)
}

// An UnsupportedError says that the server's version cannot do what was asked.
type UnsupportedError struct {
	Feature string  // in the field's terms
	Has     Version // of the server; the zero version where it told none
	Needs   string  // versions that can
}

// Error implements error.
func (e *UnsupportedError) Error() string {
	return fmt.Sprintf("direct load: %s needs %s; the server is %v", e.Feature, e.Needs, e.Has)
}

// A RowError says that a row cannot be sent.
type RowError struct {
	Cells, Width int // values written, columns
	Size         int // bytes as encoded
}

// Error implements error.
func (e *RowError) Error() string {
	if e.Cells != e.Width {
		return fmt.Sprintf("direct load: a row of %d values for %d columns", e.Cells, e.Width)
	}
	return fmt.Sprintf("direct load: a row of %d bytes, at most %d can be loaded directly", e.Size, MaxRowBytes)
}

// A UsageError says that a call makes no sense: an option that cannot be, or a step
// out of order.
type UsageError struct {
	What string
}

// Error implements error.
func (e *UsageError) Error() string { return "direct load: " + e.What }

// again are the codes after which BEGIN is worth another try: the server says that it
// is not ready, not that the request is wrong.
var again = map[int]bool{
	CodeNoEntry: true, CodeSizeOverflow: true, CodeAgain: true, CodeNotMaster: true, CodeNotAllowed: true,
	CodeNoLogStream: true, CodeNoTablet: true, CodeSchemaAgain: true, CodeParallelDDL: true,
}
