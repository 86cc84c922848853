package demo

import (
	"context"
	"errors"
	"time"

	"github.com/obferry/obferry/engine"
)

// Options of a demo.
type Options struct {
	// Dir holds the servers' data, the sheets and what is written; empty for
	// [DefaultDir].
	Dir string
	// Begin is called before each plan is carried out, while the target is still as it
	// was; its error ends the demo. It may be nil.
	Begin func(context.Context, *Ferry) error
	// Stage hears of the preparation, Event of the plans as they are carried out;
	// both may be nil. Each is called from one goroutine at a time.
	Stage func(Stage)
	Event func(ferry string, e engine.Event)
}

// Summary is what a demo came to.
type Summary struct {
	// Tables that crossed, Rows that were written, Verified tables found equal and
	// Refused rows, over all plans.
	Tables, Verified       int
	Rows, Refused, Planned int64
	// Errors is the spreadsheet of the refused rows.
	Errors string
	// Elapsed from the beginning to the end, Prepared before the first row moved.
	Elapsed, Prepared time.Duration
	Passages          []Passage
}

// Passage is what became of one plan.
type Passage struct {
	Ferry  *Ferry
	Result *engine.Result
	// Wrong is what differs from what is known to be right; empty where all is well.
	Wrong []error
}

// AsPlanned tells whether every row crossed and was verified, but for those that
// were planted to be refused.
func (s *Summary) AsPlanned() bool {
	for _, p := range s.Passages {
		if len(p.Wrong) > 0 {
			return false
		}
	}
	return len(s.Passages) > 0
}

// Run prepares the demo, carries out its plans one after the other, and stops what
// it started. The summary tells how far it came, even where there is an error.
func Run(ctx context.Context, o Options) (summary *Summary, err error) {
	began := time.Now()
	summary = &Summary{}
	defer func() { summary.Elapsed = time.Since(began) }()
	if o.Dir == "" {
		if o.Dir, err = DefaultDir(); err != nil {
			return summary, err
		}
	}
	setting, err := Prepare(ctx, o.Dir, o.Stage)
	if err != nil {
		return summary, err
	}
	defer func() { err = errors.Join(err, setting.Close(context.WithoutCancel(ctx))) }()
	summary.Prepared = time.Since(began)
	return summary, setting.carry(ctx, summary, o)
}

// carry carries every plan out. A plan that fails ends the demo; one that does not
// come out as it should does not.
func (s *Setting) carry(ctx context.Context, summary *Summary, o Options) error {
	ferries, err := s.Ferries(ctx)
	if err != nil {
		return err
	}
	for _, f := range ferries {
		if o.Begin != nil {
			if err := o.Begin(ctx, f); err != nil {
				return err
			}
		}
		result, err := engine.Run(ctx, f.Plan, func(e engine.Event) {
			if o.Event != nil {
				o.Event(f.Name, e)
			}
		})
		summary.Add(f, result)
		if err != nil {
			return err
		}
	}
	return nil
}

// Add takes in what a plan came to. What the same plan came to before is replaced: it
// was carried out again.
func (s *Summary) Add(f *Ferry, result *engine.Result) {
	passages := s.Passages
	if n := len(passages); n > 0 && passages[n-1].Ferry == f {
		passages = passages[:n-1]
	}
	passages = append(passages, Passage{Ferry: f, Result: result, Wrong: f.check(result)})
	*s = Summary{Elapsed: s.Elapsed, Prepared: s.Prepared, Passages: passages}
	for _, p := range passages {
		s.count(p)
	}
}

func (s *Summary) count(p Passage) {
	f, result := p.Ferry, p.Result
	s.Rows += result.Written
	s.Refused += result.Rejected
	for _, count := range f.Refused {
		s.Planned += count
	}
	for _, t := range result.Tables {
		if t.Err == nil {
			s.Tables++
		}
		if t.Compared != nil && t.Compared.Equal {
			s.Verified++
		}
	}
	if result.Errors != "" {
		s.Errors = result.Errors
	}
}
