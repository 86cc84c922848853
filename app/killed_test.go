//go:build linux

package app

import (
	"bytes"
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/obferry/obferry/engine/source/mysql/localserver/servertest"
)

// A program that is killed twenty times at random moments, and goes on each time, ends
// equal to one that was left alone: rows of tables with and without a key, and the rows
// that the target refuses.
func TestKilledAndResumed(t *testing.T) {
	const kills, count, bad = 20, 150_000, 150
	source, from := servertest.Database(t)
	run(t, source, "CREATE TABLE keyed (id INT PRIMARY KEY, name VARCHAR(100))",
		"CREATE TABLE keyless (id INT, name VARCHAR(100))",
		"CREATE TABLE narrow (id INT PRIMARY KEY, name VARCHAR(100))",
		fmt.Sprintf("INSERT INTO keyed SELECT seq, REPEAT('x', 90) FROM seq_1_to_%d", count),
		fmt.Sprintf("INSERT INTO keyless SELECT seq, REPEAT('x', 90) FROM seq_1_to_%d", count/3),
		fmt.Sprintf("INSERT INTO narrow SELECT seq, IF(seq %% %d = 0, REPEAT('x', 90), 'y') FROM seq_1_to_%d", count/bad, count))
	to, target := kernel(t)
	name := "`" + to.Database + "`"
	run(t, target, "CREATE DATABASE "+name, "CREATE TABLE "+name+".narrow (id INT PRIMARY KEY, name VARCHAR(10))")
	folder := t.TempDir()
	plan, errors := filepath.Join(folder, "p.yaml"), filepath.Join(folder, "errors.xlsx")
	args := []string{"migrate", "--source", from.URL(), "--target", to.URL(), "--create", "--save-plan", plan, "--errors", errors, "--verify"}
	killed := 0
	for killed < kills {
		ctx, cancel := context.WithTimeout(t.Context(), time.Duration(200+rand.IntN(1000))*time.Millisecond)
		cmd := program(ctx, args...)
		var said bytes.Buffer
		cmd.Stdout, cmd.Stderr = &said, &said
		err := cmd.Run() // ends with a kill where the time is over
		over := ctx.Err() != nil
		cancel()
		if !over {
			if exit := exitCode(t, err); exit != exitPartial {
				t.Fatalf("exit %d after %d kills\n%s", exit, killed, said.String())
			}
			break
		}
		if _, err := os.Stat(plan); err != nil {
			continue // it had not come so far as to leave something to go on with
		}
		killed++
		args = []string{"run", plan, "--resume"}
	}
	t.Logf("killed %d times", killed)
	if killed < 3 {
		t.Errorf("killed %d times only", killed)
	}
	out := call("run", plan, "--resume", "--json")
	if killed == kills {
		d := out.document(t)
		if out.exit != exitPartial || d.Rejected != bad || d.Read != d.Written+d.Rejected+d.Skipped || d.Read != 2*count+count/3 {
			t.Errorf("exit %d: %d read, %d written, %d refused, %d skipped\n%s", out.exit, d.Read, d.Written, d.Rejected, d.Skipped, out.stderr)
		}
	}
	for table, want := range map[string]int64{"keyed": count, "keyless": count / 3, "narrow": count - bad} {
		var rows, distinct int64
		if err := target.QueryRow("SELECT COUNT(*), COUNT(DISTINCT id) FROM "+name+"."+table).Scan(&rows, &distinct); err != nil {
			t.Fatal(err)
		}
		if rows != want || distinct != want {
			t.Errorf("%s: %d rows of %d kinds, want %d", table, rows, distinct, want)
		}
	}
	if n := sheetRows(t, errors, "narrow"); n != bad {
		t.Errorf("%d rows in the spreadsheet, want %d", n, bad)
	}
}
