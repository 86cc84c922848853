package app

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/obferry/obferry/engine"
	"github.com/obferry/obferry/engine/words"
)

// runVerb carries a saved plan out.
func runVerb(c *console) *cobra.Command {
	var e ends
	var resume bool
	cmd := &cobra.Command{Use: "run", Args: func(cmd *cobra.Command, args []string) error {
		if len(args) != 1 {
			return usage(cmd, "fault.app.run")
		}
		return nil
	}}
	cmd.Flags().BoolVar(&resume, "resume", false, words.Say("app.flag.resume"))
	e.variables(cmd.Flags())
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		return c.carryPlan(cmd, args[0], e, resume, engine.Run)
	}
	return cmd
}

// carryPlan has a saved plan carried out in one of the engine's ways.
func (c *console) carryPlan(cmd *cobra.Command, file string, e ends, resume bool,
	do func(context.Context, *engine.Plan, func(engine.Event)) (*engine.Result, error)) error {
	c.answer = newRunDocument(nil, record{}, "")
	plan, err := engine.ReadPlan(file)
	if err != nil {
		return err
	}
	plan.Resume = resume
	if plan.Source, err = withVariable(plan.Source, e.sourceEnv); err != nil {
		return err
	}
	if plan.Target, err = withVariable(plan.Target, e.targetEnv); err != nil {
		return err
	}
	for _, end := range []*engine.Endpoint{&plan.Source, &plan.Target} {
		if err := c.askPassword(cmd.Context(), end); err != nil {
			return err
		}
	}
	p := c.newProgress()
	defer p.close()
	return c.carryOut(cmd.Context(), plan, file, do, p)
}
