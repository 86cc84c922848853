package script

import (
	"bytes"

	"github.com/obferry/obferry/ddlconv/codepage"
)

// BinaryError tells that a file holds no text.
type BinaryError struct{ Kind Binary }

func (e *BinaryError) Error() string {
	if e.Kind == Unknown {
		return "not a text"
	}
	return "not a text: " + string(e.Kind)
}

// Binary is a kind of file that holds no text.
type Binary string

// The kinds that are told apart, each of which a person may take for a script.
const (
	Unknown   Binary = ""
	Gzip      Binary = "gzip"
	Bzip2     Binary = "bzip2"
	XZ        Binary = "xz"
	Zstandard Binary = "zstd"
	LZ4       Binary = "lz4"
	SevenZip  Binary = "7z"
	RAR       Binary = "rar"
	Zip       Binary = "zip"
	Tar       Binary = "tar"
	Workbook  Binary = "xlsx"     // zip with a workbook in it
	Office    Binary = "ole2"     // .xls, .doc and .msi of old
	PgDump    Binary = "pg_dump"  // pg_dump -Fc
	OracleDmp Binary = "dmp"      // exp and expdp
	Backup    Binary = "bak"      // BACKUP DATABASE of SQL Server
	DataFile  Binary = "mdf"      // a data file of SQL Server
	XtraDump  Binary = "xbstream" // xtrabackup and mariabackup
	BinaryLog Binary = "binlog"   // of MySQL
	SQLite    Binary = "SQLite"   // a whole database
	PDF       Binary = "PDF"
	Program   Binary = "program"
	Picture   Binary = "picture"
)

// magics are what stands in the first bytes of such files.
var magics = []struct {
	kind Binary
	at   int
	text string
}{
	{Gzip, 0, "\x1f\x8b"}, {Bzip2, 4, "1AY&SY"}, {XZ, 0, "\xFD7zXZ\x00"}, {Zstandard, 0, "\x28\xB5\x2F\xFD"}, {LZ4, 0, "\x04\x22\x4D\x18"},
	{SevenZip, 0, "7z\xBC\xAF\x27\x1C"}, {RAR, 0, "Rar!\x1A\x07"}, {Zip, 0, "PK\x03\x04"}, {Zip, 0, "PK\x05\x06"}, {Tar, 257, "ustar"},
	{Office, 0, "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"}, {PgDump, 0, "PGDMP"}, {Tar, 0, "toc.dat\x00"}, {OracleDmp, 3, "EXPORT:V"},
	{Backup, 0, "TAPE\x00\x00"}, {Backup, 0, "MSSQLBAK"}, {DataFile, 0, "\x01\x0F\x00\x00"}, {XtraDump, 0, "XBSTCK01"}, {BinaryLog, 0, "\xFEbin"},
	{SQLite, 0, "SQLite format 3\x00"}, {PDF, 0, "%PDF-"}, {Program, 0, "\x7fELF"}, {Program, 0, "MZ\x90\x00"},
	{Picture, 0, "\x89PNG"}, {Picture, 0, "\xFF\xD8\xFF"}, {Picture, 0, "GIF8"},
}

// IsBinary tells whether a file that begins so is no text, by an error that is a
// *[BinaryError]. UTF-16 is text.
func IsBinary(start []byte) error {
	if err := known(start); err != nil {
		return err
	}
	if wideTransformer(start, codepage.Encoding{}) != nil {
		return nil
	}
	return controls(start)
}

// known tells a binary file by what stands in its first bytes.
func known(start []byte) error {
	for _, m := range magics {
		if len(start) > m.at && bytes.HasPrefix(start[m.at:], []byte(m.text)) {
			if m.kind == Zip && (bytes.Contains(start, []byte("[Content_Types].xml")) || bytes.Contains(start, []byte("xl/"))) {
				return &BinaryError{Workbook}
			}
			return &BinaryError{m.kind}
		}
	}
	return nil
}

// stray is how many control characters a short text may hold by accident.
const stray = 3

// controls tells a binary file by how many of its bytes are control characters. A few
// stand in texts too.
func controls(start []byte) error {
	count := 0
	for _, c := range start {
		if c < ' ' && (c < '\b' || c > '\r') && c != 0x1a && c != 0x1b {
			count++
		}
	}
	switch {
	case count <= stray, count*20 <= len(start):
		return nil
	case bytes.Contains(start, []byte("SYS_EXPORT_")):
		return &BinaryError{OracleDmp} // Data Pump writes the name of its job into a header
	}
	return &BinaryError{Unknown}
}
