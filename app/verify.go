package app

import (
	"github.com/spf13/cobra"

	"github.com/obferry/obferry/engine"
)

// verifyVerb compares both sides and changes nothing.
func verifyVerb(c *console) *cobra.Command {
	var e ends
	cmd := &cobra.Command{Use: "verify", Args: noArguments, RunE: func(cmd *cobra.Command, _ []string) error {
		c.answer = newRunDocument(nil, record{}, "")
		from, to, err := c.endpoints(cmd, e)
		if err != nil {
			return err
		}
		p := c.newProgress()
		defer p.close()
		p.phase(engine.Reading)
		plan, err := propose(cmd.Context(), from, to, e.tables)
		if err != nil {
			return err
		}
		return c.carryOut(cmd.Context(), plan, "", engine.Verify, p)
	}}
	e.flags(cmd.Flags())
	return cmd
}
