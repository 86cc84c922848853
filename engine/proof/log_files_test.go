package proof

import (
	"bytes"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/obferry/obferry/ddlconv"
	"github.com/obferry/obferry/engine/fault"
	"github.com/obferry/obferry/engine/practice/practicetest"
)

const someTrace = "YB427F000001-00066163A424DFD5-0-0"

// logLineOf is a line of a log with a trace.
func logLineOf(trace, text string) string {
	return "[2026-01-02 03:04:05.000001] WDIAG [SQL.RESV] resolve (ob_resolver.cpp:1) [42][T1_L0][T1][" + trace + "] [lt=3] " + text + "\n"
}

// put writes a file with a time of its own.
func put(t *testing.T, path, text string, at time.Time) {
	t.Helper()
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Chtimes(path, at, at); err != nil {
		t.Fatal(err)
	}
}

// TestRotatedLog reads what was rotated away since the proof began, in order, and nothing
// that was before or belongs to another log.
func TestRotatedLog(t *testing.T) {
	dir, began := t.TempDir(), time.Now().Add(-time.Minute)
	put(t, filepath.Join(dir, "observer.log.20260101000000"), logLineOf(someTrace, "old"), began.Add(-time.Hour))
	put(t, filepath.Join(dir, "observer.log.20260102000000"), logLineOf(someTrace, "one"), began.Add(time.Second))
	put(t, filepath.Join(dir, "observer.log.20260102000001"), logLineOf(someTrace, "two"), began.Add(2*time.Second))
	put(t, filepath.Join(dir, "observer.log.wf"), logLineOf(someTrace, "warnings"), began.Add(time.Second))
	put(t, filepath.Join(dir, "observer.log"), logLineOf(someTrace, "three"), began.Add(3*time.Second))
	put(t, filepath.Join(dir, "rootservice.log"), logLineOf(someTrace, "another"), began.Add(3*time.Second))
	for _, path := range []string{dir, filepath.Join(dir, "observer.log")} {
		failures := []Failure{{Trace: someTrace}}
		if err := readLogs(t.Context(), path, began, failures); err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, line := range failures[0].Log {
			got = append(got, line[strings.LastIndex(line, " ")+1:])
		}
		if strings.Join(got, " ") != "one two three" {
			t.Errorf("%s: %v", path, got)
		}
	}
	for path, kind := range map[string]fault.Kind{t.TempDir(): fault.Missing, filepath.Join(dir, "nothing.log"): fault.Missing} {
		if err := readLogs(t.Context(), path, began, nil); !fault.Is(err, kind) {
			t.Errorf("%s: %v", path, err)
		}
	}
}

// TestLateLog finds a line that the server writes a little later, and ends where none comes.
func TestLateLog(t *testing.T) {
	path := filepath.Join(t.TempDir(), "observer.log")
	put(t, path, "", time.Now())
	late := time.AfterFunc(lagging/3, func() { _ = os.WriteFile(path, []byte(logLineOf(someTrace, "late")), 0o600) })
	defer late.Stop()
	failures := []Failure{{Trace: someTrace}, {Trace: "Y1-1-1-1"}}
	if err := readLogs(t.Context(), path, time.Now(), failures); err != nil {
		t.Fatal(err)
	}
	if len(failures[0].Log) != 1 || len(failures[1].Log) != 0 {
		t.Errorf("%v", failures)
	}
}

// TestLiveLog causes errors on a kernel of this machine, and finds in its log why.
func TestLiveLog(t *testing.T) {
	address := practicetest.Address(t)
	dir := directoryOf(address.Port)
	if dir == "" {
		t.Skip("the kernel's process is not to be seen on this machine: its log is not read")
	}
	s, err := ddlconv.ConvertScript(strings.NewReader("CREATE TABLE a (id int);\nCREATE TABLE b (id int);\nCREATE VIEW v AS SELECT nothing FROM b;\n"), ddlconv.MySQL, ddlconv.Options{})
	if err != nil {
		t.Fatal(err)
	}
	s.Tables[0].Create = "CREATE TABLE a (id int DEFAULT 'no number')"
	result, err := Check(t.Context(), address, s, Options{Log: filepath.Join(dir, "log")})
	if err != nil {
		t.Fatal(err)
	}
	if len(result.Failures) != 2 {
		t.Fatalf("%+v", result.Failures)
	}
	for i, want := range []string{"-5173", "-5217"} { // the kernel's own numbers for 1067 and 1054
		f := result.Failures[i]
		if f.Trace == "" || len(f.Log) < 3 || !strings.Contains(strings.Join(f.Log, "\n"), "errcode="+want) {
			t.Errorf("%s, trace %s:\n%s", f.Object, f.Trace, strings.Join(f.Log, "\n"))
		}
		for _, line := range f.Log {
			if !strings.Contains(line, f.Trace) {
				t.Errorf("%s is of another trace", line)
			}
		}
	}
}

// directoryOf is the base directory of the kernel that listens on a port, as its process
// was told; "" where there is none to be seen.
func directoryOf(port int) string {
	processes, err := filepath.Glob("/proc/[0-9]*/cmdline")
	if err != nil {
		return ""
	}
	for _, process := range processes {
		line, err := os.ReadFile(process)
		if err != nil {
			continue // it has ended meanwhile
		}
		args := bytes.Split(line, []byte{0})
		dir, listens := "", false
		for i := 1; i < len(args); i++ {
			switch string(args[i-1]) {
			case "--base-dir":
				dir = string(args[i])
			case "--port":
				listens = string(args[i]) == strconv.Itoa(port)
			}
		}
		if dir != "" && listens {
			return dir
		}
	}
	return ""
}
