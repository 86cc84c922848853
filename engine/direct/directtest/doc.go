// Package directtest is a server that speaks OceanBase's direct load over RPC, for
// tests and for practice: strict about whatever a client sends, and with a switch for
// every way in which a real server, or the network before it, can fail.
//
// It holds no table of its own: a [Sink] says what becomes of the rows. [Memory] keeps
// them, [Discard] forgets them.
//
// A request that breaks the protocol is a violation: it is kept ([Server.Violations]),
// logged, and its connection closed. A request that a real server would refuse is
// refused with the code that it would use.
package directtest
