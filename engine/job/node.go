package job

import (
	"strings"

	"github.com/tailscale/hujson"
)

// node is a value of a job's JSON with its place.
type node struct {
	// kind is the first byte of JSON's grammar for it: '{', '[', '"', '0', 't', 'f', 'n'.
	kind byte
	// text is a string's value with its placeholders filled in, or the literal of a number,
	// true, false or null.
	text string
	// unset is a placeholder of the string that no value was given for, "" where there is
	// none; whole tells that the string is nothing else.
	unset string
	whole bool
	// members of an object and elements of an array, in order.
	members  []member
	elements []*node
	// line is the line on which it begins, from 1, and at is its path: job.content[0].reader.
	line int
	at   string
}

// member is one entry of an object.
type member struct {
	name string
	line int
	*node
}

// plain tells whether the node is a text, a number or a truth value.
func (n *node) plain() bool { return n.kind != '{' && n.kind != '[' && n.kind != 'n' }

// member finds an object's entry; nil where it has none or null stands there. Of several
// of one name it is the last.
func (n *node) member(name string) *node {
	for i := len(n.members) - 1; i >= 0; i-- {
		if n.members[i].name == name {
			if n.members[i].kind == 'n' {
				return nil
			}
			return n.members[i].node
		}
	}
	return nil
}

// grow makes a node of a parsed value.
func (t *text) grow(v hujson.Value, at string) *node {
	n := &node{kind: byte(v.Value.Kind()), line: t.lineOf(v.StartOffset), at: at}
	switch value := v.Value.(type) {
	case *hujson.Object:
		for i := range value.Members {
			entry := &value.Members[i]
			name := ""
			if literal, ok := entry.Name.Value.(hujson.Literal); ok {
				name = literal.String()
			}
			n.members = append(n.members, member{name, t.lineOf(entry.Name.StartOffset), t.grow(entry.Value, joined(at, name))})
		}
	case *hujson.Array:
		for i := range value.Elements {
			n.elements = append(n.elements, t.grow(value.Elements[i], indexed(at, i)))
		}
	case hujson.Literal:
		if n.kind == '"' {
			n.text, n.unset, n.whole = t.fill(value.String())
		} else {
			n.text = strings.Clone(string(value))
		}
	}
	return n
}
