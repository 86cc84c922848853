package app

import (
	"context"
	"slices"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/obferry/obferry/engine"
	"github.com/obferry/obferry/engine/fault"
	"github.com/obferry/obferry/engine/words"
	"github.com/obferry/obferry/profiles"
)

// ends are the flags that name both sides.
type ends struct {
	source, target       string
	sourceEnv, targetEnv string
	tables               []string
}

func (e *ends) flags(f *pflag.FlagSet) {
	f.StringVar(&e.source, "source", "", words.Say("app.flag.source"))
	f.StringVar(&e.target, "target", "", words.Say("app.flag.target"))
	f.StringSliceVar(&e.tables, "tables", nil, words.Say("app.flag.tables"))
	e.variables(f)
}

func (e *ends) variables(f *pflag.FlagSet) {
	f.StringVar(&e.sourceEnv, "source-password-env", "", words.Say("app.flag.source-password-env"))
	f.StringVar(&e.targetEnv, "password-env", "", words.Say("app.flag.password-env"))
}

// endpoints reads both ends as given.
func (c *console) endpoints(cmd *cobra.Command, e ends) (from, to engine.Endpoint, err error) {
	for _, flag := range []struct{ name, value string }{{"--source", e.source}, {"--target", e.target}} {
		if flag.value == "" {
			return from, to, usage(cmd, "fault.app.flag.missing", "Flag", flag.name)
		}
	}
	if slices.Contains(e.tables, "") {
		return from, to, usage(cmd, "fault.app.flag.tables")
	}
	if from, err = c.endpoint(e.source, e.sourceEnv); err != nil {
		return from, to, err
	}
	if to, err = c.endpoint(e.target, e.targetEnv); err != nil {
		return from, to, err
	}
	if err = c.askPassword(cmd.Context(), &from); err != nil {
		return from, to, err
	}
	return from, to, c.askPassword(cmd.Context(), &to)
}

// migrateFlags are what migrate can be told besides both ends.
type migrateFlags struct {
	ends
	mode             string
	create, verify   bool
	errors, report   string
	savePlan         string
	readers, writers uint16
	batchRows        uint32
	rejectLimit      int64
	rejectPercent    float64
	memstore         float64
	pace             []string
	rpcPort          uint16
	parallel         uint16
	duplicates       string
	loadMethod       string
}

// migrateVerb takes tables from a source to a target.
func migrateVerb(c *console) *cobra.Command {
	var o migrateFlags
	cmd := &cobra.Command{Use: "migrate", Args: noArguments, RunE: func(cmd *cobra.Command, _ []string) error {
		return c.migrate(cmd, o)
	}}
	f := cmd.Flags()
	o.flags(f)
	f.StringVar(&o.mode, "mode", string(engine.Auto), words.Say("app.flag.mode"))
	f.BoolVar(&o.create, "create", false, words.Say("app.flag.create"))
	f.BoolVar(&o.verify, "verify", false, words.Say("app.flag.verify"))
	f.StringVar(&o.errors, "errors", "", words.Say("app.flag.errors"))
	f.StringVar(&o.report, "report", "", words.Say("app.flag.report"))
	f.StringVar(&o.savePlan, "save-plan", "", words.Say("app.flag.save-plan"))
	f.Uint16Var(&o.readers, "readers", 0, words.Say("app.flag.readers"))
	f.Uint16Var(&o.writers, "writers", 0, words.Say("app.flag.writers"))
	f.Uint32Var(&o.batchRows, "batch-rows", 0, words.Say("app.flag.batch-rows"))
	f.Int64Var(&o.rejectLimit, "reject-limit", -1, words.Say("app.flag.reject-limit"))
	f.Float64Var(&o.rejectPercent, "reject-percent", 100, words.Say("app.flag.reject-percent"))
	f.Float64Var(&o.memstore, "memstore", 0, words.Say("app.flag.memstore"))
	f.StringSliceVar(&o.pace, "pace", nil, words.Say("app.flag.pace"))
	f.Uint16Var(&o.rpcPort, "rpc-port", 0, words.Say("app.flag.rpc-port"))
	f.Uint16Var(&o.parallel, "parallel", 0, words.Say("app.flag.parallel"))
	f.StringVar(&o.duplicates, "duplicates", "", words.Say("app.flag.duplicates"))
	f.StringVar(&o.loadMethod, "load-method", "", words.Say("app.flag.load-method"))
	return cmd
}

func (c *console) migrate(cmd *cobra.Command, o migrateFlags) error {
	c.answer = newRunDocument(nil, record{}, "")
	switch engine.Mode(o.mode) {
	case engine.Auto, engine.Insert, engine.Upsert, engine.Replace, engine.Ignore, engine.Load, engine.Direct:
	default:
		return usage(cmd, "fault.app.mode")
	}
	limits, err := o.limits(cmd)
	if err != nil {
		return err
	}
	if err := engine.Replaceable(o.savePlan); err != nil {
		return err
	}
	from, to, err := c.endpoints(cmd, o.ends)
	if err != nil {
		return err
	}
	p := c.newProgress()
	defer p.close()
	p.phase(engine.Reading)
	plan, catalog, err := propose(cmd.Context(), from, to, o.tables)
	if err != nil {
		return err
	}
	suit(cmd.Context(), catalog, plan)
	plan.Mode, plan.Create, plan.Verify = engine.Mode(o.mode), o.create, o.verify
	plan.Errors, plan.Report, plan.RejectLimit = o.errors, o.report, o.rejectLimit
	plan.Readers, plan.Writers, plan.BatchRows = int(o.readers), int(o.writers), int(o.batchRows)
	plan.RejectPercent, plan.Memstore.Pause, plan.Pace = limits.percent, o.memstore, limits.pace
	plan.Direct = engine.DirectPlan{Port: int(o.rpcPort), Parallel: int(o.parallel), Duplicates: o.duplicates, Method: o.loadMethod}
	if o.savePlan != "" {
		if err := plan.Save(o.savePlan); err != nil {
			return err
		}
	}
	return c.carryOut(cmd.Context(), plan, o.savePlan, engine.Run, p)
}

// suit converts a plan's DDL for the version that its target tells, before the plan is
// saved. A target that does not answer is the run's to tell of, and the practice kernel,
// which may have to be started first, is of the version that is converted for by itself.
func suit(ctx context.Context, catalog *engine.Catalog, plan *engine.Plan) {
	address, err := plan.Target.Address()
	if err != nil || address.Kind == profiles.Practice {
		return
	}
	if info, err := engine.InspectTarget(ctx, plan.Target); err == nil {
		engine.Suit(catalog, plan, info.Version)
	}
}

// propose makes the plan that takes the named tables, all where none is named.
func propose(ctx context.Context, from, to engine.Endpoint, tables []string) (*engine.Plan, *engine.Catalog, error) {
	catalog, err := engine.Inspect(ctx, from)
	if err != nil {
		return nil, nil, err
	}
	if len(catalog.Tables) == 0 {
		return nil, nil, fault.New(fault.Missing, "fault.app.notables", "Source", from.URL)
	}
	plan, err := engine.Propose(ctx, from, to, catalog, tables)
	return plan, catalog, err
}
