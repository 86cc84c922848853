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

	"go.yaml.in/yaml/v3"

	"github.com/obferry/obferry/ddlconv"
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
		if !to.MatchString(values["to"]) {
			return nil, refuse(entry.Line, "type", "Type", values["to"])
		}
		choices = append(choices, ddlconv.TypeChoice{From: values["from"], To: values["to"], Table: values["table"], Column: values["column"]})
	}
	return choices, nil
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
