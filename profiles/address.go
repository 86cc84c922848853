// Package profiles knows the other end: how it is named, how it is reached, and
// what is there.
//
// [Parse] reads an address, [Open] reaches the server that it names and [Probe]
// tells, stage by stage, how far one gets.
package profiles

// Kind is what sort of place an address names.
type Kind string

// The kinds of place.
const (
	MySQL     Kind = "mysql"     // MySQL or MariaDB
	OceanBase Kind = "oceanbase" // OceanBase in MySQL mode, by ODP or OBServer
	Postgres  Kind = "postgres"  // PostgreSQL
	Practice  Kind = "practice"  // the kernel on this machine
	Workbook  Kind = "xlsx"
	Delimited Kind = "csv"
	Generated Kind = "stream" // no place at all: rows that a plan describes
)

// Address names a place that rows come from or go to.
type Address struct {
	Kind Kind
	// Host, Port, User, Database and Params name a server. User is sent as it is,
	// with tenant and cluster in it where there are any. The practice kernel's Host
	// and Port are empty until whoever runs it fills them in.
	Host     string
	Port     int
	User     string
	Database string
	// Params are the URL's query: tls, ca, cert, key, timeout, and of a PostgreSQL
	// sslmode, sslrootcert, sslcert, sslkey, timeout; nil where it has none.
	Params map[string]string
	// Path is a file's, for workbooks and delimited text.
	Path string
	// Password never leaves memory.
	Password Secret
}

// Server tells whether the address names a server, and not a file.
func (a Address) Server() bool {
	return a.Kind == MySQL || a.Kind == OceanBase || a.Kind == Postgres || a.Kind == Practice
}
