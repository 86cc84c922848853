// Package schema is the dialect-neutral model of a table: what every dialect's
// DDL is read into and OceanBase's DDL is written from.
package schema

type (
	// Table is one table.
	Table struct {
		Name        string
		Columns     []*Column
		PrimaryKey  *Index // nil without
		Indexes     []*Index
		ForeignKeys []*ForeignKey
		Checks      []*Check
		// Partitioning is how the table is cut into partitions, nil where it is not.
		Partitioning *Partitioning
		Charset      string
		Collation    string
		Comment      string
		// AutoIncrement is the next value, 0 where the source names none.
		AutoIncrement uint64
		// Options are the other table options in the source's words, in order.
		Options []Option
		// Own are the options that OceanBase alone has, each written whole in Value:
		// "TABLEGROUP = 'tg1'". They stand on the target as they are.
		Own []Option
		// Groups is how OceanBase stores columns together, "(all columns, each column)", ""
		// without.
		Groups string
	}

	// Column is one column.
	Column struct {
		Name string
		// Type is the full type in MySQL's words, with UNSIGNED and ZEROFILL. A reader of
		// another dialect leaves the source's words here; a rule of that dialect replaces
		// them.
		Type string
		// Was is the type in the source's words where a rule replaced it, "" else.
		Was string
		// Chosen tells that a person chose the type: no rule of the source changes it.
		Chosen    bool
		Charset   string
		Collation string
		NotNull   bool
		// Default is the SQL text of the default; nil means that there is no DEFAULT
		// clause. "NULL" is the text for DEFAULT NULL.
		Default       *string
		OnUpdate      string // SQL text, "" without
		AutoIncrement bool
		// Generated is the SQL expression of a generated column, "" without.
		Generated string
		Stored    bool // of a generated column
		Invisible bool
		Comment   string
		SRID      *int64 // of a geometry column
		// Own is what OceanBase alone says of a column: "SKIP_INDEX(MIN_MAX)".
		Own string
	}

	// Index is a key of any kind.
	Index struct {
		Name    string
		Kind    IndexKind
		Parts   []Part
		Using   string // BTREE, HASH or ""
		Comment string
		Parser  string // of a full-text index
		Hidden  bool
		// Global makes an index of a partitioned table that spans its partitions.
		Global bool
		// Storing are columns that an index of OceanBase holds beside its own.
		Storing []string
		// Partitioning is how OceanBase cuts a global index, nil where it is not.
		Partitioning *Partitioning
		// Own is what OceanBase alone says of an index, as of a vector's:
		// "WITH (DISTANCE = L2, TYPE = HNSW)".
		Own string
		// Groups is how OceanBase stores its columns together, "" without.
		Groups string
	}

	// Part is one column (or expression) of a key.
	Part struct {
		Column     string
		Expression string // SQL text where the part is no column
		Length     int    // prefix length in characters, 0 for the whole
		Descending bool
	}

	// ForeignKey points from columns here to columns there.
	ForeignKey struct {
		Name       string
		Columns    []string
		RefSchema  string // "" for the table's own
		RefTable   string
		RefColumns []string
		OnDelete   string // RESTRICT, CASCADE, SET NULL, NO ACTION, SET DEFAULT or ""
		OnUpdate   string
	}

	// Check is a CHECK constraint.
	Check struct {
		Name        string
		Expression  string
		NotEnforced bool
	}

	// Option is a table option that the model has no field for.
	Option struct{ Name, Value string }
)

// IndexKind is what an index is for.
type IndexKind string

// The kinds of index.
const (
	Plain    IndexKind = "KEY"
	Unique   IndexKind = "UNIQUE KEY"
	FullText IndexKind = "FULLTEXT KEY"
	Spatial  IndexKind = "SPATIAL KEY"
	Vectors  IndexKind = "VECTOR KEY" // OceanBase's; those of others are a remark
	Primary  IndexKind = "PRIMARY KEY"
)

// Column finds a column by name, without regard to case; nil where there is none.
func (t *Table) Column(name string) *Column {
	for _, c := range t.Columns {
		if equalFold(c.Name, name) {
			return c
		}
	}
	return nil
}
