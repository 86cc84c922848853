package ddlconv

import (
	"strings"

	"github.com/obferry/obferry/ddlconv/oceanbase"
)

// Versions are those of OceanBase that can be converted for, from the oldest on.
var Versions = []string{"3.2", "4.2.1", "4.2.5", oceanbase.DefaultVersion}

// KnownVersion tells whether a version, or the release that it is a patch of, is one of
// [Versions].
func KnownVersion(version string) bool {
	for _, known := range Versions {
		if version == known || strings.HasPrefix(version, known+".") {
			return true
		}
	}
	return false
}

// VersionFor is the newest of [Versions] that is no newer than a server's own, such as
// "4.3.5.3"; the oldest where the server is older still.
func VersionFor(server string) string {
	best := Versions[0]
	for _, known := range Versions {
		if oceanbase.Within(server, known, "") {
			best = known
		}
	}
	return best
}
