package script_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/obferry/obferry/ddlconv/script"
)

// TestIsBinary knows what people hand over instead of a script, and lets texts pass.
func TestIsBinary(t *testing.T) {
	zeros := strings.Repeat("\x00", 600)
	for text, want := range map[string]script.Binary{
		"\x1f\x8b\x08\x00" + zeros:                        script.Gzip,
		"BZh91AY&SY" + zeros:                              script.Bzip2,
		"\xFD7zXZ\x00\x00\x04":                            script.XZ,
		"\x28\xB5\x2F\xFD\x04":                            script.Zstandard,
		"PK\x03\x04\x14\x00 dump.sql":                     script.Zip,
		"PK\x03\x04\x14\x00\x06\x00 [Content_Types].xml":  script.Workbook,
		"PGDMP\x01\x0e\x00\x04\x08\x08":                   script.PgDump,
		"toc.dat" + zeros[:250] + "ustar":                 script.Tar,
		"dump.sql" + zeros[:249] + "ustar\x0000":          script.Tar,
		"SQLite format 3\x00\x10\x00\x01\x01":             script.SQLite,
		"\x03\x00\x01EXPORT:V11.02.00\n":                  script.OracleDmp,
		zeros + "\"HR\".\"SYS_EXPORT_SCHEMA_01\"" + zeros: script.OracleDmp,
		"TAPE\x00\x00\x03\x00\x8c" + zeros:                script.Backup,
		"\x01\x0F\x00\x00\x08" + zeros:                    script.DataFile,
		"XBSTCK01\x00":                                    script.XtraDump,
		"\xFEbin\x00\x00":                                 script.BinaryLog,
		"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1" + zeros:        script.Office,
		"%PDF-1.7":                     script.PDF,
		"\x7fELF\x02":                  script.Program,
		"\x89PNG\r\n":                  script.Picture,
		"\x00\x01\x02\x03abcd\x04\x05": script.Unknown,
	} {
		var binary *script.BinaryError
		if err := script.IsBinary([]byte(text)); !errors.As(err, &binary) || binary.Kind != want {
			t.Errorf("%.12q: %v, want %q", text, err, want)
		}
	}
	for _, text := range []string{"", "CREATE TABLE t (a int);", "\xff\xfeC\x00R\x00E\x00A\x00", "C\x00R\x00E\x00A\x00T\x00E\x00 \x00", "-- \x00\n" + strings.Repeat("SELECT 1;\n", 9), "caf\xe9", "\xc4\xe3\xba\xc3"} {
		if err := script.IsBinary([]byte(text)); err != nil {
			t.Errorf("%q: %v", text, err)
		}
	}
}
