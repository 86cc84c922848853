package stream

// Layout is a table of generated rows. It is saved with a plan.
type Layout struct {
	// Rows is how many there are.
	Rows int64 `yaml:"rows" json:"rows"`
	// Columns of every row, in order.
	Columns []Column `yaml:"columns" json:"columns"`
	// Seed gives other random values where it is another one. Tables of one layout and one
	// seed hold the same rows.
	Seed int64 `yaml:"seed,omitempty" json:"seed,omitempty"`
}

// Column says how one column's values are made: all of them Value, or each Random. Where
// both are given, Value counts, as in DataX.
type Column struct {
	// Name is that of the column; one that has none is called column_N.
	Name string `yaml:"name,omitempty" json:"name,omitempty"`
	// Type is one of [Types]; empty means string.
	Type string `yaml:"type,omitempty" json:"type,omitempty"`
	// Value is the text of a constant.
	Value string `yaml:"value,omitempty" json:"value,omitempty"`
	// Format is how a date's Value and Random are written, in the letters of Java's
	// SimpleDateFormat; empty means "yyyy-MM-dd HH:mm:ss".
	Format string `yaml:"format,omitempty" json:"format,omitempty"`
	// Random is "a,b": for string and bytes the least and the greatest length, for long,
	// double and date the least and the greatest value, for bool how often it is false and
	// how often true ("1,3" is true three times out of four; where both are equal, and for
	// "0,0", every other time).
	Random string `yaml:"random,omitempty" json:"random,omitempty"`
}

// The types of a [Column].
const (
	String = "string" // letters and digits; VARCHAR
	Long   = "long"   // BIGINT
	Double = "double" // from a to below b; DOUBLE
	Date   = "date"   // DATETIME, without a time zone; whole seconds unless Format has S
	Bool   = "bool"   // 0 and 1; TINYINT(1)
	Bytes  = "bytes"  // as string; VARBINARY
)

// Types lists the types of a [Column].
var Types = []string{String, Long, Double, Date, Bool, Bytes}

// longest is how many bytes a value may take.
const longest = 16 << 20
