package app

import (
	"context"

	"github.com/obferry/obferry/engine"
)

// carryOut runs or verifies a plan, shows how it goes, and leaves the answer. File is
// where the plan is saved, empty where it is not.
func (c *console) carryOut(ctx context.Context, plan *engine.Plan, file string,
	do func(context.Context, *engine.Plan, func(engine.Event)) (*engine.Result, error), p *progress) error {
	_, err := c.carry(ctx, plan, file, record{}, do, p)
	return err
}

// carry is carryOut of what has been told of before already. The result is never nil.
func (c *console) carry(ctx context.Context, plan *engine.Plan, file string, heard record,
	do func(context.Context, *engine.Plan, func(engine.Event)) (*engine.Result, error), p *progress) (*engine.Result, error) {
	result, err := do(ctx, plan, func(e engine.Event) {
		heard.hear(e)
		p.hear(e)
	})
	p.close()
	answer := newRunDocument(result, heard, file)
	answer.asks = passwordOptions(plan)
	c.answer = answer
	return result, err
}

// passwordOptions are what the verb run needs, besides a plan's file, to reach both ends.
func passwordOptions(plan *engine.Plan) string {
	options := ""
	if !plan.Source.Password.Empty() {
		options += " --source-password-env VARIABLE"
	}
	if !plan.Target.Password.Empty() {
		options += " --password-env VARIABLE"
	}
	return options
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
