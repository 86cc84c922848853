package job

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/obferry/obferry/engine/words"
)

// Whatever the code says is in the dictionary, and nothing of jobs is there that it does
// not say.
func TestSentencesOfJobs(t *testing.T) {
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	var source strings.Builder
	for _, file := range files {
		if strings.HasSuffix(file, "_test.go") {
			continue
		}
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		source.Write(text)
	}
	// These are put together from a side, a kind of source or what is unsaid.
	built := regexp.MustCompile(`^fault\.job\.(plugin|write\.source|write\.unsaid)\.`)
	said := map[string]bool{}
	for _, m := range regexp.MustCompile(`"(fault\.job\.[a-z.]+)"`).FindAllStringSubmatch(source.String(), -1) {
		said[m[1]] = true
		if !words.Has(m[1]) && !built.MatchString(m[1]) {
			t.Errorf("%s is missing", m[1])
		}
	}
	if len(said) < 90 {
		t.Fatalf("only %d ids found: has the code's form changed?", len(said))
	}
	for _, id := range words.IDs(words.English) {
		if bare := strings.TrimSuffix(id, ".hint"); strings.HasPrefix(id, "fault.job.") && !said[bare] && !built.MatchString(bare) {
			t.Errorf("%s is said by nobody", id)
		}
	}
}
