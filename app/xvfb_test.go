package app

import (
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"testing"

	"github.com/obferry/obferry/engine/practice/practicetest"
	"github.com/obferry/obferry/engine/source/mysql/localserver/servertest"
	"github.com/obferry/obferry/engine/words"
	"github.com/obferry/obferry/views"
)

// TestJourneyThroughAWindow takes a database across with the mouse, in the real
// program on a real screen: through all seven steps, with changes of mind on the way,
// a run that is stopped, and another window that goes on with it. What arrived is
// counted with a client of its own.
func TestJourneyThroughAWindow(t *testing.T) {
	const big = 500_000
	source, from := servertest.Database(t)
	run(t, source, "CREATE TABLE big (id INT PRIMARY KEY, pad VARCHAR(200)) CHARACTER SET utf8mb4",
		fmt.Sprintf("INSERT INTO big SELECT seq, CONCAT('货物', REPEAT('x', 150)) FROM seq_1_to_%d", big),
		"CREATE TABLE narrow (id INT PRIMARY KEY, name VARCHAR(40))", "INSERT INTO narrow VALUES (1, 'ok'), (2, 'much too long'), (3, NULL)",
		"CREATE TABLE behind (id INT PRIMARY KEY)")
	to, target := kernel(t)
	run(t, target, "CREATE DATABASE `"+to.Database+"`",
		"CREATE TABLE `"+to.Database+"`.narrow (id INT PRIMARY KEY, name VARCHAR(6))")
	arrived := func(what string) string { return one(t, target, "SELECT "+what+" FROM `"+to.Database+"`.big") }

	dir, err := practicetest.Dir() // a practice kernel will live there, which cannot live in memory
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := os.RemoveAll(dir); err != nil {
			t.Error(err)
		}
	})
	cache, err := os.UserCacheDir()
	if err != nil {
		t.Fatal(err)
	}
	environment := []string{"HOME=" + dir, "XDG_CACHE_HOME=" + cache, "XDG_DATA_HOME=" + filepath.Join(dir, "data"), "PATH=" + filepath.Join(dir, "no-programs")}
	config := filepath.Join(dir, "config")
	kept := func() int { return len(files(t, filepath.Join(config, "runs"))) }
	s := newScreen(t)
	u := s.open(dir, environment, "--config", config, "--lang", "en")

	u.reach(views.SourceStep)
	u.fill("form.port", "1") // nothing listens there: the step says so and stays
	u.fill("form.database", from.Database)
	u.click(u.say("button.next"))
	u.reads("127.0.0.1:1")
	u.shot("1-source")
	u.fill("form.port", strconv.Itoa(from.Port))
	u.click(u.say("button.next"))

	u.reach(views.TargetStep)
	u.click(u.say("practice.start"))
	u.reads("Running at")
	u.shot("2-target")
	u.click(u.say("practice.stop"))
	u.reads(u.say("practice.off"))
	u.click(u.say("target.server"))
	u.fill("form.host", to.Host)
	u.fill("form.port", strconv.Itoa(to.Port))
	u.fill("form.user", to.User)
	u.fill("target.database", to.Database)
	u.click(u.say("button.next"))

	u.reach(views.ObjectsStep)
	u.click("中文")
	u.language = words.Chinese
	u.reads(u.say("step.objects.task"))
	u.beside("check", "behind", false)
	u.reads("2/3")
	u.click("foreground_theme.svg")
	u.shot("3-objects")
	u.click(u.say("button.back"))
	u.reach(views.TargetStep)
	u.click(u.say("button.next"))
	u.reach(views.ObjectsStep)
	u.click(u.say("button.next"))

	u.reach(views.DDLStep)
	u.click(u.say("ddl.try.all"))
	u.reads(u.say("ddl.taken"))
	u.shot("4-ddl")
	u.click("EN")
	u.language = words.English
	u.reads(u.say("step.ddl.task"))
	u.reach(views.DDLStep)
	u.click(u.say("button.next"))

	u.reach(views.OptionsStep)
	u.shot("5-options")
	u.click(u.say("button.begin"))

	u.until("rows", func(g geometry) bool { return g.Running && g.Written > 0 })
	u.click(u.say("run.pause"))
	u.reads(u.say("run.paused"))
	u.shot("6-run")
	u.click(u.say("button.close"))
	u.click(u.say("ask.close.no"))
	u.click(u.say("run.stop"))
	u.reach(views.ResultStep)
	u.reads(u.say("result.goon"))
	u.unsaid("context canceled") // whoever presses Stop knows that
	u.shot("7-stopped")
	if n, err := strconv.Atoi(arrived("COUNT(*)")); err != nil || n == 0 || n >= big {
		t.Errorf("%d rows after the stop, %v", n, err)
	}
	if kept() == 0 {
		t.Error("nothing is kept of the run that was stopped")
	}
	u.click(u.say("button.close"))
	if exit := u.leaves(); exit != 0 {
		t.Errorf("exit %d: %s", exit, u.output.String())
	}

	u = s.open(dir, environment, "--config", config) // in the language and light of before
	u.click(u.say("source.resume"))
	u.reach(views.ResultStep)
	u.reads("narrow: 1 row refused")
	u.shot("8-result")
	u.click(u.say("result.open")) // there is no program of a desktop that could
	u.reads("obferry-errors-")
	u.reads(words.In(words.English, "fault.window.open.hint", nil))
	u.shot("9-no-desktop")
	u.tool("key", "Escape")
	u.click(u.say("button.close"))
	if exit := u.leaves(); exit != 0 {
		t.Errorf("exit %d: %s", exit, u.output.String())
	}

	if got := arrived("CONCAT(COUNT(*), ' ', SUM(id), ' ', MIN(pad) = MAX(pad), ' ', LEFT(MAX(pad), 3))"); got != fmt.Sprintf("%d %d 1 货物x", big, big*(big+1)/2) {
		t.Errorf("arrived: %s", got)
	}
	if got := one(t, target, "SELECT GROUP_CONCAT(id) FROM `"+to.Database+"`.narrow"); got != "1,3" {
		t.Errorf("narrow holds %s", got)
	}
	if got := one(t, target, "SELECT COUNT(*) FROM information_schema.tables WHERE table_schema = '"+to.Database+"'"); got != "2" {
		t.Errorf("%s tables arrived", got)
	}
	if kept() != 0 {
		t.Errorf("something is kept of a run that has ended: %v", files(t, filepath.Join(config, "runs")))
	}
}
