package practice

import (
	"time"

	"github.com/obferry/obferry/engine/words"
)

// Step is what a start is busy with.
type Step string

// The steps, in their order; those not needed are left out.
const (
	Waiting     Step = "waiting"     // somebody else fetches, starts or stops the same
	Checking    Step = "checking"    // the cached kernel against its checksums
	Downloading Step = "downloading" // Done and Total in bytes
	Unpacking   Step = "unpacking"   // Done and Total in bytes
	Starting    Step = "starting"    // launched, does not answer yet
	Ready       Step = "ready"
)

// Stage is how far a start has come. Done and Total are bytes, both 0 where
// there is nothing to count.
type Stage struct {
	Step        Step
	Done, Total int64
}

// Text is the stage in one line of the given language.
func (s Stage) Text(l words.Language) string {
	const mega = 1 << 20
	return words.In(l, "practice.stage."+string(s.Step),
		words.Pairs("Done", s.Done/mega, "Total", s.Total/mega))
}

// observer tells of stages; a nil function hears nothing.
type observer func(Stage)

func (o observer) step(s Step) { o.bytes(s, 0, 0) }

func (o observer) bytes(s Step, done, total int64) {
	if o != nil {
		o(Stage{Step: s, Done: done, Total: total})
	}
}

// tick is how often a count of bytes is told, so that a listener that draws is
// not drowned.
const tick = 200 * time.Millisecond
