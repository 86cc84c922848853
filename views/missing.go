package views

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
		if stuck := countDDL(m).stuck; stuck > 0 {
			return say("missing.ddl", "Count", stuck)
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
