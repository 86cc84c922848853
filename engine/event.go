package engine

import (
	"time"

	"github.com/obferry/obferry/ddlconv"
	"github.com/obferry/obferry/engine/brake"
	"github.com/obferry/obferry/engine/practice"
	"github.com/obferry/obferry/engine/verify"
)

// Event is something that happened in a run. The window, the terminal's progress
// bars, the --json lines and the run log all listen to the same events. They come
// from one goroutine, in order; a listener that is slow misses intermediate
// [Progress], never another event, and holds no writer up.
type Event interface{ event() }

// Phase is what a run is doing.
type Phase string

// The phases, in order.
const (
	Connecting Phase = "connecting"
	Reading    Phase = "reading" // listing tables, scanning sheets
	Creating   Phase = "creating"
	Copying    Phase = "copying"
	Finding    Phase = "finding"   // rows that a direct load has lost
	Finishing  Phase = "finishing" // foreign keys and whatever waits for the rows
	Verifying  Phase = "verifying"
	Reporting  Phase = "reporting"
	Done       Phase = "done"
)

// State is how far one table has come.
type State string

// The states of a table.
const (
	Waiting State = "waiting"
	// Beginning and Committing are a direct load's: the server makes ready for rows, and
	// sorts and merges those that it has got.
	Beginning   State = "beginning"
	Running     State = "running"
	Committing  State = "committing"
	Copied      State = "copied"
	Checking    State = "checking"
	Finished    State = "finished"
	Failed      State = "failed"
	Interrupted State = "interrupted"
)

type (
	// PhaseChanged begins a phase.
	PhaseChanged struct {
		At    time.Time
		Phase Phase
	}

	// TableState is one table's numbers at a moment; it is a copy and safe to keep.
	TableState struct {
		Source, Target string
		State          State
		// Total is how many rows the source has: an estimate unless Exact, 0 unknown.
		Total int64
		Exact bool
		// Read, Written and Rejected rows so far; Checked is rows compared (of both sides).
		Read, Written, Rejected, Checked int64
		// Skipped rows were read and left out: the target had them already (mode ignore), or
		// the run ended before they were written. Read is always Written, Rejected and
		// Skipped together, once the table's work is over.
		Skipped int64
		// Bytes of values written.
		Bytes int64
		// Retries of batches.
		Retries int64
		// RowsPerSecond over the last seconds; ETA is zero where it is not known.
		RowsPerSecond float64
		ETA           time.Duration
		Began, Ended  time.Time
		// Err is why it failed, nil otherwise.
		Err error
	}

	// PracticeStage is what the practice kernel is doing while it starts.
	PracticeStage struct {
		At    time.Time
		Stage practice.Stage
	}

	// SessionTold says which session variables every connection to one end has.
	SessionTold struct {
		At      time.Time
		Session Session
	}

	// Surveyed says that the source has been listed, and what of it stays behind.
	Surveyed struct {
		At   time.Time
		Left []LeftBehind
	}

	// Progress is the whole run's numbers at a moment, several times a second.
	Progress struct {
		At      time.Time
		Phase   Phase
		Elapsed time.Duration
		Tables  []TableState
		// Sums over all tables.
		Total, Read, Written, Rejected, Checked, Bytes int64
		RowsPerSecond, BytesPerSecond                  float64
		ETA                                            time.Duration
		// Memstore in use and its limit, in bytes; 0 where it cannot be seen.
		Memstore, MemstoreLimit int64
	}

	// TableChanged says that a table entered a state.
	TableChanged struct {
		At    time.Time
		Table TableState
	}

	// RowsRejected says that rows were refused by the server; Reason is the first one's.
	RowsRejected struct {
		At     time.Time
		Table  string
		Count  int
		Reason error
	}

	// Retrying says that a batch is tried again, and when.
	Retrying struct {
		At      time.Time
		Table   string
		Attempt int
		Wait    time.Duration
		Reason  error
	}

	// Slowed says that batches are spaced out from now on, because the memstore fills: so
	// many bytes of its limit are in use on the fullest node.
	Slowed struct {
		At          time.Time
		Used, Limit int64
	}

	// Paused says that nothing is written until memory has been released. Used and Limit
	// are 0 where they cannot be seen.
	Paused struct {
		At          time.Time
		Reason      brake.Reason
		Used, Limit int64
	}

	// Resumed says that writing goes on.
	Resumed struct {
		At          time.Time
		Waited      time.Duration
		Used, Limit int64
	}

	// ModeChosen says why mode auto writes a table as it does.
	ModeChosen struct {
		At    time.Time
		Table string
		Mode  Mode
		// Why is a sentence of the dictionary and no failure.
		Why error
	}

	// Loading tells of a direct load's own life on its server: Status is the server's word
	// (INITIALIZING, RUNNING, COMMITTING…), Trace the id under which it logs the load, ""
	// where it has none, and Limit how long this stage may last at most.
	Loading struct {
		At            time.Time
		Table         string
		Mode          Mode
		Status, Trace string
		Limit         time.Duration
	}

	// Statement says that a statement of DDL, or one of a person's own around the rows, was
	// run; Err is nil where it went well.
	Statement struct {
		At    time.Time
		Table string
		SQL   string
		Err   error
	}

	// Noted is a change that the conversion made.
	Noted struct {
		At    time.Time
		Table string
		Note  ddlconv.Note
	}

	// Warned is something that a person should know and that ends nothing.
	Warned struct {
		At  time.Time
		Err error
	}

	// Verified is the comparison of one table.
	Verified struct {
		At     time.Time
		Table  string
		Result verify.Comparison
	}
)

func (PhaseChanged) event()  {}
func (PracticeStage) event() {}
func (SessionTold) event()   {}
func (Surveyed) event()      {}
func (Progress) event()      {}
func (TableChanged) event()  {}
func (RowsRejected) event()  {}
func (Retrying) event()      {}
func (Slowed) event()        {}
func (Paused) event()        {}
func (Resumed) event()       {}
func (ModeChosen) event()    {}
func (Loading) event()       {}
func (Statement) event()     {}
func (Noted) event()         {}
func (Warned) event()        {}
func (Verified) event()      {}
