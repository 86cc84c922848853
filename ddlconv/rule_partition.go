package ddlconv

import (
	"slices"
	"strconv"
	"strings"

	"github.com/obferry/obferry/ddlconv/mysql"
	"github.com/obferry/obferry/ddlconv/oceanbase"
	"github.com/obferry/obferry/ddlconv/schema"
)

// unpartition makes a plain table of a partitioned one, and tells of it. It never
// loses a row: only where they lie.
func (w *work) unpartition(say tell) {
	by := w.table.Partitioning
	say(by, "", string(by.Method), "")
	w.table.Partitioning = nil
}

// levels are a table's partitioning and subpartitioning.
func (w *work) levels() []*schema.Partitioning {
	var levels []*schema.Partitioning
	for by := w.table.Partitioning; by != nil; by = by.Sub {
		levels = append(levels, by)
	}
	return levels
}

// partitionColumns are the columns that a table is partitioned and subpartitioned by.
func partitionColumns(by *schema.Partitioning) []string {
	var columns []string
	for ; by != nil; by = by.Sub {
		columns = append(columns, by.Columns...)
		columns = append(columns, mysql.Columns(by.Expression)...)
	}
	return columns
}

// partitionSystem: there is no history to partition.
func partitionSystem(w *work, say tell) {
	if w.table.Partitioning != nil && w.table.Partitioning.Method == schema.BySystemTime {
		w.unpartition(say)
	}
}

// partitionLinear: LINEAR is refused; it only says how partitions are added.
func partitionLinear(w *work, say tell) {
	for _, r := range w.remarks(schema.Linear) {
		say(r, "", r.Text, strings.TrimPrefix(r.Text, "LINEAR "))
	}
}

// partitionDefault: the partition for all other values is written VALUES IN (DEFAULT).
func partitionDefault(w *work, say tell) {
	for _, r := range w.remarks(schema.Default) {
		say(r, "", r.Object, "VALUES IN (DEFAULT)")
	}
}

// partitionFunction: a table is partitioned by some functions only (1486).
func partitionFunction(w *work, say tell) {
	for _, by := range w.levels() {
		calls := mysql.Calls(by.Expression)
		refused := oceanbase.RefusesPartition(calls) || by.Expression != "" && len(mysql.Columns(by.Expression)) == 0
		if slices.Contains(calls, "yearweek") && strings.Contains(by.Expression, ",") {
			refused = true // the kernel takes it with one argument only
		}
		if refused {
			w.unpartition(say)
			return
		}
	}
}

// partitionType: HASH, RANGE and LIST want a whole number, and no method takes a
// TEXT, BLOB, JSON or geometry (1659). KEY without columns means the primary key's,
// or those of a unique key that are never null.
func partitionType(w *work, say tell) {
	for _, by := range w.levels() {
		if by.Method == schema.ByKey && len(by.Columns) == 0 {
			by.Columns = w.rowKey()
		}
		if w.refusesType(by) {
			whole := w.table.Partitioning
			say(whole, "", string(by.Method), strings.Join(w.fitting(by), ", "))
			w.table.Partitioning = nil
			return
		}
	}
}

// fitting are the methods that take the columns which another does not, the one that
// does the same first.
func (w *work) fitting(by *schema.Partitioning) []string {
	methods := []schema.Method{schema.ByKey}
	switch by.Method {
	case schema.ByRange, schema.ByRangeColumns:
		methods = []schema.Method{schema.ByRangeColumns, schema.ByKey}
	case schema.ByList, schema.ByListColumns:
		methods = []schema.Method{schema.ByListColumns, schema.ByKey}
	}
	columns := append(slices.Clone(by.Columns), mysql.Columns(by.Expression)...)
	var fit []string
	for _, m := range methods {
		if m != by.Method && !w.refusesType(&schema.Partitioning{Method: m, Columns: columns}) {
			fit = append(fit, string(m))
		}
	}
	return fit
}

// partitionComment: a partition has no comment (1064; within a versioned comment the
// partitions would be dropped with it).
func partitionComment(w *work, say tell) {
	for _, r := range w.remarks(schema.Storage) {
		if ofPartition(r) {
			say(r, r.Object, r.Text, "")
		}
	}
}

// ofPartition tells whether a remark on storage is the comment of a partition.
func ofPartition(r schema.Remark) bool {
	return r.Object != "" && strings.HasPrefix(strings.ToUpper(r.Text), "COMMENT")
}

// rowKey are the columns of the first key that tells every row apart.
func (w *work) rowKey() []string {
	for _, index := range w.keys() {
		nullable := func(c *schema.Column, _ schema.Part) bool { return !c.NotNull }
		if index.Kind != schema.Primary && (index.Kind != schema.Unique || w.onColumn(index, nullable)) {
			continue
		}
		var columns []string
		for _, p := range index.Parts {
			columns = append(columns, p.Column)
		}
		return columns
	}
	return nil
}

// refusesType tells whether a table cannot be partitioned by the types it is.
func (w *work) refusesType(by *schema.Partitioning) bool {
	if by.Expression == "" {
		return len(by.Columns) == 0 || slices.ContainsFunc(by.Columns, func(name string) bool {
			c := w.table.Column(name)
			return c == nil || w.course.target.RefusesPartitionType(c, by.Method)
		})
	}
	c := w.table.Column(strings.Trim(by.Expression, "`() "))
	return c != nil && w.course.target.RefusesPartitionType(c, by.Method)
}

// partitionNone: a table that is cut by ranges or lists names at least one of them
// (1235, 1504).
func partitionNone(w *work, say tell) {
	for i, by := range w.levels() {
		switch by.Method {
		case schema.ByRange, schema.ByRangeColumns, schema.ByList, schema.ByListColumns:
			if i == 0 && len(by.Parts) == 0 {
				w.unpartition(say)
				return
			}
		}
	}
}

// partitionCount: a table has its most partitions.
func partitionCount(w *work, say tell) {
	if by := w.table.Partitioning; by != nil {
		if count := oceanbase.Partitions(by); count > oceanbase.MostPartitions {
			say(by, "", strconv.Itoa(count), "")
			w.table.Partitioning = nil
		}
	}
}

// covers tells whether a key holds all columns that the table is partitioned by.
func (w *work) covers(index *schema.Index) bool {
	for _, column := range partitionColumns(w.table.Partitioning) {
		if !slices.ContainsFunc(index.Parts, func(p schema.Part) bool { return strings.EqualFold(p.Column, column) && p.Length == 0 }) {
			return false
		}
	}
	return true
}

// partitionPrimary: the primary key must hold the columns that a table is
// partitioned by (1503).
func partitionPrimary(w *work, say tell) {
	if w.table.Partitioning != nil && w.table.PrimaryKey != nil && !w.covers(w.table.PrimaryKey) {
		w.unpartition(say)
	}
}

// partitionUnique: a unique key must hold them too, unless it is global (1503).
func partitionUnique(w *work, say tell) {
	if w.table.Partitioning == nil {
		return
	}
	for _, index := range w.table.Indexes {
		if index.Kind == schema.Unique && !index.Global && !w.covers(index) {
			index.Global = true
			say(index, index.Name, describe(index), "GLOBAL")
		}
	}
}
