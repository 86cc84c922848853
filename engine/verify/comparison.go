// Package verify compares a source's table with a target's: their counts, and a
// checksum over every column, each made by streaming the rows of one side in
// constant memory. Where sums differ it finds the rows that do.
package verify

// Comparison is what came of comparing one table.
type Comparison struct {
	// Equal is true where counts and all sums agree, refused and extra rows left out.
	Equal bool `json:"equal"`
	// SourceRows and TargetRows were read; Refused of the source's were left out.
	SourceRows int64 `json:"source_rows"`
	TargetRows int64 `json:"target_rows"`
	Refused    int64 `json:"refused"`
	// Extra are rows that the target alone has, and rightly, since it held rows before
	// the source's were written into it. Missing are the source's rows that the target
	// lacks, Different those that it has with other values. Where a target held no rows
	// before, none of the three is counted.
	Extra     int64 `json:"extra,omitempty"`
	Missing   int64 `json:"missing,omitempty"`
	Different int64 `json:"different,omitempty"`
	// Columns hold both sides' sums, those of extra rows left out.
	Columns []ColumnSum `json:"columns"`
	// Differing are some of the rows that differ, at most as many as were asked for.
	Differing []Difference `json:"differing,omitempty"`
}

// ColumnSum is one column's checksum on both sides, as 16 hexadecimal digits.
type ColumnSum struct {
	Name   string `json:"name"`
	Source string `json:"source"`
	Target string `json:"target"`
	Equal  bool   `json:"equal"`
}

// Difference is one row that differs.
type Difference struct {
	// Key is the row's key as text.
	Key string `json:"key"`
	// Side is "source" where the row is only there, "target" likewise, "both" where
	// values differ.
	Side string `json:"side"`
	// Column, Source and Target are the first column that differs and its values.
	Column string `json:"column,omitempty"`
	Source string `json:"source,omitempty"`
	Target string `json:"target,omitempty"`
	// Also names the other columns of the row that differ.
	Also []string `json:"also,omitempty"`
}
