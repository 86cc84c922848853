package sheet

import (
	"bytes"
	"context"
	"errors"
	"io"
	"slices"
	"strings"

	"github.com/obferry/obferry/engine/fault"
	"github.com/obferry/obferry/engine/rows"
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

// scanText looks at a whole text in one encoding: at every file of it, or at the first
// rows of the first one where the columns are settled.
func (s *Source) scanText(ctx context.Context, name string, given *Layout, encoding string, observe func(int64)) ([]*source.Table, error) {
	settled := s.Settled[name]
	scan := newScan(name, given, true)
	scan.brief = len(settled) > 0
	scan.layout.Encoding = encoding
	if err := s.findStyle(&scan.layout); err != nil {
		return nil, err
	}
	files := s.files()
	if scan.brief {
		files = files[:1]
	}
	for _, path := range files {
		if err := scanFile(ctx, path, scan, observe); err != nil {
			return nil, err
		}
	}
	table := scan.result(nil)
	if table == nil {
		return nil, nil
	}
	if layout, ok := table.Layout.(*Layout); ok {
		if err := s.sameHeaders(ctx, layout); err != nil {
			return nil, err
		}
	}
	if scan.brief {
		if err := s.settle(table, settled, scan.cut); err != nil {
			return nil, err
		}
	}
	return []*source.Table{table}, nil
}

// sameHeaders holds the headers of further files against those of the first: under
// others, values would go into columns that are not theirs.
func (s *Source) sameHeaders(ctx context.Context, l *Layout) error {
	files := s.files()
	if len(files) == 1 || l.HeaderRow == 0 {
		return nil
	}
	first, err := headerOf(ctx, files[0], l)
	if err != nil {
		return err
	}
	for _, path := range files[1:] {
		other, err := headerOf(ctx, path, l)
		if err != nil {
			return err
		}
		if !slices.Equal(first, other) {
			return fault.New(fault.Input, "fault.sheet.otherheader", "Path", path, "First", files[0],
				"Has", strings.Join(other, ", "), "Expected", strings.Join(first, ", "))
		}
	}
	return nil
}

// headerOf is the last row of headers; nil where the file ends before it.
func headerOf(ctx context.Context, path string, l *Layout) (header []string, err error) {
	g, err := openText(ctx, path, l)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, g.close()) }()
	var r row
	for {
		switch err := g.next(&r); {
		case errors.Is(err, io.EOF):
			return nil, nil
		case err != nil:
			return nil, err
		case r.place == int64(l.HeaderRow):
			return r.strings(), nil
		case r.place > int64(l.HeaderRow):
			return nil, nil
		}
	}
}

func scanFile(ctx context.Context, path string, scan *scan, observe func(int64)) (err error) {
	g, err := openText(ctx, path, &scan.layout)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, g.close()) }()
	return scan.run(ctx, g, observe)
}

// settle gives a table that was only glanced at the types that a person has settled, and
// an estimate of its rows where more follow.
func (s *Source) settle(table *source.Table, settled []rows.Column, more bool) error {
	for i := range table.Columns {
		for _, c := range settled {
			if c.Name == table.Columns[i].Name {
				table.Columns[i].Kind, table.Columns[i].Type = c.Kind, c.Type
				table.Proposed.Columns[i].Type = c.Type
			}
		}
	}
	now, err := s.stat()
	if err != nil {
		return err
	}
	seen := max(table.Bytes+table.Rows*int64(len(table.Columns)), 1) // with what divides the fields
	if table.Exact = !more && len(now) == 1; !table.Exact {
		table.Rows, table.Bytes = max(sizes(now)*table.Rows/seen, table.Rows), sizes(now)
	}
	table.Problems = nil // of a few rows they say little; rows that are none are refused when they are read
	return nil
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
func decoded(path, encoding string) (*content, *decoder, error) {
	file, err := openPlain(path)
	if err != nil {
		return nil, nil, err
	}
	start := make([]byte, 4)
	n, err := io.ReadFull(file, start)
	if err != nil && !errors.Is(err, io.EOF) && !errors.Is(err, io.ErrUnexpectedEOF) {
		return nil, nil, errors.Join(unreadable(path, err), file.Close())
	}
	start = start[:n]
	marked, mark := markedEncoding(start)
	if encoding == utf16Name {
		if encoding = marked; marked != utf16LEName {
			encoding = utf16BEName
		}
	}
	if marked != encoding {
		mark = 0
	}
	in := io.Reader(file)
	if mark < n {
		in = io.MultiReader(bytes.NewReader(start[mark:]), file)
	}
	return file, newDecoder(in, encoding, int64(mark)), nil
}

// textGrid is a text file as rows.
type textGrid struct {
	path  string
	file  *content
	split *splitter
	null  string // what stands for NULL, "" for nothing
	trim  bool
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
	split := newSplitter(&watched{ctx, in}, how.delimiter, how.quote, how.returns)
	if l.Comment != "" {
		split.comment = l.Comment[0]
	}
	if l.Escape != "" {
		split.escape = l.Escape[0]
		split.ends[split.escape] = true
	}
	return &textGrid{path: path, file: file, null: l.NullText, trim: l.Trim, split: split}, nil
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
		if g.trim && !f.quoted {
			f.text = bytes.Trim(f.text, " \t")
		}
		c := cell{text: f.text, form: plain}
		if len(f.text) == 0 {
			if c.form = absent; f.quoted {
				c.form = emptyText
			}
		} else if string(f.text) == g.null {
			c = cell{form: nothing}
		}
		r.cells = append(r.cells, c)
	}
	return nil
}

func (g *textGrid) merged() []span { return nil }

func (g *textGrid) close() error { return g.file.Close() }
