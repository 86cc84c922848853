package app

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/obferry/obferry/engine"
	"github.com/obferry/obferry/engine/source/mysql/localserver/servertest"
)

// A database goes across, is verified, differs after a change, and is mended by
// going across again.
func TestJourneyOfADatabase(t *testing.T) {
	source, from := servertest.Database(t)
	run(t, source,
		"CREATE TABLE `select` (`from` INT PRIMARY KEY, `商品 \"名\"` VARCHAR(40) NOT NULL) CHARACTER SET utf8mb4",
		"INSERT INTO `select` SELECT seq, CONCAT('货物', seq) FROM seq_1_to_5000",
		"CREATE TABLE empty (a INT PRIMARY KEY)",
		"CREATE VIEW v AS SELECT 1")
	to, target := kernel(t)

	out := call("migrate", "--source", from.URL(), "--target", to.URL(), "--create", "--verify", "--json")
	d := out.document(t)
	if out.exit != 0 || d.Verb != "migrate" || d.Status != engine.StatusDone || d.Error != nil {
		t.Fatalf("exit %d\n%s\n%s", out.exit, out.stdout, out.stderr)
	}
	if d.Read != 5000 || d.Written != 5000 || d.Rejected != 0 || len(d.Tables) != 2 || d.Seconds <= 0 {
		t.Errorf("got %+v", d)
	}
	for _, table := range d.Tables {
		if table.Verified == nil || !*table.Verified || !table.Created || table.State != engine.Finished {
			t.Errorf("table %+v", table)
		}
	}
	if len(d.Left) != 1 || d.Left[0].Kind != "view" || d.Left[0].Name != "v" {
		t.Errorf("left %+v", d.Left)
	}
	if got := one(t, target, "SELECT CONCAT(COUNT(*), MAX(`商品 \"名\"`)) FROM `"+to.Database+"`.`select`"); got != "5000货物999" {
		t.Errorf("the target holds %s", got)
	}

	run(t, target, "UPDATE `"+to.Database+"`.`select` SET `商品 \"名\"` = 'x' WHERE `from` = 17")
	out = call("verify", "--source", from.URL(), "--target", to.URL(), "--tables", "select", "--json")
	d = out.document(t)
	if out.exit != 1 || d.Status != engine.StatusPartial || len(d.Tables) != 1 || *d.Tables[0].Verified {
		t.Fatalf("exit %d\n%s\n%s", out.exit, out.stdout, out.stderr)
	}
	if diff := d.Tables[0].Comparison.Differing; len(diff) != 1 || diff[0].Source != "货物17" || diff[0].Target != "x" {
		t.Errorf("differing %+v", diff)
	}

	out = call("migrate", "--source", from.URL(), "--target", to.URL(), "--verify", "--lang", "zh")
	if out.exit != 0 || !strings.Contains(out.stdout, "校验一致") || !strings.Contains(out.stderr, "正在迁移数据") {
		t.Errorf("exit %d\n%s\n%s", out.exit, out.stdout, out.stderr)
	}
}

// Rows that the target refuses are named, counted and kept; the rest is across.
func TestJourneyOfAFileWithBadRows(t *testing.T) {
	to, target := kernel(t)
	run(t, target, "CREATE DATABASE `"+to.Database+"`",
		"CREATE TABLE `"+to.Database+"`.orders (id INT PRIMARY KEY, name VARCHAR(6))")
	dir := t.TempDir()
	file, refused := filepath.Join(dir, "orders.csv"), filepath.Join(dir, "refused.xlsx")
	if err := os.WriteFile(file, []byte("id,name\n1,ok\n2,much too long\n3,fine\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	out := call("migrate", "--source", file, "--target", to.URL(), "--errors", refused, "--json")
	d := out.document(t)
	if out.exit != 1 || d.Status != engine.StatusPartial || d.Written != 2 || d.Rejected != 1 {
		t.Fatalf("exit %d\n%s\n%s", out.exit, out.stdout, out.stderr)
	}
	if g := d.Tables[0].Groups; len(g) != 1 || g[0].Code != 1406 || g[0].Count != 1 || g[0].Hint == "" {
		t.Errorf("groups %+v", g)
	}
	if _, err := os.Stat(refused); err != nil || d.ErrorsFile != refused {
		t.Errorf("errors file %q: %v", d.ErrorsFile, err)
	}
	out = call("migrate", "--source", file, "--target", to.URL(), "--errors", refused)
	if out.exit != 1 || !strings.Contains(out.stdout, refused) || !strings.Contains(out.stdout, "1406") {
		t.Errorf("exit %d\n%s\n%s", out.exit, out.stdout, out.stderr)
	}
}

// A saved plan holds no password, is its owner's alone, and runs; the password comes
// from a variable.
func TestSavedPlan(t *testing.T) {
	source, from := servertest.Database(t)
	const secret = "hunter2-of-the-plan"
	run(t, source, "CREATE TABLE t (a INT PRIMARY KEY)", "INSERT INTO t VALUES (1), (2)")
	user := "app_plan"
	for _, host := range []string{"localhost", "127.0.0.1"} {
		account := "'" + user + "'@'" + host + "'"
		run(t, source, "CREATE OR REPLACE USER "+account+" IDENTIFIED BY '"+secret+"'",
			"GRANT SELECT ON `"+from.Database+"`.* TO "+account)
		t.Cleanup(func() { run(t, source, "DROP USER "+account) })
	}
	from.User = user
	t.Setenv("APP_TEST_PASSWORD", secret)
	to, target := kernel(t)
	file := filepath.Join(t.TempDir(), "p.yaml")

	out := call("migrate", "--source", from.URL(), "--source-password-env", "APP_TEST_PASSWORD",
		"--target", to.URL(), "--create", "--save-plan", file, "--json")
	out.silent(t, secret)
	if d := out.document(t); out.exit != 0 || d.PlanFile != file {
		t.Fatalf("exit %d\n%s\n%s", out.exit, out.stdout, out.stderr)
	}
	text, err := os.ReadFile(file)
	if err != nil || strings.Contains(string(text), secret) {
		t.Errorf("the plan tells the password, or %v", err)
	}
	if info, err := os.Stat(file); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("the plan is %v, %v", info.Mode(), err)
	}

	run(t, target, "DELETE FROM `"+to.Database+"`.t")
	out = call("run", file, "--json")
	out.silent(t, secret)
	if d := out.document(t); out.exit != 0 || d.Verb != "run" || d.Written != 2 {
		t.Errorf("exit %d\n%s\n%s", out.exit, out.stdout, out.stderr)
	}
	t.Setenv("APP_TEST_PASSWORD", "wrong")
	if out = call("run", file, "--json"); out.exit != 3 || out.document(t).Error.Code != 1045 {
		t.Errorf("exit %d\n%s", out.exit, out.stdout)
	}
	// A password in the address works as well, and does not reach the plan.
	withSecret := strings.Replace(from.URL(), user+"@", user+":"+secret+"@", 1)
	out = call("migrate", "--source", withSecret, "--target", to.URL(), "--save-plan", file)
	out.silent(t, secret)
	if text, err = os.ReadFile(file); out.exit != 0 || err != nil || strings.Contains(string(text), secret) {
		t.Errorf("exit %d, %v\n%s\n%s", out.exit, err, out.stdout, out.stderr)
	}
}
