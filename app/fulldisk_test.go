//go:build linux

package app

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"github.com/obferry/obferry/engine"
	"github.com/obferry/obferry/engine/source/mysql/localserver/servertest"
	"github.com/obferry/obferry/profiles"
)

// A disk that fills while rows are refused ends the run. What is counted as refused is
// in the spreadsheet, the fault is said once, and its hint is true.
func TestFullDisk(t *testing.T) {
	const ours = 20_000
	for name, c := range map[string]struct {
		room  int  // for each file, in KiB
		sheet bool // the spreadsheet, which is packed, has room where the rows had not
		saved bool // the plan is
	}{
		"sheet":          {room: 16, sheet: true},
		"no sheet":       {room: 4},
		"sheet and plan": {room: 256, sheet: true, saved: true}, // of which the checkpoint needs some
	} {
		t.Run(name, func(t *testing.T) {
			source, from := servertest.Database(t)
			run(t, source, "CREATE TABLE big (id INT PRIMARY KEY, name TEXT)", "CREATE TABLE small (id INT PRIMARY KEY)",
				"INSERT INTO big SELECT seq, REPEAT('x', 90) FROM seq_1_to_20000", "INSERT INTO small VALUES (1)")
			to, target := kernel(t)
			run(t, target, "CREATE DATABASE `"+to.Database+"`", "CREATE TABLE `"+to.Database+"`.big (id INT PRIMARY KEY, name VARCHAR(10))")
			for _, document := range []bool{true, false} {
				folder := t.TempDir()
				path, plan := filepath.Join(folder, "errors.xlsx"), filepath.Join(folder, "plan.yaml")
				args := migration(from, to, path)
				if c.saved {
					args = append(args, "--save-plan", plan)
				}
				if document {
					args = append(args, "--json")
				}
				out := cramped(t, c.room, folder, args...)
				if out.exit != exitUnable {
					t.Fatalf("exit %d\n%s\n%s", out.exit, out.stdout, out.stderr)
				}
				kept := path
				if !c.sheet {
					kept += ".partial"
				}
				if _, err := os.Stat(kept); err != nil {
					t.Errorf("the hint would be wrong: %v", err)
				}
				if !document {
					if once := strings.Count(out.stdout+out.stderr, "no room on the disk"); once != 1 {
						t.Errorf("the fault is told %d times\n%s\n%s", once, out.stdout, out.stderr)
					}
					if !strings.Contains(out.stderr, kept+".\n") || strings.Contains(out.stderr, "resume the run") != c.saved {
						t.Errorf("the hint: %s", out.stderr)
					}
					continue
				}
				d := out.document(t)
				if d.Status != engine.StatusFailed || d.Error == nil || d.Error.ID != "fault.report.space" || d.Rejected == 0 || d.Rejected >= ours {
					t.Fatalf("%s", out.stdout)
				}
				for _, table := range d.Tables {
					want := map[string]engine.State{"big": engine.Interrupted, "small": engine.Waiting}[table.Target]
					if table.State != want {
						t.Errorf("%s is %s", table.Target, table.State)
					}
				}
				if !c.sheet {
					if d.ErrorsFile != "" {
						t.Errorf("a spreadsheet at %s", d.ErrorsFile)
					}
				} else if n := sheetRows(t, d.ErrorsFile, "big"); n != d.Rejected {
					t.Errorf("%d rows are counted, %d are in the spreadsheet", d.Rejected, n)
				}
				if !c.saved {
					continue
				}
				// As the hint says: with room again, and the cause mended.
				run(t, target, "ALTER TABLE `"+to.Database+"`.big MODIFY name VARCHAR(100)")
				if out := call("run", plan, "--resume", "--json"); out.exit != exitDone || out.document(t).Written != ours+1 {
					t.Errorf("resumed: exit %d\n%s\n%s", out.exit, out.stdout, out.stderr)
				}
				run(t, target, "DROP TABLE `"+to.Database+"`.small", "DROP TABLE `"+to.Database+"`.big",
					"CREATE TABLE `"+to.Database+"`.big (id INT PRIMARY KEY, name VARCHAR(10))")
			}
		})
	}
}

// migration reads the tables one after the other, the largest first.
func migration(from, to profiles.Address, errors string) []string {
	return []string{"migrate", "--source", from.URL(), "--target", to.URL(), "--create", "--readers", "1", "--errors", errors}
}

// cramped calls the program where no file may grow beyond a size in KiB, which fails
// like a full disk.
func cramped(t *testing.T, room int, folder string, args ...string) outcome {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 2*time.Minute)
	defer cancel()
	self := program(ctx, args...)
	cmd := exec.CommandContext(ctx, "/bin/sh", append([]string{"-c", fmt.Sprintf(`ulimit -f %d; exec "$0" "$@"`, 2*room)}, self.Args...)...)
	cmd.Env, cmd.Dir = self.Env, folder
	var stdout, stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	exit := exitCode(t, cmd.Run())
	return outcome{exit, stdout.String(), stderr.String()}
}

// sheetRows counts the rows below the headers.
func sheetRows(t *testing.T, path, sheet string) int64 {
	t.Helper()
	f, err := excelize.OpenFile(path)
	if err != nil {
		t.Fatal(err)
	}
	all, err := f.GetRows(sheet)
	if err != nil {
		t.Fatal(err)
	}
	if err := f.Close(); err != nil {
		t.Error(err)
	}
	return int64(len(all) - 1)
}
