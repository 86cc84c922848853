package engine

import (
	"github.com/obferry/obferry/ddlconv"
	"github.com/obferry/obferry/engine/source/sheet"
	"github.com/obferry/obferry/engine/source/stream"
	"github.com/obferry/obferry/profiles"
)

// PlanVersion is the version of the plan format that this program writes.
const PlanVersion = 1

// Plan is a migration as plain data: what goes from where to where, and how. It
// reads and writes as YAML and never holds a password.
type Plan struct {
	Version int         `yaml:"version" json:"version"`
	Source  Endpoint    `yaml:"source" json:"source"`
	Target  Endpoint    `yaml:"target" json:"target"`
	Tables  []TablePlan `yaml:"tables" json:"tables"`
	// TargetVersion is the version of OceanBase that DDL is converted for, one of
	// [ddlconv.Versions]; "" until the target has been asked, see [Suit].
	TargetVersion string `yaml:"target_version,omitempty" json:"target_version,omitempty"`
	// Mode is how rows are written.
	Mode Mode `yaml:"mode" json:"mode"`
	// Create makes the database and the tables that the target lacks.
	Create bool `yaml:"create" json:"create"`
	// Readers and Writers are how many work at once; 0 lets the engine choose.
	Readers int `yaml:"readers,omitempty" json:"readers,omitempty"`
	Writers int `yaml:"writers,omitempty" json:"writers,omitempty"`
	// BatchRows and BatchBytes cut batches, whichever comes first; 0 lets the engine choose.
	BatchRows  int `yaml:"batch_rows,omitempty" json:"batch_rows,omitempty"`
	BatchBytes int `yaml:"batch_bytes,omitempty" json:"batch_bytes,omitempty"`
	// RejectLimit ends the run once more rows than this were refused. Negative means no
	// limit, which is also what a plan's file that does not name it means.
	RejectLimit int64 `yaml:"reject_limit" json:"reject_limit"`
	// RejectPercent ends the run once more than this share of the rows read, in percent,
	// were refused; nil means no limit. It is judged when a table is across, and before
	// that once enough rows were read for a share to mean something.
	RejectPercent *float64 `yaml:"reject_percent,omitempty" json:"reject_percent,omitempty"`
	// Memstore is when writers wait for the target's memory for new rows.
	Memstore MemstorePlan `yaml:"memstore,omitempty" json:"memstore,omitzero"`
	// Direct is how direct loads go, in modes direct and load, and where mode auto chooses
	// one of these.
	Direct DirectPlan `yaml:"direct,omitempty" json:"direct,omitzero"`
	// Pace holds the run back, for the sake of others who use the servers.
	Pace PacePlan `yaml:"pace,omitempty" json:"pace,omitzero"`
	// Verify compares both sides when the rows are across.
	Verify bool `yaml:"verify" json:"verify"`
	// Errors and Report are the paths of the error spreadsheet and the run report;
	// an empty Errors means "obferry-errors-TIME-PID.xlsx" in the working directory,
	// written only when there is something to write.
	Errors string `yaml:"errors,omitempty" json:"errors,omitempty"`
	Report string `yaml:"report,omitempty" json:"report,omitempty"`

	// Retry says that Source is an error spreadsheet whose rows are taken back; see
	// [ProposeRetry].
	Retry bool `yaml:"-" json:"-"`
	// Resume goes on where an earlier run of this plan was cut off.
	Resume bool `yaml:"-" json:"-"`
	// path is the file that the plan was read from or last saved to.
	path string
}

// MemstorePlan is when writers wait for the target's memstore, by the share of its limit
// that is in use on the fullest node (GV$OB_MEMSTORE, before 4.0 gv$memstore). Zero
// values let the engine choose.
type MemstorePlan struct {
	// Slow is the share, from 0 to 1, from which batches are spaced out.
	Slow float64 `yaml:"slow,omitempty" json:"slow,omitempty"`
	// Pause is the share from which nothing is written until memory has been released.
	Pause float64 `yaml:"pause,omitempty" json:"pause,omitempty"`
	// Freeze asks the server for a minor freeze where a run pauses and may ask.
	Freeze bool `yaml:"freeze,omitempty" json:"freeze,omitempty"`
}

