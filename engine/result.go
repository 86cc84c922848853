package engine

import (
	"strings"
	"time"

	"github.com/obferry/obferry/engine/verify"
	"github.com/obferry/obferry/engine/words"
)

// Status is how a run ended.
type Status string

// The ways a run ends. The command line's exit codes follow from them.
const (
	StatusDone        Status = "done"        // all there, nothing refused (exit 0)
	StatusPartial     Status = "partial"     // done, but with refused rows, differences or failed tables (exit 1)
	StatusFailed      Status = "failed"      // it could not be done; see Err
	StatusInterrupted Status = "interrupted" // a person or a signal ended it (exit 4)
)

// Result is what a run came to.
type Result struct {
	Status  Status
	Err     error // why, where Status is failed or interrupted
	Began   time.Time
	Elapsed time.Duration
	Tables  []TableResult
	// Rows over all tables.
	Read, Written, Rejected, Skipped int64
	// Pauses are how often writing waited for the target's memory, and PausedFor how long.
	Pauses    int
	PausedFor time.Duration
	// Sessions are the variables of the connections to both ends, where they have such.
	Sessions []Session
	// Left are objects of the source that were not taken: views, triggers, routines.
	Left []LeftBehind
	// Retry is what a retry found in its spreadsheet; nil after any other run.
	Retry *Retried
	// Errors and Report are the paths of the files written, empty where none was.
	Errors, Report string
}

// TableResult is what became of one table.
type TableResult struct {
	TableState
	// Created tells whether the run made the table.
	Created bool
	// Compared is nil where the table was not verified.
	Compared *verify.Comparison
	// Groups are the refused rows by cause, the most frequent first.
	Groups []RejectGroup
	// Failures are statements of DDL that were refused.
	Failures []error
}

// RejectGroup is the refused rows of one table that have one cause.
type RejectGroup struct {
	Code    int
	Message string // the first one's
	Count   int64
	Err     error // the first one, with its hint
}

// LeftBehind is an object of the source that was not taken.
type LeftBehind struct{ Kind, Name string }

// WordID is the identifier of the words that tell of such an object by its Name; a
// kind that has none of its own is told by the name alone.
func (o LeftBehind) WordID() string {
	if id := "view.left." + strings.ToLower(o.Kind); words.Has(id) {
		return id
	}
	return "view.left.object"
}
