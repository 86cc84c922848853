package app

import (
	"errors"

	"github.com/obferry/obferry/ddlconv/script"
	"github.com/obferry/obferry/engine/fault"
)

// binaries are what is said of files that hold no text: what to do with them differs by
// their kind.
var binaries = map[script.Binary]string{
	script.Gzip: "packed", script.Bzip2: "packed", script.XZ: "packed", script.Zstandard: "packed", script.LZ4: "packed",
	script.Zip: "archive", script.SevenZip: "archive", script.RAR: "archive", script.Tar: "archive",
	script.Workbook: "workbook", script.Office: "office", script.PgDump: "pgdump", script.OracleDmp: "oracle",
	script.Backup: "sqlserver", script.DataFile: "sqlserver", script.XtraDump: "physical", script.BinaryLog: "physical",
	script.SQLite: "sqlite", script.PDF: "other", script.Program: "other", script.Picture: "other",
}

// unpackers are the programs that write what a packed file holds.
var unpackers = map[script.Binary]string{
	script.Gzip: "gzip -dc", script.Bzip2: "bzip2 -dc", script.XZ: "xz -dc", script.Zstandard: "zstd -dc", script.LZ4: "lz4 -dc",
}

// noText is the fault of a file that holds no text.
func noText(err error, path string) error {
	var binary *script.BinaryError
	if !errors.As(err, &binary) || binaries[binary.Kind] == "" {
		return fault.New(fault.Input, "fault.app.ddl.binary", "Path", path)
	}
	return fault.New(fault.Input, "fault.app.ddl.binary."+binaries[binary.Kind], "Path", path, "Kind", string(binary.Kind), "Unpack", unpackers[binary.Kind])
}
