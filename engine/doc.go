// Package engine moves rows: Plan in, Events out, Result back. It knows nothing
// of windows or terminals.
//
// The way of a row: a [source.Source] reads it into a [rows.Batch]; the batch crosses
// a bounded channel to one of the writers; a [target.Writer] sends it as part of a
// multi-row INSERT; the checkpoint remembers, for a saved plan, what is across; a row that
// the server refuses goes to the error spreadsheet; when all are across, package verify
// reads both sides again and compares them.
package engine
