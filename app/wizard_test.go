package app

import (
	"context"
	"errors"
	"net"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/storage"
	"fyne.io/fyne/v2/test"

	"github.com/obferry/obferry/engine"
	"github.com/obferry/obferry/engine/fault"
	"github.com/obferry/obferry/engine/source/mysql/localserver/servertest"
	"github.com/obferry/obferry/engine/words"
	"github.com/obferry/obferry/profiles"
	"github.com/obferry/obferry/views"
)

// driven is a wizard whose main goroutine is the test's: what other goroutines send
// is done only while the test waits.
type driven struct {
	*wizard
	t    *testing.T
	jobs chan func()
	// shuts counts how often the window was closed.
	shuts int
}

func drive(t *testing.T) *driven {
	t.Helper()
	test.NewTempApp(t)
	words.Speak(words.English)
	d := &driven{t: t, jobs: make(chan func(), 1000)}
	d.wizard = newWizard(t.Context(), test.NewTempWindow(t, nil), false)
	d.ui = func(f func()) { d.jobs <- f }
	d.shut = func() { d.shuts++ }
	d.look()
	t.Cleanup(func() {
		d.until("everything to end", func() bool { return d.model.Work == nil && !d.model.Run.Active })
		d.finish()
	})
	return d
}

// until does what is sent until something is so.
func (d *driven) until(what string, so func() bool) {
	d.t.Helper()
	end := time.After(90 * time.Second)
	for !so() {
		select {
		case job := <-d.jobs:
			job()
		case <-end:
			d.t.Fatalf("waited in vain for %s: step %d, %+v, source %v, target %v, checks %v",
				what, d.model.Step, d.model.Work, d.model.Source.Err, d.model.Target.Err, d.model.Options.Checks)
		}
	}
}

func (d *driven) reach(step views.Step) {
	d.t.Helper()
	d.until("step "+views.StepID(step), func() bool { return d.model.Step == step && d.model.Work == nil })
}

// toObjects goes from a source that was chosen to the Objects step, by way of a target.
func (d *driven) toObjects(to profiles.Address) {
	d.t.Helper()
	d.Next()
	d.reach(views.TargetStep)
	d.ChooseTarget(views.DatabaseDoor)
	d.EditTarget(formOf(to))
	d.NameDatabase(to.Database)
	d.Next()
	d.reach(views.ObjectsStep)
}

// TestWizardGoesTheWholeWay takes a database from a real MariaDB to a real kernel as
// a person would, and counts what arrived with a client of its own.
func TestWizardGoesTheWholeWay(t *testing.T) {
	db, from := servertest.Database(t)
	run(t, db, "CREATE TABLE parent (id INT PRIMARY KEY, name VARCHAR(40))",
		"CREATE TABLE `child of it` (id INT PRIMARY KEY, parent INT, FOREIGN KEY (parent) REFERENCES parent (id))",
		"INSERT INTO parent VALUES (1, '张'), (2, ''), (3, NULL)", "INSERT INTO `child of it` VALUES (1, 1), (2, 3)",
		"CREATE TABLE behind (id INT PRIMARY KEY)")
	to, kernelDB := kernel(t)
	d := drive(t)

	d.EditSource(formOf(from))
	d.Next()
	d.reach(views.TargetStep)
	for _, s := range d.model.Source.Stages {
		if s.State != views.StagePassed {
			t.Errorf("stage %s is in state %d", s.ID, s.State)
		}
	}
	if d.model.Target.Database != from.Database {
		t.Errorf("the target's database is named %q", d.model.Target.Database)
	}

	d.ChooseTarget(views.DatabaseDoor)
	d.EditTarget(formOf(to))
	d.NameDatabase(to.Database)
	d.Next()
	d.reach(views.ObjectsStep)
	index := map[string]int{}
	for i, table := range d.model.Plan.Tables {
		index[table.Source] = i
		if d.model.Objects.States[i].Exists {
			t.Errorf("%s is said to be there already", table.Source)
		}
	}
	d.TakeTable(index["behind"], false)
	d.RenameTarget(index["parent"], "eltern")
	d.until("the survey", func() bool { return d.model.Work == nil })
	d.Next()
	d.reach(views.DDLStep)
	if ddl := d.model.Plan.Tables[index["child of it"]].DDL; !strings.Contains(strings.Join(ddl.After, ""), "`eltern`") {
		t.Errorf("the foreign key does not follow the new name: %q", ddl.After)
	}
	d.TryDDL(-1)
	d.until("the trial", func() bool { return d.model.Work == nil })
	if len(d.model.DDL.Trials) != 2 || d.model.DDL.Err != nil {
		t.Errorf("trials %v, %v", d.model.DDL.Trials, d.model.DDL.Err)
	}
	d.Next()
	d.until("the checks", func() bool { return d.model.Options.Checked })
	d.SetErrorFile(filepath.Join(t.TempDir(), "errors.xlsx"))
	d.until("the checks again", func() bool { return d.model.Options.Checked })
	d.Next()
	d.SwitchLanguage(words.Chinese) // in the middle of the run
	d.SwitchTheme(true)
	d.reach(views.ResultStep)
	defer words.Speak(words.English)

	if r := d.model.Result; r.Status != engine.StatusDone || r.Written != 5 {
		t.Errorf("%s, %d rows, %v", r.Status, r.Written, r.Err)
	}
	if got := one(t, kernelDB, "SELECT GROUP_CONCAT(COALESCE(name, 'NULL') ORDER BY id) FROM `"+to.Database+"`.eltern"); got != "张,,NULL" {
		t.Errorf("arrived: %q", got)
	}
	if got := one(t, kernelDB, "SELECT COUNT(*) FROM information_schema.tables WHERE table_schema = '"+to.Database+"'"); got != "2" {
		t.Errorf("%s tables arrived", got)
	}
	d.Back() // every step can be come back to
	d.Back()
	if d.model.Step != views.OptionsStep {
		t.Errorf("step %d", d.model.Step)
	}
	d.until("the checks", func() bool { return d.model.Work == nil })
}

