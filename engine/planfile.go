package engine

import (
	"bytes"
	"errors"
	"io"
	"io/fs"
	"os"
	"regexp"
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/obferry/obferry/engine/checkpoint"
	"github.com/obferry/obferry/engine/fault"
	"github.com/obferry/obferry/engine/whole"
)

// ReadPlan reads a plan from a YAML file. A key that a plan does not have is named
// in the error, with its line.
func ReadPlan(path string) (*Plan, error) {
	if strings.Contains(path, "://") { // it may hold a password, and is not repeated
		return nil, fault.New(fault.Input, "fault.plan.address")
	}
	text, err := os.ReadFile(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, fault.New(fault.Missing, "fault.plan.missing", "Path", path)
	case err != nil:
		return nil, fault.New(fault.Input, "fault.plan.read", "Path", path).Because(err)
	}
	plan := &Plan{RejectLimit: -1, path: path}
	decoder := yaml.NewDecoder(bytes.NewReader(text))
	decoder.KnownFields(true)
	if err := decoder.Decode(plan); err != nil {
		return nil, misspelt(path, err)
	}
	if plan.Version != PlanVersion {
		return nil, fault.New(fault.Input, "fault.plan.version", "Path", path,
			"Version", plan.Version, "Known", PlanVersion)
	}
	return plan, plan.check()
}

// How the YAML decoder tells of a key that a plan does not have, of a text that is no
// list of keys at all, and of the line of anything else.
var (
	unknown = regexp.MustCompile(`^line (\d+): field (.*) not found in type `)
	keyless = regexp.MustCompile(`^line \d+: cannot unmarshal .* into engine\.Plan$`)
	lineOf  = regexp.MustCompile(`\bline (\d+): `)
)

// misspelt is the fault of a plan's file that is none, with the line, and the key where
// a key is to blame. The decoder's own words speak of its types, in one language, and may
// repeat a value: none of them is told.
func misspelt(path string, err error) error {
	if errors.Is(err, io.EOF) {
		return fault.New(fault.Input, "fault.plan.empty", "Path", path)
	}
	id, said := "fault.plan.syntax", err.Error()
	var values *yaml.TypeError
	if errors.As(err, &values) && len(values.Errors) > 0 {
		id, said = "fault.plan.value", values.Errors[0]
		if m := unknown.FindStringSubmatch(said); m != nil {
			return fault.New(fault.Input, "fault.plan.key", "Path", path, "Line", m[1], "Key", m[2])
		}
		if keyless.MatchString(said) {
			return fault.New(fault.Input, "fault.plan.none", "Path", path)
		}
	}
	line := ""
	if m := lineOf.FindStringSubmatch(said); m != nil {
		line = m[1]
	}
	return fault.New(fault.Input, id, "Path", path, "Line", line)
}

// check holds what a plan must be before anything is opened for it.
func (p *Plan) check() error {
	switch p.Mode {
	case Auto, Insert, Upsert, Replace, Ignore, Load, Direct:
	case "":
		p.Mode = Auto
	default:
		return fault.New(fault.Input, "fault.plan.mode", "Mode", string(p.Mode))
	}
	share := func(v float64) bool { return v >= 0 && v <= 1 } // which NaN is not
	if m := p.Memstore; !share(m.Slow) || !share(m.Pause) || m.Pause > 0 && m.Slow > m.Pause {
		return fault.New(fault.Input, "fault.plan.memstore", "Slow", m.Slow, "Pause", m.Pause)
	}
	if err := p.Direct.check(); err != nil {
		return err
	}
	if p.Pace.RowsPerSecond < 0 || p.Pace.BytesPerSecond < 0 {
		return fault.New(fault.Input, "fault.plan.pace")
	}
	if s := p.RejectPercent; s != nil && !share(*s/100) {
		return fault.New(fault.Input, "fault.plan.rejectpercent", "Percent", *s)
	}
	if p.Source.URL == "" || p.Target.URL == "" {
		return fault.New(fault.Input, "fault.plan.ends")
	}
	targets, queries := map[string]string{}, map[string]bool{}
	for _, t := range p.Tables {
		if t.Skip {
			continue
		}
		if t.Source == "" || t.Target == "" {
			return fault.New(fault.Input, "fault.plan.table")
		}
		if other, taken := targets[t.Target]; taken {
			return fault.New(fault.Input, "fault.plan.twice", "Target", t.Target, "First", other, "Second", t.Source)
		}
		targets[t.Target] = t.Source
		if isQuery, taken := queries[t.Source]; taken && (isQuery || t.Query != "") {
			return fault.New(fault.Input, "fault.plan.samequery", "Source", t.Source)
		}
		queries[t.Source] = queries[t.Source] || t.Query != ""
	}
	return p.files(p.path)
}

// Save writes the plan as YAML, readable by its owner alone: whole or not at all.
func (p *Plan) Save(path string) error {
	if err := p.files(path); err != nil {
		return err
	}
	var text bytes.Buffer
	encoder := yaml.NewEncoder(&text)
	encoder.SetIndent(2)
	if err := encoder.Encode(p); err != nil {
		return fault.New(fault.Internal, "fault.plan.write", "Path", path).Because(err)
	}
	if err := whole.Put(path, sealed(text.Bytes())); err != nil {
		kind := fault.Resource
		if errors.Is(err, fs.ErrNotExist) || errors.Is(err, whole.ErrNoFile) {
			kind = fault.Input
		}
		return fault.New(kind, "fault.plan.write", "Path", path).Because(err)
	}
	p.path = path
	return nil
}

// Forget removes a plan's file, and the checkpoint of its run beside it. Files that are
// not there are no error.
func Forget(path string) error {
	for _, file := range []string{path + checkpoint.Suffix, path} {
		if err := os.Remove(file); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return fault.New(fault.Resource, "fault.plan.forget", "Path", file).Because(err)
		}
	}
	return nil
}

// Begun tells whether a run of the plan in a file has begun to write and has not come
// to its end, so that there is something to go on with.
func Begun(path string) bool {
	_, err := os.Stat(path + checkpoint.Suffix)
	return err == nil
}
