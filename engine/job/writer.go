package job

import (
	"math"
	"strings"
	"time"

	"github.com/obferry/obferry/engine"
	"github.com/obferry/obferry/profiles"
)

// wanted is what a writer wants done.
type wanted struct {
	target engine.Endpoint
	tables []string
	// node is where the tables stand.
	node *node
	// columns are the target's, by their place; nil where all are meant ("*").
	columns []string
	// columnsNode is where they stand.
	columnsNode *node
	mode        engine.Mode
	direct      engine.DirectPlan
	// updates are the columns that an existing row is given, nil for all.
	updates    *updates
	before     []string
	after      []string
	memstore   float64
	batchRows  int64
	batchBytes int64
	threads    int64
	// channels are the job's.
	channels int64
}

// Modes of oceanbasev10writer. DataX takes every other word for update.
var writeModes = map[string]engine.Mode{"update": engine.Upsert, "insert": engine.Insert}

// writerIdle are what oceanbasev10writer knows and has no meaning here.
var writerIdle = idle{
	"session": "fault.job.note.session.writer", "writeMode": "fault.job.note.unused", "emptyAsNull": "fault.job.note.emptyasnull",
	"memstoreCheckIntervalSecond": machine, "failTryCount": machine, "concurrentWrite": machine, "timeout": machine,
	"printCost": machine, "costBound": machine, "maxActiveConnection": machine, "writerSubTaskCount": machine,
	"ocjGetConnectTimeout": machine, "ocjProxyConnectTimeout": machine, "ocjCreateResourceTimeout": machine,
	"usePartCalculator": machine, "obVersion": machine, "obCompatibilityMode": machine, "dryRun": machine,
	"blocksCount": machine,
}

// oceanBaseWriter reads the parameters of oceanbasev10writer.
func (r *reading) oceanBaseWriter(s *scope) *wanted {
	w := &wanted{node: s.node, mode: engine.Upsert}
	l := s.login()
	r.targets(s, l, w)
	w.columns, w.columnsNode = r.writerColumns(s)
	r.writeMode(s, w)
	w.before = r.statements(s, "preSql", true)
	w.after = r.statements(s, "postSql", false)
	w.batchRows = s.number("batchSize", 1, most, 0)
	w.batchBytes = s.number("batchByteSize", 1, 1<<30, 0)
	w.threads = s.number("writerThreadCount", 1, most, 1)
	if mark := s.share("memstoreThreshold", 0, 1); mark != nil {
		if w.memstore = *mark; *mark == 0 {
			r.wrong(s.get("memstoreThreshold"), "fault.job.memstore")
		}
	}
	r.directPath(s, w)
	s.end(writerIdle)
	if len(w.tables)*len(w.columns) > mostCells {
		r.wrong(w.columnsNode, "fault.job.columns.many", "Most", mostCells)
	}
	return w
}

// targets reads the connections of a writer: one place, and one or several tables.
func (r *reading) targets(s *scope, l login, w *wanted) {
	var first string
	for i, n := range s.connections() {
		c := r.scope(n)
		u := c.need("jdbcUrl")
		tables, nodes := c.texts("table")
		c.end(nil)
		if len(nodes) > 0 {
			w.node = nodes[0]
		} else if len(c.list("table")) == 0 {
			r.wrong(n, "fault.job.missing", "Name", "table")
		}
		for k, one := range tables {
			for _, name := range r.expand(nodes[k], one) {
				w.tables = append(w.tables, r.targetTable(nodes[k], name))
			}
		}
		if u == nil {
			continue
		}
		urls, urlNodes := c.texts("jdbcUrl")
		if len(urls) == 0 {
			continue
		}
		p, problem := parsePlace(urls[0])
		switch {
		case problem != "":
			r.wrong(urlNodes[0], problem)
			continue
		case p.kind == profiles.Postgres:
			r.wrong(urlNodes[0], "fault.job.url.kind", "Kinds", "mysql, oceanbase")
			continue
		case p.tenant != "" && strings.ContainsAny(l.user, "@#:"):
			r.wrong(urlNodes[0], "fault.job.url.user")
			continue
		case len(urls) > 1 || len(p.hosts) > 1:
			r.note(urlNodes[0], "fault.job.note.first")
		}
		p.kind = profiles.OceanBase
		ends := r.ends(urlNodes[0], p, l)
		if len(ends) == 0 {
			continue
		}
		if i == 0 {
			w.target, first = ends[0], ends[0].URL
		} else if ends[0].URL != first {
			r.wrong(urlNodes[0], "fault.job.targets")
		}
	}
	seen := map[string]bool{}
	for _, name := range w.tables {
		if seen[strings.ToLower(name)] {
			r.wrong(w.node, "fault.job.table.twice", "Name", shown(name))
		}
		seen[strings.ToLower(name)] = true
	}
}

