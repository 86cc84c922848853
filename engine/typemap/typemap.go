// Package typemap reads a person's own choices of types from a file of YAML: a list of
// entries with from, to, and where wanted table and column.
package typemap

import (
	"bytes"
	"errors"
	"io"
	"io/fs"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/obferry/obferry/ddlconv"
	"github.com/obferry/obferry/ddlconv/oceanbase"
	"github.com/obferry/obferry/ddlconv/schema"
	"github.com/obferry/obferry/engine/fault"
)

// Read reads the file at a path. An error is a fault that names the path and, where it
// is one of the text, the line.
func Read(path string) ([]ddlconv.TypeChoice, error) {
	text, err := os.ReadFile(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, fault.New(fault.Missing, "fault.typemap.missing", "Path", path)
	case err != nil:
		return nil, fault.New(fault.Input, "fault.typemap.read", "Path", path).Because(err)
	}
	return parse(path, text)
}

// to is how a type on the target is written: nothing that could end it.
var to = regexp.MustCompile(`(?i)^[a-z]+( precision)?( *\( *(\d+( *, *\d+)?|'([^'\\]|'')*'( *, *'([^'\\]|'')*')*) *\))?( +unsigned)?( +zerofill)?$`)

// keys are those that an entry may have.
var keys = []string{"from", "to", "table", "column"}

// parse reads a file's text.
func parse(path string, text []byte) ([]ddlconv.TypeChoice, error) {
	refuse := func(line int, id string, pairs ...any) error {
		return fault.New(fault.Input, "fault.typemap."+id, append(pairs, "Path", path, "Line", line)...)
	}
	var root yaml.Node
	decoder := yaml.NewDecoder(bytes.NewReader(text))
	switch err := decoder.Decode(&root); {
	case errors.Is(err, io.EOF):
		return nil, nil
	case err != nil:
		return nil, fault.New(fault.Input, "fault.typemap.syntax", "Path", path, "Line", lineOf(err)).Because(err)
	}
	if err := decoder.Decode(new(yaml.Node)); !errors.Is(err, io.EOF) {
		return nil, refuse(1, "second")
	}
	list := root.Content[0]
	if list.Kind == yaml.ScalarNode && list.Tag == "!!null" {
		return nil, nil
	}
	if list.Kind != yaml.SequenceNode {
		return nil, refuse(list.Line, "list")
	}
	var choices []ddlconv.TypeChoice
	for _, entry := range list.Content {
		if entry.Kind != yaml.MappingNode {
			return nil, refuse(entry.Line, "entry")
		}
		values := map[string]string{}
		for i := 0; i+1 < len(entry.Content); i += 2 {
			key, value := entry.Content[i], entry.Content[i+1]
			_, twice := values[key.Value]
			switch {
			case !slices.Contains(keys, key.Value):
				return nil, refuse(key.Line, "key", "Key", key.Value)
			case twice:
				return nil, refuse(key.Line, "twice", "Key", key.Value)
			case value.Kind != yaml.ScalarNode:
				return nil, refuse(value.Line, "value", "Key", key.Value)
			}
			values[key.Value] = value.Value
		}
		for _, key := range keys[:2] {
			if values[key] == "" {
				return nil, refuse(entry.Line, "without", "Key", key)
			}
		}
		if !to.MatchString(values["to"]) || !known(values["to"]) {
			return nil, refuse(entry.Line, "type", "Type", values["to"])
		}
		choices = append(choices, ddlconv.TypeChoice{From: values["from"], To: values["to"], Table: values["table"], Column: values["column"]})
	}
	return choices, nil
}

// sized are the parts of a type with numbers behind it.
var sized = regexp.MustCompile(`^([a-z]+(?: precision)?) *(?:\( *(\d+)(?: *, *(\d+))? *\))?`)

// most is the largest first number of a type, as MySQL 8.0 Reference Manual, 11, has it. That
// of characters and bytes depends on the character set, and a rule sees to it.
var most = map[string]int{
	"tinyint": 255, "smallint": 255, "mediumint": 255, "int": 255, "integer": 255, "bigint": 255, "bit": 64,
	"decimal": 65, "numeric": 65, "dec": 65, "fixed": 65, "datetime": 6, "timestamp": 6, "time": 6,
}

// synonyms are other names of types that OceanBase has.
var synonyms = []string{"integer", "bool", "boolean", "numeric", "dec", "fixed", "real"}

// known tells whether OceanBase has a type, and its numbers are none that no type takes.
func known(of string) bool {
	parts := sized.FindStringSubmatch(strings.ToLower(of))
	newest, _ := oceanbase.ParseTarget("")
	base := (&schema.Column{Type: strings.ToLower(of)}).Base()
	if parts == nil || !newest.HasType(base) && !slices.Contains(synonyms, base) {
		return false
	}
	first, _ := strconv.Atoi(parts[2])
	scale, _ := strconv.Atoi(parts[3])
	limit, limited := most[parts[1]]
	return !limited || len(parts[2]) <= 5 && first <= limit && (parts[3] == "" || limit == 65 && scale <= min(30, first))
}

var lineNumber = regexp.MustCompile(`line (\d+)`)

// lineOf is the line that an error of the YAML reader names, 1 where it names none.
func lineOf(err error) int {
	if m := lineNumber.FindStringSubmatch(err.Error()); m != nil {
		if n, err := strconv.Atoi(m[1]); err == nil {
			return n
		}
	}
	return 1
}
