package job

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/obferry/obferry/engine"
	"github.com/obferry/obferry/engine/source/sheet"
	"github.com/obferry/obferry/engine/source/stream"
	"github.com/obferry/obferry/profiles"
)

// textTypes are txtfilereader's types, and what their fields are read as.
var textTypes = map[string]string{"string": "text", "long": "bigint", "double": "double", "boolean": "tinyint(1)", "date": "datetime"}

// packers are those of a compress whose files are read.
var packers = []string{"gzip", "bzip2", "zip"}

// mostFiles is how many files one job may read.
const mostFiles = 100_000

// textReader reads the parameters of txtfilereader.
func (r *reading) textReader(s *scope, w *wanted) *offer {
	layout := &sheet.Layout{FirstRow: 1, Encoding: "utf-8", Delimiter: ",", Quote: `"`, EmptyIsText: true}
	s.need("path")
	paths, pathNodes := s.texts("path")
	files := r.files(paths, pathNodes)
	if n := s.get("encoding"); n != nil {
		name := strings.TrimSpace(s.text("encoding"))
		if encoding, known := sheet.EncodingNamed(name); known {
			layout.Encoding = encoding
		} else if name != "" {
			r.wrong(n, "fault.job.text.encoding", "Value", shown(name))
		}
	}
	if n := s.get("fieldDelimiter"); n != nil {
		layout.Delimiter = s.text("fieldDelimiter")
		if len(layout.Delimiter) != 1 || layout.Delimiter[0] >= 0x80 || strings.Contains("\r\n", layout.Delimiter) {
			r.wrong(n, "fault.job.text.delimiter", "Value", shown(layout.Delimiter))
		}
	}
	if s.truth("skipHeader", false) {
		layout.FirstRow = 2
	}
	// What a file is packed with is known by its first bytes.
	if n, how := s.get("compress"), strings.ToLower(strings.TrimSpace(s.text("compress"))); how != "" && !slices.Contains(packers, how) {
		r.wrong(n, "fault.job.text.compress", "Value", shown(how), "Known", strings.Join(packers, ", "))
	}
	if n := s.get("nullFormat"); n != nil {
		if layout.NullText = s.text("nullFormat"); layout.NullText == "" {
			layout.EmptyIsText = false
		}
	}
	r.csv(s, layout)
	one := r.textColumns(s, layout)
	n := s.get("column")
	if n == nil {
		n = s.node
	}
	s.end(idle{"bufferSize": machine, "dateFormat": "fault.job.note.unused", "fileFormat": "fault.job.note.unused"})
	if len(w.tables) > 1 {
		r.wrong(w.node, "fault.job.tables", "Source", 1, "Target", len(w.tables))
	}
	if len(files) == 0 || len(w.tables) == 0 {
		return nil
	}
	layout.Files = files[1:]
	if len(layout.Files) == 0 {
		layout.Files = nil
	}
	base := filepath.Base(files[0])
	one.plan = engine.TablePlan{Source: strings.TrimSuffix(base, filepath.Ext(base)), Sheet: layout}
	if one.plan.Source == "" {
		one.plan.Source = base
	}
	first := profiles.Address{Kind: profiles.Delimited, Path: files[0]}
	return &offer{sources: []engine.Endpoint{{URL: first.URL()}}, tables: []offered{one}, node: n}
}

// textColumns reads the columns of a text: fields by their index, each as a type.
func (r *reading) textColumns(s *scope, layout *sheet.Layout) offered {
	o := offered{nameless: true}
	list := s.list("column")
	if len(list) == 1 && list[0].kind == '"' && list[0].text == "*" {
		list = nil
	}
	seen := map[int64]bool{}
	for _, n := range list {
		if !r.is(n, '{') {
			continue
		}
		c := r.scope(n)
		kind := strings.ToLower(c.text("type"))
		index, value := c.get("index"), c.get("value")
		place := c.number("index", 0, most, 0)
		format, constant := c.text("format"), c.text("value")
		c.end(nil)
		name := placed(int(place))
		switch {
		case value != nil && index == nil:
			// A type comes to it as to a field.
			name = "constant_" + strconv.Itoa(len(layout.Constants)+1)
			layout.Constants = append(layout.Constants, sheet.Constant{Column: name, Value: constant})
		case index == nil || value != nil:
			r.wrong(n, "fault.job.text.index")
		case seen[place]:
			r.wrong(index, "fault.job.text.twice", "Value", place)
		}
		seen[place] = seen[place] || index != nil
		sqlType, known := textTypes[kind]
		switch {
		case !known && c.get("type") == nil:
			r.wrong(n, "fault.job.missing", "Name", "type")
		case !known:
			r.wrong(c.get("type"), "fault.job.type", "Value", shown(kind), "Near", near(kind, names(textTypes)), "Known", strings.Join(names(textTypes), ", "))
		case kind == "date" && format != "":
			sqlType = r.dateFormat(c.get("format"), name, format, layout)
		}
		o.columns, o.types = append(o.columns, name), append(o.types, sqlType)
	}
	return o
}

