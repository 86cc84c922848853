package practice

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

// cacheAt makes an empty cache for a test.
func cacheAt(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	t.Setenv("XDG_CACHE_HOME", dir)
	return filepath.Join(dir, "obferry")
}

func machine(t *testing.T) wheel {
	t.Helper()
	w, err := supported(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return w
}

// A cache in which one byte has changed is fetched anew, by one of those who want
// it, and what a killed fetch left is swept.
func TestDamagedCache(t *testing.T) {
	cache, w := cacheAt(t), machine(t)
	put(t, filepath.Join(cache, scratch+"1"), "left", "by one that was killed")
	dir := filepath.Join(cache, "kernel-"+Version+"-"+w.arch)
	put(t, dir, executable, "a kernel")
	good, err := sum(filepath.Join(dir, executable), &counted{ctx: t.Context()})
	if err != nil {
		t.Fatal(err)
	}
	put(t, dir, marker, `{"wheel":"`+w.sha256+`","files":{"`+executable+`":"`+good+`"}}`)
	if !intact(t.Context(), w, dir, nil) {
		t.Fatal("what the marker vouches for is not taken")
	}
	put(t, dir, executable, "a Kernel")

	var unpacked atomic.Int32
	var all sync.WaitGroup
	paths := make([]string, 2)
	for n := range paths {
		all.Go(func() {
			path, err := fetch(t.Context(), w, func(s Stage) {
				if s.Step == Unpacking && s.Done == s.Total {
					unpacked.Add(1)
				}
			})
			if err != nil {
				t.Error(err)
			}
			paths[n] = path
		})
	}
	all.Wait()
	if paths[0] == "" || paths[0] != paths[1] || unpacked.Load() != 1 {
		t.Fatalf("two fetches unpacked %d times and gave %q", unpacked.Load(), paths)
	}
	entries, err := os.ReadDir(cache)
	if err != nil {
		t.Fatal(err)
	}
	if len(entries) != 2 { // the lock and the kernel
		t.Errorf("the cache holds %v", entries)
	}
	said, err := exec.Command(paths[0], "--version").CombinedOutput()
	if err != nil || !strings.Contains(string(said), "seekdb") {
		t.Errorf("what was fetched does not run: %v\n%s", err, said)
	}

	// What is cut, or vouches for nothing, is not whole either.
	if err := os.Truncate(filepath.Join(dir, project, "libaio.so.1"), 10); err != nil {
		t.Fatal(err)
	}
	if intact(t.Context(), w, dir, nil) {
		t.Error("a cut library was not noticed")
	}
	put(t, dir, marker, `{"wheel":"`+w.sha256+`","files":{}}`)
	if intact(t.Context(), w, dir, nil) {
		t.Error("a marker that vouches for nothing was believed")
	}
}

// Real pip, kept from the index in several ways.
func TestRefusedDownloads(t *testing.T) {
	w := machine(t)
	bare := func(t *testing.T) {
		t.Setenv("PIP_CONFIG_FILE", os.DevNull)
		t.Setenv("PIP_FIND_LINKS", "")
		t.Setenv("PIP_EXTRA_INDEX_URL", "")
		t.Setenv("PIP_RETRIES", "1") // it names the trouble only when it tries again
	}
	for _, c := range []struct {
		name, id string
		set      func(t *testing.T)
	}{
		{"no pip", "fault.practice.pip", func(t *testing.T) { t.Setenv("PATH", t.TempDir()) }},
		{"a pip without a Python", "fault.practice.pip", func(t *testing.T) {
			t.Setenv("PATH", put(t, t.TempDir(), "pip3", "#!/bin/sh\nexit 127\n"))
		}},
		{"no network", "fault.practice.download.network", func(t *testing.T) {
			bare(t)
			t.Setenv("PIP_INDEX_URL", "http://127.0.0.1:1/simple")
		}},
		{"not in the index", "fault.practice.download.none", func(t *testing.T) {
			bare(t)
			t.Setenv("PIP_NO_INDEX", "1")
		}},
		{"another file of that name", "fault.practice.download.hash", func(t *testing.T) {
			bare(t)
			t.Setenv("PIP_NO_INDEX", "1")
			t.Setenv("PIP_FIND_LINKS", put(t, t.TempDir(), w.name(), "not a kernel"))
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			cache := cacheAt(t)
			c.set(t)
			_, err := fetch(t.Context(), w, nil)
			wantFault(t, err, c.id)
			entries, err := os.ReadDir(cache)
			if err != nil {
				t.Fatal(err)
			}
			if len(entries) != 1 { // the lock
				t.Errorf("left in the cache: %v", entries)
			}
		})
	}
}

func TestInterruptedFetch(t *testing.T) {
	cache, w := cacheAt(t), machine(t)
	for _, moment := range []struct {
		step Step
		done int64
	}{{Downloading, 0}, {Unpacking, 1}} {
		ctx, cancel := context.WithTimeout(t.Context(), 10*time.Minute)
		_, err := fetch(ctx, w, func(s Stage) {
			if s.Step == moment.step && s.Done >= moment.done {
				cancel()
			}
		})
		cancel()
		wantFault(t, err, "fault.practice.interrupted")
		entries, err := os.ReadDir(cache)
		if err != nil {
			t.Fatal(err)
		}
		if len(entries) != 1 {
			t.Errorf("cancelled while %s: left %v", moment.step, entries)
		}
	}
}
