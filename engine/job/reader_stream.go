package job

import (
	"math"
	"strconv"
	"strings"

	"github.com/obferry/obferry/engine"
	"github.com/obferry/obferry/engine/source/stream"
)

// streamTypes are the types of streamreader, in lower case.
var streamTypes = map[string]bool{"string": true, "long": true, "double": true, "date": true, "bool": true, "bytes": true}

// streamReader reads the parameters of streamreader.
func (r *reading) streamReader(s *scope, w *wanted) *offer {
	var layout stream.Layout
	n := s.need("column")
	if n == nil {
		n = s.node
	} else if len(s.list("column")) == 0 {
		r.wrong(n, "fault.job.empty", "Name", "column")
	}
	for i, one := range s.list("column") {
		if r.is(one, '{') {
			layout.Columns = append(layout.Columns, r.streamColumn(r.scope(one), i))
		}
	}
	s.need("sliceRecordCount")
	slice := s.number("sliceRecordCount", 1, math.MaxInt64, 0)
	s.end(nil)
	// Each channel makes as many; of several tables each gets a channel's.
	times := max(w.channels, 1)
	if len(w.tables) > 1 {
		if int(times) != len(w.tables) {
			r.wrong(w.node, "fault.job.tables.channels", "Channels", times, "Target", len(w.tables))
		}
		times = 1
	}
	if slice > math.MaxInt64/times {
		r.wrong(s.get("sliceRecordCount"), "fault.job.range", "Value", slice, "Least", 1, "Most", math.MaxInt64/times)
		return nil
	}
	layout.Rows = slice * times
	o := &offer{sources: []engine.Endpoint{{URL: "stream:"}}, node: n}
	var names []string
	for _, c := range layout.Columns {
		names = append(names, c.Name)
	}
	for _, target := range w.tables {
		copied := layout
		o.tables = append(o.tables, offered{columns: names, plan: engine.TablePlan{Source: target, Stream: &copied}})
	}
	return o
}

// streamColumn reads one column that is made up.
func (r *reading) streamColumn(s *scope, i int) stream.Column {
	c := stream.Column{Name: "c" + strconv.Itoa(i+1), Type: strings.ToLower(s.text("type"))}
	if c.Type == "" {
		c.Type = "string"
	}
	if !streamTypes[c.Type] {
		r.wrong(s.get("type"), "fault.job.type", "Value", shown(c.Type), "Near", near(c.Type, names(streamTypes)), "Known", strings.Join(names(streamTypes), ", "))
	}
	value, random := s.get("value"), s.get("random")
	c.Value, c.Random = s.text("value"), strings.TrimSpace(s.text("random"))
	format := s.text("dateFormat")
	if c.Type == "date" {
		if c.Format = format; format == "" {
			c.Format = "yyyy-MM-dd HH:mm:ss"
		}
	}
	s.end(nil)
	switch {
	case value == nil && c.Random == "":
		r.wrong(s.node, "fault.job.stream.value")
	case strings.TrimSpace(c.Value) != "" && c.Random != "":
		r.note(random, "fault.job.note.random")
		c.Random = ""
	case c.Random != "":
		c.Value = ""
		c.Random = r.randomOf(random, c)
	case c.Type == "long" && !isWhole(c.Value):
		r.wrong(value, "fault.job.number", "Value", shown(c.Value))
	case c.Type == "double":
		if _, err := strconv.ParseFloat(strings.TrimSpace(c.Value), 64); err != nil {
			r.wrong(value, "fault.job.real", "Value", shown(c.Value))
		}
	}
	return c
}

// randomOf holds that a column's random is "a,b", and writes it so.
func (r *reading) randomOf(n *node, c stream.Column) string {
	from, to, ok := strings.Cut(c.Random, ",")
	from, to = strings.TrimSpace(from), strings.TrimSpace(to)
	if !ok || from == "" || to == "" {
		r.wrong(n, "fault.job.stream.random", "Value", shown(c.Random))
		return c.Random
	}
	if c.Type != "date" { // dates are read as their format says when the rows are made
		least, isLeast := wholeNumber(from)
		greatest, isGreatest := wholeNumber(to)
		if !isLeast || !isGreatest || least < 0 || greatest < 0 || c.Type != "bool" && least > greatest {
			r.wrong(n, "fault.job.stream.random", "Value", shown(c.Random))
		}
	}
	return from + "," + to
}