// TestWizardSaysWhatIsWrong stays at the step, with the error, whatever is typed.
func TestWizardSaysWhatIsWrong(t *testing.T) {
	empty := filepath.Join(t.TempDir(), "empty.csv")
	if err := os.WriteFile(empty, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	for name, prepare := range map[string]func(d *driven){
		"nothing listens": func(d *driven) {
			d.EditSource(views.Form{Host: "127.0.0.1", Port: "1", User: "root", Database: "shop"})
		},
		"no port": func(d *driven) {
			d.EditSource(views.Form{Host: "127.0.0.1", Port: "x", User: "root", Database: "shop"})
		},
		"no URL":   func(d *driven) { d.EditSource(views.Form{ByURL: true, URL: "what?"}) },
		"no file":  func(d *driven) { d.ChooseSource(views.FileDoor); d.ChooseFile("/no/such/file.xlsx") },
		"an empty": func(d *driven) { d.ChooseSource(views.FileDoor); d.ChooseFile(empty) },
	} {
		t.Run(name, func(t *testing.T) {
			d := drive(t)
			prepare(d)
			d.Next()
			d.until("the answer", func() bool { return d.model.Work == nil && d.model.Source.Err != nil })
			if f := fault.Of(d.model.Source.Err); f == nil || fault.Hint(words.English, f) == "" {
				t.Errorf("no sentence and hint: %v", d.model.Source.Err)
			}
			if d.model.Step != views.SourceStep || d.model.Catalog != nil {
				t.Error("went on nevertheless")
			}
		})
	}
}

// TestWizardCancels ends a connection that never answers, at once and without a word.
func TestWizardCancels(t *testing.T) {
	silent, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer silent.Close()
	_, port, err := net.SplitHostPort(silent.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	d := drive(t)
	d.EditSource(views.Form{Host: "127.0.0.1", Port: port, User: "root", Database: "shop"})
	d.Next()
	d.until("the connection", func() bool {
		return len(d.model.Source.Stages) > 1 && d.model.Source.Stages[1].State == views.StagePassed
	})
	d.Cancel()
	began := time.Now()
	d.until("the end", func() bool { return d.model.Work == nil })
	if took := time.Since(began); took > 9*time.Second {
		t.Errorf("took %v", took)
	}
	if d.model.Source.Err != nil {
		t.Errorf("complains of what the person wanted: %v", d.model.Source.Err)
	}
}

// TestWizardStops ends a run in the middle; closing waits for its end.
func TestWizardStops(t *testing.T) {
	db, from := servertest.Database(t)
	run(t, db, "CREATE TABLE big (id INT PRIMARY KEY, pad VARCHAR(200))",
		"INSERT INTO big SELECT seq, REPEAT('x', 200) FROM seq_1_to_200000")
	to, kernelDB := kernel(t)
	d := drive(t)
	d.EditSource(formOf(from))
	d.toObjects(to)
	d.Run()
	d.until("rows", func() bool { return d.model.Run.Progress.Written > 0 })
	d.Pause()
	// Batches under way end; then nothing moves any more.
	count := func() string { return one(t, kernelDB, "SELECT COUNT(*) FROM `"+to.Database+"`.big") }
	still, before := 0, ""
	d.until("a pause in which nothing moves", func() bool {
		if now := count(); now == before {
			still++
		} else {
			still, before = 0, now
		}
		time.Sleep(100 * time.Millisecond)
		return still == 5
	})
	if before == "200000" {
		t.Error("all rows were written while paused")
	}
	d.Resume()
	d.quit()
	d.until("the end", func() bool { return !d.model.Run.Active })
	if r := d.model.Result; r == nil || r.Status != engine.StatusInterrupted {
		t.Errorf("%+v", r)
	}
	if d.shuts != 1 {
		t.Errorf("the window was closed %d times", d.shuts)
	}
}

// TestKeys goes on by Enter and back by Esc, which closes a dialog first.
func TestKeys(t *testing.T) {
	file := filepath.Join(t.TempDir(), "a.csv")
	if err := os.WriteFile(file, []byte("id\n1\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	d := drive(t)
	d.ChooseSource(views.FileDoor)
	d.ChooseFile(file)
	d.typed(&fyne.KeyEvent{Name: fyne.KeyReturn})
	d.reach(views.TargetStep)
	d.complain(errors.New("something"))
	d.typed(&fyne.KeyEvent{Name: fyne.KeyReturn})
	d.typed(&fyne.KeyEvent{Name: fyne.KeyEscape})
	if d.model.Step != views.TargetStep || d.window.Canvas().Overlays().Top() != nil {
		t.Errorf("step %d, dialog %v", d.model.Step, d.window.Canvas().Overlays().Top())
	}
	d.typed(&fyne.KeyEvent{Name: fyne.KeyEscape})
	if d.model.Step != views.SourceStep {
		t.Errorf("step %d", d.model.Step)
	}
}

// TestFileIsDropped takes a file that is dropped onto the window.
func TestFileIsDropped(t *testing.T) {
	file := filepath.Join(t.TempDir(), "价目表.csv")
	if err := os.WriteFile(file, []byte("id,name\n1,张\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	d := drive(t)
	d.dropped(fyne.NewPos(0, 0), []fyne.URI{storage.NewFileURI(file)})
	if d.model.Source.Door != views.FileDoor || d.model.Source.Path != file || d.model.Source.Size == 0 {
		t.Errorf("%+v", d.model.Source)
	}
	d.Next()
	d.reach(views.TargetStep)
	if len(d.model.Catalog.Tables) != 1 || d.model.Catalog.Tables[0].Rows != 1 {
		t.Errorf("%+v", d.model.Catalog.Tables)
	}
}

// TestSettingsAreRemembered from one window to the next, and a broken file is no
// reason not to open.
func TestSettingsAreRemembered(t *testing.T) {
	file, err := settingsFile(filepath.Join(t.TempDir(), "new"))
	if err != nil {
		t.Fatal(err)
	}
	want := settings{Language: words.Chinese, Dark: true, Width: 1300, Height: 900}
	if err := want.save(file); err != nil {
		t.Fatal(err)
	}
	if got := loadSettings(file); got != want {
		t.Errorf("%+v", got)
	}
	if err := os.WriteFile(file, []byte("{"), 0o600); err != nil {
		t.Fatal(err)
	}
	if got := loadSettings(file); got != (settings{}) {
		t.Errorf("%+v", got)
	}
}

// TestWindowWithoutDisplay says so, and is no panic.
func TestWindowWithoutDisplay(t *testing.T) {
	t.Setenv("DISPLAY", "")
	t.Setenv("WAYLAND_DISPLAY", "")
	out := call()
	if out.exit != exitUnable || !strings.Contains(out.stderr, "DISPLAY") {
		t.Errorf("exit %d: %s", out.exit, out.stderr)
	}
}

// TestRelayIsSlow holds that a storm of events reaches the window as a few messages.
func TestRelayIsSlow(t *testing.T) {
	var heard []news
	r := newRelay(func(n news) { heard = append(heard, n) })
	for i := range 10000 {
		r.add(func(n *news) {
			n.hear(engine.Progress{Written: int64(i)})
			n.hear(engine.Warned{Err: errors.New("x")})
		})
	}
	r.close()
	if len(heard) > 5 {
		t.Errorf("%d messages", len(heard))
	}
	m := views.RunModel{}
	for _, n := range heard {
		n.tell(&m)
	}
	if m.Progress.Written != 9999 || len(m.Log) > mostLines || len(m.Log) == 0 {
		t.Errorf("%d written, %d lines", m.Progress.Written, len(m.Log))
	}
}

// TestFilmShowsEveryStep draws the wizard of a real run.
func TestFilmShowsEveryStep(t *testing.T) {
	db, from := servertest.Database(t)
	run(t, db, "CREATE TABLE t (id INT PRIMARY KEY, name VARCHAR(40))", "INSERT INTO t VALUES (1, '张'), (2, 'x')")
	to, _ := kernel(t)
	source := engine.Endpoint{URL: from.URL(), Password: from.Password}
	target := engine.Endpoint{URL: to.URL(), Password: to.Password}
	catalog, err := engine.Inspect(t.Context(), source)
	if err != nil {
		t.Fatal(err)
	}
	plan, err := engine.Propose(t.Context(), source, target, catalog, nil)
	if err != nil {
		t.Fatal(err)
	}
	f, err := newFilm(context.Background(), plan)
	if err != nil {
		t.Fatal(err)
	}
	result, err := engine.Run(t.Context(), plan, f.hear)
	if err != nil {
		t.Fatal(err)
	}
	words.Speak(words.Chinese)
	defer words.Speak(words.English)
	files, err := f.end(filepath.Join(t.TempDir(), "shots"), result)
	if err != nil {
		t.Fatal(err)
	}
	if len(files) != 14 {
		t.Errorf("%d pictures: %v", len(files), files)
	}
	for _, file := range files {
		if info, err := os.Stat(file); err != nil || info.Size() < 20000 {
			t.Errorf("%s: %v, %v", file, info, err)
		}
	}
	if words.Spoken() != words.Chinese {
		t.Error("speaks another language afterwards")
	}
}
