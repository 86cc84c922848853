//go:build !race

package sheet

import (
	"archive/zip"
	"bufio"
	"bytes"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"testing"
)

// The promised sizes are read in full, which takes minutes under the race detector:
// make test runs these tests once more without it.

// fullBook writes a workbook with as many rows as a sheet can have; every text is
// among the shared strings, of which there are distinct many, each size bytes long.
func fullBook(t testing.TB, rows, distinct, size int) string {
	t.Helper()
	small, err := zip.OpenReader(raw(t, "", nil))
	must(t, err)
	path := filepath.Join(t.TempDir(), "full.xlsx")
	file, err := os.Create(path)
	must(t, err)
	archive := zip.NewWriter(file)
	part := func(name string, fill func(w *bufio.Writer)) {
		out, err := archive.CreateHeader(&zip.FileHeader{Name: name}) // stored: quicker made
		must(t, err)
		w := bufio.NewWriterSize(out, 1<<20)
		fill(w)
		must(t, w.Flush())
	}
	for _, f := range small.File {
		if f.Name == "xl/worksheets/sheet1.xml" {
			continue
		}
		part(f.Name, func(w *bufio.Writer) {
			in, err := f.Open()
			must(t, err)
			_, err = io.Copy(w, in)
			must(t, err)
			must(t, in.Close())
		})
	}
	must(t, small.Close())
	part("xl/sharedStrings.xml", func(w *bufio.Writer) {
		filler := bytes.Repeat([]byte{'x'}, size-8)
		for i := range distinct {
			fmt.Fprintf(w, "<si><t>%07d%s</t></si>", i, filler)
		}
	})
	part("xl/worksheets/sheet1.xml", func(w *bufio.Writer) {
		_, err := w.WriteString("<worksheet><sheetData>")
		must(t, err)
		var row []byte
		for i := 1; i <= rows; i++ {
			row = strconv.AppendInt(append(row[:0], `<row r="`...), int64(i), 10)
			row = strconv.AppendInt(append(row, `"><c><v>`...), int64(i), 10)
			row = strconv.AppendInt(append(row, `</v></c><c t="s"><v>`...), int64(i%distinct), 10)
			_, err = w.Write(append(row, `</v></c></row>`...))
			must(t, err)
		}
		_, err = w.WriteString("</sheetData></worksheet>")
		must(t, err)
	})
	must(t, archive.Close())
	must(t, file.Close())
	return path
}

// TestFullSheet holds that a sheet of 1,048,576 rows is read in little memory, and
// that texts too many for it come back right from where they were put aside.
func TestFullSheet(t *testing.T) {
	const distinct, size = 100000, 200
	path := fullBook(t, maxRows, distinct, size)
	folder := t.TempDir()
	t.Setenv("TMPDIR", folder)
	used := peak(func() {
		s, err := Open(path, nil)
		must(t, err)
		table := list(t, s)[0]
		same(t, "columns", told(table), "column_1 bigint, column_2 varchar(255)")
		if n := readAll(t, s, table); n != maxRows || table.Rows != maxRows {
			t.Errorf("%d rows listed, %d read", table.Rows, n)
		}
		must(t, s.Close())
	})
	t.Logf("the heap grew by %d KiB", used>>10)
	if used > 40<<20 {
		t.Errorf("the heap grew by %d MiB", used>>20)
	}
	left, err := os.ReadDir(folder)
	must(t, err)
	if len(left) > 0 {
		t.Errorf("%s was left in the temporary folder", left[0].Name())
	}
}

// TestMemoryStaysFlat holds that a million rows take no more memory than a thousand.
func TestMemoryStaysFlat(t *testing.T) {
	const million = 1000000
	path := bigText(t, million)
	used := peak(func() {
		s := open(t, path, nil)
		table := list(t, s)[0]
		same(t, "columns", told(table), "id bigint, name varchar(16), amount decimal(6,2), when datetime, note varchar(32)")
		if n := readAll(t, s, table); n != million || table.Rows != million {
			t.Errorf("%d rows listed, %d read", table.Rows, n)
		}
	})
	if used > 16<<20 {
		t.Errorf("the heap grew by %d MiB", used>>20)
	}
	t.Logf("the heap grew by %d KiB", used>>10)
}
