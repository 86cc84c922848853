package schema

type (
	// Partitioning is how a table is cut into partitions.
	Partitioning struct {
		Method Method
		// Expression is the SQL text that is partitioned by, of a method that takes one.
		Expression string
		// Columns are what is partitioned by, of KEY and of the COLUMNS methods.
		Columns []string
		// Count is the number written after PARTITIONS, 0 without.
		Count int
		// Parts are the partitions written out, none where only Count is given. Of Sub they
		// are OceanBase's template, by which every partition is cut alike.
		Parts []Partition
		// Sub is how every partition is cut again; nil without.
		Sub *Partitioning
	}

	// Partition is one partition that is written out.
	Partition struct {
		Name string
		// Values is the SQL text after VALUES: "LESS THAN (10)", "IN (1,2)", or "".
		Values string
		// Subs are its subpartitions.
		Subs []Partition
	}
)

// Method is a way to partition.
type Method string

// The methods. BySystemTime is MariaDB's, for the history of a versioned table.
const (
	ByHash         Method = "HASH"
	ByKey          Method = "KEY"
	ByRange        Method = "RANGE"
	ByList         Method = "LIST"
	ByRangeColumns Method = "RANGE COLUMNS"
	ByListColumns  Method = "LIST COLUMNS"
	BySystemTime   Method = "SYSTEM_TIME"
)
