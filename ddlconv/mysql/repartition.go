package mysql

import (
	"slices"
	"strconv"
	"strings"

	"github.com/obferry/obferry/ddlconv/schema"
)

func number(n int) string { return strconv.Itoa(n) }

// partitions reads a clause on single partitions. Of those that only move or check rows
// nothing is kept.
func (a *alteration) partitions() bool {
	switch {
	case a.Accept("COALESCE", "PARTITION"):
		n := int(a.Integer())
		if by := a.draft.Table.Partitioning; by != nil && len(by.Parts) == 0 {
			by.Count = max(by.Count-n, 1)
		}
	case a.Accept("REORGANIZE", "PARTITION"):
		a.reorganize()
	case a.Accept("RENAME", "PARTITION"):
		return false
	case a.AcceptAny("TRUNCATE", "ANALYZE", "CHECK", "OPTIMIZE", "REBUILD", "REPAIR", "DISCARD", "IMPORT", "EXCHANGE"):
		a.Expect("PARTITION")
		for !a.Done() && !a.Peek(0).Sign(";") {
			a.Next()
		}
	default:
		return false
	}
	return true
}

// list takes names with commas between them.
func (a *alteration) list() []string {
	names := []string{a.Identifier()}
	for a.Peek(0).Sign(",") && a.Peek(1).Named() {
		a.At++
		names = append(names, a.Identifier())
	}
	return names
}

// addPartitions reads ADD PARTITION.
func (a *alteration) addPartitions() {
	a.Expect("PARTITION")
	a.ifExists()
	by := a.draft.Table.Partitioning
	if by == nil {
		a.miss("PARTITION")
		by = &schema.Partitioning{}
	}
	if a.Accept("PARTITIONS") {
		by.Count = max(by.Count, 1) + int(a.Integer())
		return
	}
	by.Parts = append(by.Parts, a.writtenOut("PARTITION")...)
	if by.Count > 0 {
		by.Count = len(by.Parts)
	}
}

// dropPartitions takes partitions out.
func (a *alteration) dropPartitions(names []string) {
	by := a.draft.Table.Partitioning
	for _, name := range names {
		at := a.partitionAt(name)
		if at < 0 {
			a.miss(name)
			return
		}
		by.Parts = slices.Delete(by.Parts, at, at+1)
	}
	if by != nil && by.Count > 0 {
		by.Count = len(by.Parts)
	}
}

// partitionAt is where a partition stands, -1 where it does not.
func (a *alteration) partitionAt(name string) int {
	by := a.draft.Table.Partitioning
	if by == nil {
		return -1
	}
	return slices.IndexFunc(by.Parts, func(p schema.Partition) bool { return strings.EqualFold(p.Name, name) })
}

// reorganize reads REORGANIZE PARTITION: some partitions give way to others.
func (a *alteration) reorganize() {
	if !a.Peek(0).Named() {
		return
	}
	names := a.list()
	a.Expect("INTO")
	parts := a.writtenOut("PARTITION")
	at := a.partitionAt(names[0])
	a.dropPartitions(names)
	if at >= 0 && a.unknown == "" {
		by := a.draft.Table.Partitioning
		by.Parts = slices.Insert(by.Parts, min(at, len(by.Parts)), parts...)
		if by.Count > 0 {
			by.Count = len(by.Parts)
		}
	}
}
