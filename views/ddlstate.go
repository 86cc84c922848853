package views

import (
	"github.com/obferry/obferry/ddlconv"
	"github.com/obferry/obferry/engine"
)

// ddlState is how the DDL of one table stands.
type ddlState int

// The states, from the best to the worst: tables are ordered by them.
const (
	ddlTaken ddlState = iota // tried, and made as it was meant
	ddlReady
	ddlEdited // by hand, and not tried
	ddlChanged
	ddlLossy
	ddlDiffers // tried, and made otherwise than meant
	ddlManual
	ddlBlocked
	ddlWrong   // edited so that it makes no such table
	ddlRefused // by the kernel
)

// ddlStateOf looks at one table of the plan. What a person has edited needs no decision
// any more: it was taken.
func ddlStateOf(m *Model, table int) ddlState {
	t := &m.Plan.Tables[table]
	trial, tried := m.DDL.Trials[t.Source]
	worst := ddlconv.State(t.DDL.Notes)
	switch {
	case t.DDL.Edited && t.CheckDDL() != nil:
		return ddlWrong
	case tried && !trial.Taken():
		return ddlRefused
	case t.DDL.Create == "" && t.DDL.Original != "":
		return ddlBlocked
	case tried && len(trial.Differences) > 0:
		return ddlDiffers
	case t.DDL.Edited && tried:
		return ddlTaken
	case t.DDL.Edited:
		return ddlEdited
	case worst == ddlconv.Blocked:
		return ddlBlocked
	case worst == ddlconv.Manual:
		return ddlManual
	case worst == ddlconv.Lossy:
		return ddlLossy
	case tried:
		return ddlTaken
	case worst == ddlconv.Changed:
		return ddlChanged
	}
	return ddlReady
}

// shown is the state to the eye and in a word.
func (s ddlState) shown() (tone, string) {
	switch s {
	case ddlTaken:
		return toneOK, say("ddlstate.taken")
	case ddlEdited:
		return toneEdited, say("ddlstate.edited")
	case ddlChanged:
		return severityTone(ddlconv.Changed), severityWord(ddlconv.Changed)
	case ddlLossy:
		return severityTone(ddlconv.Lossy), severityWord(ddlconv.Lossy)
	case ddlDiffers:
		return toneWarn, say("ddlstate.differs")
	case ddlManual:
		return severityTone(ddlconv.Manual), severityWord(ddlconv.Manual)
	case ddlBlocked:
		return severityTone(ddlconv.Blocked), severityWord(ddlconv.Blocked)
	case ddlWrong:
		return toneError, say("ddlstate.wrong")
	case ddlRefused:
		return toneError, say("ddlstate.refused")
	}
	return toneOK, say("ddlstate.ready")
}

// ddlCounts are how many of the tables that are taken stand how.
type ddlCounts struct {
	// ready, changed and open are all of them: open ones need a decision. Stuck are those
	// of the open that cannot be created as they are.
	ready, changed, open, stuck int
	// only is how many each filter shows.
	only map[DDLFilter]int
}

func countDDL(m *Model) ddlCounts {
	n := ddlCounts{only: map[DDLFilter]int{}}
	if m.Plan == nil {
		return n
	}
	for i := range m.Plan.Tables {
		if m.Plan.Tables[i].Skip {
			continue
		}
		s := ddlStateOf(m, i)
		switch s {
		case ddlTaken, ddlReady:
			n.ready++
		case ddlManual:
			n.open++
		case ddlBlocked, ddlWrong, ddlRefused:
			n.open++
			n.stuck++
		default:
			n.changed++
		}
		for _, f := range ddlFilters(&m.Plan.Tables[i], s) {
			n.only[f]++
		}
	}
	return n
}

// ddlFilters are those that show a table: the severities of its notes, each once, and
// what a person or a kernel did with it.
func ddlFilters(t *engine.TablePlan, s ddlState) []DDLFilter {
	var all []DDLFilter
	for _, severity := range severities {
		for _, n := range t.DDL.Notes {
			if n.Severity == severity {
				all = append(all, DDLFilter(severity))
				break
			}
		}
	}
	if t.DDL.Edited {
		all = append(all, OnlyEdited)
	}
	if s == ddlRefused || s == ddlWrong || s == ddlDiffers {
		all = append(all, OnlyRefused)
	}
	return all
}

// severities are all of them, from the least to the most.
var severities = []ddlconv.Severity{ddlconv.Info, ddlconv.Changed, ddlconv.Lossy, ddlconv.Manual, ddlconv.Blocked}
