package ddlconv

import "strings"

// Names are the target names of tables, by their source names without regard to case. They
// are made once for all tables of a schema. The zero Names has none.
type Names struct{ lower map[string]string }

// NewNames takes target names by source names; a table of another database stands as
// "database.table". Of two source names that differ in case only, the first in order counts.
func NewNames(bySource map[string]string) Names { return Names{lowerKeys(bySource)} }

// lowerKeys is a map with its keys in lower case. Of two that differ in case only, the
// first in order stays.
func lowerKeys(m map[string]string) map[string]string {
	lower := make(map[string]string, len(m))
	for _, key := range keys(m) {
		if _, taken := lower[strings.ToLower(key)]; !taken {
			lower[strings.ToLower(key)] = m[key]
		}
	}
	return lower
}
