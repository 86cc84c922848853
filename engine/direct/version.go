package direct

import (
	"cmp"
	"fmt"
	"github.com/obferry/obferry/engine/direct/wire"
	"regexp"
	"slices"
	"strconv"
)

// A Version is an OceanBase version, like 4.3.5.1.
type Version [4]int

// String is the version in its dotted form.
func (v Version) String() string {
	if v == (Version{}) {
		return "unknown"
	}
	return fmt.Sprintf("%d.%d.%d.%d", v[0], v[1], v[2], v[3])
}

// Compare is negative where v is older than w, positive where it is newer.
func (v Version) Compare(w Version) int { return slices.CompareFunc(v[:], w[:], cmp.Compare[int]) }

// before says that v is older than these numbers.
func (v Version) before(a, b, c, d int) bool { return v.Compare(Version{a, b, c, d}) < 0 }

var versionText = regexp.MustCompile(`OceanBase(?:_CE)?[ _-]v?(\d{1,4})\.(\d{1,4})\.(\d{1,4})(?:\.(\d{1,4}))?`)

// ParseVersion finds the version in what a login answers, like "OceanBase 4.2.1.8" or
// "OceanBase_CE 4.3.5.1 + Obproxy 4.3.0.0". Text without one gives the zero version.
func ParseVersion(text string) Version {
	found := versionText.FindStringSubmatch(text)
	var v Version
	for i := range v {
		if found != nil && found[i+1] != "" {
			v[i], _ = strconv.Atoi(found[i+1]) // at most four digits
		}
	}
	return v
}

// check says which feature the version lacks; nil where it has all that the load
// wants.
func (v Version) check(o *Options) error {
	if !v.loads() {
		return &UnsupportedError{Feature: "direct load over RPC", Has: v, Needs: "4.2.1.7 of 4.2.1, 4.2.4.0 of 4.2, or 4.3.0.1 and later"}
	}
	if o.Method != wire.MethodFull && v.before(4, 3, 2, 0) {
		return &UnsupportedError{Feature: fmt.Sprintf("load method %q", o.Method), Has: v, Needs: "4.3.2.0 or later"}
	}
	if len(o.Partitions) > 0 && v.before(4, 3, 5, 0) {
		// An older server would stop reading before the names and load into every partition.
		return &UnsupportedError{Feature: "a load into named partitions", Has: v, Needs: "4.3.5.0 or later"}
	}
	if len(o.Columns) > 0 && (v.before(4, 2, 2, 0) || !v.before(4, 3, 0, 0) && v.before(4, 3, 1, 0)) {
		// These know neither columns nor what stands before them in BEGIN.
		return &UnsupportedError{Feature: "a load into named columns", Has: v, Needs: "4.2.4.0 of 4.2, or 4.3.1.0 and later"}
	}
	return nil
}

// loads says that the version loads over RPC at all.
func (v Version) loads() bool {
	switch {
	case v.before(4, 2, 2, 0):
		return !v.before(4, 2, 1, 7)
	case v.before(4, 3, 0, 0):
		return !v.before(4, 2, 4, 0)
	}
	return !v.before(4, 3, 0, 1)
}

// detaches says that the version knows DETACH.
func (v Version) detaches() bool {
	switch {
	case v.before(4, 3, 0, 0):
		return !v.before(4, 2, 5, 3)
	case v.before(4, 5, 0, 0):
		return !v.before(4, 4, 2, 0)
	}
	return !v.before(4, 5, 1, 0)
}
