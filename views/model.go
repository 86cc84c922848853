package views

import (
	"time"

	"github.com/obferry/obferry/engine"
	"github.com/obferry/obferry/profiles"
)

// Step is one page of the wizard.
type Step int

// The steps, in order.
const (
	SourceStep Step = iota
	TargetStep
	ObjectsStep
	DDLStep
	OptionsStep
	RunStep
	ResultStep
)

// Steps lists them all.
var Steps = []Step{SourceStep, TargetStep, ObjectsStep, DDLStep, OptionsStep, RunStep, ResultStep}

// Model is everything that the window shows. It is changed on the main goroutine
// only; after a change [Frame.Refresh] shows it.
type Model struct {
	Step Step
	Dark bool
	// Work is what goes on now and can be cancelled; nil where nothing does.
	Work *Work

	Source  SourceModel
	Target  TargetModel
	Objects ObjectsModel
	DDL     DDLModel
	Options OptionsModel
	Run     RunModel

	// Catalog is what the source offers, nil until it was asked.
	Catalog *engine.Catalog
	// Info is what is at the target, nil until it was asked.
	Info *engine.TargetInfo
	// Plan is made from both, nil before.
	Plan *engine.Plan
	// Result is what the last run came to, nil before its end.
	Result *engine.Result
	// Retry is what the latest retry of its error spreadsheet came to, nil before one.
	Retry *RetryModel
	// Resumable is set where the plan's run was cut off and can be gone on with.
	Resumable bool
	// Tour is a demo that shows itself; nil where a person decides.
	Tour *TourModel
	// Notice is good news that stands in the bottom bar until the next step: an id of
	// the dictionary with its arguments; empty for none.
	Notice Sentence
}

// Sentence names a sentence of the dictionary, so that it can be said again in
// another language.
type Sentence struct {
	ID   string
	Args []any
}

// Work is something that takes a while.
type Work struct {
	// What is done, as a sentence.
	What Sentence
	// Done of Total; Total 0 where it cannot be known.
	Done, Total int64
}

// Door is a way in: by which a source or a target is chosen.
type Door int

// The doors.
const (
	DatabaseDoor Door = iota
	FileDoor
	PracticeDoor
)

// Form is a server's address as typed.
type Form struct {
	// Kind of the server, where there is a choice; a URL tells its own.
	Kind                            profiles.Kind
	Host, Port, User, Database, TLS string
	Password                        profiles.Secret
	// URL is typed instead, where ByURL is set.
	URL   string
	ByURL bool
}

// StageState is how far one stage of a test has come.
type StageState int

// The states of a stage.
const (
	StageWaiting StageState = iota
	StageRunning
	StagePassed
	StageFailed
)

// Stage is one step of a connection test; ID names its sentence in the dictionary.
type Stage struct {
	ID    string
	State StageState
	Took  time.Duration
}

// SourceModel is what the Source step shows.
type SourceModel struct {
	Door Door
	Form Form
	// Path is the chosen file's, Size its size in bytes.
	Path string
	Size int64
	// Stages of the last test, and why it failed.
	Stages []Stage
	Err    error
	// Interrupted are runs that can be gone on with, the latest first.
	Interrupted []InterruptedRun
}

// TargetModel is what the Target step shows.
type TargetModel struct {
	Door     Door
	Form     Form
	Practice PracticeModel
	// Database is where the tables go.
	Database string
	Stages   []Stage
	Err      error
}

// PracticeState is how the practice kernel stands.
type PracticeState int

// The states of the practice kernel.
const (
	PracticeUnknown PracticeState = iota
	PracticeOff
	PracticeStarting
	PracticeOn
	PracticeStopping
)

// PracticeModel is the practice kernel's card.
type PracticeModel struct {
	State PracticeState
	// Stage is what it does while it starts: a sentence of the dictionary.
	Stage Sentence
	// Done of Total bytes of a download; Total 0 where it is not known.
	Done, Total int64
	// Address it listens at, once it runs.
	Address string
	Err     error
}

// TableUI is how a person looks at a table; it outlives the widgets.
type TableUI struct {
	Filter string
	// Sort is the column sorted by, from 1; 0 keeps the given order.
	Sort int
	Down bool
	// Selected is the row, by its place in the unsorted table; -1 for none.
	Selected int
}

// ObjectsModel is what the Objects step shows beside the plan.
type ObjectsModel struct {
	UI TableUI
	// States are what stands on the target, by position in the plan; nil before.
	States []engine.TargetState
	Err    error
}

// DDLModel is what the DDL step shows beside the plan.
type DDLModel struct {
	UI TableUI
	// Trials are what a kernel said, by the table's name at the source.
	Trials map[string]engine.Trial
	// Editing shows the converted text as a field.
	Editing bool
	// Only shows the tables with such notes, "" all of them.
	Only DDLFilter
	// Open is the note that a person has opened, counted from 1; 0 for none.
	Open int
	// Left lists what is no table and stays behind.
	Left bool
	Err  error
}

// DDLFilter is what tables of the DDL step are picked by: a severity, or one of the others.
type DDLFilter string

// What else tables are picked by.
const (
	OnlyEdited  DDLFilter = "edited"  // by hand
	OnlyRefused DDLFilter = "refused" // by the kernel, or what can make no such table
)

// OptionsModel is what the Options step shows beside the plan.
type OptionsModel struct {
	Checks []engine.Check
	// Checked is set once the checks have run to their end.
	Checked bool
	Err     error
}

// Sample is one point of the charts.
type Sample struct {
	At            time.Time
	RowsPerSecond float64
	// Memstore in use in bytes; 0 where it cannot be seen.
	Memstore int64
}

// RunModel is what the Run step shows.
type RunModel struct {
	// Active from the first event to the result.
	Active, Paused, Stopping bool
	Progress                 engine.Progress
	Samples                  []Sample
	// Log holds the latest events, the oldest first; never Progress.
	Log []engine.Event
	// Heard is how many events there were in all; Log may have dropped the oldest.
	Heard int
	UI    TableUI
	Err   error
}

// Reached is the furthest step that may be opened.
func (m *Model) Reached() Step {
	switch {
	case m.Run.Active:
		return RunStep
	case m.Result != nil:
		return ResultStep
	case m.Catalog == nil:
		return SourceStep
	case m.Plan == nil || m.Info == nil:
		return TargetStep
	case !m.someTable():
		return ObjectsStep
	default:
		return OptionsStep
	}
}

func (m *Model) someTable() bool {
	if m.Plan == nil {
		return false
	}
	for i := range m.Plan.Tables {
		if !m.Plan.Tables[i].Skip {
			return true
		}
	}
	return false
}
