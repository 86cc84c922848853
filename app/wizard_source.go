package app

import (
	"context"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/storage"

	"github.com/obferry/obferry/engine"
	"github.com/obferry/obferry/engine/fault"
	"github.com/obferry/obferry/profiles"
	"github.com/obferry/obferry/views"
)

// ChooseSource opens a door.
func (w *wizard) ChooseSource(door views.Door) {
	if w.model.Work != nil || w.model.Source.Door == door {
		return
	}
	w.model.Source.Door = door
	w.forgetSource()
	w.refresh()
}

// EditSource takes what was typed.
func (w *wizard) EditSource(form views.Form) {
	w.model.Source.Form = form
	w.forgetSource()
	w.refresh()
}

// BrowseFile opens the file dialog.
func (w *wizard) BrowseFile() {
	open := dialog.NewFileOpen(func(file fyne.URIReadCloser, err error) {
		if err != nil || file == nil {
			return // the dialog has said so itself, or it was closed
		}
		path := file.URI().Path()
		_ = file.Close() // nothing was read
		w.ChooseFile(path)
		w.look()
	}, w.window)
	open.SetFilter(storage.NewExtensionFileFilter([]string{".xlsx", ".xlsm", ".csv", ".tsv", ".txt"}))
	open.Resize(fyne.NewSize(900, 600))
	open.Show()
}

// ChooseFile takes a path.
func (w *wizard) ChooseFile(path string) {
	w.model.Source.Path = strings.TrimSpace(path)
	w.model.Source.Size = sizeOf(w.model.Source.Path)
	w.forgetSource()
	w.refresh()
}

// forgetSource drops everything that followed from another source.
func (w *wizard) forgetSource() {
	w.leaveTour()
	m := w.model
	m.Source.Err, m.Source.Stages, m.Catalog = nil, nil, nil
	w.forgetPlan()
}

// forgetPlan drops the plan and what followed from it.
func (w *wizard) forgetPlan() {
	w.leaveKept()
	m := w.model
	m.Plan, m.Info, m.Result, m.Retry = nil, nil, nil, nil
	m.Target.Stages, m.Target.Err = nil, nil
	m.Objects = views.ObjectsModel{UI: views.TableUI{Selected: -1}}
	m.DDL = views.DDLModel{}
	m.Options = views.OptionsModel{}
	m.Run = views.RunModel{UI: views.TableUI{Selected: -1}}
}

// source is the endpoint that is chosen.
func (w *wizard) source() (engine.Endpoint, error) {
	if w.model.Source.Door == views.FileDoor {
		path, err := filepath.Abs(w.model.Source.Path)
		if err != nil {
			path = w.model.Source.Path // opening it will say what is wrong
		}
		return engine.NewEndpoint(path)
	}
	kind := w.model.Source.Form.Kind
	if kind == "" {
		kind = profiles.MySQL
	}
	return endpointOf(w.model.Source.Form, kind, w.model.Source.Form.Database)
}

// endpointOf makes an endpoint of what was typed.
func endpointOf(f views.Form, kind profiles.Kind, database string) (engine.Endpoint, error) {
	if f.ByURL {
		return engine.NewEndpoint(f.URL)
	}
	a := profiles.Address{Kind: kind, Host: strings.TrimSpace(f.Host), User: strings.TrimSpace(f.User), Database: database}
	if port := strings.TrimSpace(f.Port); port != "" {
		n, err := strconv.Atoi(port)
		if err != nil || n < 1 || n > 65535 {
			return engine.Endpoint{}, fault.New(fault.Input, "fault.profiles.port")
		}
		a.Port = n
	}
	switch {
	case kind == profiles.Postgres:
		a.Params = map[string]string{"sslmode": sslModes[f.TLS]}
	case f.TLS != "":
		a.Params = map[string]string{"tls": f.TLS}
	}
	e, err := engine.NewEndpoint(a.URL())
	e.Password = f.Password
	return e, err
}

// sslModes are PostgreSQL's words for the values of the tls parameter.
var sslModes = map[string]string{"": "disable", "preferred": "prefer", "skip-verify": "require", "true": "verify-full"}

