// Package report writes error spreadsheets and run reports.
//
// BUILDER OF THIS PACKAGE: these are only the shapes that engine compiles against
// (engine/refuse.go, engine/outcome.go); replace this file with the real thing.
package report

import (
	"github.com/obferry/obferry/engine/fault"
	"github.com/obferry/obferry/engine/rows"
	"github.com/obferry/obferry/engine/words"
)

type Value struct {
	Bytes []byte
	Null  bool
}

type Refused struct {
	Table, Source string
	Place         int64
	Key           string
	Columns       []rows.Column
	Values        []Value
	Err           *fault.Error
}

type Errors struct{}

func NewErrors(path string, l words.Language) *Errors { return &Errors{} }

func (e *Errors) Add(r Refused) error { return nil }

func (e *Errors) Close() (path string, count int64, err error) { return "", 0, nil }
