// Package rows holds rows on their way from a source to a target: what each
// column's bytes mean ([Kind]), and the [Batch] in which they travel.
//
// A value is carried as the bytes that the target's server reads, and never as a Go
// value: nothing is rounded or re-encoded on the way, whatever source it came from.
// The cost is one copy of the bytes into the batch.
package rows
