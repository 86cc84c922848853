package views

import (
	"path/filepath"

	"github.com/obferry/obferry/engine"
)

// decided tells whether a step's question has its answer.
func decided(m *Model, s Step) bool {
	switch s {
	case SourceStep:
		return m.Catalog != nil
	case TargetStep:
		return m.Info != nil && m.Plan != nil
	case ObjectsStep, DDLStep, OptionsStep:
		return m.Plan != nil && (m.Step > s || m.Result != nil)
	default:
		return m.Result != nil
	}
}

// decision is a step's answer in a few words; empty where there is none yet.
func decision(m *Model, s Step) string {
	if !decided(m, s) && (s != RunStep || !m.Run.Active) && (s != ObjectsStep || m.Plan == nil) {
		return ""
	}
	switch s {
	case SourceStep:
		return sourceName(m)
	case TargetStep:
		return targetName(m)
	case ObjectsStep:
		return say("decision.objects", "Taken", taken(m.Plan), "All", len(m.Plan.Tables))
	case DDLStep:
		n := countDDL(m)
		if n.open > 0 {
			return say("decision.ddl.open", "Ready", n.ready, "Changed", n.changed, "Open", n.open)
		}
		return say("decision.ddl", "Ready", n.ready, "Changed", n.changed)
	case OptionsStep:
		return say("mode." + string(m.Plan.Mode))
	case RunStep:
		if m.Run.Active {
			return percent(m.Run.Progress.Written, m.Run.Progress.Total)
		}
		return say("decision.run", "Rows", count(m.Result.Written))
	default:
		_, sentence := verdict(m.Result)
		return sentence
	}
}

// sourceName is the source in two or three words.
func sourceName(m *Model) string {
	if m.Source.Door == FileDoor {
		return filepath.Base(m.Source.Path)
	}
	name := m.Source.Form.Database
	if m.Catalog != nil && m.Catalog.Product != "" {
		name = m.Catalog.Product + " " + name
	}
	return name
}

// targetName is the target in two or three words.
func targetName(m *Model) string {
	if m.Target.Door == PracticeDoor {
		return say("target.practice.named", "Database", m.Target.Database)
	}
	return m.Target.Database + " @ " + m.Target.Form.Host
}

func taken(p *engine.Plan) int {
	n := 0
	for i := range p.Tables {
		if !p.Tables[i].Skip {
			n++
		}
	}
	return n
}