// PacePlan is how fast a run may go, over all its tables together; 0 is no limit.
type PacePlan struct {
	RowsPerSecond  int64 `yaml:"rows_per_second,omitempty" json:"rows_per_second,omitempty"`
	BytesPerSecond int64 `yaml:"bytes_per_second,omitempty" json:"bytes_per_second,omitempty"`
}

// Endpoint is one side of a plan.
type Endpoint struct {
	// URL names the place, without its password: "mysql://user@host:3306/shop",
	// "practice", or a file's path.
	URL string `yaml:"url" json:"url"`
	// PasswordEnv names the environment variable that holds the password.
	PasswordEnv string `yaml:"password_env,omitempty" json:"password_env,omitempty"`
	// Password for this process only.
	Password profiles.Secret `yaml:"-" json:"-"`
}

// Mode is how rows are written.
type Mode string

// The modes. Auto inserts into tables that are new or empty and upserts into others; tables
// that are large enough for it and bear it go by direct load. Replace deletes a row of the same key and inserts (REPLACE); Ignore leaves it as it is
// (INSERT IGNORE).
const (
	Auto    Mode = "auto"
	Insert  Mode = "insert"
	Upsert  Mode = "upsert"
	Replace Mode = "replace"
	Ignore  Mode = "ignore"
	// Load and Direct take all rows of a table or none, past the memstore: by LOAD DATA
	// LOCAL over the SQL port, and over the RPC port.
	Load   Mode = "load"
	Direct Mode = "direct"
)

// TablePlan is what is to happen to one table.
type TablePlan struct {
	Source string `yaml:"source" json:"source"`
	Target string `yaml:"target" json:"target"`
	// Skip leaves the table behind.
	Skip bool `yaml:"skip,omitempty" json:"skip,omitempty"`
	// Columns maps source columns to target columns, in order. Empty maps each column
	// to its namesake.
	Columns []ColumnPlan `yaml:"columns,omitempty" json:"columns,omitempty"`
	// DDL is how the table comes to be on the target.
	DDL DDLPlan `yaml:"ddl,omitempty" json:"ddl,omitzero"`
	// Sheet is how a spreadsheet's or a text file's rows are found; nil for databases.
	Sheet *sheet.Layout `yaml:"sheet,omitempty" json:"sheet,omitempty"`
	// Stream is what rows are made of where the source is "stream:"; nil for others.
	Stream *stream.Layout `yaml:"stream,omitempty" json:"stream,omitempty"`
	// Where is a condition, in the source's SQL, that the rows taken fulfil.
	Where string `yaml:"where,omitempty" json:"where,omitempty"`
	// Query is a SELECT whose rows are taken in place of a table's; Source is then only
	// a name for it.
	Query string `yaml:"query,omitempty" json:"query,omitempty"`
	// Split names the integer column by which the source is cut into chunks; "" leaves
	// it to the key.
	Split string `yaml:"split,omitempty" json:"split,omitempty"`
	// PreSQL and PostSQL are statements for the target, before the first row is written
	// and after the last one is. @table in them stands for the target's table.
	PreSQL  []string `yaml:"pre_sql,omitempty" json:"pre_sql,omitempty"`
	PostSQL []string `yaml:"post_sql,omitempty" json:"post_sql,omitempty"`
}

// ColumnPlan maps one column.
type ColumnPlan struct {
	Source string `yaml:"source" json:"source"`
	Target string `yaml:"target" json:"target"`
	// Type is the target's type, for tables made from sheets; editable.
	Type string `yaml:"type,omitempty" json:"type,omitempty"`
}

// DDLPlan is the converted DDL, as a person may have edited it.
type DDLPlan struct {
	// Original is the source's own DDL.
	Original string `yaml:"original,omitempty" json:"original,omitempty"`
	// Create makes the table; After are the statements for when its rows are there.
	Create string   `yaml:"create,omitempty" json:"create,omitempty"`
	After  []string `yaml:"after,omitempty" json:"after,omitempty"`
	// Edited says that a person has written Create and After: they are never drawn anew,
	// until [DDLPlan.Discard].
	Edited bool `yaml:"edited,omitempty" json:"edited,omitempty"`
	// Notes tell what was changed.
	Notes []ddlconv.Note `yaml:"notes,omitempty" json:"notes,omitempty"`
}
