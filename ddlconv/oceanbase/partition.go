package oceanbase

import (
	"strconv"
	"strings"

	"github.com/obferry/obferry/ddlconv/schema"
)

// partitionBy is a PARTITION BY clause, a line for every partition written out.
func partitionBy(by *schema.Partitioning) string {
	var b strings.Builder
	b.WriteString(cutBy(by))
	if by.Sub != nil {
		b.WriteString("\nSUBPARTITION BY " + method(by.Sub))
		switch {
		case writtenOut(by):
		case len(by.Sub.Parts) > 0:
			b.WriteString(" SUBPARTITION TEMPLATE (" + strings.Join(parts(by.Sub.Parts, "SUBPARTITION "), ", ") + ")")
		case by.Sub.Count > 0:
			b.WriteString(" SUBPARTITIONS " + strconv.Itoa(by.Sub.Count))
		}
	}
	if len(by.Parts) > 0 {
		b.WriteString(" (\n  " + strings.Join(parts(by.Parts, "PARTITION "), ",\n  ") + "\n)")
	}
	return b.String()
}

// inLine is a PARTITION BY clause of an index, which stands on the line of its index.
func inLine(by *schema.Partitioning) string {
	if len(by.Parts) == 0 {
		return cutBy(by)
	}
	return cutBy(by) + " (" + strings.Join(parts(by.Parts, "PARTITION "), ", ") + ")"
}

// cutBy is what a table or index is partitioned by, and into how many parts.
func cutBy(by *schema.Partitioning) string {
	s := "PARTITION BY " + method(by)
	if len(by.Parts) == 0 && by.Count > 0 {
		s += " PARTITIONS " + strconv.Itoa(by.Count)
	}
	return s
}

// method is how a table or its partitions are cut.
func method(by *schema.Partitioning) string {
	switch by.Method {
	case schema.ByKey, schema.ByRangeColumns, schema.ByListColumns:
		return string(by.Method) + " (" + names(by.Columns) + ")"
	}
	return string(by.Method) + " (" + by.Expression + ")"
}

// writtenOut tells whether the subpartitions have names.
func writtenOut(by *schema.Partitioning) bool {
	return len(by.Parts) > 0 && len(by.Parts[0].Subs) > 0
}

// parts are partitions that are written out, each behind a word.
func parts(all []schema.Partition, word string) []string {
	written := make([]string, len(all))
	for i, p := range all {
		written[i] = word + schema.Quote(p.Name)
		if p.Values != "" {
			written[i] += " VALUES " + p.Values
		}
		if len(p.Subs) > 0 {
			written[i] += " (" + strings.Join(parts(p.Subs, "SUBPARTITION "), ", ") + ")"
		}
	}
	return written
}

// Partitions counts the partitions, subpartitions included.
func Partitions(by *schema.Partitioning) int {
	count := max(by.Count, len(by.Parts), 1)
	if by.Sub == nil {
		return count
	}
	if !writtenOut(by) {
		return count * max(by.Sub.Count, len(by.Sub.Parts), 1)
	}
	subs := 0
	for _, p := range by.Parts {
		subs += len(p.Subs)
	}
	return subs
}
