package views

import (
	"time"

	"github.com/obferry/obferry/engine"
	"github.com/obferry/obferry/engine/fault"
	"github.com/obferry/obferry/engine/words"
)

// line is one entry of the run's log.
type line struct {
	at    time.Time
	tone  tone
	words string
}

// narrate tells an event in plain words; ok is false for those that need none.
func narrate(e engine.Event) (l line, ok bool) {
	switch e := e.(type) {
	case engine.PhaseChanged:
		return line{e.At, toneInfo, say("phase." + string(e.Phase))}, true
	case engine.TableChanged:
		t, word := stateWord(e.Table.State)
		if e.Table.State == engine.Waiting {
			return line{}, false
		}
		if e.Table.Err != nil {
			word = fault.Text(words.Spoken(), e.Table.Err)
		}
		return line{e.At, t, say("log.table", "Table", e.Table.Source, "State", word)}, true
	case engine.RowsRejected:
		return line{e.At, toneWarn, say("log.rejected", "Table", e.Table, "Count", e.Count, "Reason", reason(e.Reason))}, true
	case engine.Retrying:
		return line{e.At, toneWarn, say("log.retrying", "Table", e.Table, "Attempt", e.Attempt,
			"Wait", e.Wait.Round(100*time.Millisecond).String(), "Reason", reason(e.Reason))}, true
	case engine.ModeChosen:
		return line{e.At, toneInfo, reason(e.Why)}, true
	case engine.Loading:
		return line{e.At, toneInfo, words.Say("app.say.loading", "Table", e.Table, "Status", e.Status, "Trace", e.Trace, "Limit", words.Limit(e.Limit))}, true
	case engine.SessionTold:
		return line{e.At, toneInfo, words.Say("app.say.session."+e.Session.End, "Variables", e.Session.Text())}, true
	case engine.Slowed:
		return line{e.At, toneWarn, words.Say("app.say.slowed", "Share", words.Percent(e.Used, e.Limit))}, true
	case engine.Paused:
		return line{e.At, toneWarn, words.Say("app.say.paused."+string(e.Reason), "Share", words.Percent(e.Used, e.Limit),
			"Used", words.Size(e.Used), "Limit", words.Size(e.Limit))}, true
	case engine.Resumed:
		return line{e.At, toneInfo, words.Say("app.say.resumed", "Wait", words.Span(e.Waited))}, true
	case engine.Statement:
		if e.Err != nil {
			return line{e.At, toneError, say("log.refused", "Table", e.Table, "Reason", reason(e.Err))}, true
		}
		return line{e.At, toneOK, say("log.statement", "Table", e.Table, "SQL", firstLine(e.SQL))}, true
	case engine.Noted:
		return line{e.At, severityTone(e.Note.Severity), say("log.note", "Table", e.Table, "Note", noteText(e.Note))}, true
	case engine.Warned:
		return line{e.At, toneWarn, reason(e.Err)}, true
	case engine.Verified:
		if e.Result.Equal && e.Result.Extra > 0 {
			return line{e.At, toneOK, say("log.extra", "Table", e.Table, "Extra", count(e.Result.Extra))}, true
		}
		if e.Result.Equal {
			return line{e.At, toneOK, say("log.equal", "Table", e.Table, "Rows", count(e.Result.TargetRows))}, true
		}
		return line{e.At, toneError, say("log.differs", "Table", e.Table,
			"Source", count(e.Result.SourceRows), "Target", count(e.Result.TargetRows))}, true
	}
	return line{}, false
}

func reason(err error) string {
	if err == nil {
		return ""
	}
	return fault.Text(words.Spoken(), err)
}

func firstLine(s string) string {
	for i, r := range s {
		if r == '\n' {
			return s[:i] + " …"
		}
	}
	return s
}
