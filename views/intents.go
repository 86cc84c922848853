package views

import (
	"github.com/obferry/obferry/engine"
	"github.com/obferry/obferry/engine/source/sheet"
	"github.com/obferry/obferry/engine/words"
)

// Intents is what a person can want. Every method returns at once; what it leads
// to is seen in the model later.
type Intents interface {
	FrameIntents
	SourceIntents
	TargetIntents
	PlanIntents
	RunIntents
}

// FrameIntents are of the frame around every step.
type FrameIntents interface {
	// Open goes to a step that was reached before.
	Open(step Step)
	Next()
	Back()
	// Cancel ends the work that goes on; where none does it closes the window.
	Cancel()
	StartOver()
	SwitchLanguage(to words.Language)
	SwitchTheme(dark bool)
	// Copy puts text on the clipboard.
	Copy(text string)
}

// SourceIntents are of the Source step.
type SourceIntents interface {
	ChooseSource(door Door)
	EditSource(form Form)
	TestSource()
	// BrowseFile opens the file dialog; ChooseFile names a file that was typed or dropped.
	BrowseFile()
	ChooseFile(path string)
	// ResumeRun goes on with an interrupted run, named by its place in the model;
	// ForgetRun offers it no more.
	ResumeRun(run int)
	ForgetRun(run int)
}

// TargetIntents are of the Target step.
type TargetIntents interface {
	ChooseTarget(door Door)
	EditTarget(form Form)
	NameDatabase(name string)
	TestTarget()
	StartPractice()
	StopPractice()
}

// PlanIntents change the plan: tables, DDL, options. Tables are named by their
// place in the plan.
type PlanIntents interface {
	TakeTable(table int, take bool)
	// TakeTables takes exactly the named tables.
	TakeTables(tables []int)
	RenameTarget(table int, name string)
	RenameColumn(table, column int, name string)
	EditColumnType(table, column int, sqlType string)
	// ReadSheet reads a sheet again, with its rows found as a layout says.
	ReadSheet(table int, as sheet.Layout)
	// EditDDL takes a table's DDL as a person has written it; DiscardDDL goes back to the
	// converted text.
	EditDDL(table int, text string)
	DiscardDDL(table int)
	// TryDDL tries one table on the target, or all where table is negative.
	TryDDL(table int)
	SetMode(mode engine.Mode)
	SetOption(option Option, value int64)
	SetVerify(verify bool)
	SetErrorFile(path string)
	// SetDuplicates says what becomes of rows whose key is there in a direct load.
	SetDuplicates(kind string)
	RunPreflight()
}

// RunIntents are of the Run and Result steps.
type RunIntents interface {
	Run()
	Pause()
	Resume()
	Stop()
	// OpenErrors opens the error spreadsheet with the desktop's own program.
	OpenErrors()
	// RetryRows takes back the rows that were corrected in it.
	RetryRows()
	RunAgain()
	SavePlan()
	// HoldTour keeps a demo from going on by itself, ContinueTour lets it go on at once.
	HoldTour()
	ContinueTour()
}

// Option is a number that a person can set.
type Option string

// The options.
const (
	OptionReaders     Option = "readers"
	OptionWriters     Option = "writers"
	OptionBatchRows   Option = "batch_rows"
	OptionRejectLimit Option = "reject_limit"
	// OptionMemstore is how full the target's memstore may be, in percent of its limit,
	// before writing pauses.
	OptionMemstore Option = "memstore"
	OptionRPCPort  Option = "rpc_port"
	OptionParallel Option = "parallel"
)
