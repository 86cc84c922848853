package app

import (
	"github.com/spf13/cobra"

	"github.com/obferry/obferry/engine"
)

// verifyVerb compares both sides and changes nothing: as the flags say, or as a plan or a
// job has mapped them.
func verifyVerb(c *console) *cobra.Command {
	var o planFlags
	e := &o.ends
	cmd := &cobra.Command{Use: "verify", Args: atMostAPlan, RunE: func(cmd *cobra.Command, args []string) error {
		c.answer = newRunDocument(nil, record{}, "")
		if len(args) == 1 {
			if e.source != "" || e.target != "" || len(e.tables) > 0 {
				return usage(cmd, "fault.app.verify.both")
			}
			return c.carryPlan(cmd, args[0], o, engine.Verify)
		}
		from, to, err := c.endpoints(cmd, *e)
		if err != nil {
			return err
		}
		p := c.newProgress()
		defer p.close()
		p.phase(engine.Reading)
		plan, _, err := propose(cmd.Context(), from, to, e.tables)
		if err != nil {
			return err
		}
		return c.carryOut(cmd.Context(), plan, "", engine.Verify, p)
	}}
	e.flags(cmd.Flags())
	o.values(cmd.Flags())
	return cmd
}

// atMostAPlan refuses more than one argument.
func atMostAPlan(cmd *cobra.Command, args []string) error {
	if len(args) > 1 {
		return usage(cmd, "fault.app.verify.arguments")
	}
	return nil
}
