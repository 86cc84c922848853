// Package rows holds rows on their way from a source to a target: what each
// column's bytes mean ([Kind]), and the [Batch] in which they travel.
//
// A value is carried as bytes and never as a Go value: what the source's server
// wrote is what the target's server reads, so nothing is rounded, re-formatted
// or re-encoded between them. The cost is one copy of the bytes into the batch.
package rows
