package views

import (
	"github.com/obferry/obferry/ddlconv"
)

// Missing says what keeps a person from going on from the step shown; empty where
// nothing does.
func Missing(m *Model) string {
	switch m.Step {
	case SourceStep:
		return missingSource(m)
	case TargetStep:
		return missingTarget(m)
	case ObjectsStep:
		switch {
		case m.Plan == nil:
			return say("missing.plan")
		case !m.someTable():
			return say("missing.table")
		}
	case DDLStep:
		_, _, open := ddlCounts(m)
		if open > 0 {
			return say("missing.ddl", "Count", open)
		}
	case OptionsStep:
		return missingOptions(m)
	case RunStep:
		if m.Run.Active {
			return say("missing.running")
		}
		if m.Result == nil {
			return say("missing.run")
		}
	}
	return ""
}

func missingSource(m *Model) string {
	switch f := m.Source.Form; {
	case m.Source.Door == FileDoor && m.Source.Path == "":
		return say("missing.file")
	case m.Source.Door == FileDoor:
	case f.ByURL && f.URL == "":
		return say("missing.url")
	case f.ByURL:
	case f.Host == "":
		return say("missing.host")
	case f.User == "":
		return say("missing.user")
	case f.Database == "":
		return say("missing.database")
	}
	return ""
}

func missingTarget(m *Model) string {
	switch f := m.Target.Form; {
	case m.Target.Door == PracticeDoor && m.Target.Practice.State != PracticeOn:
		return say("missing.practice")
	case m.Target.Door == PracticeDoor:
	case f.ByURL && f.URL == "":
		return say("missing.url")
	case f.ByURL:
	case f.Host == "":
		return say("missing.host")
	case f.User == "":
		return say("missing.user")
	}
	if m.Target.Database == "" {
		return say("missing.database")
	}
	return ""
}

func missingOptions(m *Model) string {
	if !m.Options.Checked {
		return say("missing.checks")
	}
	for _, c := range m.Options.Checks {
		if c.Err != nil && !c.Warn {
			return say("missing.check", "Check", checkTitle(c))
		}
	}
	return ""
}

// objectTone is how the DDL of one table stands, to the eye and in a word.
func objectTone(m *Model, table int) (tone, string) {
	t := &m.Plan.Tables[table]
	if trial, tried := m.DDL.Trials[t.Source]; tried {
		if trial.Err != nil {
			return toneError, say("ddlstate.refused")
		}
		return toneOK, say("ddlstate.taken")
	}
	worst := ddlconv.Info
	for _, n := range t.DDL.Notes {
		if weight(n.Severity) > weight(worst) {
			worst = n.Severity
		}
	}
	if t.DDL.Create == "" && t.DDL.Original != "" {
		worst = ddlconv.Blocked
	}
	if worst == ddlconv.Info {
		return toneOK, say("ddlstate.ready")
	}
	return severityTone(worst), severityWord(worst)
}

func weight(s ddlconv.Severity) int {
	for i, other := range []ddlconv.Severity{ddlconv.Info, ddlconv.Changed, ddlconv.Lossy, ddlconv.Manual, ddlconv.Blocked} {
		if s == other {
			return i
		}
	}
	return 0
}

// ddlCounts counts the taken tables whose DDL is ready, changed, and open: those
// that a person must decide on before the run.
func ddlCounts(m *Model) (ready, changed, open int) {
	if m.Plan == nil {
		return 0, 0, 0
	}
	for i := range m.Plan.Tables {
		if m.Plan.Tables[i].Skip {
			continue
		}
		switch t, _ := objectTone(m, i); t {
		case toneOK, toneInfo:
			ready++
		case toneError, toneBlocked:
			open++
		default:
			changed++
		}
	}
	return ready, changed, open
}
