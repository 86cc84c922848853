package ddlconv_test

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/obferry/obferry/ddlconv"
	"github.com/obferry/obferry/ddlconv/rule"
	"github.com/obferry/obferry/engine/words"
)

// dialects are all that may have rules of their own.
var dialects = []ddlconv.Dialect{ddlconv.MySQL, ddlconv.MariaDB, ddlconv.Postgres, ddlconv.Oracle, ddlconv.SQLServer}

// everyRule are the rules of all dialects, each once.
func everyRule() []rule.Rule {
	var all []rule.Rule
	seen := map[string]bool{}
	for _, d := range dialects {
		for _, r := range ddlconv.RulesOf(d) {
			if !seen[r.ID] {
				seen[r.ID] = true
				all = append(all, r)
			}
		}
	}
	return all
}

// unshown are the rules that no golden pair shows, each with the reason.
var unshown = map[string]string{
	"table.columns":          "a table of 4,097 columns is long to read: TestLimits",
	"type.members":           "an enum of 9,001 members is long to read: TestLimits",
	"script.encoding":        "bytes that are no UTF-8 are no text of a pair: TestEncodings",
	"script.encoding.unsure": "bytes that are no UTF-8 are no text of a pair: TestEncodings",
	"script.mixed":           "bytes that are no UTF-8 are no text of a pair: TestEncodings",
	"script.bytes":           "bytes that are no character are no text of a pair: TestEncodings",
	"table.refused":          "a choice for a column that its table has not is no part of a pair",
	"type.chosen":            "a person's choice is no part of a pair: TestTypeChoices",
	"type.chosen.unfit":      "a person's choice is no part of a pair: TestChoicesUnfollowed",
	"type.chosen.unused":     "a person's choice is no part of a pair: TestChoicesUnfollowed",
	"column.dropped":         "a plan's choice is no part of a pair: TestNames",
}

// TestRules holds the list of rules in docs to the rules there are, and wants of every
// one a fact and a golden pair that shows it.
func TestRules(t *testing.T) {
	shown := shownBy(t)
	var b strings.Builder
	b.WriteString("# Rules\n\nWhat `ddlconv` changes on the way to OceanBase, and what it tells of it. The list is\nwritten by `go test ./ddlconv -run TestRules -update`. A rule is turned off by its id:\nit then changes nothing and says nothing. One that is marked \"always\" cannot be: it tells\nof what happens with or without it. Its severity is one of\n\n" +
		"- info: said for completeness; the meaning is the same;\n- changed: other words, or something that OceanBase handles otherwise;\n- lossy: something of the source is not kept;\n- manual: a person must decide;\n- blocked: OceanBase cannot take it.\n\n" +
		"In a sentence, *object*, *was* and *became* stand for the name of the thing and the text\nbefore and after. A fact \"error\" is what OceanBase answers without the rule. A rule holds\nfor " + strings.Join(ddlconv.Versions(), ", ") + " unless it says otherwise.\n")
	common := ""
	for _, r := range everyRule() {
		family, _, _ := strings.Cut(r.ID, ".")
		if family != common {
			common = family
			fmt.Fprintf(&b, "\n## %s\n\n| rule | severity | sentence | fact | versions | shown by |\n|---|---|---|---|---|---|\n", family)
		}
		if r.Fact == "" {
			t.Errorf("%s has no fact", r.ID)
		}
		pair := shown[r.ID]
		switch {
		case pair == "" && unshown[r.ID] == "" && isCommon(r.ID):
			t.Errorf("no golden pair shows %s", r.ID)
		case pair == "":
			pair = unshown[r.ID]
		default:
			pair = "`" + pair + "`"
			if unshown[r.ID] != "" {
				t.Errorf("%s shows %s: it is no longer unshown", pair, r.ID)
			}
		}
		sentence := words.In("en", "ddl."+r.ID, words.Args{"Object": "*object*", "Was": "*was*", "Became": "*became*"})
		cell := strings.NewReplacer("|", "\\|", "\n", " ")
		fmt.Fprintf(&b, "| `%s` | %s | %s | %s | %s | %s |\n", r.ID, severityOf(r), cell.Replace(sentence), cell.Replace(r.Fact), versions(r), cell.Replace(pair))
	}
	compare(t, "../docs/rules.md", b.String())
}

