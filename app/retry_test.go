package app

import (
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

// retryCall calls the program as a process of its own and reads its document.
func retryCall(t *testing.T, exit int, args ...string) runDocument {
	t.Helper()
	cmd := program(context.Background(), append([]string{"--json"}, args...)...)
	cmd.Env = append(cmd.Env, "RETRY_TEST_SECRET=")
	stdout, err := cmd.Output()
	if code := cmd.ProcessState.ExitCode(); code != exit {
		t.Fatalf("%q: exit %d, want %d: %v\n%s", args, code, exit, err, stdout)
	}
	var d runDocument
	if err := json.Unmarshal(stdout, &d); err != nil {
		t.Fatalf("%v: %s", err, stdout)
	}
	if d.Exit != exit || d.Verb != args[0] {
		t.Errorf("the document says exit %d of %q", d.Exit, d.Verb)
	}
	return d
}

// The program itself goes round with a person's corrections until nothing is refused.
func TestRetryGoesRound(t *testing.T) {
	to, db := kernel(t)
	run(t, db, "CREATE DATABASE "+to.Database, "CREATE TABLE "+to.Database+".goods (id INT, name VARCHAR(5), price DECIMAL(6,2))")
	dir := t.TempDir()
	source, first := filepath.Join(dir, "goods.csv"), filepath.Join(dir, "e.xlsx")
	if err := os.WriteFile(source, []byte("id,name,price\n1,ann,1.50\n2,far too long,2.50\n3,much too long,3.50\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	retryCall(t, 1, "migrate", "--source", source, "--target", to.URL(), "--errors", first)
	put := func(path, cell string, value any) {
		t.Helper()
		f, err := excelize.OpenFile(path)
		if err != nil {
			t.Fatal(err)
		}
		for _, failed := range []error{f.SetCellValue("goods", cell, value), f.Save(), f.Close()} {
			if failed != nil {
				t.Fatal(failed)
			}
		}
	}
	put(first, "G2", "two")
	bare := to
	bare.Database = ""
	d := retryCall(t, 1, "retry", first, "--target", bare.URL(), "--password-env", "RETRY_TEST_SECRET")
	if second := filepath.Join(dir, "e-retry-1.xlsx"); d.Written != 1 || d.Rejected != 1 || d.ErrorsFile != second || d.Retry == nil || d.Retry.Refused != 2 {
		t.Fatalf("the retry: %+v, %+v", d, d.Retry)
	}
	put(d.ErrorsFile, "G2", "three")
	put(d.ErrorsFile, "H2", 33)
	if d := retryCall(t, 0, "retry", d.ErrorsFile, "--target", to.URL()); d.Written != 1 || d.ErrorsFile != "" || d.Retry.Round != 1 {
		t.Errorf("the second retry: %+v", d)
	}
	if d := retryCall(t, 0, "retry", first, "--target", to.URL()); d.Written != 0 || d.Retry.Taken != 2 || len(d.Warnings) == 0 {
		t.Errorf("the first once more: %+v, %+v", d, d.Retry)
	}
	if got := one(t, db, "SELECT GROUP_CONCAT(id, name, price ORDER BY id) FROM "+to.Database+".goods"); got != "1ann1.50,2two2.50,3three33.00" {
		t.Errorf("goods %s", got)
	}

	// What a person reads.
	out := call("--lang", "zh", "retry", first, "--target", to.URL())
	if out.exit != 0 || !strings.Contains(out.stdout, "之前已取回 2 行") || strings.Contains(out.stdout+out.stderr, "<no value>") {
		t.Errorf("exit %d\n%s%s", out.exit, out.stdout, out.stderr)
	}

	// And what goes wrong.
	for _, test := range []struct {
		exit int
		id   string
		args []string
	}{
		{2, "fault.app.retry", nil},
		{2, "fault.app.flag.missing", []string{first}},
		{2, "fault.app.retry.mode", []string{first, "--target", to.URL(), "--mode", "load"}},
		{2, "fault.sheet.missing", []string{filepath.Join(dir, "none.xlsx"), "--target", to.URL()}},
		{2, "fault.retry.errors", []string{first, "--target", to.URL(), "--errors", first}},
		{2, "fault.retry.elsewhere", []string{first, "--target", strings.Replace(to.URL(), to.Database, "mysql", 1)}},
		{2, "fault.retry.address", []string{"mysql://root:hunter2@h/d", "--target", to.URL()}},
		{3, "fault.profiles.refused", []string{first, "--target", "oceanbase://root@127.0.0.1:1/" + to.Database}},
	} {
		out := call(append([]string{"--json", "retry"}, test.args...)...)
		out.silent(t, "hunter2")
		if d := out.document(t); out.exit != test.exit || d.Error == nil || d.Error.ID != test.id {
			t.Errorf("%q: exit %d, %+v, want %d and %s", test.args, out.exit, d.Error, test.exit, test.id)
		}
	}
}
