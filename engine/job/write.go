package job

import (
	"bytes"
	"context"
	"encoding/json"
	"math"

	"github.com/obferry/obferry/engine"
	"github.com/obferry/obferry/engine/fault"
	"github.com/obferry/obferry/engine/sqltext"
	"github.com/obferry/obferry/profiles"
)

// Written is what a plan comes to as jobs. DataX runs one pair of reader and writer a job,
// whatever else stands in its content, and its writer fills one table: so there is a job
// for each table.
type Written struct {
	Jobs []TableJob
	// Notes are faults that end nothing: what of the plan a job has no words for.
	Notes []error
}

// TableJob is the job for one table.
type TableJob struct {
	// Table is the target's.
	Table string
	// Text is JSON. Passwords are placeholders in it.
	Text []byte
}

// Write writes a plan as jobs. Text files are looked into where the plan leaves open how
// they are written; no server is asked.
//
// An error is a fault of kind Input: the plan does what no job can.
func Write(ctx context.Context, plan *engine.Plan) (*Written, error) {
	w := &writing{ctx: ctx, plan: plan, told: map[string]bool{}}
	var err error
	if w.from, err = profiles.Parse(plan.Source.URL); err != nil && plan.Source.URL != made {
		return nil, err
	}
	if w.to, err = profiles.Parse(plan.Target.URL); err != nil {
		return nil, err
	}
	switch {
	case w.from.Kind == profiles.Workbook, w.from.Kind == profiles.Practice:
		return nil, fault.New(fault.Input, "fault.job.write.source."+string(w.from.Kind), "Source", w.from.Label())
	case w.to.Kind != profiles.OceanBase && w.to.Kind != profiles.MySQL:
		return nil, fault.New(fault.Input, "fault.job.write.target", "Target", w.to.Label())
	case plan.Mode == engine.Ignore:
		return nil, fault.New(fault.Input, "fault.job.write.ignore")
	}
	if w.to.Database == "" {
		w.to.Database = engine.DatabaseName(w.from)
	}
	result := &Written{}
	for i := range plan.Tables {
		t := &plan.Tables[i]
		if t.Skip {
			continue
		}
		one, err := w.table(t)
		if err != nil {
			return nil, err
		}
		result.Jobs = append(result.Jobs, TableJob{Table: t.Target, Text: one})
	}
	if len(result.Jobs) == 0 {
		return nil, fault.New(fault.Input, "fault.job.write.notables")
	}
	w.unsaid(len(result.Jobs))
	result.Notes = w.notes
	return result, nil
}

// made is the source of rows that are made up.
const made = "stream:"

// writing is a plan while it is written as jobs.
type writing struct {
	ctx      context.Context
	plan     *engine.Plan
	from, to profiles.Address
	notes    []error
	told     map[string]bool
}

// note tells of something once.
func (w *writing) note(id string, pairs ...any) {
	f := fault.New(fault.Input, id, pairs...)
	if text := f.Error(); !w.told[text] {
		w.told[text] = true
		w.notes = append(w.notes, f)
	}
}

// table writes the job of one table.
func (w *writing) table(t *engine.TablePlan) ([]byte, error) {
	channels := max(int64(w.plan.Readers), 1)
	var reader pluginDocument
	var columns []string
	var err error
	switch {
	case t.Stream != nil:
		reader, channels = w.streamReader(t, channels)
		columns = columnsOf(t)
	case w.from.Kind == profiles.Delimited:
		reader, columns, err = w.textReader(t)
	default:
		reader, err = w.rdbmsReader(t)
		columns = columnsOf(t)
	}
	if err != nil {
		return nil, err
	}
	d := document{}
	w.speed(&d, channels)
	d.Job.Content = []contentDocument{{Reader: reader, Writer: w.writer(t, columns, channels)}}
	var b bytes.Buffer
	encoder := json.NewEncoder(&b)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	if err := encoder.Encode(d); err != nil {
		return nil, fault.New(fault.Internal, "fault.job.write.encode").Because(err)
	}
	return b.Bytes(), nil
}

// speed writes how much runs at once, how fast, and how many rows may be refused.
func (w *writing) speed(d *document, channels int64) {
	p := w.plan
	s := &d.Job.Setting
	s.Speed.Channel = channels
	if pace := p.Pace; pace.BytesPerSecond > 0 || pace.RowsPerSecond > 0 {
		// DataX reckons the number of channels from the limit for all and the limit for one.
		s.Speed.rateDocument = rateDocument{Byte: max(pace.BytesPerSecond, 0), Record: max(pace.RowsPerSecond, 0)}
		d.Core = &coreDocument{}
		d.Core.Transport.Channel.Speed = rateDocument{Byte: share(pace.BytesPerSecond, channels), Record: share(pace.RowsPerSecond, channels)}
	}
	limit := &limitDocument{}
	switch {
	case p.RejectLimit >= 0 && p.RejectPercent != nil:
		w.note("fault.job.write.percentage", "Limit", p.RejectLimit)
		fallthrough
	case p.RejectLimit >= 0:
		limit.Record = &p.RejectLimit
	case p.RejectPercent != nil:
		part := math.Round(*p.RejectPercent*1e10) / 1e12
		limit.Percentage = &part
	default:
		return
	}
	s.ErrorLimit = limit
}

