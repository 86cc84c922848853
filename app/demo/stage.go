package demo

import (
	"sync"

	"github.com/obferry/obferry/engine/practice"
	"github.com/obferry/obferry/engine/words"
)

// Step is what the demo is doing before its first row moves.
type Step string

// The steps. Those of source and target go on side by side.
const (
	StartingSource Step = "source"
	MakingShop     Step = "shop" // Done and Total in rows
	StartingKernel Step = "kernel"
	ClearingTarget Step = "clear"
	WritingSheets  Step = "sheets"
)

// Stage is how far the preparation has come.
type Stage struct {
	Step Step
	// Done and Total are rows of the shop, 0 elsewhere.
	Done, Total int
	// Kernel is the stage of the practice kernel's start.
	Kernel practice.Stage
}

// Text is the stage in one line of the given language.
func (s Stage) Text(l words.Language) string {
	if s.Step == StartingKernel {
		return s.Kernel.Text(l)
	}
	return words.In(l, "demo.stage."+string(s.Step), words.Pairs("Done", s.Done, "Total", s.Total))
}

// one makes an observer safe to call from several goroutines; nil hears nothing.
func one(observe func(Stage)) func(Stage) {
	if observe == nil {
		return func(Stage) {}
	}
	var mu sync.Mutex // so that one stage is told at a time
	return func(s Stage) {
		mu.Lock()
		defer mu.Unlock()
		observe(s)
	}
}
