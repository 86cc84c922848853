package views

import (
	"path/filepath"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"github.com/obferry/obferry/engine"
	"github.com/obferry/obferry/engine/fault"
	"github.com/obferry/obferry/engine/words"
	"github.com/obferry/obferry/icons"
)

// RetryModel is what the latest retry of an error spreadsheet came to.
type RetryModel struct {
	// Result is nil where the retry did not come to begin.
	Result *engine.Result
	Err    error
	// Warnings tell what of the spreadsheet was not taken.
	Warnings []error
	// Errors is the spreadsheet to go on with; "" where nothing is left to do.
	Errors string
	// Rounds is how many retries there were.
	Rounds int
}

// ErrorFile is the error spreadsheet that holds what is still refused; "" where there is
// none.
func (m *Model) ErrorFile() string {
	switch {
	case m.Retry != nil:
		return m.Retry.Errors
	case m.Result != nil:
		return m.Result.Errors
	}
	return ""
}

// refusing is the result that tells which rows are still refused: the latest retry's,
// where there was one.
func (m *Model) refusing() *engine.Result {
	if m.Retry != nil && m.Retry.Result != nil {
		return m.Retry.Result
	}
	return m.Result
}

// retryBox says what the latest retry came to; nil where there was none.
func retryBox(m *Model, do Intents) fyne.CanvasObject {
	r := m.Retry
	if r == nil {
		return nil
	}
	lines := stack(2)
	ground := colorOKSoft
	if r.Result != nil && r.Result.Retry != nil {
		found, result := r.Result.Retry, r.Result
		status := newStatus(toneOK, say("retry.done", "Round", r.Rounds, "Written", count(result.Written)))
		if result.Status != engine.StatusDone {
			status = newStatus(toneWarn, say("retry.refused", "Round", r.Rounds, "Written", count(result.Written), "Rejected", count(result.Rejected)))
			ground = colorWarnSoft
		}
		lines.Add(status)
		if others := untried(found); others != "" {
			lines.Add(newText(others).wrapped())
		}
	}
	for _, warning := range r.Warnings {
		lines.Add(small(fault.Text(words.Spoken(), warning)).wrapped())
	}
	if len(lines.Objects) == 0 && r.Err == nil {
		lines.Add(newStatus(toneWarn, say("retry.stopped")))
		ground = colorWarnSoft
	}
	if r.Err != nil {
		box := newErrorBox(do.Copy)
		box.set(r.Err)
		if len(lines.Objects) == 0 {
			return box
		}
		lines.Add(box)
	}
	return note(ground, lines)
}

// untried says which rows of the spreadsheet were not tried; "" for none.
func untried(found *engine.Retried) string {
	var all []string
	if n := found.Deleted; n > 0 {
		all = append(all, say("retry.deleted", "Count", n, "Rows", count(n)))
	}
	if n := found.Taken; n > 0 {
		all = append(all, say("retry.taken", "Count", n, "Rows", count(n)))
	}
	if n := found.Moved; n > 0 {
		all = append(all, say("retry.moved", "Count", n, "Rows", count(n)))
	}
	return strings.Join(all, say("list.separator"))
}

// retryDeeds are what can be done about refused rows, and the spreadsheet that they are
// in; none where nothing is refused.
func retryDeeds(m *Model, do Intents) (buttons []fyne.CanvasObject, where fyne.CanvasObject) {
	file := m.ErrorFile()
	if file == "" {
		return nil, nil
	}
	open := button(say("result.open"), icons.Of(icons.Sheet), do.OpenErrors)
	open.Importance = widget.HighImportance
	retry := button(say("retry.rows"), icons.Of(icons.Retry), do.RetryRows)
	enable(retry, m.Work == nil)
	return []fyne.CanvasObject{open, retry}, small(say("retry.how", "File", filepath.Base(file), "Folder", filepath.Dir(file))).wrapped()
}
