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
		switch {
		case len(by.Sub.Parts) > 0:
			b.WriteString(" SUBPARTITION TEMPLATE " + parts("SUBPARTITION ", by.Sub.Parts))
		case by.Sub.Count > 0 && !writtenOut(by):
			b.WriteString(" SUBPARTITIONS " + strconv.Itoa(by.Sub.Count))
		}
	}
	if len(by.Parts) > 0 {
		b.WriteString(" " + parts("PARTITION ", by.Parts))
	}
	return b.String()
}

// parts is a list of partitions in parentheses, each behind a word and on a line of its own.
func parts(word string, all []schema.Partition) string {
	texts := make([]string, len(all))
	for i, p := range all {
		texts[i] = partition(word, p)
	}
	return "(\n  " + strings.Join(texts, ",\n  ") + "\n)"
}

// method is how a table or its partitions are cut.
func method(by *schema.Partitioning) string {
	switch by.Method {
	case schema.ByKey, schema.ByRangeColumns, schema.ByListColumns:
		return string(by.Method) + " (" + names(by.Columns) + ")"
	}
	return string(by.Method) + " (" + by.Expression + ")"
}

// writtenOut tells whether the subpartitions are written out with their partitions.
func writtenOut(by *schema.Partitioning) bool {
	return len(by.Parts) > 0 && len(by.Parts[0].Subs) > 0
}

// partition is one partition that is written out, behind its word.
func partition(word string, p schema.Partition) string {
	s := word + schema.Quote(p.Name)
	if p.Values != "" {
		s += " VALUES " + p.Values
	}
	if len(p.Subs) > 0 {
		subs := make([]string, len(p.Subs))
		for i, sub := range p.Subs {
			subs[i] = partition("SUBPARTITION ", sub)
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
		return count * max(by.Sub.Count, len(by.Sub.Parts), 1)
	}
	subs := 0
	for _, p := range by.Parts {
		subs += len(p.Subs)
	}
	return subs
}
