package ddlconv

import "github.com/obferry/obferry/ddlconv/rule"

// Always tells whether a rule of a dialect cannot be turned off: it tells of what happens
// with or without it, and must not happen in silence.
func Always(from Dialect, id string) bool {
	for _, r := range RulesOf(from) {
		if r.ID == id {
			return isReport(id) || r.Off == rule.Never || r.Apply == nil && r.Off == rule.Usual && own(from, id)
		}
	}
	return false
}

// own tells whether a rule is one of the dialect's.
func own(from Dialect, id string) bool {
	for _, r := range dialects[from].rules {
		if r.ID == id {
			return true
		}
	}
	return false
}
