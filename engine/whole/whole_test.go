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

func TestLinksAreFollowedAndDevicesStay(t *testing.T) {
	dir := t.TempDir()
	file, link, device := filepath.Join(dir, "file"), filepath.Join(dir, "link"), filepath.Join(dir, "device")
	for name, to := range map[string]string{link: file, device: os.DevNull} {
		if err := os.Symlink(to, name); err != nil {
			t.Fatal(err)
		}
	}
	if err := Put(file, []byte("old")); err != nil {
		t.Fatal(err)
	}
	if err := Put(link, []byte("new")); err != nil {
		t.Fatal(err)
	}
	if text, err := os.ReadFile(file); err != nil || string(text) != "new" {
		t.Errorf("%q, %v", text, err)
	}
	if err := Put(device, []byte("x")); !errors.Is(err, ErrNoFile) {
		t.Errorf("a device was replaced: %v", err)
	}
}
