package book

import (
	"archive/zip"
	"fmt"
	"io"
	"strings"

	"github.com/cespare/xxhash/v2"
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

// Untouched tells whether a workbook is as this package wrote it: nobody has saved it since.
func Untouched(path string) bool {
	archive, err := zip.OpenReader(path)
	if err != nil {
		return false
	}
	defer archive.Close()
	var others []*zip.FileHeader
	for _, f := range archive.File {
		if f.Name != properties {
			others = append(others, &f.FileHeader)
		}
	}
	return says(archive, properties, "<!--"+seal(others)+"-->")
}

// seal is a sum over the contents of a workbook's parts.
func seal(parts []*zip.FileHeader) string {
	d := xxhash.New()
	for _, f := range parts {
		// A hash never fails to write.
		_, _ = fmt.Fprintf(d, "%s\x00%d %d\n", f.Name, f.UncompressedSize64, f.CRC32)
	}
	return fmt.Sprintf("%016x", d.Sum64())
}
