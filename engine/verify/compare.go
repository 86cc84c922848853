package verify

import (
	"fmt"
	"math/bits"
	"strings"
)

// Compare tells whether a source's and a target's rows are the same, the refused
// ones left out of the source's. Refused may be nil. Columns are matched by name,
// without regard to case; one that only one side has differs. Generated columns
// that refused rows do not tell are left out of the comparison.
//
// Differing is left empty: see [Finder].
func Compare(source, target, refused *Digest) Comparison {
	c := Comparison{SourceRows: source.count, TargetRows: target.count}
	if refused != nil {
		c.Refused = refused.count
	}
	c.Equal = c.SourceRows-c.Refused == c.TargetRows
	there := positions(target)
	left := positions(refused)
	for i, column := range source.columns {
		name := strings.ToLower(column.Name)
		mine := source.sums[i]
		if c.Refused > 0 {
			at, told := left[name]
			if !told {
				delete(there, name)
				continue
			}
			mine = mine.without(refused.sums[at])
		}
		sums := ColumnSum{Name: column.Name, Source: mine.String()}
		if at, ok := there[name]; ok {
			theirs := target.sums[at]
			sums.Target = theirs.String()
			sums.Equal = mine.equal(theirs, source.rules.of[i])
			if sums.Equal {
				sums.Target = sums.Source
			}
			delete(there, name)
		}
		c.Equal = c.Equal && sums.Equal
		c.Columns = append(c.Columns, sums)
	}
	for i, column := range target.columns {
		if _, only := there[strings.ToLower(column.Name)]; only {
			c.Equal = false
			c.Columns = append(c.Columns, ColumnSum{Name: column.Name, Target: target.sums[i].String()})
		}
	}
	return c
}

// positions finds a digest's columns by their names in lower case.
func positions(d *Digest) map[string]int {
	if d == nil {
		return nil
	}
	at := make(map[string]int, len(d.columns))
	for i, column := range d.columns {
		at[strings.ToLower(column.Name)] = i
	}
	return at
}

func (s sum) without(other sum) sum {
	return sum{a: s.a - other.a, b: s.b - other.b, noSRID: s.noSRID || other.noSRID}
}

func (s sum) equal(other sum, r rule) bool {
	if r == asGeometry && (s.noSRID || other.noSRID) {
		return s.a == other.a
	}
	return s.a == other.a && s.b == other.b
}

// String folds both sums into 16 hexadecimal digits. Two geometries that are equal
// but for a SRID that one side cannot hold fold differently.
func (s sum) String() string { return fmt.Sprintf("%016x", s.a^bits.RotateLeft64(s.b*prime1, 32)) }
