// Package wire holds the bytes of OceanBase's direct load ("bypass import") over the
// RPC port: primitives, frames, the RPC header, login, the operations of a load, and
// the cells of its rows, each with a writer and a reader.
//
// Writers append to a slice and cannot fail. Readers take whatever a stranger sent:
// they never panic, never allocate more than they were given, and answer with a
// [FormatError] that says what was wrong and where. Fixed-width numbers are
// big-endian throughout.
//
// Where a layout is known from: the bytes that the reference Java client
// (com.oceanbase:obkv-table-client 2.3.0) writes and accepts, which the goldens
// beside package direct hold; for what that client never sends, the sources of the
// observer, said where it applies.
package wire
