package app

import (
	"context"

	"github.com/obferry/obferry/engine"
)

// carryOut runs or verifies a plan, shows how it goes, and leaves the answer. File is
// where the plan is saved, empty where it is not.
func (c *console) carryOut(ctx context.Context, plan *engine.Plan, file string,
	do func(context.Context, *engine.Plan, func(engine.Event)) (*engine.Result, error), p *progress) error {
	var heard record
	result, err := do(ctx, plan, func(e engine.Event) {
		heard.hear(e)
		p.hear(e)
	})
	p.close()
	c.answer = newRunDocument(result, heard, file)
	return err
}

// record keeps what was said along the way and is told at the end.
type record struct {
	notes    []engine.Noted
	warnings []error
}

func (r *record) hear(e engine.Event) {
	switch e := e.(type) {
	case engine.Noted:
		r.notes = append(r.notes, e)
	case engine.Warned:
		r.warnings = append(r.warnings, e.Err)
	}
}