// dateFormat gives a column its format and says what it is read as. What a server reads by
// itself needs no format.
func (r *reading) dateFormat(n *node, column, format string, layout *sheet.Layout) (sqlType string) {
	sqlType = textTypes["date"]
	f, letter := stream.ParseDateFormat(format)
	switch {
	case letter != "":
		r.wrong(n, "fault.job.text.format", "Value", shown(format), "Letter", letter)
		return sqlType
	case f.Millis():
		sqlType += "(3)"
	case format == "yyyy-MM-dd", format == "yyyy-MM-dd HH:mm:ss":
		return sqlType
	}
	if layout.DateFormats == nil {
		layout.DateFormats = map[string]string{}
	}
	layout.DateFormats[column] = format
	return sqlType
}

// csv reads how fields are quoted.
func (r *reading) csv(s *scope, layout *sheet.Layout) {
	layout.Trim = true
	if c := s.object("csvReaderConfig"); c != nil {
		if n := c.get("textQualifier"); n != nil {
			quote, ok := r.string(n)
			if code, whole := wholeNumber(quote); whole && code > 0 && code < 0x80 {
				quote = string(rune(code)) // Java's numbers for characters
			}
			if layout.Quote = quote; ok && (len(quote) != 1 || quote[0] >= 0x80) {
				r.wrong(n, "fault.job.text.quote", "Value", shown(quote))
			}
		}
		if !c.truth("useTextQualifier", true) {
			layout.Quote = "none"
		}
		layout.Trim = c.truth("trimWhitespace", true)
		comment := "#"
		if n := c.get("comment"); n != nil {
			mark, ok := r.string(n)
			if code, whole := wholeNumber(mark); whole && code > 0 && code < 0x80 {
				mark = string(rune(code))
			}
			if comment = mark; ok && (len(mark) != 1 || mark[0] >= 0x80) {
				r.wrong(n, "fault.job.text.comment", "Value", shown(mark))
			}
		}
		if c.truth("useComments", false) {
			layout.Comment = comment
		}
		if c.number("escapeMode", 1, 2, 1) == 2 {
			layout.Escape = `\`
		}
		if n := c.get("recordDelimiter"); n != nil && n.text != "0" && n.text != "10" && n.text != "\n" && n.text != "" {
			r.wrong(n, "fault.job.text.csv", "Name", "recordDelimiter")
		}
		for _, harmless := range []string{"safetySwitch", "skipEmptyRecords", "captureRawRecord", "caseSensitive", "delimiter"} {
			c.get(harmless)
		}
		c.end(nil)
	}
}

// files are those that paths and patterns lead to, as DataX looks for them: a folder
// means whatever is in it and below, * any characters, also slashes, and ? at most one.
func (r *reading) files(paths []string, nodes []*node) []string {
	var all []string
	for i, written := range paths {
		path, err := filepath.Abs(strings.TrimSpace(written))
		if err != nil || strings.TrimSpace(written) == "" {
			r.wrong(nodes[i], "fault.job.text.path", "Path", shown(written))
			continue
		}
		found := r.find(path)
		if len(found) == 0 || len(found) > mostFiles {
			r.wrong(nodes[i], "fault.job.text.files", "Path", path, "Count", len(found))
		}
		all = append(all, found...)
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// filesOf are the files that a path or a pattern leads to.
func filesOf(path string) (found []string) {
	root, pattern := path, (*regexp.Regexp)(nil)
	if i := strings.IndexAny(path, "*?"); i >= 0 {
		root = filepath.Dir(path[:i] + "x") // the folder before the pattern
		quoted := regexp.QuoteMeta(path)
		quoted = strings.ReplaceAll(strings.ReplaceAll(quoted, `\*`, ".*"), `\?`, ".?")
		pattern = regexp.MustCompile("(?s)^" + quoted + "$")
	}
	// What may not be looked into holds nothing for us.
	_ = filepath.WalkDir(root, func(name string, entry fs.DirEntry, err error) error {
		if len(found) > mostFiles {
			return fs.SkipAll
		}
		if err != nil || entry.IsDir() {
			return nil
		}
		if pattern != nil && !pattern.MatchString(name) {
			return nil
		}
		if info, err := os.Stat(name); err == nil && info.Mode().IsRegular() {
			found = append(found, name)
		}
		return nil
	})
	return found
}
