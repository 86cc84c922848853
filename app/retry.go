package app

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/obferry/obferry/engine"
	"github.com/obferry/obferry/engine/words"
)

// retryFlags are what retry can be told.
type retryFlags struct {
	ends
	mode           string
	errors, report string
	elsewhere      bool
}

// retryVerb takes the corrected rows of an error spreadsheet back.
func retryVerb(c *console) *cobra.Command {
	var o retryFlags
	cmd := &cobra.Command{Use: "retry", Args: func(cmd *cobra.Command, args []string) error {
		if len(args) != 1 {
			return usage(cmd, "fault.app.retry")
		}
		return nil
	}}
	f := cmd.Flags()
	f.StringVar(&o.target, "target", "", words.Say("app.flag.target"))
	f.StringVar(&o.mode, "mode", string(engine.Auto), words.Say("app.flag.retry.mode"))
	f.StringVar(&o.errors, "errors", "", words.Say("app.flag.retry.errors"))
	f.StringVar(&o.report, "report", "", words.Say("app.flag.report"))
	f.BoolVar(&o.elsewhere, "elsewhere", false, words.Say("app.flag.retry.elsewhere"))
	f.StringVar(&o.targetEnv, "password-env", "", words.Say("app.flag.password-env"))
	cmd.RunE = func(cmd *cobra.Command, args []string) error { return c.retry(cmd, args[0], o) }
	return cmd
}

func (c *console) retry(cmd *cobra.Command, file string, o retryFlags) error {
	c.answer = newRunDocument(nil, record{}, "")
	switch engine.Mode(o.mode) {
	case engine.Auto, engine.Insert, engine.Upsert, engine.Replace, engine.Ignore:
	default:
		return usage(cmd, "fault.app.retry.mode")
	}
	if o.target == "" {
		return usage(cmd, "fault.app.flag.missing", "Flag", "--target")
	}
	to, err := c.endpoint(o.target, o.targetEnv)
	if err != nil {
		return err
	}
	p := c.newProgress()
	defer p.close()
	p.phase(engine.Reading)
	plan, err := proposeRetry(cmd.Context(), file, to, o)
	if err != nil {
		return err
	}
	if err := c.askPassword(cmd.Context(), &plan.Target); err != nil {
		return err
	}
	return c.carryOut(cmd.Context(), plan, "", engine.Run, p)
}

func proposeRetry(ctx context.Context, file string, to engine.Endpoint, o retryFlags) (*engine.Plan, error) {
	plan, err := engine.ProposeRetry(ctx, file, to, engine.RetryOptions{Mode: engine.Mode(o.mode), Errors: o.errors, Elsewhere: o.elsewhere})
	if err == nil {
		plan.Report = o.report
	}
	return plan, err
}

// retryDocument is what a retry found in its spreadsheet.
type retryDocument struct {
	Workbook string `json:"workbook"`
	Round    int    `json:"round"`
	// Refused rows that the spreadsheet held when it was written; those of them that were
	// deleted since, taken by an earlier retry, or are in a later spreadsheet.
	Refused int64 `json:"refused"`
	Deleted int64 `json:"deleted"`
	Taken   int64 `json:"taken_earlier"`
	Moved   int64 `json:"moved_on"`
}

func newRetryDocument(r *engine.Retried) *retryDocument {
	if r == nil {
		return nil
	}
	return &retryDocument{Workbook: r.Path, Round: r.Round, Refused: r.Refused, Deleted: r.Deleted, Taken: r.Taken, Moved: r.Moved}
}

// sentence says it to a person.
func (d *retryDocument) sentence(written, rejected int64) string {
	n := words.Number
	return words.Say("app.summary.retry", "Refused", n(d.Refused), "Written", n(written), "Rejected", n(rejected),
		"Deleted", n(d.Deleted), "Taken", n(d.Taken), "Moved", n(d.Moved))
}
