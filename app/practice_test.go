package app

import (
	"encoding/json"
	"os"
	"strconv"
	"strings"
	"testing"

	"github.com/obferry/obferry/engine/practice/practicetest"
)

func practiceCall(t *testing.T, args ...string) (outcome, practiceDocument) {
	t.Helper()
	out := call(append([]string{"practice", "--json"}, args...)...)
	var d practiceDocument
	if err := json.Unmarshal([]byte(out.stdout), &d); err != nil {
		t.Fatalf("%v: %v\n%s\n%s", args, err, out.stdout, out.stderr)
	}
	return out, d
}

// A kernel of its own is started, found, used as a target, and stopped.
func TestPractice(t *testing.T) {
	dir, err := practicetest.Dir()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		call("practice", "stop", "--dir", dir)
		if err := os.RemoveAll(dir); err != nil {
			t.Error(err)
		}
	})
	if _, d := practiceCall(t, "status", "--dir", dir); d.Exit != 0 || d.Kernel.Running || d.Kernel.Made || d.Verb != "practice status" {
		t.Errorf("before: %+v", d)
	}
	out, d := practiceCall(t, "start", "--dir", dir)
	if out.exit != 0 || !d.Kernel.Answers || d.Kernel.Port == 0 || d.Kernel.Dir != dir {
		t.Fatalf("start: exit %d\n%s\n%s", out.exit, out.stdout, out.stderr)
	}
	if !strings.Contains(out.stderr, "Starting the kernel") {
		t.Errorf("said nothing of the start: %s", out.stderr)
	}
	again, second := practiceCall(t, "start", "--dir", dir)
	if again.exit != 0 || second.Kernel.PID != d.Kernel.PID {
		t.Errorf("a second start: exit %d, %+v", again.exit, second)
	}
	if out := call("practice", "status", "--dir", dir); !strings.Contains(out.stdout, ":"+strconv.Itoa(d.Kernel.Port)) {
		t.Errorf("status: %s", out.stdout)
	}
	if _, d := practiceCall(t, "stop", "--dir", dir); d.Exit != 0 || d.Kernel.Running || !d.Kernel.Made {
		t.Errorf("stop: %+v", d)
	}
	if _, d := practiceCall(t, "stop", "--dir", dir); d.Exit != 0 || d.Kernel.Running {
		t.Errorf("a second stop: %+v", d)
	}
	if out := call("practice", "status", "--dir", dir, "--lang", "zh"); !strings.ContainsFunc(out.stdout, isHan) {
		t.Errorf("not in Chinese: %s", out.stdout)
	}
	for _, wrong := range [][]string{{"--memory", "lots"}, {"--port", "70000"}} {
		if out, d := practiceCall(t, append([]string{"start", "--dir", dir}, wrong...)...); out.exit != 2 || d.Error == nil {
			t.Errorf("%v: exit %d, %+v", wrong, out.exit, d.Error)
		}
	}
}
