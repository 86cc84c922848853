package practice

import (
	"context"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"testing"

	"github.com/obferry/obferry/engine/fault"
	"github.com/obferry/obferry/engine/words"
)

func wantFault(t *testing.T, err error, id string) {
	t.Helper()
	if f := fault.Of(err); f == nil || f.ID != id {
		t.Fatalf("got %v, want the fault %s", err, id)
	}
}

// put writes a file below dir and returns dir.
func put(t *testing.T, dir, name, text string) string {
	t.Helper()
	path := filepath.Join(dir, name)
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o755); err != nil {
		t.Fatal(err)
	}
	return dir
}

// Where a kernel cannot be started, that is said before anything is done.
func TestRefusedStarts(t *testing.T) {
	taken, err := net.Listen("tcp4", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer taken.Close()
	disk := t.TempDir()
	for _, c := range []struct {
		name, id string
		o        Options
	}{
		{"somebody's files", "fault.practice.foreign", Options{Dir: put(t, filepath.Join(disk, "a"), "thesis.txt", "x")}},
		{"a file", "fault.practice.path", Options{Dir: filepath.Join(disk, "a", "thesis.txt")}},
		{"in memory", "fault.practice.tmpfs", Options{Dir: "/dev/shm/obferry-practice-test"}},
		{"another version", "fault.practice.version", Options{Dir: put(t, filepath.Join(disk, "b"), "practice.json", `{"kernel":"1.2.0"}`)}},
		{"a damaged note", "fault.practice.state", Options{Dir: put(t, filepath.Join(disk, "c"), "practice.json", `{"kern`)}},
		{"a port taken", "fault.practice.port", Options{Dir: filepath.Join(disk, "d"), Port: taken.Addr().(*net.TCPAddr).Port}},
		{"a low port", "fault.practice.port.range", Options{Dir: filepath.Join(disk, "d"), Port: 80}},
		{"a negative port", "fault.practice.port.range", Options{Dir: filepath.Join(disk, "d"), Port: -1}},
		{"little memory", "fault.practice.memory", Options{Memory: "512M"}},
		{"no memory", "fault.practice.memory", Options{Memory: "much"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			i, err := Start(t.Context(), c.o)
			wantFault(t, err, c.id)
			if i != nil {
				t.Error("something was started all the same")
			}
			for _, l := range words.Languages {
				if fault.Hint(l, err) == "" {
					t.Errorf("no hint in %s", l)
				}
			}
		})
	}
	if _, err := os.Stat("/dev/shm/obferry-practice-test"); !os.IsNotExist(err) {
		t.Error("a refused start made its directory")
	}
}

func TestMemoryTaken(t *testing.T) {
	for memory, good := range map[string]bool{
		"": true, "1G": true, "2g": true, "1024M": true, "1536m": true,
		"0G": false, "1023M": false, "1T": false, "1": false, "-1G": false, "1G ": false, "99999999G": false,
	} {
		if err := (Options{Memory: memory}).check(); (err == nil) != good {
			t.Errorf("%q: %v", memory, err)
		}
	}
}

func TestTooLittleDisk(t *testing.T) {
	wantFault(t, room(t.TempDir(), 1<<60), "fault.practice.disk")
	if err := room(filepath.Join(t.TempDir(), "not", "yet"), 1); err != nil {
		t.Error(err)
	}
}

func TestOldGlibc(t *testing.T) {
	for said, want := range map[string]bool{
		"glibc 2.17\n": true, "glibc 2.27": true, "glibc 1.99": true,
		"glibc 2.28": false, "glibc 2.36\n": false, "glibc 3.0": false, "glibc 2.28.9000": false,
		"": false, "musl": false, "glibc x.y": false,
	} {
		if got := older(said, 2, 28); got != want {
			t.Errorf("%q: %v", said, got)
		}
	}
}

// A pid file may name a process that has nothing to do with the kernel.
func TestRecycledPid(t *testing.T) {
	stranger := exec.Command("sleep", "60")
	if err := stranger.Start(); err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := stranger.Process.Kill(); err != nil {
			t.Error("the stranger was harmed:", err)
		}
		_ = stranger.Wait() // killed, as it says
	}()
	dir := put(t, t.TempDir(), "practice.json", `{"kernel":"`+Version+`","made":true}`)
	for _, pid := range []string{strconv.Itoa(stranger.Process.Pid), "1", "0", "-1", "999999999", "", "x"} {
		put(t, dir, "kernel/run/seekdb.pid", pid)
		i, err := Find(dir)
		if i != nil || err != nil {
			t.Errorf("pid %q: found %v, %v", pid, i, err)
		}
		if err := i.Stop(context.Background()); err != nil {
			t.Error(err)
		}
	}
}

func TestDefaultDir(t *testing.T) {
	for _, c := range []struct{ data, home, want string }{
		{"/data", "/home/me", "/data/obferry/practice"},
		{"", "/home/me", "/home/me/.local/share/obferry/practice"},
		{"relative", "/home/me", "/home/me/.local/share/obferry/practice"},
	} {
		t.Setenv("XDG_DATA_HOME", c.data)
		t.Setenv("HOME", c.home)
		if got, err := DefaultDir(); got != c.want || err != nil {
			t.Errorf("%+v: %q, %v", c, got, err)
		}
	}
	t.Setenv("XDG_DATA_HOME", "")
	t.Setenv("HOME", "")
	_, err := DefaultDir()
	wantFault(t, err, "fault.practice.home")
}

func TestStagesHaveWords(t *testing.T) {
	for _, l := range words.Languages {
		for _, step := range []Step{Waiting, Checking, Downloading, Unpacking, Starting, Ready} {
			text := Stage{Step: step, Done: 5 << 20, Total: 7 << 20}.Text(l)
			if text == "practice.stage."+string(step) {
				t.Errorf("%s has no words in %s", step, l)
			}
		}
	}
	want := "Downloading the kernel: 5 of 7 MB"
	if got := (Stage{Step: Downloading, Done: 5 << 20, Total: 7 << 20}).Text(words.English); got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}
