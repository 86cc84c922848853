// Package direct writes the rows of batches into a table by direct load over the RPC port:
// it turns values into cells of the types that the target's catalogue names, and what
// package engine/direct says into faults.
//
// A value travels as a cell of its column's type where its bytes are one, and else as text,
// which the server casts or refuses: nothing is rounded here. Decimals, dates, times and
// years always go as text, as DataX sends them; a TIMESTAMP never does, since as text it
// would be read in the tenant's time zone and not in UTC.
package direct
