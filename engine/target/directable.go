package target

import (
	"context"
	"database/sql"
	"errors"
	"regexp"
	"strconv"
	"strings"

	"github.com/obferry/obferry/engine/fault"
)

// DirectLoad is what a direct load would be, for [Target.Directable].
type DirectLoad struct {
	Table string
	// Columns are those that are written.
	Columns []string
	// Incremental is a load by method inc or inc_replace, which bears less than a full one.
	Incremental bool
	// SQL is one by LOAD DATA over the SQL port, and not over RPC.
	SQL bool
}

// Obstacles are what keeps a direct load from a table, each with what to do instead, and
// what a person should know before it begins.
type Obstacles struct {
	Refused []error
	Warned  []error
}

// Limits of direct load (OceanBase 4.3 manual; the server's load service by version).
const directPartitions = 8000 // of an incremental load

// directShape is what of a table decides over a direct load.
type directShape struct {
	kind                         string
	triggers, foreign, checks    int
	prefix, function, multivalue string // the first index of that kind
	fulltext, mviewLog           string
	secondary                    []string // names of its other indexes
	unique                       []string // of those, the unique ones
	keyed                        bool     // it has a primary key
	expressions                  []string // columns whose default is an expression
	partitions                   int
	columns                      []Column
}

// Directable says what the server would refuse of a direct load, before it is begun: what
// a server only finds at the load's end has cost the load. A table that is not there has
// no obstacles.
func (t *Target) Directable(ctx context.Context, load DirectLoad) (Obstacles, error) {
	var found Obstacles
	if load.SQL && Older(t.server.Version, 4, 1, 0, 0) {
		found.refuse("fault.direct.version", "Table", load.Table, "Version", t.server.Version, "Needs", "4.1.0.0")
	}
	if load.Incremental && Older(t.server.Version, 4, 3, 2, 0) {
		found.refuse("fault.direct.version", "Table", load.Table, "Version", t.server.Version, "Needs", "4.3.2.0")
	}
	if load.SQL {
		if err := t.localFiles(ctx, &found); err != nil {
			return found, err
		}
	}
	shape, err := t.directShape(ctx, load.Table)
	if err != nil || shape == nil {
		return found, err
	}
	found.judge(load, shape, t.server.Version)
	return found, nil
}

func (o *Obstacles) refuse(id string, pairs ...any) {
	o.Refused = append(o.Refused, fault.New(fault.Preflight, id, pairs...))
}

func (o *Obstacles) warn(id string, pairs ...any) {
	o.Warned = append(o.Warned, fault.New(fault.Preflight, id, pairs...))
}

// localFiles refuses where the server takes no LOAD DATA LOCAL.
func (t *Target) localFiles(ctx context.Context, found *Obstacles) error {
	var on string
	err := t.db.QueryRowContext(ctx, "SELECT @@global.local_infile").Scan(&on)
	switch {
	case err != nil:
		return fault.Explain(err, "fault.target.connect")
	case on == "0" || strings.EqualFold(on, "OFF"):
		found.refuse("fault.direct.localinfile")
	}
	return nil
}

// AllowLocalFiles has the server take LOAD DATA LOCAL: for the practice kernel, which is
// this program's own.
func (t *Target) AllowLocalFiles(ctx context.Context) error {
	_, err := t.db.ExecContext(ctx, "SET GLOBAL local_infile = 1")
	return fault.Explain(err, "fault.direct.localinfile")
}

// judge holds a table's shape against what direct load bears.
func (o *Obstacles) judge(load DirectLoad, s *directShape, version string) {
	table := load.Table
	if s.kind != "BASE TABLE" {
		o.refuse("fault.direct.view", "Table", table)
		return
	}
	if s.triggers > 0 {
		o.refuse("fault.direct.trigger", "Table", table, "Count", s.triggers)
	}
	for _, c := range s.columns {
		switch word := firstWord(c.Type); {
		case c.Generated:
			o.refuse("fault.direct.generated", "Table", table, "Column", c.Name)
		case spatial[word], word == "roaringbitmap":
			o.refuse("fault.direct.type", "Table", table, "Column", c.Name, "Type", c.Type)
		}
	}
	for _, index := range []struct{ id, name string }{
		{"fault.direct.prefix", s.prefix}, {"fault.direct.function", s.function},
		{"fault.direct.multivalue", s.multivalue}, {"fault.direct.fulltext", s.fulltext},
	} {
		if index.name != "" {
			o.refuse(index.id, "Table", table, "Index", index.name)
		}
	}
	if s.mviewLog != "" {
		o.refuse("fault.direct.mview", "Table", table, "Log", s.mviewLog)
	}
	for _, name := range s.expressions {
		if !among(name, load.Columns) {
			o.refuse("fault.direct.expression", "Table", table, "Column", name)
		}
	}
	if load.Incremental {
		o.judgeIncremental(table, s, version)
		return
	}
	if s.foreign > 0 {
		o.warn("fault.direct.warn.foreign", "Table", table)
	}
	if s.checks > 0 {
		o.warn("fault.direct.warn.check", "Table", table)
	}
	if Older(version, 4, 3, 0, 0) && hasLOB(s.columns) {
		o.warn("fault.direct.warn.lob", "Table", table, "Version", version)
	}
}

