package job

import (
	"math"
	"math/big"
	"slices"
	"strconv"
	"strings"

	"github.com/agnivade/levenshtein"

	"github.com/obferry/obferry/engine/fault"
)

// reading is a job while it is read: what is wrong with it, and what is to be told.
type reading struct {
	file   string
	faults []*fault.Error
	notes  []*fault.Error
	// find are the files that a path or a pattern leads to.
	find func(path string) []string
	// tables counts those that the job names.
	tables int
}

// inOrder are faults by the lines that they speak of.
func inOrder(faults []*fault.Error) []error {
	slices.SortStableFunc(faults, func(a, b *fault.Error) int {
		first, _ := a.Args["Line"].(int)
		second, _ := b.Args["Line"].(int)
		return first - second
	})
	all := make([]error, len(faults))
	for i, f := range faults {
		all[i] = f
	}
	return all
}

// wrong refuses the job for what stands at a node.
func (r *reading) wrong(n *node, id string, pairs ...any) {
	r.faults = append(r.faults, fault.New(fault.Input, id, r.place(n, pairs)...))
}

// note tells of something that ends nothing.
func (r *reading) note(n *node, id string, pairs ...any) {
	r.notes = append(r.notes, fault.New(fault.Input, id, r.place(n, pairs)...))
}

func (r *reading) place(n *node, pairs []any) []any {
	return append([]any{"File", r.file, "Line", n.line, "At", orRoot(n.at)}, pairs...)
}

// scope is an object of a job while it is read: whatever is not asked for is named when
// its reading ends.
type scope struct {
	*reading
	node *node
	used map[string]bool
}

func (r *reading) scope(n *node) *scope { return &scope{r, n, map[string]bool{}} }

// get is an entry; nil where there is none or null stands there.
func (s *scope) get(name string) *node {
	s.used[name] = true
	return s.node.member(name)
}

// need is get of an entry that must be there.
func (s *scope) need(name string) *node {
	n := s.get(name)
	if n == nil {
		s.wrong(s.node, "fault.job.missing", "Name", name)
	}
	return n
}

// object is the scope of an entry; nil where there is none, or no object.
func (s *scope) object(name string) *scope {
	n := s.get(name)
	if n == nil || !s.is(n, '{') {
		return nil
	}
	return s.scope(n)
}

// is holds that a node is an object or an array, and says so where it is not.
func (r *reading) is(n *node, kind byte) bool {
	if n.kind == kind {
		return true
	}
	r.wrong(n, map[byte]string{'{': "fault.job.kind.object", '[': "fault.job.kind.list", '"': "fault.job.kind.text"}[kind])
	return false
}

// string is the text of a node: of a number and a truth value as well, as DataX takes
// them.
func (r *reading) string(n *node) (string, bool) {
	switch {
	case !n.plain():
		return "", r.is(n, '"')
	case n.unset != "":
		r.wrong(n, "fault.job.unset", "Name", n.unset)
		return "", false
	}
	return n.text, true
}

// text is the text of an entry, "" where there is none.
func (s *scope) text(name string) string {
	n := s.get(name)
	if n == nil {
		return ""
	}
	value, _ := s.string(n)
	return value
}

// list is the elements of an entry. What stands alone is a list of one.
func (s *scope) list(name string) []*node {
	n := s.get(name)
	switch {
	case n == nil:
		return nil
	case n.kind == '[':
		return n.elements
	}
	return []*node{n}
}

// texts are the elements of an entry that is a list of texts, and their nodes.
func (s *scope) texts(name string) (texts []string, nodes []*node) {
	for _, n := range s.list(name) {
		if n.kind == 'n' {
			s.is(n, '"')
			continue
		}
		if value, ok := s.string(n); ok {
			texts, nodes = append(texts, value), append(nodes, n)
		}
	}
	return texts, nodes
}

// number is a whole number of an entry, also one that is written as a text, from least to
// most; otherwise where there is no such entry.
func (s *scope) number(name string, least, most, otherwise int64) int64 {
	n := s.get(name)
	if n == nil {
		return otherwise
	}
	written, ok := s.string(n)
	if !ok {
		return otherwise
	}
	value, ok := wholeNumber(written)
	switch {
	case !ok:
		s.wrong(n, "fault.job.number", "Value", shown(written))
	case value < least && most == math.MaxInt64:
		s.wrong(n, "fault.job.least", "Value", value, "Least", least)
	case value < least || value > most:
		s.wrong(n, "fault.job.range", "Value", value, "Least", least, "Most", most)
	default:
		return value
	}
	return otherwise
}

