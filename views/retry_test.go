package views

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"github.com/obferry/obferry/engine"
	"github.com/obferry/obferry/engine/fault"
	"github.com/obferry/obferry/engine/words"
)

// retried is the wizard after a retry that left some rows refused.
func retried() *Model {
	m := full()
	table := m.Result.Tables[4]
	table.Read, table.Written, table.Rejected = 3, 1, 2
	reason := fault.New(fault.Row, "fault.retry.rounded", "Column", "order_number", "Text", "1234567890123456800")
	table.Groups = []engine.RejectGroup{{Count: 2, Err: reason}}
	m.Retry = &RetryModel{
		Rounds: 2, Errors: "/home/ana/obferry-errors-2026-11-20-retry-2.xlsx",
		Result: &engine.Result{Status: engine.StatusPartial, Written: 1, Rejected: 2, Tables: []engine.TableResult{table},
			Retry: &engine.Retried{Refused: 7, Deleted: 1, Taken: 2, Moved: 1}},
		Warnings: []error{fault.New(fault.Input, "fault.retry.othercolumn", "Sheet", "订单明细", "Column", "checked by")},
	}
	return m
}

// retrying is the wizard while rows are retried.
func retrying() *Model {
	m := full()
	m.Work = &Work{What: Sentence{ID: "view.work.retry.rows", Args: []any{"Done", int64(1200), "All", int64(3100)}}, Done: 1200, Total: 3100}
	return m
}

// unread is the wizard with an error spreadsheet that cannot be taken back as it is.
func unread() *Model {
	m := full()
	m.Retry = &RetryModel{Rounds: 1, Errors: m.Result.Errors,
		Err: fault.New(fault.Input, "fault.retry.nocolumn", "Sheet", "orders", "Columns", "total, 备注", "Count", 2)}
	return m
}

// allTaken is the wizard once nothing is refused any more.
func allTaken() *Model {
	m := retried()
	m.Retry.Errors, m.Retry.Warnings = "", nil
	m.Retry.Result = &engine.Result{Status: engine.StatusDone, Written: 7, Retry: &engine.Retried{Refused: 7}}
	return m
}

// The Result step tells what a retry came to, and offers the next one.
func TestRetryOnTheResultStep(t *testing.T) {
	for _, l := range words.Languages {
		for name, state := range map[string]struct {
			model   func() *Model
			offered bool
			says    map[words.Language]string
		}{
			"retried":  {retried, true, map[words.Language]string{words.English: "Retry 2: 1 taken back, 2 still refused", words.Chinese: "第 2 次重试：取回 1 行，仍被拒绝 2 行"}},
			"unread":   {unread, true, map[words.Language]string{words.English: "lacks columns of its table", words.Chinese: "缺少表的列"}},
			"allTaken": {allTaken, false, map[words.Language]string{words.English: "Retry 2: 7 taken back, none refused", words.Chinese: "第 2 次重试：取回 7 行"}},
		} {
			t.Run(string(l)+" "+name, func(t *testing.T) {
				m := state.model()
				m.Step = ResultStep
				w, _ := screen(t, m, &recorder{}, l)
				arrange(w, fyne.NewSize(1280, 800))
				keep(t, "7-retry-"+name+"-"+string(l), w.Canvas().Capture())
				inspectTree(t, name, w.Content(), fyne.NewPos(0, 0), false)
				all := strings.Join(texts(w.Content()), "\n")
				if !strings.Contains(all, state.says[l]) {
					t.Errorf("%q is not said:\n%s", state.says[l], all)
				}
				if offered := strings.Contains(all, words.In(l, "view.retry.rows", nil)); offered != state.offered {
					t.Errorf("a retry is offered: %t", offered)
				}
			})
		}
	}
}

// texts are all texts and labels that are seen.
func texts(o fyne.CanvasObject) (all []string) {
	if !o.Visible() {
		return nil
	}
	if text := said(o); text != "" {
		all = append(all, text)
	}
	switch o := o.(type) {
	case *fyne.Container:
		for _, child := range o.Objects {
			all = append(all, texts(child)...)
		}
	case fyne.Widget:
		for _, child := range test.WidgetRenderer(o).Objects() {
			all = append(all, texts(child)...)
		}
	}
	return all
}
