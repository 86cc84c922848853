// Package direct loads rows into OceanBase by direct load ("bypass import") over the
// RPC port: rows go straight into the tablets, past SQL and the memstore. It needs
// nothing but an address ip:port, a tenant, a user and a table's name, and knows
// nothing of the program around it.
//
// A [Client] logs in and learns the server's version. [Client.Begin] starts a [Load],
// which locks its table until it ends. Any number of goroutines then fill buckets (see
// [Bucket], or [Writer], which sends them by itself) and [Load.Insert] them;
// [Load.Commit] makes the rows visible, [Load.Abort] leaves the table as it was. The
// package's example goes the whole way.
//
// # What is never done silently
//
// A row has no identity of its own here. Where the answer to an INSERT is lost, nobody
// can say whether its rows were taken, and sending them again may put them into the
// table twice. Such an INSERT ends in a [DoubtError], unless [Options.Resend] allows
// it. A connection that was closed while nothing was under way is replaced without a
// word: the load lives in the server, not in its connections.
//
// # Waiting
//
// No call waits for ever: an answer has [Config.AnswerTimeout], the load as a whole
// [Options.Timeout], and every call its context. A connection that is closed fails
// what waits on it at once.
//
// # Errors
//
// [ServerError] is the server's own word, with its code and the trace id under which
// its logs tell more. [EndedError]: the load is over on the server. [DoubtError]: see
// above. [TransportError]: the network. [WrongPortError]: something else listens
// there. [ProtocolError]: an answer that breaks the protocol. [UnsupportedError]: the
// server's version cannot do it. [UsageError]: a call that makes no sense.
package direct
