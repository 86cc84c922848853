package job

import (
	"bytes"
	"encoding/json"
	"regexp"
	"sort"
	"strconv"
	"unicode/utf8"

	"github.com/tailscale/hujson"

	"github.com/obferry/obferry/engine/fault"
)

// mostBytes and mostDepth bound what is taken for a job: generous for whatever a person
// or a program has written, and small for a machine.
const (
	mostBytes = 8 << 20
	mostDepth = 64
)

// text is a job's text.
type text struct {
	file   string
	values map[string]string
	// lines are where each line begins.
	lines []int
}

// placeholder is how DataX has a value put in when a job begins: ${name} or $name.
var placeholder = regexp.MustCompile(`\$(?:\{(\w+)\}|(\w+))`)

// position is how the parser tells where it stopped.
var position = regexp.MustCompile(`line (\d+), column (\d+)`)

// parse reads JSON with comments and commas behind the last element, as DataX does.
// Errors tell the place and nothing of what stands there: it may be a password.
func (t *text) parse(source []byte) (*node, error) {
	if len(source) > mostBytes {
		return nil, fault.New(fault.Input, "fault.job.large", "File", t.file, "Bytes", len(source))
	}
	source = bytes.TrimPrefix(source, []byte("\xEF\xBB\xBF"))
	if !utf8.Valid(source) {
		return nil, fault.New(fault.Input, "fault.job.encoding", "File", t.file)
	}
	source, depth := t.loosen(append(source, '\n')) // a // at the end of a file is a comment, too
	if depth > mostDepth {
		return nil, fault.New(fault.Input, "fault.job.deep", "File", t.file)
	}
	t.lines = t.lines[:0]
	for i, c := range source {
		if c == '\n' {
			t.lines = append(t.lines, i+1)
		}
	}
	if len(bytes.TrimSpace(source)) == 0 {
		return nil, fault.New(fault.Input, "fault.job.blank", "File", t.file)
	}
	value, err := hujson.Parse(source)
	if err != nil {
		line, column := "1", "1"
		if m := position.FindStringSubmatch(err.Error()); m != nil {
			line, column = m[1], m[2]
		}
		return nil, fault.New(fault.Input, "fault.job.syntax", "File", t.file, "Line", line, "Column", column)
	}
	root := t.grow(value, "")
	if root.kind != '{' {
		return nil, fault.New(fault.Input, "fault.job.syntax", "File", t.file, "Line", root.line, "Column", 1)
	}
	return root, nil
}

func (t *text) lineOf(offset int) int {
	return 1 + sort.SearchInts(t.lines, offset+1)
}

// loosen fills in placeholders that stand outside of strings, as in "channel": $n, so
// that JSON is left, and finds how deep brackets are nested. Lines stay as they are.
func (t *text) loosen(source []byte) (loose []byte, depth int) {
	open := 0
	for i := 0; i < len(source); {
		rest := source[i:]
		n := 1
		switch c := rest[0]; {
		case c == '"':
			n = stringLength(rest)
		case bytes.HasPrefix(rest, []byte("//")):
			n = upTo(rest, "\n")
		case bytes.HasPrefix(rest, []byte("/*")):
			n = 2 + upTo(rest[2:], "*/")
		case c == '$':
			if m := placeholder.FindIndex(rest); m != nil && m[0] == 0 {
				loose = append(loose, t.literal(string(rest[:m[1]]))...)
				i += m[1]
				continue
			}
		case c == '{' || c == '[':
			open++
			depth = max(depth, open)
		case c == '}' || c == ']':
			open--
		}
		loose = append(loose, rest[:n]...)
		i += n
	}
	return loose, depth
}

// literal is JSON for a placeholder that stands by itself: a number or a truth value as
// it is, whatever else as a string.
func (t *text) literal(written string) []byte {
	value, unset, _ := t.fill(written)
	if unset == "" {
		switch value {
		case "true", "false", "null":
			return []byte(value)
		}
		if _, err := strconv.ParseFloat(value, 64); err == nil && json.Valid([]byte(value)) {
			return []byte(value)
		}
	}
	quoted, err := json.Marshal(written) // it is filled in once more when its string is read
	if err != nil {
		return []byte(`""`) // only what is no text cannot be written
	}
	return quoted
}

// fill puts in the values of placeholders. Unset is the first ${name} that has none; a
// bare $name without a value is text, as it is to DataX.
func (t *text) fill(s string) (filled, unset string, whole bool) {
	filled = placeholder.ReplaceAllStringFunc(s, func(found string) string {
		m := placeholder.FindStringSubmatch(found)
		name := m[1] + m[2]
		if value, given := t.values[name]; given {
			return value
		}
		if m[1] != "" && unset == "" {
			unset, whole = name, found == s
		}
		return found
	})
	return filled, unset, whole
}

// stringLength is the length of the string that the text begins with.
func stringLength(b []byte) int {
	for i := 1; i < len(b); i++ {
		switch b[i] {
		case '\\':
			i++
		case '"':
			return i + 1
		}
	}
	return len(b)
}

// upTo is the length of the text up to the end of mark, all of it where there is none.
func upTo(b []byte, mark string) int {
	if i := bytes.Index(b, []byte(mark)); i >= 0 {
		return i + len(mark)
	}
	return len(b)
}

func joined(at, name string) string {
	if name = shown(name); at == "" {
		return name
	}
	return at + "." + name
}

func indexed(at string, i int) string { return at + "[" + strconv.Itoa(i) + "]" }
