// Package sheet reads rows from workbooks (.xlsx) and delimited text (.csv).
package sheet

// Layout is how the rows of a sheet are found: what was detected, as a person may
// have corrected it. It is saved with a plan.
type Layout struct {
	// Sheet is the sheet's name; empty for delimited text.
	Sheet string `yaml:"sheet,omitempty" json:"sheet,omitempty"`
	// HeaderRow is the number, from 1, of the last row of headers; 0 where there is none.
	HeaderRow int `yaml:"header_row" json:"header_row"`
	// FirstRow is the number, from 1, of the first row of data.
	FirstRow int `yaml:"first_row" json:"first_row"`
	// Encoding, Delimiter and Quote are of delimited text: "utf-8", "gb18030"; ",".
	Encoding  string `yaml:"encoding,omitempty" json:"encoding,omitempty"`
	Delimiter string `yaml:"delimiter,omitempty" json:"delimiter,omitempty"`
	Quote     string `yaml:"quote,omitempty" json:"quote,omitempty"`
	// EmptyIsNull reads an empty cell as NULL (the default) and not as empty text.
	EmptyIsNull bool `yaml:"empty_is_null" json:"empty_is_null"`
}
