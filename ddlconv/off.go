package ddlconv

import (
	"slices"

	"github.com/obferry/obferry/ddlconv/rule"
)

// Always tells whether a rule of a dialect cannot be turned off: it tells of what happens
// with or without it, and must not happen in silence.
func Always(from Dialect, id string) bool {
	firm := func(r rule.Rule) bool { return r.ID == id && r.Off == rule.Never }
	reason := func(r rule.Rule) bool { return r.ID == id && r.Off == rule.Usual && r.Apply == nil }
	return isReport(id) || slices.ContainsFunc(RulesOf(from), firm) || slices.ContainsFunc(dialects[from].rules, reason)
}
