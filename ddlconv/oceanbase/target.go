package oceanbase

import (
	"slices"
	"strconv"
	"strings"
)

// DefaultVersion is the version that is converted for where none is named.
const DefaultVersion = "4.3.5"

// Versions are those that are converted for, the oldest first. A name may go on behind
// them, as a server's does: "4.2.5.3".
var Versions = []string{"3.2", "4.2.1", "4.2.5", DefaultVersion}

// Target is a version of OceanBase that DDL is written for, and knows what that version
// takes. The zero Target is none; [ParseTarget] makes one.
//
// What 4.3.5 takes was tried on a kernel of 4.3.5.3. What older versions take is what
// their documents say; where those say nothing, it is taken to be as on 4.3.5.
type Target struct {
	name   string
	number [3]int
}

// ParseTarget reads a version; "" is [DefaultVersion]. It must be one of [Versions] or
// go on behind one. "3.2" alone is its last release, 3.2.4.
func ParseTarget(version string) (Target, bool) {
	if version == "" {
		version = DefaultVersion
	}
	version = strings.TrimPrefix(strings.TrimPrefix(version, "v"), "V")
	number, ok := parseVersion(version)
	if !ok || !slices.ContainsFunc(Versions, func(known string) bool {
		return version == known || strings.HasPrefix(version, known+".")
	}) {
		return Target{}, false
	}
	if version == "3.2" {
		number[2] = 4
	}
	return Target{name: version, number: number}, true
}

// Nearest is the newest of [Versions] that is not newer than a server's own version, the
// oldest of all where every one is, and [DefaultVersion] where it is no version.
func Nearest(version string) string {
	number, ok := parseVersion(version)
	if !ok {
		return DefaultVersion
	}
	for _, known := range slices.Backward(Versions) {
		if least, _ := parseVersion(known); slices.Compare(number[:], least[:]) >= 0 {
			return known
		}
	}
	return Versions[0]
}

// String is the version as it was named.
func (t Target) String() string { return t.name }

// Before tells whether the target is older than a version.
func (t Target) Before(version string) bool {
	than, _ := parseVersion(version)
	return slices.Compare(t.number[:], than[:]) < 0
}

// Within tells whether the target lies from one version on and before another; "" sets
// no bound.
func (t Target) Within(since, before string) bool {
	return (since == "" || !t.Before(since)) && (before == "" || t.Before(before))
}

// parseVersion reads the first three numbers of a version; what comes behind them may be
// anything, as in "4.2.5.3_CE".
func parseVersion(s string) (number [3]int, ok bool) {
	for i, part := range strings.SplitN(s, ".", len(number)+1) {
		if i == len(number) {
			break
		}
		n, err := strconv.Atoi(part)
		if err != nil || n < 0 {
			return number, false
		}
		number[i] = n
	}
	return number, true
}
