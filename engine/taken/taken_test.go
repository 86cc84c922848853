package taken

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/obferry/obferry/engine/fault"
)

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func holds(t *testing.T, b *Book, want map[int64]State) {
	t.Helper()
	for root, state := range want {
		if got, _ := b.Of(root); got != state {
			t.Errorf("row %d is %d, want %d", root, got, state)
		}
	}
}

func TestWhatWasTakenIsRemembered(t *testing.T) {
	path := filepath.Join(t.TempDir(), "e.taken")
	b, err := Open(path, "family")
	must(t, err)
	must(t, b.Try([]int64{3, 1, 2, 9, 12}))
	must(t, b.Took([]int64{1, 2, 3}))
	must(t, b.Back([]int64{9}))
	must(t, b.Move("e retry-1.xlsx", []int64{9}))
	if _, err := Open(path, "family"); !fault.Is(err, fault.Preflight) {
		t.Errorf("two at once: %v", err)
	}
	must(t, b.Close())

	text, err := os.ReadFile(path)
	must(t, err)
	if want := "obferry taken rows 1 family\ntry 1-3 9 12\ntook 1-3\nback 9\ngone e+retry-1.xlsx 9\n"; string(text) != want {
		t.Errorf("the file is %q", text)
	}
	want := map[int64]State{1: Taken, 2: Taken, 3: Taken, 4: Free, 9: Gone, 12: Doubted}
	b, err = Open(path, "family")
	must(t, err)
	holds(t, b, want)
	if _, name := b.Of(9); name != "e retry-1.xlsx" {
		t.Errorf("row 9 is in %q", name)
	}
	must(t, b.Close())

	// Cut off anywhere, the file tells no row to be taken that was only tried.
	for cut := range text {
		must(t, os.WriteFile(path, text[:cut], 0o600))
		b, err := Open(path, "family")
		must(t, err)
		if state, _ := b.Of(12); state == Taken {
			t.Errorf("cut at %d, a row that was tried is taken", cut)
		}
		must(t, b.Took([]int64{77}))
		must(t, b.Close())
		b, err = Open(path, "family")
		must(t, err)
		holds(t, b, map[int64]State{77: Taken})
		must(t, b.Close())
	}
}

func TestNothingIsLeftOfNothing(t *testing.T) {
	dir := t.TempDir()
	b, err := Open(filepath.Join(dir, "e.taken"), "f")
	must(t, err)
	must(t, b.Close())
	left, err := os.ReadDir(dir)
	must(t, err)
	if len(left) > 0 {
		t.Errorf("%v is left", left)
	}
	path := filepath.Join(dir, "other")
	must(t, os.WriteFile(path, []byte("my own notes\n"), 0o600))
	if _, err := Open(path, "f"); !fault.Is(err, fault.Input) {
		t.Errorf("a stranger's file: %v", err)
	}
}

func FuzzOpen(f *testing.F) {
	f.Add([]byte("obferry taken rows 1 f\ntry 1-3\ntook 1 2\nback 3\ngone a%20b 3\n"))
	f.Add([]byte("obferry taken rows 1 f\ntook 5-1\n"))
	f.Add([]byte("obferry"))
	f.Fuzz(func(t *testing.T, text []byte) {
		if len(text) > 1<<10 {
			return
		}
		path := filepath.Join(t.TempDir(), "x")
		must(t, os.WriteFile(path, text, 0o600))
		b, err := Open(path, "f")
		if err != nil {
			if !fault.Is(err, fault.Input) {
				t.Errorf("%q: %v", text, err)
			}
			return
		}
		must(t, b.Took([]int64{4}))
		must(t, b.Close())
		b, err = Open(path, "f")
		must(t, err)
		holds(t, b, map[int64]State{4: Taken})
		must(t, b.Close())
	})
}
