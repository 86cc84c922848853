package ddlconv_test

import (
	"strings"
	"testing"

	"github.com/obferry/obferry/ddlconv"
	"github.com/obferry/obferry/ddlconv/rule"
)

// steady converts what became of tables once more: nothing may change.
func steady(t *testing.T, tables []*ddlconv.Conversion) {
	t.Helper()
	for _, c := range tables {
		twice, err := ddlconv.Convert(c.Create, ddlconv.MySQL, ddlconv.Options{})
		if err != nil {
			t.Errorf("%v\n%s", err, c.Create)
			continue
		}
		if twice.Create != c.Create {
			t.Errorf("once:\n%s\ntwice:\n%s", c.Create, twice.Create)
		}
	}
}

// idsOf are the ids of rules, as they are turned off.
func idsOf(rules []rule.Rule) []string {
	ids := make([]string, len(rules))
	for i, r := range rules {
		ids[i] = r.ID
	}
	return ids
}

// silent wants no note on tables from rules whose ids begin with a prefix: they are off.
func silent(t *testing.T, folder string, tables []*ddlconv.Conversion, prefix string) {
	t.Helper()
	for _, c := range tables {
		for _, n := range c.Notes {
			if strings.HasPrefix(n.Rule, prefix) {
				t.Errorf("%s: %s is off, and tells of %s", folder, n.Rule, n.Object)
			}
		}
	}
}

// shownAll wants a golden pair for every rule.
func shownAll(t *testing.T, rules []rule.Rule) {
	t.Helper()
	shown := shownBy(t)
	for _, id := range idsOf(rules) {
		if shown[id] == "" {
			t.Errorf("no golden script shows %s", id)
		}
	}
}
