package wire

import "fmt"

// An Operation is what a direct-load request asks for.
type Operation uint8

// The operations of a load.
const (
	Begin Operation = iota
	Commit
	Abort
	GetStatus
	Insert
	HeartBeat
	Detach
)

// Operations lists them all.
func Operations() []Operation {
	return []Operation{Begin, Commit, Abort, GetStatus, Insert, HeartBeat, Detach}
}

// String is the name as OceanBase writes it.
func (o Operation) String() string {
	switch o {
	case Begin:
		return "BEGIN"
	case Commit:
		return "COMMIT"
	case Abort:
		return "ABORT"
	case GetStatus:
		return "GET_STATUS"
	case Insert:
		return "INSERT"
	case HeartBeat:
		return "HEART_BEAT"
	case Detach:
		return "DETACH"
	}
	return fmt.Sprintf("operation %d", uint8(o))
}

// HasContent says that the operation's answer holds more than its header. Answers of
// the others must hold nothing.
func (o Operation) HasContent() bool { return o == Begin || o == GetStatus || o == HeartBeat }

// A Status is where a load stands.
type Status uint8

// The states of a load.
const (
	Running Status = iota
	Committing
	Committed
	Failed
	Aborted
	Initializing
	Waiting // queued for the server's resources
)

// String is the name as OceanBase writes it.
func (s Status) String() string {
	switch s {
	case Running:
		return "RUNNING"
	case Committing:
		return "COMMITTING"
	case Committed:
		return "COMMIT"
	case Failed:
		return "ERROR"
	case Aborted:
		return "ABORT"
	case Initializing:
		return "INITIALIZING"
	case Waiting:
		return "WAITTING"
	}
	return fmt.Sprintf("status %d", uint8(s))
}

// A DupAction is what the server does with a row whose key is there already.
type DupAction uint8

// The actions on duplicates.
const (
	DupStop DupAction = iota
	DupReplace
	DupIgnore
)

// Methods of loading, as BEGIN names them.
const (
	MethodFull       = "full"        // rewrites the table
	MethodInc        = "inc"         // adds to it; from 4.3.2.0 on
	MethodIncReplace = "inc_replace" // adds without a look at old rows; only with DupStop
)
