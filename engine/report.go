package engine

import (
	"github.com/obferry/obferry/engine/report"
	"github.com/obferry/obferry/engine/words"
)

// report writes the run report, in the language that the process speaks.
func (r *run) report(result *Result) error {
	told := report.Run{
		Status: string(result.Status), Err: result.Err,
		Source: r.plan.Source.URL, Target: r.plan.Target.URL, Mode: string(r.plan.Mode),
		Began: result.Began, Elapsed: result.Elapsed,
		Read: result.Read, Written: result.Written, Rejected: result.Rejected, Skipped: result.Skipped,
		Errors: result.Errors,
	}
	for _, s := range result.Sessions {
		told.Sessions = append(told.Sessions, report.RunSession{End: s.End, Variables: s.Text()})
	}
	r.mu.Lock()
	told.Warnings = append(told.Warnings, r.warnings...)
	r.mu.Unlock()
	for i, t := range result.Tables {
		one := report.RunTable{
			Source: t.Source, Target: t.Target, State: string(t.State), Created: t.Created,
			Read: t.Read, Written: t.Written, Rejected: t.Rejected, Bytes: t.Bytes, Retries: t.Retries,
			Err: t.Err, Compared: t.Compared, Notes: r.works[i].plan.DDL.Notes, Failures: t.Failures,
		}
		if !t.Began.IsZero() {
			one.Elapsed = t.Ended.Sub(t.Began)
		}
		if isInterrupt(t.Err) {
			one.Err = nil // its state says so, and the run's own error why
		}
		for _, g := range t.Groups {
			one.Refused = append(one.Refused, report.RunRefused{Count: g.Count, Err: g.Err})
		}
		told.Tables = append(told.Tables, one)
	}
	for _, o := range result.Left {
		told.Left = append(told.Left, report.RunLeft(o))
	}
	return report.WriteRun(r.plan.Report, told, words.Spoken())
}
