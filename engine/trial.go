package engine

import (
	"cmp"
	"context"
	"strings"

	"github.com/obferry/obferry/ddlconv"
	"github.com/obferry/obferry/ddlconv/diff"
	"github.com/obferry/obferry/ddlconv/schema"
	"github.com/obferry/obferry/ddlconv/script"
	"github.com/obferry/obferry/ddlconv/syntax"
	"github.com/obferry/obferry/engine/fault"
	"github.com/obferry/obferry/engine/proof"
)

// Trial is what a kernel said to one table's DDL.
type Trial struct {
	// Table is the source's name for it.
	Table string
	// Failures are the statements that were refused.
	Failures []proof.Failure
	// Untried are those that were not tried, such as foreign keys to tables that were not
	// among those tried, or were refused.
	Untried []proof.Untried
	// Differences are what the kernel made otherwise than the statements say, without a
	// word. They are known once all tables stand, and are empty of a text that this
	// program does not understand though the kernel does.
	Differences []diff.Difference
}

// Taken tells whether the kernel refused nothing.
func (t Trial) Taken() bool { return len(t.Failures) == 0 }

// Hearing is who hears of a trial while it goes on, from one goroutine. Either may be nil.
type Hearing struct {
	// Told hears of each table as soon as all its statements are settled, and once more
	// where the kernel is then found to have made something otherwise.
	Told func(Trial)
	// Progress hears of each statement before it is tried.
	Progress func(proof.Progress)
}

// TryDDL creates the tables of a plan in a scratch database of the target, which it
// drops whatever happens. With only given, those tables (by the source's name) are tried
// and no others. What is refused is told, and is no error.
func TryDDL(ctx context.Context, plan *Plan, only []string, hear Hearing) error {
	from, err := plan.Source.Address()
	if err != nil {
		return err
	}
	address, err := plan.Target.Address()
	if err != nil {
		return err
	}
	if address, err = resolveTarget(ctx, address, from, nil); err != nil {
		return err
	}
	t := &trials{hear: hear}
	for i := range plan.Tables {
		if one := &plan.Tables[i]; !one.Skip && (len(only) == 0 || holds(only, one.Source)) {
			t.add(one)
		}
	}
	if len(t.script.Tables) == 0 {
		return ctx.Err()
	}
	result, err := proof.Check(ctx, address, &t.script, proof.Options{Part: true, Observe: hear.Progress, Settled: t.settled})
	if result != nil {
		t.compared(result.Differences)
	}
	return err
}

// trials gathers what a proof says by table.
type trials struct {
	hear   Hearing
	script ddlconv.Script
	// all are those of the script's tables, in its order; open is how many statements of
	// each are not settled.
	all  []Trial
	open []int
}

// add takes a table to be tried. What cannot be tried is told at once.
func (t *trials) add(one *TablePlan) {
	trial := Trial{Table: one.Source}
	if err := one.CheckDDL(); err != nil {
		trial.Failures = []proof.Failure{{Subject: proof.Subject{Kind: "table", Object: one.Target}, Statement: cmp.Or(fault.Of(err).Statement, one.DDL.Create), Err: err}}
		t.tell(trial)
		return
	}
	t.all = append(t.all, trial)
	t.open = append(t.open, 1+len(one.DDL.After))
	// A plan's tables have no line; their place in the trial stands for it, and says which
	// table a verdict is about also where two have the same name.
	t.script.Tables = append(t.script.Tables, &ddlconv.Conversion{Table: model(one), Create: one.DDL.Create, After: one.DDL.After,
		Place: syntax.Place{Line: len(t.all), Column: 1}})
}

// model is the table that a text says, to hold what the kernel makes of it to. A text
// that was converted stays as it is when it is converted again, and has then everything
// filled in that a server fills in; what a person has written otherwise is read word for
// word. Where it cannot be read, the model is a name alone.
func model(one *TablePlan) *schema.Table {
	for _, statement := range one.DDL.After {
		if len(ddlconv.References(statement)) == 0 { // no foreign key: a person's own
			return modelOfAll(one)
		}
	}
	read, err := ddlconv.Convert(one.DDL.Create, ddlconv.MySQL, ddlconv.Options{Name: one.Target})
	if err == nil && ddlconv.State(read.Notes) != ddlconv.Info {
		read, err = ddlconv.Convert(one.DDL.Create, ddlconv.MySQL, ddlconv.Options{Name: one.Target, Off: everyRule()})
	}
	if err != nil {
		return &schema.Table{Name: one.Target}
	}
	return read.Table
}

// modelOfAll is the table that all statements of a text say together.
func modelOfAll(one *TablePlan) *schema.Table {
	read, err := ddlconv.ConvertScript(strings.NewReader(one.DDL.Text()), ddlconv.MySQL, ddlconv.Options{Off: everyRule()})
	if err != nil || len(read.Tables) != 1 {
		return &schema.Table{Name: one.Target}
	}
	for _, o := range read.Outcomes {
		if o.Fate != script.Converted && o.Fate != script.Folded {
			return &schema.Table{Name: one.Target}
		}
	}
	table := read.Tables[0].Table
	table.Name = one.Target
	return table
}

// everyRule are the ids of all rules for MySQL's DDL.
func everyRule() []string {
	var ids []string
	for _, r := range ddlconv.RulesOf(ddlconv.MySQL) {
		ids = append(ids, r.ID)
	}
	return ids
}

// settled takes what became of a statement.
func (t *trials) settled(v proof.Verdict) {
	i := v.Line - 1
	trial := &t.all[i]
	switch {
	case v.Failure != nil:
		trial.Failures = append(trial.Failures, *v.Failure)
	case v.Untried != nil:
		trial.Untried = append(trial.Untried, *v.Untried)
	}
	if t.open[i]--; t.open[i] == 0 {
		t.tell(*trial)
	}
}

// compared takes what was made otherwise than meant. Foreign keys stand in statements of
// their own, which the model of the table does not have.
func (t *trials) compared(differences []diff.Difference) {
	found := map[string][]diff.Difference{}
	for _, d := range differences {
		if place := d.Where(); place.Element != diff.OfForeignKey {
			name := strings.ToLower(place.Table)
			found[name] = append(found[name], d)
		}
	}
	for i, c := range t.script.Tables {
		if t.all[i].Differences = found[strings.ToLower(c.Table.Name)]; t.all[i].Differences != nil {
			t.tell(t.all[i])
		}
	}
}

func (t *trials) tell(trial Trial) {
	if t.hear.Told != nil {
		t.hear.Told(trial)
	}
}
