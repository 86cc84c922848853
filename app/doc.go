// Package app wires the program together: the command line, and the window that
// opens where no verb is given. Both drive the same engine; a verb does nothing
// that the wizard cannot do, and the other way round.
//
// A verb reads its flags, hands a plan to the engine and leaves an answer: one JSON
// document where --json is given, a few lines for a person otherwise. Progress and
// errors go to standard error. docs/command-line.md is its manual.
package app
