package app

import (
	"context"
	"time"

	"github.com/obferry/obferry/engine"
	"github.com/obferry/obferry/views"
)

// TakeTable takes a table or leaves it behind.
func (w *wizard) TakeTable(table int, take bool) {
	w.model.Plan.Tables[table].Skip = !take
	w.planChanged()
}

// TakeTables takes exactly the named ones.
func (w *wizard) TakeTables(tables []int) {
	if w.model.Plan == nil {
		return
	}
	for i := range w.model.Plan.Tables {
		w.model.Plan.Tables[i].Skip = true
	}
	for _, i := range tables {
		w.model.Plan.Tables[i].Skip = false
	}
	w.planChanged()
}

// RenameTarget names a table on the target, and looks at what stands there under
// that name.
func (w *wizard) RenameTarget(table int, name string) {
	w.model.Plan.Tables[table].Target = name
	for i := range w.model.Plan.Tables { // foreign keys name other tables
		w.redraw(i)
	}
	w.planChanged()
	w.survey()
}

// RenameColumn names a column on the target.
func (w *wizard) RenameColumn(table, column int, name string) {
	w.model.Plan.Tables[table].Columns[column].Target = name
	w.redraw(table)
	w.planChanged()
}

// EditColumnType gives a sheet's column another type.
func (w *wizard) EditColumnType(table, column int, sqlType string) {
	w.model.Plan.Tables[table].Columns[column].Type = sqlType
	w.redraw(table)
	w.planChanged()
}

// redraw converts a table's DDL anew, unless a person has edited it.
func (w *wizard) redraw(table int) {
	t := &w.model.Plan.Tables[table]
	if !w.edited[t.Source] {
		t.DDL = engine.Draw(w.model.Catalog, w.model.Plan, table)
		delete(w.model.DDL.Trials, t.Source)
	}
}

// EditDDL takes a table's DDL as it was typed.
func (w *wizard) EditDDL(table int, create string) {
	t := &w.model.Plan.Tables[table]
	t.DDL.Create = create
	w.edited[t.Source] = true
	delete(w.model.DDL.Trials, t.Source)
	w.planChanged()
}

// planChanged drops what was true of the plan as it was.
func (w *wizard) planChanged() {
	w.leaveKept()
	w.model.Options = views.OptionsModel{}
	w.model.Result = nil
	w.refresh()
}

// survey looks at what stands on the target under the plan's names.
func (w *wizard) survey() {
	w.model.Objects.States, w.model.Objects.Err = nil, nil
	plan, catalog := clone(w.model.Plan), w.model.Catalog
	w.begin("view.work.survey", func(ctx context.Context) func() {
		states, err := engine.Survey(ctx, plan, catalog)
		return func() {
			w.model.Objects.Err = unlessCancelled(err)
			w.model.Objects.States = states
		}
	})
}

// TryDDL tries one table on the target, or all where table is negative.
func (w *wizard) TryDDL(table int) {
	m := w.model
	m.DDL.Err, m.DDL.Editing = nil, false
	plan := clone(m.Plan)
	var only []string
	all := 0
	for i := range plan.Tables {
		if !plan.Tables[i].Skip {
			all++
		}
	}
	if table >= 0 {
		only, all = []string{plan.Tables[table].Source}, 1
	}
	w.begin("view.work.trial", func(ctx context.Context) func() {
		done := 0
		w.show(func(m *views.Model) { tried(m, done, all) })
		err := engine.TryDDL(ctx, plan, only, func(t engine.Trial) {
			done++
			n := done
			w.show(func(m *views.Model) {
				if m.DDL.Trials == nil {
					m.DDL.Trials = map[string]engine.Trial{}
				}
				m.DDL.Trials[t.Table] = t
				tried(m, n, all)
			})
		})
		return func() { m.DDL.Err = unlessCancelled(err) }
	})
}

// tried shows how many tables have been tried.
func tried(m *views.Model, done, all int) {
	if m.Work != nil {
		m.Work.What.Args = []any{"Done", done, "All", all}
		m.Work.Done, m.Work.Total = int64(done), int64(all)
	}
}

// SetMode says how rows are written.
func (w *wizard) SetMode(mode engine.Mode) {
	if w.model.Plan == nil {
		return
	}
	w.model.Plan.Mode = mode
	w.refresh()
}

// SetOption sets a number.
func (w *wizard) SetOption(option views.Option, value int64) {
	if w.model.Plan == nil {
		return
	}
	switch option {
	case views.OptionReaders:
		w.model.Plan.Readers = int(value)
	case views.OptionWriters:
		w.model.Plan.Writers = int(value)
	case views.OptionBatchRows:
		w.model.Plan.BatchRows = int(value)
	case views.OptionRejectLimit:
		w.model.Plan.RejectLimit = value
	}
}

// SetVerify says whether both sides are compared in the end.
func (w *wizard) SetVerify(verify bool) {
	if w.model.Plan != nil {
		w.model.Plan.Verify = verify
	}
}

// afterTyping is how long a person must pause before what was typed is checked.
const afterTyping = 700 * time.Millisecond

// SetErrorFile says where refused rows go; whether the file can be written is checked
// once the typing ends.
func (w *wizard) SetErrorFile(path string) {
	if w.model.Plan == nil || w.model.Plan.Errors == path {
		return
	}
	w.model.Plan.Errors = path
	w.model.Options.Checked = false
	w.refresh()
	if w.recheck != nil {
		w.recheck.Stop()
	}
	w.recheck = time.AfterFunc(afterTyping, func() { w.ui(w.RunPreflight) })
}

// RunPreflight runs the checks.
func (w *wizard) RunPreflight() {
	if w.model.Plan == nil || w.model.Catalog == nil || w.model.Work != nil {
		return
	}
	w.model.Options = views.OptionsModel{}
	plan, catalog := clone(w.model.Plan), w.model.Catalog
	w.begin("view.work.checks", func(ctx context.Context) func() {
		err := engine.Preflight(ctx, plan, catalog, func(c engine.Check) {
			w.show(func(m *views.Model) { m.Options.Checks = append(m.Options.Checks, c) })
		})
		return func() {
			w.model.Options.Err = unlessCancelled(err)
			w.model.Options.Checked = err == nil
		}
	})
}
