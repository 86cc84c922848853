package job

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"strings"

	"github.com/obferry/obferry/engine"
	"github.com/obferry/obferry/engine/fault"
)

// Job is a job that has been read.
type Job struct {
	// Plan is what is to be done. Passwords that the job holds are in it for this process
	// only; a saved plan has none. Some columns may be known to the servers alone, where
	// the job says "*" or a query of its own: [Job.Resolve] asks for them.
	Plan *engine.Plan
	// Notes are faults that end nothing: what of the job has no meaning here, and what is
	// done in another way.
	Notes []error
	// Sources are the places that the rows may be read from, where the job names several;
	// the plan's source is the first.
	Sources []engine.Endpoint

	file string
	// open are the tables whose columns are not all known, by their place in the plan.
	open []open
	// updates is what the job says of columns that existing rows keep; nil where it says
	// nothing.
	updates *updates
}

// open is a table of whose columns one side is known alone.
type open struct {
	table int
	// source and target tell which side is to be asked.
	source, target bool
	// line and at are where the job says so.
	node *node
}

// Faults is more than one thing that is wrong with a job. The first is what the others
// find in its chain.
type Faults struct{ All []error }

// Error is every fault in a line of its own.
func (f *Faults) Error() string { return errors.Join(f.All...).Error() }

// Unwrap gives the faults, in the order of the job's lines.
func (f *Faults) Unwrap() []error { return f.All }

// Read reads a job's file. Values are those of its placeholders, ${name} and $name, by
// name. Files that the job reads are looked for; no server is asked.
//
// An error is a fault of kind Input or Missing, or [Faults]; none repeats a password.
func Read(path string, values map[string]string) (*Job, error) {
	if strings.Contains(path, "://") { // it may hold a password, and is not repeated
		return nil, fault.New(fault.Input, "fault.plan.address")
	}
	source, err := os.ReadFile(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, fault.New(fault.Missing, "fault.job.nofile", "File", path)
	case err != nil:
		return nil, fault.New(fault.Input, "fault.job.read", "File", path).Because(err)
	}
	return parse(path, source, values, filesOf)
}

// parse reads a job's text. Find are the files that a path in it leads to.
func parse(path string, source []byte, values map[string]string, find func(string) []string) (*Job, error) {
	t := &text{file: path, values: values}
	root, err := t.parse(source)
	if err != nil {
		return nil, err
	}
	r := &reading{file: path, find: find}
	j := r.job(root)
	if err := r.refusal(); err != nil {
		return nil, err
	}
	j.file, j.Notes = path, inOrder(r.notes)
	return j, nil
}

func (r *reading) refusal() error {
	switch len(r.faults) {
	case 0:
		return nil
	case 1:
		return r.faults[0]
	}
	return &Faults{inOrder(r.faults)}
}

// job reads the whole.
func (r *reading) job(root *node) *Job {
	whole := r.scope(root)
	core := r.core(whole.object("core"))
	inner := whole.need("job")
	whole.end(idle{"setting": "fault.job.note.outside", "entry": "fault.job.note.machine",
		"common": "fault.job.note.machine", "plugin": "fault.job.note.machine"})
	plan := &engine.Plan{Version: engine.PlanVersion, RejectLimit: -1}
	j := &Job{Plan: plan}
	if inner == nil || !r.is(inner, '{') {
		return j
	}
	s := r.scope(inner)
	speed := r.setting(s.object("setting"), core, plan)
	content := s.need("content")
	s.end(idle{"container": "fault.job.note.machine", "preHandler": "fault.job.note.handler", "postHandler": "fault.job.note.handler"})
	if content == nil || !r.is(content, '[') {
		return j
	}
	if len(content.elements) == 0 {
		r.wrong(content, "fault.job.empty", "Name", "content")
		return j
	}
	if more := len(content.elements) - 1; more > 0 {
		r.note(content.elements[1], "fault.job.note.content", "Count", more)
	}
	if first := content.elements[0]; r.is(first, '{') {
		r.content(r.scope(first), speed, j)
	}
	return j
}

// readers and writers are the plugins that are known.
var (
	readers = map[string]func(*reading, *scope, *wanted) *offer{
		"streamreader":     (*reading).streamReader,
		"mysqlreader":      (*reading).mysqlReader,
		"postgresqlreader": (*reading).postgresReader,
		"txtfilereader":    (*reading).textReader,
	}
	writers = map[string]func(*reading, *scope) *wanted{
		"oceanbasev10writer": (*reading).oceanBaseWriter,
	}
)

// content reads the pair of a reader and a writer.
func (r *reading) content(s *scope, speed speed, j *Job) {
	var w *wanted
	var o *offer
	if plugin, parameter := r.plugin(s, "writer", names(writers)); parameter != nil {
		w = writers[plugin](r, parameter)
	}
	if w == nil {
		w = &wanted{}
	}
	w.channels = speed.channels
	if plugin, parameter := r.plugin(s, "reader", names(readers)); parameter != nil {
		o = readers[plugin](r, parameter, w)
	}
	if t := s.get("transformer"); t != nil && !(t.kind == '[' && len(t.elements) == 0) {
		r.wrong(t, "fault.job.transformer")
	}
	s.end(nil)
	if o == nil || len(r.faults) > 0 {
		return
	}
	r.assemble(j, speed, w, o)
}

// plugin is the name of a reader or writer that is known, and its parameters.
func (r *reading) plugin(s *scope, side string, known []string) (string, *scope) {
	n := s.need(side)
	if n == nil || !r.is(n, '{') {
		return "", nil
	}
	p := r.scope(n)
	name := p.get("name")
	parameter := p.get("parameter")
	p.end(nil)
	switch {
	case name == nil:
		r.wrong(n, "fault.job.missing", "Name", "name")
		return "", nil
	case parameter == nil:
		r.wrong(n, "fault.job.missing", "Name", "parameter")
		return "", nil
	}
	plugin, ok := r.string(name)
	if !ok || !r.is(parameter, '{') {
		return "", nil
	}
	for _, one := range known {
		if plugin == one {
			return plugin, r.scope(parameter)
		}
	}
	r.wrong(name, "fault.job.plugin."+side, "Name", shown(plugin), "Near", near(plugin, known), "Known", strings.Join(known, ", "))
	return "", nil
}

// Resolve asks the servers for the columns that the job leaves to them, and pairs them by
// their places, as DataX does. Where the job names the columns that existing rows are
// given (obUpdateColumns), it holds that the others are the target's key. It asks nothing
// where all is known.
//
// An error is a fault: a server that cannot be reached, a table that is not there, sides
// with different numbers of columns, a column that rows were to keep.
func (j *Job) Resolve(ctx context.Context) error {
	if j.Settled() {
		return nil
	}
	err := j.resolve(ctx)
	if err == nil {
		j.open, j.updates = nil, nil
	}
	return err
}

// Settled tells whether the job leaves nothing to the servers: [Job.Resolve] then asks none.
func (j *Job) Settled() bool { return len(j.open) == 0 && j.updates == nil }
