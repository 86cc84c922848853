package book

import (
	"archive/zip"
	"io"
	"strings"
)

// Ours tells whether a file is a workbook that this package wrote, or one of its that
// another program has saved since and that has a sheet of the given name.
func Ours(path, sheet string) bool {
	archive, err := zip.OpenReader(path)
	if err != nil {
		return false
	}
	defer archive.Close()
	return says(archive, properties, maker) || says(archive, "xl/workbook.xml", `name="`+sheet+`"`)
}

// says tells whether a part of a workbook holds a text in its first megabyte.
func says(archive *zip.ReadCloser, name, text string) bool {
	part, err := archive.Open(name)
	if err != nil {
		return false
	}
	defer part.Close()
	const enough = 1 << 20
	content, err := io.ReadAll(io.LimitReader(part, enough))
	return err == nil && strings.Contains(string(content), text)
}
