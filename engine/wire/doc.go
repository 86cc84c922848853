// Package wire uses a MySQL connection past its driver, for what is done once a row or once
// a thousand rows: the driver makes a Go value of every value read, and copies every
// statement sent. Logging in, and all else, is the driver's ([Tapping] keeps the connection
// that it dialled); connections with TLS or compression are left to it altogether.
package wire