// severityOf is a rule's severity, and whether it cannot be turned off.
func severityOf(r rule.Rule) string {
	from := ddlconv.Dialect(strings.SplitN(r.ID, ".", 2)[0])
	if ddlconv.Always(from, r.ID) {
		return string(r.Severity) + ", always"
	}
	return string(r.Severity)
}

// isCommon tells whether a rule is for every dialect; those of one dialect are held to
// their pairs by its own tests.
func isCommon(id string) bool {
	family, _, _ := strings.Cut(id, ".")
	return !slices.Contains([]string{"mysql", "mariadb", "postgres", "oracle", "sqlserver"}, family)
}

// versions are those that a rule holds for, in words.
func versions(r rule.Rule) string {
	switch {
	case r.Since != "" && r.Before != "":
		return "from " + r.Since + ", before " + r.Before
	case r.Since != "":
		return "from " + r.Since
	case r.Before != "":
		return "before " + r.Before
	}
	return "all"
}

// shownBy gives for every rule that a golden pair's notes name the first such pair.
func shownBy(t *testing.T) map[string]string {
	t.Helper()
	shown := map[string]string{}
	files, err := filepath.Glob("testdata/*/*/notes.txt")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		notes, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for line := range strings.Lines(string(notes)) {
			fields := strings.Fields(line)
			if len(fields) > 2 && shown[fields[2]] == "" {
				shown[fields[2]] = filepath.Base(filepath.Dir(file))
			}
		}
	}
	return shown
}

// TestEveryRuleOff turns every rule off, one by one and all together: it says nothing,
// and nothing breaks.
func TestEveryRuleOff(t *testing.T) {
	all := idsOf(everyRule())
	shown := shownBy(t)
	for _, g := range goldens(t) {
		told := map[string]bool{}
		for _, n := range g.convert(t).Notes {
			told[n.Rule] = true
		}
		for id := range told {
			if shown[id] != g.name {
				continue // another pair shows it
			}
			c, err := ddlconv.Convert(g.in, g.dialect, ddlconv.Options{Version: g.version, Off: []string{id}})
			if err != nil {
				t.Errorf("%s without %s: %v", g.name, id, err)
				continue
			}
			if slices.ContainsFunc(c.Notes, func(n ddlconv.Note) bool { return n.Rule == id }) {
				t.Errorf("%s tells of %s, which is off", g.name, id)
			}
		}
		c, err := ddlconv.Convert(g.in, g.dialect, ddlconv.Options{Version: g.version, Off: all})
		if err != nil {
			t.Errorf("%s without rules: %v", g.name, err)
		} else if len(c.Notes) > 0 {
			t.Errorf("%s without rules tells of %s", g.name, c.Notes[0].Rule)
		}
	}
	for _, g := range scripts(t) {
		s, err := ddlconv.ConvertTables(g.in, g.dialect, ddlconv.Options{Off: all})
		if err != nil {
			t.Errorf("%s without rules: %v", g.name, err)
			continue
		}
		for _, table := range s.Tables {
			if len(table.Notes) > 0 {
				t.Errorf("%s without rules tells of %s", g.name, table.Notes[0].Rule)
			}
		}
	}
}

// TestCheckOff names rules that are none, and the nearest that are.
func TestCheckOff(t *testing.T) {
	if err := ddlconv.CheckOff(ddlconv.MySQL, []string{"key.desc", "foreign.widen", "type.chosen"}); err != nil {
		t.Error(err)
	}
	for id, want := range map[string]struct{ id, nearest string }{
		"key.dsc":           {"fault.ddl.rule", "key.desc"},
		"desc":              {"fault.ddl.rule", "key.desc"},
		"Key.Desc":          {"fault.ddl.rule", "key.desc"},
		"":                  {"fault.ddl.rule", ""},
		"script.refused":    {"fault.ddl.report", ""},
		"type.srid":         {"fault.ddl.always", ""},
		"mysql.table.twice": {"fault.ddl.always", ""},
		"oracle.check":      {"fault.ddl.rule", ""},
	} {
		var refusal *ddlconv.ParseError
		if err := ddlconv.CheckOff(ddlconv.MySQL, []string{"key.desc", id}); !asRefusal(err, &refusal) || refusal.ID != want.id {
			t.Errorf("%q: %v", id, err)
			continue
		}
		if want.nearest == "" {
			continue
		}
		if first, _, _ := strings.Cut(fmt.Sprint(refusal.Args["Nearest"]), ","); first != want.nearest {
			t.Errorf("%q: the nearest is %s, not %s", id, first, want.nearest)
		}
	}
}
