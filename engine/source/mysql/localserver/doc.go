// Package localserver starts a MariaDB server of our own: for the demo's shop and
// for tests that want a real source. It has a data directory, a port on 127.0.0.1
// and a socket of its own, reads no option file, and leaves the system's own
// server alone.
//
// The server is tuned to be thrown away: it answers within two seconds of its
// first start, and may lose its last second of work if the machine fails.
package localserver
