package engine

import "github.com/obferry/obferry/profiles"

// DatabaseName is what a target's database is called where nobody has named it: as
// the source's, or after its file.
func DatabaseName(from profiles.Address) string { return databaseName(from) }
