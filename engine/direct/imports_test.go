package direct

import (
	"os/exec"
	"strings"
	"testing"
)

// TestAlone holds that the client, its bytes and its server know nothing of the
// program around them, so that others can import them.
func TestAlone(t *testing.T) {
	const own = "github.com/obferry/obferry/engine/direct"
	out, err := exec.CommandContext(t.Context(), "go", "list", "-deps", ".", "./wire", "./directtest").Output()
	if err != nil {
		t.Fatal(err)
	}
	packages := strings.Fields(string(out))
	if len(packages) < 20 {
		t.Fatalf("only %d packages", len(packages))
	}
	for _, path := range packages {
		if inside := path == own || strings.HasPrefix(path, own+"/"); !inside && strings.Contains(strings.Split(path, "/")[0], ".") {
			t.Errorf("it needs %s", path)
		}
	}
}
