package views

import "github.com/obferry/obferry/ddlconv"

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
