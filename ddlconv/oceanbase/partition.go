package oceanbase

import (
	"strconv"
	"strings"

	"github.com/obferry/obferry/ddlconv/schema"
)

// partitionBy is a PARTITION BY clause, a line for every partition written out.
func partitionBy(by *schema.Partitioning) string {
	var b strings.Builder
	b.WriteString("PARTITION BY " + method(by))
	if len(by.Parts) == 0 && by.Count > 0 {
		b.WriteString(" PARTITIONS " + strconv.Itoa(by.Count))
	}
	if by.Sub != nil {
		b.WriteString("\nSUBPARTITION BY " + method(by.Sub))
		if by.Sub.Count > 0 && !writtenOut(by) {
			b.WriteString(" SUBPARTITIONS " + strconv.Itoa(by.Sub.Count))
		}
	}
	parts := make([]string, len(by.Parts))
	for i, p := range by.Parts {
		parts[i] = partition(p)
	}
	if len(parts) > 0 {
		b.WriteString(" (\n  " + strings.Join(parts, ",\n  ") + "\n)")
	}
	return b.String()
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

// partition is one partition that is written out.
func partition(p schema.Partition) string {
	s := "PARTITION " + schema.Quote(p.Name)
	if p.Values != "" {
		s += " VALUES " + p.Values
	}
	if len(p.Subs) > 0 {
		subs := make([]string, len(p.Subs))
		for i, sub := range p.Subs {
			subs[i] = "SUBPARTITION " + schema.Quote(sub)
		}
		s += " (" + strings.Join(subs, ", ") + ")"
	}
	return s
}

// Partitions counts the partitions, subpartitions included.
func Partitions(by *schema.Partitioning) int {
	count := max(by.Count, len(by.Parts), 1)
	if by.Sub == nil {
		return count
	}
	if !writtenOut(by) {
		return count * max(by.Sub.Count, 1)
	}
	subs := 0
	for _, p := range by.Parts {
		subs += len(p.Subs)
	}
	return subs
}
