// Package stream makes rows up: constants and random values, to try a target with.
package stream

// Layout is what rows are made of.
type Layout struct {
	// Rows is how many are made, over all readers together.
	Rows int64 `yaml:"rows" json:"rows"`
	// Columns of a row, in order.
	Columns []Column `yaml:"columns" json:"columns"`
}

// Column is one column of rows that are made up.
type Column struct {
	// Name is c1, c2, … by the column's place.
	Name string `yaml:"name" json:"name"`
	// Type is "string", "long", "double", "date", "bool" or "bytes".
	Type string `yaml:"type" json:"type"`
	// Value is the same for every row; of a date it is written as Format says.
	Value string `yaml:"value,omitempty" json:"value,omitempty"`
	// Format is how a date's Value and Random are written, in the letters of Java's
	// SimpleDateFormat; empty means yyyy-MM-dd HH:mm:ss.
	Format string `yaml:"format,omitempty" json:"format,omitempty"`
	// Random is "a,b": values between both, texts and bytes of a length between both,
	// of a bool how often false and how often true. Empty where Value stands for all rows.
	Random string `yaml:"random,omitempty" json:"random,omitempty"`
}
