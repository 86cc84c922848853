package mysql

import (
	"slices"
	"strings"

	"github.com/obferry/obferry/ddlconv/rule"
	"github.com/obferry/obferry/ddlconv/schema"
)

// options are those of tables that MySQL and MariaDB have, but those that the model keeps.
var options = []string{
	"ENGINE", "TYPE", "ROW_FORMAT", "KEY_BLOCK_SIZE", "MAX_ROWS", "MIN_ROWS", "AVG_ROW_LENGTH", "PACK_KEYS", "DELAY_KEY_WRITE", "CHECKSUM",
	"TABLE_CHECKSUM", "STATS_AUTO_RECALC", "STATS_PERSISTENT", "STATS_SAMPLE_PAGES", "INSERT_METHOD", "DATA DIRECTORY", "INDEX DIRECTORY",
	"AUTOEXTEND_SIZE", "SECONDARY_ENGINE", "SECONDARY_ENGINE_ATTRIBUTE", "ENGINE_ATTRIBUTE", "COMPRESSION", "ENCRYPTION", "UNION",
	"CONNECTION", "PASSWORD", "TABLESPACE", "STORAGE", "NODEGROUP", "START", "PAGE_CHECKSUM", "PAGE_COMPRESSED", "PAGE_COMPRESSION_LEVEL",
	"TRANSACTIONAL", "ENCRYPTED", "ENCRYPTION_KEY_ID", "IETF_QUOTES", "SEQUENCE", "ATOMIC_WRITES", "RAID_TYPE", "RAID_CHUNKS", "RAID_CHUNKSIZE",
}

// unknownOptions tells of options that no MySQL and no MariaDB has: another product's, or
// mistyped. The storage engines of MariaDB that keep no rows have options of their own.
func unknownOptions(d *schema.Draft, say rule.Tell) {
	t := d.Table
	if Native(t) || engines[strings.ToUpper(engineOf(t))] != "" {
		return
	}
	t.Options = slices.DeleteFunc(t.Options, func(o schema.Option) bool {
		_, ours := own[o.Name]
		if ours || slices.Contains(options, o.Name) || slices.Contains(told, o.Name) || o.Name == "LOCALITY" || o.Name == "PRIMARY_ZONE" {
			return false
		}
		sign := " = "
		if o.Name == "WITH" || o.Name == "WITHOUT" {
			sign = " "
		}
		say(t, "", o.Name+sign+o.Value, "")
		return true
	})
}
