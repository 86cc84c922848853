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
// that name. Foreign keys of other tables follow.
func (w *wizard) RenameTarget(table int, name string) {
	w.model.Plan.Tables[table].Target = name
	for _, i := range append(engine.Renamed(w.model.Catalog, w.model.Plan, table), table) {
		w.untry(i)
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
	if !t.DDL.Edited {
		t.DDL = engine.Draw(w.model.Catalog, w.model.Plan, table)
		w.untry(table)
	}
}

// untry drops what a kernel said to a table as it was.
func (w *wizard) untry(table int) { delete(w.model.DDL.Trials, w.model.Plan.Tables[table].Source) }

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

// SetMode says how rows are written.
func (w *wizard) SetMode(mode engine.Mode) {
	if w.model.Plan == nil {
		return
	}
	was := w.model.Plan.Mode
	w.model.Plan.Mode = mode
	if was.Whole() || mode.Whole() {
		w.checkAgain() // what these need of the tables is another thing
		return
	}
	w.refresh()
}

// SetDuplicates says what becomes of rows whose key is there in a direct load.
func (w *wizard) SetDuplicates(kind string) {
	if w.model.Plan == nil || w.model.Plan.Direct.Duplicates == kind {
		return
	}
	w.model.Plan.Direct.Duplicates = kind
	w.checkAgain()
}

// checkAgain runs the checks once the person has paused.
func (w *wizard) checkAgain() {
	w.model.Options.Checked = false
	w.refresh()
	if w.recheck != nil {
		w.recheck.Stop()
	}
	w.recheck = time.AfterFunc(afterTyping, func() { w.ui(w.RunPreflight) })
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
	case views.OptionMemstore:
		w.model.Plan.Memstore = engine.MemstorePlan{Pause: float64(value) / 100, Freeze: w.model.Plan.Memstore.Freeze}
	case views.OptionRejectLimit:
		w.model.Plan.RejectLimit = value
	case views.OptionRPCPort:
		w.model.Plan.Direct.Port = int(value)
		w.checkAgain()
	case views.OptionParallel:
		w.model.Plan.Direct.Parallel = int(value)
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
	w.checkAgain()
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
