package ddlconv_test

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/obferry/obferry/ddlconv"
	"github.com/obferry/obferry/engine/words"
)

// TestEveryRuleHasWords takes the rules of all dialects and the errors in the source of
// the package, and wants a sentence for each in both languages, and a hint wherever there is
// something to decide or to know.
func TestEveryRuleHasWords(t *testing.T) {
	fault := regexp.MustCompile(`"(fault\.ddl\.[a-z.]+)"`)
	text := source(t)
	var ids []string
	for _, r := range everyRule() {
		ids = append(ids, "ddl."+r.ID)
		if r.Severity != ddlconv.Info {
			ids = append(ids, "ddl."+r.ID+".hint")
		}
	}
	if len(ids) < 100 {
		t.Fatalf("found only %d sentences", len(ids))
	}
	for _, m := range fault.FindAllStringSubmatch(text, -1) {
		ids = append(ids, m[1], m[1]+".hint")
	}
	for _, s := range []ddlconv.Severity{ddlconv.Info, ddlconv.Changed, ddlconv.Lossy, ddlconv.Manual, ddlconv.Blocked} {
		ids = append(ids, "ddl.severity."+string(s))
	}
	args := words.Args{"Dialect": "d", "Object": "o", "Was": "w", "Became": "b", "Line": 1, "Column": 2, "Near": "n", "Table": "t", "Version": "v", "Known": "k", "Rule": "r", "Nearest": "x", "Encoding": "e"}
	for _, l := range words.Languages {
		for _, id := range ids {
			if said := words.In(l, id, args); said == id || strings.Contains(said, "<no value>") {
				t.Errorf("%s: %s is %q", l, id, said)
			}
		}
	}
}

// source is the text of the package and its dialects, tests left out.
func source(t *testing.T) string {
	t.Helper()
	var all strings.Builder
	for _, pattern := range []string{"*.go", "mysql/*.go", "oceanbase/*.go"} {
		files, err := filepath.Glob(pattern)
		if err != nil {
			t.Fatal(err)
		}
		for _, file := range files {
			if strings.HasSuffix(file, "_test.go") {
				continue
			}
			b, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			all.Write(b)
		}
	}
	return all.String()
}