// share is what each of some channels may have of what all may have.
func share(all, channels int64) int64 {
	if all <= 0 {
		return 0
	}
	return (all + channels - 1) / channels
}

// writer writes oceanbasev10writer's part.
func (w *writing) writer(t *engine.TablePlan, columns []string, channels int64) pluginDocument {
	p := w.plan
	d := writerDocument{ObWriteMode: "update", PreSQL: t.PreSQL, PostSQL: t.PostSQL,
		Connection: []connectionDocument{{JdbcURL: w.jdbc(w.to, "mysql"), Table: []string{bare(t.Target)}}},
		Username:   w.to.User, Password: w.password(p.Target, "TARGET_PASSWORD"),
		BatchSize: p.BatchRows, BatchByteSize: p.BatchBytes, MemstoreThreshold: p.Memstore.Pause}
	switch p.Mode {
	case engine.Insert:
		d.ObWriteMode = "insert"
	case engine.Upsert:
	case engine.Direct:
		w.directPath(&d)
	default:
		w.note("fault.job.write.mode", "Mode", string(p.Mode))
	}
	for _, c := range columns {
		d.Column = append(d.Column, bare(c))
	}
	if len(d.Column) == 0 {
		w.note("fault.job.write.star", "Table", t.Target)
		d.Column = []string{"*"}
	}
	if threads := (int64(p.Writers) + channels - 1) / channels; threads > 1 {
		d.WriterThreadCount = threads
	}
	for _, sql := range t.PreSQL {
		if verb := sqltext.Verb(sql); verb != "DELETE" || len(sqltext.Statements(sql)) > 1 {
			w.note("fault.job.write.presql", "Table", t.Target, "Verb", shown(verb))
		}
	}
	return pluginDocument{"oceanbasev10writer", d}
}

// directPath writes what a job says of direct load.
func (w *writing) directPath(to *writerDocument) {
	d := &w.plan.Direct
	to.DirectPath, to.RPCPort, to.Parallel, to.BufferSize, to.MaxErrors = true, d.Port, d.Parallel, d.BufferBytes, d.MaxErrors
	to.HeartBeatInterval, to.HeartBeatTimeout = d.HeartbeatInterval.Milliseconds(), d.HeartbeatTimeout.Milliseconds()
	if d.Port == 0 {
		to.RPCPort = 2882
		w.note("fault.job.write.rpcport", "Port", to.RPCPort)
	}
	switch d.Duplicates {
	case engine.IgnoreDuplicates:
		to.ObWriteMode = "insert"
	case engine.ReplaceDuplicates:
	default:
		w.note("fault.job.write.duplicates")
	}
	if d.Method != "" && d.Method != engine.FullLoad {
		w.note("fault.job.write.method", "Method", d.Method)
	}
	w.note("fault.job.write.blocks")
}

// columnsOf are the target's columns of a table's plan; none where they are not named.
func columnsOf(t *engine.TablePlan) (columns []string) {
	for _, c := range t.Columns {
		columns = append(columns, c.Target)
	}
	return columns
}

// unsaid tells what a job has no words for.
func (w *writing) unsaid(jobs int) {
	p := w.plan
	if jobs > 1 {
		w.note("fault.job.write.several", "Count", jobs)
	}
	for _, one := range []struct {
		there bool
		what  string
	}{
		{p.Create, "create"}, {p.Verify, "verify"}, {p.Report != "", "report"}, {p.Errors != "", "errors"},
		{p.Memstore.Slow > 0, "slow"}, {p.Memstore.Freeze, "freeze"}, {p.BatchBytes > 0, "batchbytes"},
		{p.Readers == 0, "channels"}, {p.Readers > 0 && p.Writers%p.Readers != 0, "threads"},
	} {
		if one.there {
			w.note("fault.job.write.unsaid." + one.what)
		}
	}
}

// password is a placeholder for the password of an end: of the variable that the plan
// names, or another name.
func (w *writing) password(e engine.Endpoint, otherwise string) string {
	name := e.PasswordEnv
	if !wholeWord.MatchString(name) {
		name = otherwise
	}
	w.note("fault.job.write.password", "Name", name)
	return "${" + name + "}"
}
