package app

import (
	"context"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/obferry/obferry/engine"
	"github.com/obferry/obferry/engine/words"
)

// planFlags are what a verb that takes a saved plan, or a job of DataX, can be told.
type planFlags struct {
	ends
	resume   bool
	savePlan string
	set      []string
}

// runVerb carries a saved plan or a job out.
func runVerb(c *console) *cobra.Command {
	var o planFlags
	cmd := &cobra.Command{Use: "run", Args: func(cmd *cobra.Command, args []string) error {
		if len(args) != 1 {
			return usage(cmd, "fault.app.run")
		}
		return nil
	}}
	f := cmd.Flags()
	f.BoolVar(&o.resume, "resume", false, words.Say("app.flag.resume"))
	f.StringVar(&o.savePlan, "save-plan", "", words.Say("app.flag.job.save-plan"))
	o.values(f)
	o.variables(f)
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		return c.carryPlan(cmd, args[0], o, engine.Run)
	}
	return cmd
}

func (o *planFlags) values(f *pflag.FlagSet) {
	f.StringArrayVar(&o.set, "set", nil, words.Say("app.flag.set"))
}

// carryPlan has a saved plan, or a job, carried out in one of the engine's ways.
func (c *console) carryPlan(cmd *cobra.Command, file string, o planFlags,
	do func(context.Context, *engine.Plan, func(engine.Event)) (*engine.Result, error)) error {
	c.answer = newRunDocument(nil, record{}, "")
	if isJob(file) {
		return c.carryJob(cmd, file, o, do)
	}
	if o.savePlan != "" || len(o.set) > 0 {
		return usage(cmd, "fault.app.job.only")
	}
	plan, err := engine.ReadPlan(file)
	if err != nil {
		return err
	}
	plan.Resume = o.resume
	if err := c.passwords(cmd.Context(), plan, o.ends); err != nil {
		return err
	}
	p := c.newProgress()
	defer p.close()
	return c.carryOut(cmd.Context(), plan, file, do, p)
}

// passwords has a plan's ends take their passwords from the variables that are named, or
// from a person.
func (c *console) passwords(ctx context.Context, plan *engine.Plan, e ends) (err error) {
	if plan.Source, err = withVariable(plan.Source, e.sourceEnv); err != nil {
		return err
	}
	if plan.Target, err = withVariable(plan.Target, e.targetEnv); err != nil {
		return err
	}
	for _, end := range []*engine.Endpoint{&plan.Source, &plan.Target} {
		if err := c.askPassword(ctx, end); err != nil {
			return err
		}
	}
	return nil
}