// connections are the elements of "connection" that are objects.
func (s *scope) connections() []*node {
	n := s.need("connection")
	if n == nil {
		return nil
	}
	list := s.list("connection")
	if len(list) == 0 {
		s.wrong(n, "fault.job.empty", "Name", "connection")
	}
	var objects []*node
	for _, one := range list {
		if s.is(one, '{') {
			objects = append(objects, one)
		}
	}
	return objects
}

// targetTable is a table's name without quotes. One with a database before it would go
// elsewhere than the URL says.
func (r *reading) targetTable(n *node, written string) string {
	parts, ok := nameParts(written)
	switch {
	case !ok || len(parts) == 0 || parts[len(parts)-1] == "":
		r.wrong(n, "fault.job.table.name", "Name", shown(written))
		return ""
	case len(parts) > 1:
		r.wrong(n, "fault.job.table.database", "Name", shown(written))
	}
	return parts[len(parts)-1]
}

// writerColumns reads the columns of a writer; nil for "*".
func (r *reading) writerColumns(s *scope) ([]string, *node) {
	n := s.need("column")
	if n == nil {
		return nil, s.node
	}
	written, nodes := s.texts("column")
	if len(s.list("column")) == 0 {
		r.wrong(n, "fault.job.empty", "Name", "column")
		return nil, n
	}
	if len(written) == 1 && strings.TrimSpace(written[0]) == "*" {
		r.note(nodes[0], "fault.job.note.star")
		return nil, n
	}
	var columns []string
	seen := map[string]bool{}
	for i, one := range written {
		name, ok := columnName(one, '`')
		switch {
		case !ok:
			r.wrong(nodes[i], "fault.job.column.constant", "Value", shown(one))
		case seen[strings.ToLower(name)]:
			r.wrong(nodes[i], "fault.job.column.twice", "Name", shown(name))
		}
		seen[strings.ToLower(name)] = true
		columns = append(columns, name)
	}
	return columns, n
}

// writeMode reads how rows are written.
func (r *reading) writeMode(s *scope, w *wanted) {
	if n := s.get("obWriteMode"); n != nil {
		if word, ok := r.string(n); ok {
			mode, known := writeModes[word]
			switch {
			case known:
				w.mode = mode
			case strings.EqualFold(word, "replace"):
				r.note(n, "fault.job.note.replace")
			default:
				r.wrong(n, "fault.job.mode", "Value", shown(word), "Near", near(word, names(writeModes)))
			}
		}
	}
	n := s.get("obUpdateColumns")
	if n == nil {
		return
	}
	written, _ := s.texts("obUpdateColumns")
	w.updates = &updates{node: n}
	for _, one := range written {
		for name := range strings.SplitSeq(one, ",") {
			name, _ = columnName(name, '`')
			w.updates.columns = append(w.updates.columns, name)
		}
	}
}

// directPath reads what belongs to direct load.
func (r *reading) directPath(s *scope, w *wanted) {
	if !s.truth("directPath", false) {
		for _, name := range []string{"rpcPort", "parallel", "bufferSize", "heartBeatInterval", "heartBeatTimeout", "maxErrors"} {
			if n := s.get(name); n != nil {
				r.note(n, "fault.job.note.direct", "Name", name)
			}
		}
		return
	}
	if s.get("rpcPort") == nil {
		r.wrong(s.get("directPath"), "fault.job.direct.port")
	}
	d := engine.DirectPlan{Duplicates: engine.ReplaceDuplicates}
	if w.mode == engine.Insert {
		d.Duplicates = engine.IgnoreDuplicates
	}
	d.Port = int(s.number("rpcPort", 1, 65535, 0))
	d.Parallel = int(s.number("parallel", 1, mostParallel, 0))
	d.BufferBytes = int(min(s.number("bufferSize", 1, math.MaxInt32, 0), mostBuffer))
	interval := s.number("heartBeatInterval", 1000, mostBeat, 1000)
	timeout := s.number("heartBeatTimeout", 6000, mostBeat, 6000)
	if timeout-interval < 4000 {
		n := s.get("heartBeatInterval")
		if n == nil {
			n = s.get("heartBeatTimeout")
		}
		r.wrong(n, "fault.job.direct.beat", "Interval", interval, "Timeout", timeout)
	}
	d.HeartbeatInterval, d.HeartbeatTimeout = time.Duration(interval)*time.Millisecond, time.Duration(timeout)*time.Millisecond
	if n := s.get("maxErrors"); n != nil {
		limit := s.number("maxErrors", 0, math.MaxInt32, 0)
		d.MaxErrors = &limit
	} else {
		d.MaxErrors = new(int64) // to DataX a load without maxErrors bears none
	}
	w.mode, w.direct, w.updates = engine.Direct, d, nil
}

// Limits of a direct load's numbers: threads, bytes sent at once, and milliseconds of a
// heartbeat (a year).
const (
	mostParallel = 1024
	mostBuffer   = 8 << 20
	mostBeat     = 365 * 24 * 3600 * 1000
)
