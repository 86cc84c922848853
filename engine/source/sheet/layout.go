package sheet

// Layout is how the rows of a sheet are found: what was detected, as a person may
// have corrected it. It is saved with a plan. Row numbers are those a person sees:
// rows of the sheet, or lines of the text file.
type Layout struct {
	// Sheet is the sheet's name; empty for delimited text.
	Sheet string `yaml:"sheet,omitempty" json:"sheet,omitempty"`
	// HeaderRow is the number, from 1, of the last row of headers; 0 where there is none.
	HeaderRow int `yaml:"header_row" json:"header_row"`
	// HeaderFirst is the number of the first row of headers where several are joined;
	// 0 where HeaderRow is the only one.
	HeaderFirst int `yaml:"header_first,omitempty" json:"header_first,omitempty"`
	// FirstRow is the number, from 1, of the first row of data; 0 asks to find both
	// the headers and the data.
	FirstRow int `yaml:"first_row" json:"first_row"`
	// LastRow is the number of the last row of data, 0 for the end of the sheet.
	LastRow int `yaml:"last_row,omitempty" json:"last_row,omitempty"`
	// FirstColumn and LastColumn are the columns taken, from 1; 0 for all there are.
	FirstColumn int `yaml:"first_column,omitempty" json:"first_column,omitempty"`
	LastColumn  int `yaml:"last_column,omitempty" json:"last_column,omitempty"`
	// Fields is how many fields every record of delimited text must have; 0 asks to
	// find it. A record that has fewer, or holds something beyond, is refused.
	Fields int `yaml:"fields,omitempty" json:"fields,omitempty"`
	// Encoding, Delimiter and Quote are of delimited text: "utf-8", "gb18030",
	// "utf-16le", "utf-16be", and others by the names that they have in the WHATWG's
	// Encoding Standard or in Java; ","; `"`, or "none". Empty asks to find them.
	Encoding  string `yaml:"encoding,omitempty" json:"encoding,omitempty"`
	Delimiter string `yaml:"delimiter,omitempty" json:"delimiter,omitempty"`
	Quote     string `yaml:"quote,omitempty" json:"quote,omitempty"`
	// DateOrder says what 3/4/2024 means: "dmy" or "mdy"; empty leaves it as text.
	DateOrder string `yaml:"date_order,omitempty" json:"date_order,omitempty"`
	// EmptyIsText reads an empty cell as empty text and not as NULL.
	// A field of delimited text that is empty within quotes is empty text all the same.
	EmptyIsText bool `yaml:"empty_is_text,omitempty" json:"empty_is_text,omitempty"`
	// NullText is a text that stands for NULL in delimited text, such as \N, within quotes
	// or not; empty for none.
	NullText string `yaml:"null_text,omitempty" json:"null_text,omitempty"`
	// Trim takes blanks and tabs off the ends of fields that are not quoted.
	Trim bool `yaml:"trim,omitempty" json:"trim,omitempty"`
	// Comment is the character that makes a line a remark where it is its first; empty for
	// none.
	Comment string `yaml:"comment,omitempty" json:"comment,omitempty"`
	// Escape is the character that has the next one stand for itself, and n, r, t, b, f, v, a
	// and e for control characters: `\`; empty for none.
	Escape string `yaml:"escape,omitempty" json:"escape,omitempty"`
	// DateFormats are how moments are written, by the names of columns of DATETIME and DATE, in
	// the letters of Java's SimpleDateFormat. A text of another form goes as it is.
	DateFormats map[string]string `yaml:"date_formats,omitempty" json:"date_formats,omitempty"`
	// Constants are columns behind those of the text, with one value in every row.
	Constants []Constant `yaml:"constants,omitempty" json:"constants,omitempty"`
	// Files are further files of delimited text, of the same shape, whose rows are read
	// after those of the first, one file after the other.
	Files []string `yaml:"files,omitempty" json:"files,omitempty"`
}

// Constant is a column whose value does not come from the text.
type Constant struct {
	Column string `yaml:"column" json:"column"`
	Value  string `yaml:"value" json:"value"`
}

// The encodings of delimited text, as [Layout.Encoding] names them.
const (
	utf8Name    = "utf-8"
	gb18030Name = "gb18030"
	utf16LEName = "utf-16le"
	utf16BEName = "utf-16be"
	utf16Name   = "utf-16" // as its mark says, and big-endian without one
)

// noQuote is the [Layout.Quote] of text in which no character quotes.
const noQuote = "none"

// The orders of [Layout.DateOrder].
const (
	dayFirst   = "dmy"
	monthFirst = "mdy"
)