// judgeIncremental holds what an incremental load bears less of.
func (o *Obstacles) judgeIncremental(table string, s *directShape, version string) {
	switch {
	case s.foreign > 0:
		o.refuse("fault.direct.foreign", "Table", table)
	case s.checks > 0:
		o.refuse("fault.direct.check", "Table", table)
	case s.partitions > directPartitions:
		o.refuse("fault.direct.partitions", "Table", table, "Count", s.partitions, "Limit", directPartitions)
	}
	borne := false
	switch {
	case len(s.secondary) == 0:
		borne = true
	case !Older(version, 4, 3, 5, 1) && !s.keyed && len(s.secondary) == 1:
		borne = true
	case !Older(version, 4, 3, 4, 0):
		borne = len(s.unique) == 0
	}
	if !borne {
		o.refuse("fault.direct.index", "Table", table, "Index", s.secondary[0], "Version", version)
	}
}

// spatial are the types of geometry.
var spatial = map[string]bool{"geometry": true, "point": true, "linestring": true, "polygon": true,
	"multipoint": true, "multilinestring": true, "multipolygon": true, "geomcollection": true, "geometrycollection": true}

func hasLOB(columns []Column) bool {
	for _, c := range columns {
		if word := firstWord(c.Type); strings.HasSuffix(word, "text") || strings.HasSuffix(word, "blob") || word == "json" {
			return true
		}
	}
	return false
}

// firstWord is a type's name without what follows it.
func firstWord(columnType string) string {
	word := strings.ToLower(columnType)
	if at := strings.IndexAny(word, "( "); at >= 0 {
		word = word[:at]
	}
	return word
}

// directShape reads a table; nil where there is none.
func (t *Target) directShape(ctx context.Context, table string) (*directShape, error) {
	s := &directShape{}
	explain := func(err error) error { return fault.Explain(err, "fault.target.describe", "Table", table) }
	err := t.db.QueryRowContext(ctx, "SELECT TABLE_TYPE FROM information_schema.TABLES WHERE TABLE_SCHEMA = ? AND TABLE_NAME = ?",
		t.database, table).Scan(&s.kind)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, nil
	}
	if err != nil {
		return nil, explain(err)
	}
	described, err := t.Describe(ctx, table)
	if err != nil {
		return nil, err
	}
	if described != nil {
		s.columns = described.Columns
	}
	const constraints = `SELECT COUNT(*) FROM information_schema.TABLE_CONSTRAINTS
		WHERE TABLE_SCHEMA = ? AND TABLE_NAME = ? AND CONSTRAINT_TYPE = `
	for _, count := range []struct {
		query string
		to    *int
	}{
		{"SELECT COUNT(*) FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = ? AND EVENT_OBJECT_TABLE = ?", &s.triggers},
		{constraints + "'FOREIGN KEY'", &s.foreign},
		{constraints + "'CHECK'", &s.checks},
		{"SELECT COUNT(*) FROM information_schema.PARTITIONS WHERE TABLE_SCHEMA = ? AND TABLE_NAME = ? AND PARTITION_NAME IS NOT NULL", &s.partitions},
	} {
		if err := t.db.QueryRowContext(ctx, count.query, t.database, table).Scan(count.to); err != nil {
			return nil, explain(err)
		}
	}
	if err := t.readIndexes(ctx, table, s); err != nil {
		return nil, explain(err)
	}
	logs, err := t.listed(ctx, "SELECT TABLE_NAME FROM information_schema.TABLES WHERE TABLE_SCHEMA = ? AND TABLE_NAME = ?",
		t.database, "mlog$_"+table)
	if err != nil {
		return nil, err
	}
	if len(logs) > 0 {
		s.mviewLog = logs[0]
	}
	// A default that is computed is told with its brackets; the moment now is another thing.
	s.expressions, err = t.listed(ctx, `SELECT COLUMN_NAME FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = ? AND TABLE_NAME = ?
		AND COLUMN_DEFAULT LIKE '%(%' AND COLUMN_DEFAULT NOT LIKE 'CURRENT_TIMESTAMP%'`, t.database, table)
	return s, err
}

// readIndexes sorts a table's indexes by what direct load makes of them. The hidden
// columns by which the server keeps an index of an expression tell what it is.
func (t *Target) readIndexes(ctx context.Context, table string, s *directShape) error {
	const query = `SELECT INDEX_NAME, NON_UNIQUE, COALESCE(COLUMN_NAME, ''), SUB_PART IS NOT NULL, INDEX_TYPE FROM information_schema.STATISTICS
		WHERE TABLE_SCHEMA = ? AND TABLE_NAME = ? ORDER BY INDEX_NAME, SEQ_IN_INDEX`
	result, err := t.db.QueryContext(ctx, query, t.database, table)
	if err != nil {
		return err
	}
	defer result.Close()
	for result.Next() {
		var name, column, kind string
		var common, part bool
		if err := result.Scan(&name, &common, &column, &part, &kind); err != nil {
			return err
		}
		if name == "PRIMARY" {
			s.keyed = true
			continue
		}
		s.secondary = addOnce(s.secondary, name)
		if !common {
			s.unique = addOnce(s.unique, name)
		}
		switch {
		case strings.EqualFold(kind, "FULLTEXT"):
			s.fulltext = name
		case strings.HasPrefix(column, "SYS_NC_mvi_"):
			s.multivalue = name
		case part:
			s.prefix = name
		case strings.HasPrefix(column, "SYS_NC"):
			s.function = name
		}
	}
	return result.Err()
}

func addOnce(names []string, name string) []string {
	if n := len(names); n > 0 && names[n-1] == name {
		return names
	}
	return append(names, name)
}

var versionDigits = regexp.MustCompile(`\d+`)

// Older tells whether a version in digits and dots is before another. One that cannot be
// read is not.
func Older(version string, than ...int) bool {
	digits := versionDigits.FindAllString(version, 4)
	for i, want := range than {
		if i >= len(digits) {
			return false
		}
		have, err := strconv.Atoi(digits[i])
		if err != nil || have != want {
			return err == nil && have < want
		}
	}
	return false
}
