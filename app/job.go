package app

import (
	"context"
	"errors"
	"path/filepath"
	"regexp"
	"strings"

	"github.com/spf13/cobra"

	"github.com/obferry/obferry/engine"
	"github.com/obferry/obferry/engine/fault"
	"github.com/obferry/obferry/engine/job"
	"github.com/obferry/obferry/engine/words"
	"github.com/obferry/obferry/profiles"
)

// isJob tells a job of DataX from a plan: by its ending.
func isJob(file string) bool { return strings.EqualFold(filepath.Ext(file), ".json") }

// carryJob has a job of DataX carried out as the plan that it says, and closes with the
// quantities that DataX closes with.
func (c *console) carryJob(cmd *cobra.Command, file string, o planFlags,
	do func(context.Context, *engine.Plan, func(engine.Event)) (*engine.Result, error)) error {
	if o.resume {
		return usage(cmd, "fault.app.job.resume")
	}
	if err := engine.Replaceable(o.savePlan); err != nil {
		return err
	}
	values, err := o.settings(cmd)
	if err != nil {
		return err
	}
	j, err := job.Read(file, values)
	if err != nil {
		return c.unreadable(err)
	}
	heard := record{warnings: j.Notes}
	c.answer = newRunDocument(nil, heard, "")
	c.tell(j.Notes)
	ctx := cmd.Context()
	p := c.newProgress()
	defer p.close()
	if len(j.Sources) > 1 || !j.Settled() {
		p.phase(engine.Connecting)
	}
	choose(ctx, j, o.sourceEnv)
	if err := c.passwords(ctx, j.Plan, o.ends); err != nil {
		return err
	}
	if err := j.Resolve(ctx); err != nil {
		return err
	}
	if o.savePlan != "" {
		if err := j.Plan.Save(o.savePlan); err != nil {
			return err
		}
		p.say("app.job.saved", "Path", o.savePlan, "Options", passwordOptions(j.Plan))
	}
	result, err := c.carry(ctx, j.Plan, o.savePlan, heard, do, p)
	if d, ok := c.answer.(*runDocument); ok && c.verb != "verify" && len(result.Tables) > 0 {
		d.Statistics = newStatistics(result)
	}
	return err
}

// assignment is NAME=VALUE, with a name as DataX's placeholders have it.
var assignment = regexp.MustCompile(`^(\w+)=(?s:(.*))$`)

// settings are the values of a job's placeholders.
func (o *planFlags) settings(cmd *cobra.Command) (map[string]string, error) {
	values := map[string]string{}
	for _, text := range o.set {
		m := assignment.FindStringSubmatch(text)
		if m == nil {
			return nil, usage(cmd, "fault.app.set") // the text may hold a password
		}
		values[m[1]] = m[2]
	}
	return values, nil
}

// unreadable tells of everything that is wrong with a job, and returns the first of it,
// which is told in the end.
func (c *console) unreadable(err error) error {
	var several *job.Faults
	if !errors.As(err, &several) {
		return err
	}
	c.answer = newRunDocument(nil, record{warnings: several.All[1:]}, "")
	l := words.Spoken()
	for _, one := range several.All[1:] {
		text := plain(fault.Text(l, one))
		if hint := fault.Hint(l, one); hint != "" {
			text += "\n  " + plain(hint)
		}
		c.notice(text)
	}
	return several.All[0]
}

// tell shows notes to a person.
func (c *console) tell(notes []error) {
	l := words.Spoken()
	for _, note := range notes {
		c.notice(plain(words.Say("app.say.warning", "Text", fault.Text(l, note), "Hint", fault.Hint(l, note))))
	}
}

// choose takes the first of a job's sources that answers, as DataX does; the first one
// where none does, so that its error is told. A password in a variable goes before the
// job's.
func choose(ctx context.Context, j *job.Job, variable string) {
	for _, one := range j.Sources {
		one, err := withVariable(one, variable)
		if err != nil {
			return // told where it is needed
		}
		address, err := one.Address()
		if err != nil {
			continue
		}
		if _, err := profiles.Probe(ctx, address, nil); err == nil {
			j.Plan.Source = one
			return
		}
	}
}
