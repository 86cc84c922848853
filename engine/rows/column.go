package rows

// Kind says what the bytes of a value mean, and so how a target must quote
// them and how two of them are compared.
type Kind uint8

// The kinds, each with the form its bytes have in a [Batch].
const (
	Text      Kind = iota // characters, UTF-8
	Integer               // decimal digits, with a minus sign where there is one
	Decimal               // digits with a point, as exact as the source prints them
	Float                 // 4-byte float, written with enough digits to be read back equal
	Double                // 8-byte float, likewise
	Binary                // bytes as they are (BINARY, VARBINARY, BLOB)
	Bit                   // big-endian bytes, (width+7)/8 of them
	Date                  // YYYY-MM-DD, zero dates included
	DateTime              // YYYY-MM-DD hh:mm:ss[.ffffff]
	Timestamp             // as DateTime, in UTC
	Time                  // [-]hhh:mm:ss[.ffffff]
	Year                  // four digits
	Enum                  // the member's text; empty with index 0 is the error member
	Set                   // members, comma separated
	JSON                  // JSON text, UTF-8
	Geometry              // 4 bytes of SRID, little-endian, then WKB (MySQL's own form)
)

// Column is one column of the rows in a batch.
type Column struct {
	// Name as the source spells it.
	Name string
	// Kind of its bytes.
	Kind Kind
	// Type is the full SQL type in MySQL's words, such as "bigint(20) unsigned".
	// It may be empty for rows that come from no database.
	Type string
	// Nullable tells whether NULL may occur.
	Nullable bool
	// Sound says that every value is one of its type, as those are that are made up: dates
	// are days of the calendar, decimals are numbers.
	Sound bool
	// Key tells whether the column is part of the key by which rows are told apart.
	Key bool
	// Generated columns are computed by the server: they are never written,
	// but they are verified.
	Generated bool
}
