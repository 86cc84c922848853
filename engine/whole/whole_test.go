package whole

import (
	"errors"
	"os"
	"path/filepath"
	"testing"
)

// alone holds that a folder has one file, with the given text, that its owner alone may read.
func alone(t *testing.T, path, text string) {
	t.Helper()
	files, err := os.ReadDir(filepath.Dir(path))
	if err != nil || len(files) != 1 {
		t.Fatalf("%d files, %v", len(files), err)
	}
	got, err := os.ReadFile(path)
	if err != nil || string(got) != text {
		t.Errorf("%q, %v", got, err)
	}
	if info, err := files[0].Info(); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("%v, %v", info.Mode(), err)
	}
}

func TestWhatFailsLeavesTheOldFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "plan.yaml")
	for _, text := range []string{"old", "older than new"} {
		if err := Put(path, []byte(text)); err != nil {
			t.Fatal(err)
		}
		alone(t, path, text)
	}
	broken := errors.New("broken")
	err := Write(path, func(f *os.File) error {
		_, err := f.WriteString("half of")
		return errors.Join(err, broken)
	})
	if !errors.Is(err, broken) {
		t.Errorf("%v", err)
	}
	alone(t, path, "older than new")
}

func TestPlaceThatCannotBeWritten(t *testing.T) {
	dir := t.TempDir()
	if err := Put(filepath.Join(dir, "no", "plan.yaml"), nil); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("%v", err)
	}
	taken := filepath.Join(dir, "taken")
	if err := os.MkdirAll(filepath.Join(taken, "in"), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := Put(taken, []byte("x")); err == nil {
		t.Error("a folder was overwritten")
	}
	if files, err := os.ReadDir(dir); err != nil || len(files) != 1 {
		t.Errorf("left behind: %v, %v", files, err)
	}
}
