package sheet

import (
	"archive/zip"
	"context"
	"errors"
	"io"
	"io/fs"
	"path"
	"strings"

	"github.com/obferry/obferry/engine/fault"
	"github.com/obferry/obferry/engine/source"
)

// maxPart is the most that a small part of a workbook may unpack to: its list of
// sheets, its styles. Sheets are streamed and may be of any size.
const maxPart = 64 << 20

// book is an open workbook: where its sheets are, and what its cells share.
type book struct {
	path     string
	zip      *zip.ReadCloser
	sheets   []sheetEntry
	blank    []source.Object // the sheets without a cell
	from1904 bool
	looks    []look // by style number of a cell
	texts    string // the part that holds the shared strings, empty without
	styles   string
	shared   *sharedStrings
}

// sheetEntry is one sheet of a workbook.
type sheetEntry struct {
	name   string
	part   string
	hidden bool
}

// checkBook opens a workbook only to see that it is one.
func checkBook(path string) error {
	b, err := openBook(path)
	if err != nil {
		return err
	}
	return b.close()
}

// openBook opens a workbook and reads what all of its sheets share, but for the
// shared strings.
func openBook(path string) (*book, error) {
	archive, err := zip.OpenReader(path)
	if err != nil {
		if errors.Is(err, zip.ErrFormat) || errors.Is(err, zip.ErrAlgorithm) || errors.Is(err, io.ErrUnexpectedEOF) {
			return nil, damaged(path, err)
		}
		return nil, unreadable(path, err)
	}
	b := &book{path: path, zip: archive}
	if err := b.readBones(); err != nil {
		return nil, errors.Join(err, b.close())
	}
	return b, nil
}

// bookFault says what went wrong while a workbook was read.
func bookFault(path string, err error) error {
	switch {
	case err == nil, errors.Is(err, io.EOF), fault.Of(err) != nil,
		errors.Is(err, context.Canceled), errors.Is(err, context.DeadlineExceeded):
		return err
	}
	var system *fs.PathError
	if errors.As(err, &system) {
		return unreadable(path, err)
	}
	return damaged(path, err)
}

func (b *book) close() error { return errors.Join(b.zip.Close(), b.shared.close()) }

// part finds a part by name, without regard to case.
func (b *book) part(name string) *zip.File {
	for _, f := range b.zip.File {
		if strings.EqualFold(strings.ReplaceAll(f.Name, `\`, "/"), name) {
			return f
		}
	}
	return nil
}

// readBones reads the list of sheets, the epoch and the number formats.
func (b *book) readBones() error {
	main := b.mainPart()
	if main == "" {
		return b.noBook()
	}
	related, err := b.relations(main)
	if err != nil {
		return err
	}
	err = b.tags(main, func(t *token) {
		switch {
		case t.is("workbookPr"):
			value := t.attrText("date1904")
			b.from1904 = value == "1" || value == "true" || value == "on"
		case t.is("sheet"):
			target := related[t.attrText("id")]
			if strings.HasSuffix(target.kind, "/worksheet") {
				b.sheets = append(b.sheets, sheetEntry{name: t.attrText("name"), part: target.part, hidden: strings.HasSuffix(t.attrText("state"), "idden")})
			}
		}
	})
	if err != nil {
		return err
	}
	for _, target := range related {
		switch {
		case strings.HasSuffix(target.kind, "/sharedStrings"):
			b.texts = target.part
		case strings.HasSuffix(target.kind, "/styles"):
			b.styles = target.part
		}
	}
	return b.readLooks()
}

// mainPart is the name of the part that lists the sheets.
func (b *book) mainPart() string {
	related, err := b.relations("")
	if err == nil {
		for _, target := range related {
			if strings.HasSuffix(target.kind, "/officeDocument") && strings.HasSuffix(strings.ToLower(target.part), ".xml") &&
				!strings.HasPrefix(strings.ToLower(target.part), "word/") && !strings.HasPrefix(strings.ToLower(target.part), "ppt/") {
				return target.part
			}
		}
	}
	if b.part("xl/workbook.xml") != nil {
		return "xl/workbook.xml"
	}
	return ""
}

// noBook says what a zip archive is that is no workbook.
func (b *book) noBook() error {
	for _, known := range []struct{ part, format string }{
		{"xl/workbook.bin", ".xlsb"}, {"word/document.xml", ".docx"}, {"ppt/presentation.xml", ".pptx"},
		{"content.xml", "OpenDocument"}, {"Index/Document.iwa", "Numbers"},
	} {
		if b.part(known.part) != nil {
			return fault.New(fault.Input, "fault.sheet.format", "Path", b.path, "Format", known.format)
		}
	}
	return fault.New(fault.Input, "fault.sheet.format", "Path", b.path, "Format", "zip")
}

// relation is what a part of a workbook refers to.
type relation struct{ kind, part string }

// relations are what a part refers to, by id; those of the whole package for "".
func (b *book) relations(name string) (map[string]relation, error) {
	folder, base := path.Split(name)
	found := map[string]relation{}
	if b.part(folder+"_rels/"+base+".rels") == nil {
		return found, nil
	}
	err := b.tags(folder+"_rels/"+base+".rels", func(t *token) {
		if !t.is("Relationship") || t.attrText("TargetMode") == "External" {
			return
		}
		target := t.attrText("Target")
		if strings.HasPrefix(target, "/") {
			target = strings.TrimPrefix(path.Clean(target), "/")
		} else {
			target = path.Join(folder, target)
		}
		found[t.attrText("Id")] = relation{t.attrText("Type"), target}
	})
	return found, err
}

// tags hands every opening tag of a small part to visit.
func (b *book) tags(name string, visit func(*token)) (err error) {
	part := b.part(name)
	if part == nil {
		return damaged(b.path, newFlaw("sheet.flaw.part", "Part", name))
	}
	in, err := part.Open()
	if err != nil {
		return damaged(b.path, err)
	}
	defer func() { err = errors.Join(err, in.Close()) }()
	m := newMarkup(io.LimitReader(in, maxPart))
	var t token
	for {
		if err := m.next(&t); errors.Is(err, io.EOF) {
			return nil
		} else if err != nil {
			return bookFault(b.path, err)
		}
		if t.kind == opening {
			visit(&t)
		}
	}
}

// readLooks reads what each style of a cell makes of a number.
func (b *book) readLooks() error {
	if b.styles == "" || b.part(b.styles) == nil {
		return nil
	}
	codes := map[int]look{}
	cells := false
	return b.tags(b.styles, func(t *token) {
		switch {
		case t.is("numFmt"):
			if id := t.attrInt("numFmtId", -1); id >= 0 {
				codes[id] = codeLook(t.attrText("formatCode"))
			}
		case t.is("cellXfs"):
			cells = true
		case t.is("cellStyleXfs"), t.is("cellStyles"), t.is("dxfs"):
			cells = false
		case t.is("xf") && cells:
			id := t.attrInt("numFmtId", 0)
			l, custom := codes[id]
			if !custom {
				l = builtInLook(id)
			}
			b.looks = append(b.looks, l)
		}
	})
}

// readTexts reads the shared strings.
func (b *book) readTexts(ctx context.Context) (err error) {
	if b.texts == "" || b.part(b.texts) == nil {
		return nil
	}
	in, err := b.part(b.texts).Open()
	if err != nil {
		return damaged(b.path, err)
	}
	defer func() { err = errors.Join(err, in.Close()) }()
	b.shared, err = readShared(ctx, in)
	return bookFault(b.path, err)
}