// tlsOf is the value of the tls parameter that an sslmode comes nearest to; without one
// PostgreSQL's own clients prefer TLS.
func tlsOf(mode string) string {
	for tls, ssl := range sslModes {
		if ssl == mode {
			return tls
		}
	}
	if mode == "verify-ca" {
		return "true"
	}
	return "preferred"
}

// TestSource connects, lists what there is, and goes on where all went well.
func (w *wizard) TestSource() {
	w.model.Source.Err = nil
	from, err := w.source()
	if err != nil {
		w.model.Source.Err = err
		w.refresh()
		return
	}
	address, err := from.Address()
	if err != nil {
		w.model.Source.Err = err
		w.refresh()
		return
	}
	t := &stages{show: func(s []views.Stage) { w.show(func(m *views.Model) { m.Source.Stages = s }) }}
	what := "view.work.source"
	if !address.Server() {
		what = "view.work.scan"
	}
	w.begin(what, func(ctx context.Context) func() {
		catalog, err := inspect(ctx, &engine.Plan{Source: from}, address, t)
		return func() {
			w.model.Source.Err = unlessCancelled(err)
			if err != nil {
				return
			}
			w.model.Catalog = catalog
			w.adopt(address)
			w.enter(views.TargetStep)
		}
	})
}

// inspect goes to a plan's source stage by stage and lists what it offers.
func inspect(ctx context.Context, plan *engine.Plan, address profiles.Address, t *stages) (*engine.Catalog, error) {
	if !address.Server() || address.Kind == profiles.Practice {
		t.plan("view.stage.file")
	} else {
		t.planProbe("view.stage.tables")
		if _, err := profiles.Probe(ctx, address, t.probed); err != nil {
			return nil, t.fail(err)
		}
	}
	catalog, err := engine.InspectPlanned(ctx, plan)
	if err != nil {
		return nil, t.fail(err)
	}
	t.pass()
	return catalog, nil
}

// adopt takes the names of a source from its address, where it was typed as a URL,
// and names the target's database after it.
func (w *wizard) adopt(a profiles.Address) {
	s := &w.model.Source
	switch {
	case !a.Server():
		s.Door, s.Path = views.FileDoor, a.Path
	case s.Form.ByURL:
		s.Form.Kind = a.Kind
		s.Form.Host, s.Form.Port, s.Form.User, s.Form.Database = a.Host, strconv.Itoa(a.Port), a.User, a.Database
	}
	if !w.named {
		w.model.Target.Database = engine.DatabaseName(a)
	}
}

// stages is the list of a connection test's stages, shown whenever it changes.
type stages struct {
	list  []views.Stage
	since time.Time
	show  func([]views.Stage)
}

// plan lists stages; the first one begins.
func (t *stages) plan(ids ...string) {
	for _, id := range ids {
		t.list = append(t.list, views.Stage{ID: id})
	}
	t.list[0].State = views.StageRunning
	t.since = time.Now()
	t.tell()
}

// planProbe lists the stages of a probe, and more after it.
func (t *stages) planProbe(ids ...string) {
	var all []string
	for _, s := range profiles.Stages {
		all = append(all, "probe."+string(s))
	}
	t.plan(append(all, ids...)...)
}

// probed hears of a stage's end.
func (t *stages) probed(s profiles.Step) {
	for i := range t.list {
		if t.list[i].ID == "probe."+string(s.Stage) && s.Err == nil {
			t.end(i, s.Took)
		}
	}
	t.tell()
}

func (t *stages) end(i int, took time.Duration) {
	t.list[i].State, t.list[i].Took = views.StagePassed, took
	if i+1 < len(t.list) {
		t.list[i+1].State = views.StageRunning
	}
	t.since = time.Now()
}

// pass ends the stage under way.
func (t *stages) pass() {
	for i := range t.list {
		if t.list[i].State == views.StageRunning {
			t.end(i, time.Since(t.since))
			break
		}
	}
	t.tell()
}

// fail ends the test at the stage under way.
func (t *stages) fail(err error) error {
	for i := range t.list {
		if t.list[i].State == views.StageRunning {
			t.list[i].State = views.StageFailed
		}
	}
	t.tell()
	return err
}

func (t *stages) tell() { t.show(append([]views.Stage(nil), t.list...)) }