// wholeNumber reads 1000, "1000" and 1e3, but no 1.5.
func wholeNumber(s string) (int64, bool) {
	s = strings.TrimSpace(s)
	if n, err := strconv.ParseInt(s, 10, 64); err == nil {
		return n, true
	}
	f, err := strconv.ParseFloat(s, 64)
	if err != nil || f != math.Trunc(f) || math.Abs(f) > 1<<53 {
		return 0, false
	}
	return int64(f), true
}

// isWhole tells whether a text is a whole number of any length.
func isWhole(s string) bool {
	_, ok := new(big.Int).SetString(strings.TrimSpace(s), 10)
	return ok
}

// share is an entry from least to most, also where it is written as a text; nil where
// there is none.
func (s *scope) share(name string, least, most float64) *float64 {
	n := s.get(name)
	if n == nil {
		return nil
	}
	written, ok := s.string(n)
	if !ok {
		return nil
	}
	value, err := strconv.ParseFloat(strings.TrimSpace(written), 64)
	if err != nil || math.IsNaN(value) || value < least || value > most {
		s.wrong(n, "fault.job.share", "Value", shown(written), "Least", least, "Most", most)
		return nil
	}
	return &value
}

// truth is a truth value of an entry, also one that is written as a text.
func (s *scope) truth(name string, otherwise bool) bool {
	n := s.get(name)
	if n == nil {
		return otherwise
	}
	written, ok := s.string(n)
	switch {
	case !ok:
	case strings.EqualFold(strings.TrimSpace(written), "true"):
		return true
	case strings.EqualFold(strings.TrimSpace(written), "false"):
		return false
	default:
		s.wrong(n, "fault.job.truth", "Value", shown(written))
	}
	return otherwise
}

// idle are parameters that DataX knows and that are not carried over, each with the note
// that says why.
type idle map[string]string

// end names whatever of the object has not been asked for.
func (s *scope) end(known idle) {
	seen := map[string]bool{}
	for _, m := range s.node.members {
		bare := strings.TrimPrefix(m.name, "*")
		reason, told := known[m.name]
		switch {
		case seen[m.name]:
			s.note(at(m), "fault.job.note.twice", "Name", shown(m.name))
		case s.used[m.name]:
		case bare != m.name && s.used[bare]:
			s.wrong(at(m), "fault.job.encrypted", "Name", bare)
		case told:
			s.note(at(m), reason, "Name", m.name)
		case strings.HasPrefix(m.name, "_"), strings.HasPrefix(m.name, "#"), strings.HasPrefix(m.name, "//"):
			s.note(at(m), "fault.job.note.remark", "Name", shown(m.name))
		default:
			s.unknown(at(m), m.name, known)
		}
		seen[m.name] = true
	}
}

// at is an entry's place: the line of its name and its path.
func at(m member) *node { return &node{line: m.line, at: m.at} }

func (s *scope) unknown(n *node, name string, known idle) {
	var names []string
	for other := range s.used {
		names = append(names, other)
	}
	for other := range known {
		names = append(names, other)
	}
	s.wrong(n, "fault.job.unknown", "Name", shown(name), "Near", near(name, names))
}

// near is the name most like one that is not known; "" where none is.
func near(name string, names []string) string {
	best, found := min(len(name)/3+1, 4), ""
	if len(name) > 100 {
		return "" // no name is that long, and comparing it would take its time
	}
	for _, other := range names {
		d := levenshtein.ComputeDistance(strings.ToLower(name), strings.ToLower(other))
		if d < best || d == best && found != "" && other < found {
			best, found = d, other
		}
	}
	return found
}

// shown is a value as errors repeat it: in one line, and not for ever.
func shown(s string) string {
	const most = 60
	s = strings.Join(strings.Fields(s), " ")
	for i := range s {
		if i >= most {
			return s[:i] + "…"
		}
	}
	return s
}

// orRoot is a path as errors show it: the whole job has none.
func orRoot(at string) string {
	if at == "" {
		return "$"
	}
	return at
}
