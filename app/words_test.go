package app

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/obferry/obferry/engine/words"
)

// code is the source of a folder, without its tests.
func code(t *testing.T, dir string) string {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(dir, "*.go"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no code in %s: %v", dir, err)
	}
	var all strings.Builder
	for _, file := range files {
		if strings.HasSuffix(file, "_test.go") {
			continue
		}
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		all.Write(text)
	}
	return all.String()
}

// Room profiles names its sentences without seeing the dictionary: whatever it names
// is there, with a hint, and nothing is there that it does not name.
func TestSentencesOfProfiles(t *testing.T) {
	source := code(t, "../profiles")
	named := regexp.MustCompile(`(?:newError\(\w+, |\{\w+, |id :?= )"([a-z0-9.]+)"`)
	found := map[string]bool{}
	for _, m := range named.FindAllStringSubmatch(source, -1) {
		found["fault.profiles."+m[1]] = true
	}
	if len(found) < 50 {
		t.Fatalf("only %d ids found: has the code's form changed?", len(found))
	}
	for id := range found {
		for _, want := range []string{id, id + ".hint"} {
			if !words.Has(want) {
				t.Errorf("%s is missing", want)
			}
		}
	}
	for _, id := range words.IDs(words.English) {
		bare := strings.TrimPrefix(strings.TrimSuffix(id, ".hint"), "fault.profiles.")
		if strings.HasPrefix(id, "fault.profiles.") && !strings.Contains(source, `"`+bare+`"`) {
			t.Errorf("%s is said by nobody", id)
		}
	}
}

// The command line's own sentences are said by somebody, and what it says is there.
func TestSentencesOfTheCommandLine(t *testing.T) {
	source := code(t, ".")
	whole := regexp.MustCompile(`"((?:app|fault\.app)\.[a-z.-]*[a-z])"`)
	// These are put together from a verb, a phase, a state, a flag's type, a kind of file, a
	// reason or an end.
	built := regexp.MustCompile(`^(app\.(long|short|usage|phase|table|summary\.row|say\.paused|say\.session)|fault\.app\.(flag|ddl\.binary))\.`)
	for _, m := range whole.FindAllStringSubmatch(source, -1) {
		if !words.Has(m[1]) && !built.MatchString(m[1]+".") {
			t.Errorf("%s is missing", m[1])
		}
	}
	for _, id := range words.IDs(words.English) {
		if !strings.HasPrefix(id, "app.") && !strings.HasPrefix(id, "fault.app.") {
			continue
		}
		if bare := strings.TrimSuffix(id, ".hint"); !built.MatchString(bare) && !strings.Contains(source, `"`+bare+`"`) {
			t.Errorf("%s is said by nobody", id)
		}
	}
}
