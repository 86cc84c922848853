package sheet

import (
	"context"
	"errors"
	"io"
	"os"

	"github.com/obferry/obferry/engine/fault"
	"github.com/obferry/obferry/engine/source"
)

// listText looks at a whole text file. Text without a mark is UTF-8 until a byte
// contradicts, and then GB18030 if that holds to the end.
func (s *Source) listText(ctx context.Context, observe func(int64)) ([]*source.Table, error) {
	name := baseName(s.path)
	given := s.layouts[name]
	start, err := readHead(s.path)
	if err != nil {
		return nil, err
	}
	encoding, _ := markedEncoding(start)
	if given != nil && given.Encoding != "" {
		if encoding, err = encodingNamed(given.Encoding); err != nil {
			return nil, err
		}
	}
	if encoding == "" {
		encoding = looksUTF16(start)
	}
	if encoding != "" {
		return s.scanText(ctx, name, given, encoding, observe)
	}
	tables, err := s.scanText(ctx, name, given, utf8Name, observe)
	var first, second *misencoded
	if !errors.As(err, &first) || first.sure() {
		return tables, err
	}
	tables, again := s.scanText(ctx, name, given, gb18030Name, observe)
	if errors.As(again, &second) && second.offset <= first.offset {
		return nil, err
	}
	return tables, again
}

// scanText looks at a whole text file in one encoding.
func (s *Source) scanText(ctx context.Context, name string, given *Layout, encoding string, observe func(int64)) (tables []*source.Table, err error) {
	scan := newScan(name, given, true)
	scan.layout.Encoding = encoding
	if err := s.findStyle(&scan.layout); err != nil {
		return nil, err
	}
	g, err := openText(ctx, s.path, &scan.layout)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, g.close()) }()
	if err := scan.run(ctx, g, observe); err != nil {
		return nil, err
	}
	if table := scan.result(nil); table != nil {
		return []*source.Table{table}, nil
	}
	return nil, nil
}

// findStyle fills in the delimiter and the quote that the layout leaves open.
func (s *Source) findStyle(l *Layout) (err error) {
	file, in, err := decoded(s.path, l.Encoding)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, file.Close()) }()
	sample, whole, err := sampleText(in)
	if err != nil {
		return textFault(s.path, err)
	}
	if isGarbled(sample) {
		return fault.New(fault.Input, "fault.sheet.binary", "Path", s.path)
	}
	found, err := findStyle(sample, whole, s.path, l)
	if err != nil {
		return err
	}
	l.Delimiter, l.Quote = string(found.delimiter), found.quote
	return nil
}

// decoded opens a text file behind its mark.
func decoded(path, encoding string) (*os.File, *decoder, error) {
	start, err := readAt(path, 0, 4)
	if err != nil {
		return nil, nil, unreadable(path, err)
	}
	marked, mark := markedEncoding(start)
	if marked != encoding {
		mark = 0
	}
	file, err := os.Open(path)
	if err != nil {
		return nil, nil, unreadable(path, err)
	}
	if _, err := file.Seek(int64(mark), io.SeekStart); err != nil {
		return nil, nil, errors.Join(unreadable(path, err), file.Close())
	}
	return file, newDecoder(file, encoding, int64(mark)), nil
}

// textGrid is a text file as rows.
type textGrid struct {
	path  string
	file  *os.File
	split *splitter
}

func openText(ctx context.Context, path string, l *Layout) (grid, error) {
	encoding, err := encodingNamed(l.Encoding)
	if err != nil {
		return nil, err
	}
	file, in, err := decoded(path, encoding)
	if err != nil {
		return nil, err
	}
	sample, whole, err := sampleText(in)
	if err != nil {
		return nil, errors.Join(textFault(path, err), file.Close())
	}
	how, err := findStyle(sample, whole, path, l)
	if err != nil {
		return nil, errors.Join(err, file.Close())
	}
	if err := file.Close(); err != nil {
		return nil, unreadable(path, err)
	}
	if file, in, err = decoded(path, encoding); err != nil {
		return nil, err
	}
	return &textGrid{path: path, file: file, split: newSplitter(&watched{ctx, in}, how.delimiter, how.quote, how.returns)}, nil
}

func (g *textGrid) next(r *row) error {
	fields, line, stray, err := g.split.next()
	if err != nil {
		if errors.Is(err, io.EOF) {
			return io.EOF
		}
		return textFault(g.path, err)
	}
	r.place, r.broken, r.cells = line, nil, r.cells[:0]
	if stray {
		r.broken = fault.New(fault.Row, "fault.sheet.stray.row", "Line", line)
	}
	for _, f := range fields {
		c := cell{text: f.text, form: plain}
		if len(f.text) == 0 {
			if c.form = absent; f.quoted {
				c.form = emptyText
			}
		}
		r.cells = append(r.cells, c)
	}
	return nil
}

func (g *textGrid) merged() []span { return nil }

func (g *textGrid) close() error { return g.file.Close() }
