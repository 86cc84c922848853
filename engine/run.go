// Package engine moves rows: Plan in, Events out, Result back. It knows nothing
// of windows or terminals.
package engine

import (
	"context"

	"github.com/obferry/obferry/engine/source"
)

// Catalog is what a source offers.
type Catalog struct {
	// Product and Version of the server ("MariaDB", "10.11.19"), or "xlsx", "csv".
	Product, Version string
	Tables           []*source.Table
	// Left are objects that are not taken: views, triggers, routines, events.
	Left []LeftBehind
}

// Inspect connects to a source and lists what it offers.
func Inspect(ctx context.Context, from Endpoint) (*Catalog, error) { panic("being written") }

// TargetInfo is what is at the target.
type TargetInfo struct {
	Product, Version string // "OceanBase seekdb", "4.3.5.3"
	User, Tenant     string
	Charset          string
	TimeZone         string
	LowerCaseNames   int
	MaxAllowedPacket int64
	// MemstoreUsed and MemstoreLimit in bytes; both 0 where the view may not be read.
	MemstoreUsed, MemstoreLimit int64
	// Databases that the user may see, without the server's own.
	Databases []string
}

// InspectTarget connects to a target and says what is there.
func InspectTarget(ctx context.Context, to Endpoint) (*TargetInfo, error) { panic("being written") }

// TargetState is what stands on the target under the name of one planned table.
type TargetState struct {
	Exists bool
	Rows   int64 // counted up to 1,000,000, then an estimate
	// Differs lists columns that are missing or narrower there; empty where it fits.
	Differs []error
}

// Propose makes a plan that takes the named tables (all where none is named) of a
// source to a target: names, columns, converted DDL with its notes. It does not
// touch the target.
func Propose(ctx context.Context, from, to Endpoint, catalog *Catalog, names []string) (*Plan, error) {
	panic("being written")
}

// Survey looks at the target for every table of a plan, by position.
func Survey(ctx context.Context, plan *Plan) ([]TargetState, error) { panic("being written") }

// Trial is what a kernel said to one table's DDL.
type Trial struct {
	Table string
	// Err is nil where every statement was taken; else it names the statement.
	Err error
	// Became is the table as the kernel tells it back (SHOW CREATE TABLE).
	Became string
}

// TryDDL creates every table of a plan in a scratch database of the target, hands
// each outcome to observe, and drops the scratch database whatever happens.
func TryDDL(ctx context.Context, plan *Plan, observe func(Trial)) error { panic("being written") }

// Check is one pre-flight check's outcome. Its title is "check." + ID in the
// dictionary; Err is nil where it passed.
type Check struct {
	ID   string
	Warn bool // a failed check that does not stop the run
	Err  error
	// Value is what was found ("16 MiB", "root").
	Value string
}

// Preflight runs the checks for a plan and hands each to observe as it ends.
func Preflight(ctx context.Context, plan *Plan, observe func(Check)) error { panic("being written") }

// Run carries a plan out. Observe hears every event, from one goroutine. The
// Result is never nil; the error is its Err.
func Run(ctx context.Context, plan *Plan, observe func(Event)) (*Result, error) {
	panic("being written")
}

// Verify compares the tables of a plan without writing anything.
func Verify(ctx context.Context, plan *Plan, observe func(Event)) (*Result, error) {
	panic("being written")
}
