package app

import (
	"regexp"
	"strings"
	"testing"

	"github.com/obferry/obferry/engine/words"
)

// The window's sentences are all there, and none is there that nobody says.
func TestSentencesOfTheWindow(t *testing.T) {
	source := code(t, "../views")
	named := map[string]bool{}
	for _, m := range regexp.MustCompile(`(?:say|label|amount|add|add\(\w+,|doorCard\(icons\.\w+,|optionRow|p\.side)\(?\s*"([a-z_.]+[a-z_])"`).FindAllStringSubmatch(source, -1) {
		named["view."+m[1]] = true
	}
	for _, m := range regexp.MustCompile(`"((?:view|fault\.window)\.[a-z_.]+)"`).FindAllStringSubmatch(source+code(t, "."), -1) {
		named[m[1]] = true
	}
	if len(named) < 150 {
		t.Fatalf("only %d ids found: has the code's form changed?", len(named))
	}
	for id := range named {
		if !words.Has(id) && !strings.HasSuffix(id, ".") {
			t.Errorf("%s is missing", id)
		}
	}
	// These are put together from a step, a state, an option and the like.
	built := regexp.MustCompile(`^view\.(step|state|phase|mode|option|severity|tls|kind|duplicates|left|run|result|source|target|button|stage|work|ddl\.left)\.|^view\.ddl\.(was|became|do|why|rule)$`)
	for _, id := range words.IDs(words.English) {
		bare := id
		if strings.HasPrefix(id, "fault.") {
			bare = strings.TrimSuffix(id, ".hint")
		}
		if (strings.HasPrefix(id, "view.") || strings.HasPrefix(id, "fault.window.")) && !named[bare] && !built.MatchString(id) {
			t.Errorf("%s is said by nobody", id)
		}
	}
}
