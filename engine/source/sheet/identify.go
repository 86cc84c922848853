package sheet

import (
	"bytes"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/obferry/obferry/engine/fault"
)

// fileKind is how a file is read.
type fileKind uint8

const (
	delimited fileKind = iota
	workbook
)

// head is how many of a file's first bytes are looked at to know it.
const head = 64 << 10

// The names that promise a kind; any other name promises nothing.
var (
	workbookNames = map[string]bool{".xlsx": true, ".xlsm": true, ".xltx": true, ".xltm": true}
	textNames     = map[string]bool{".csv": true, ".tsv": true, ".txt": true, ".tab": true}
)

// identify knows a file by its first bytes, and holds its name against them. Where a
// person has named the encoding, what it decodes to is judged, and not the bytes.
func identify(path string, given *Layout) (fileKind, error) {
	start, err := readHead(path)
	if err != nil {
		return 0, err
	}
	name := strings.ToLower(filepath.Ext(withoutPack(path)))
	switch {
	case bytes.HasPrefix(start, []byte("PK\x03\x04")) || bytes.HasPrefix(start, []byte("PK\x05\x06")):
		if how, err := packed(path); err == nil && how != unpacked {
			return 0, fault.New(fault.Input, "fault.sheet.format", "Path", path, "Format", packers[how])
		}
		if textNames[name] {
			return 0, fault.New(fault.Input, "fault.sheet.named.text", "Path", path)
		}
		return workbook, checkBook(path)
	case bytes.HasPrefix(start, []byte("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1")):
		return 0, compoundFault(path, start)
	}
	if what := knownFormat(start); what != "" {
		return 0, fault.New(fault.Input, "fault.sheet.format", "Path", path, "Format", what)
	}
	if (given == nil || given.Encoding == "") && isBinary(start) {
		return 0, fault.New(fault.Input, "fault.sheet.binary", "Path", path)
	}
	if workbookNames[name] || name == ".xls" {
		return 0, fault.New(fault.Input, "fault.sheet.named.workbook", "Path", path)
	}
	return delimited, nil
}

func readHead(path string) (start []byte, err error) {
	file, err := openPlain(path)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, file.Close()) }()
	start = make([]byte, head)
	n, err := io.ReadFull(file, start)
	if err != nil && !errors.Is(err, io.ErrUnexpectedEOF) && !errors.Is(err, io.EOF) {
		return nil, unreadable(path, err)
	}
	return start[:n], nil
}

// knownFormat names formats that people take for spreadsheets or tables.
func knownFormat(start []byte) string {
	text := bytes.ToLower(bytes.TrimLeft(bytes.TrimPrefix(start[:min(len(start), 512)], []byte("\xEF\xBB\xBF")), " \t\r\n"))
	for _, known := range []struct{ prefix, name string }{
		{"%pdf-", "PDF"}, {"\x1f\x8b", "gzip"}, {"rar!", "RAR"}, {"7z\xbc\xaf", "7-Zip"},
		{"\x89png", "PNG"}, {"\xff\xd8\xff", "JPEG"}, {"sqlite format 3", "SQLite"},
		{"par1", "Parquet"}, {"{\\rtf", "RTF"},
		{"<!doctype html", "HTML"}, {"<html", "HTML"}, {"<table", "HTML"},
		{"<?xml", "XML"}, {"mime-version:", "MHTML"},
	} {
		if bytes.HasPrefix(text, []byte(known.prefix)) {
			return known.name
		}
	}
	return ""
}

// compoundFault tells the containers of Microsoft's older kind apart by the names
// in their directory: an encrypted workbook lies in one, and an .xls is one.
func compoundFault(path string, start []byte) error {
	directory := start
	if len(start) >= 52 {
		sector := int64(start[48]) | int64(start[49])<<8 | int64(start[50])<<16 | int64(start[51])<<24
		size := int64(1) << (start[30] & 15)
		if found, err := readAt(path, (sector+1)*size, 16<<10); err == nil {
			directory = append(directory, found...)
		}
	}
	named := func(name string) bool {
		var wide []byte
		for _, c := range []byte(name) {
			wide = append(wide, c, 0)
		}
		return bytes.Contains(directory, wide)
	}
	switch {
	case named("EncryptedPackage"), named("EncryptionInfo"):
		return fault.New(fault.Input, "fault.sheet.encrypted", "Path", path)
	case named("Workbook"), named("Book"):
		return fault.New(fault.Input, "fault.sheet.old", "Path", path)
	}
	return fault.New(fault.Input, "fault.sheet.format", "Path", path, "Format", "OLE")
}

// readAt reads up to size bytes from an offset.
func readAt(path string, offset int64, size int) (b []byte, err error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, file.Close()) }()
	b = make([]byte, size)
	n, err := file.ReadAt(b, offset)
	if errors.Is(err, io.EOF) {
		err = nil
	}
	return b[:n], err
}
