package postgres

import (
	"cmp"
	"slices"
	"strings"

	pg "github.com/pganalyze/pg_query_go/v6"
	"google.golang.org/protobuf/reflect/protoreflect"
)

// PostgreSQL 18 writes what the parser, which is 17's, does not read: columns that are
// generated when they are read, keys WITHOUT OVERLAPS and PERIOD, constraints that are NOT
// ENFORCED, and NOT NULL as a constraint of a table. A statement that the parser refuses is
// written in the words of 17, and what was said is kept beside it.

// phrase is what PostgreSQL 18 says of a constraint.
type phrase string

// The phrases.
const (
	virtually phrase = "VIRTUAL"
	overlaps  phrase = "WITHOUT OVERLAPS"
	period    phrase = "PERIOD"
	enforced  phrase = "ENFORCED"
	slack     phrase = "NOT ENFORCED"
	notNull   phrase = "NOT NULL"
)

// mark is a phrase at an offset of the text that the parser reads.
type mark struct {
	at     int
	phrase phrase
}

// edit is a piece of a statement that is written in other words.
type edit struct {
	from, to int // in the statement
	words    string
	phrase   phrase
}

// rewriting finds the phrases in a statement's tokens.
type rewriting struct {
	text   string
	tokens []*pg.ScanToken
	edits  []edit
}

// word is a token in upper case, "" beyond the last.
func (w *rewriting) word(i int) string {
	if i < 0 || i >= len(w.tokens) {
		return ""
	}
	t := w.tokens[i]
	if t.Token == pg.Token_SCONST || int(t.End) > len(w.text) {
		return ""
	}
	return strings.ToUpper(w.text[t.Start:t.End])
}

// put writes the tokens from one to before another in other words.
func (w *rewriting) put(from, to int, words string, p phrase) {
	w.edits = append(w.edits, edit{int(w.tokens[from].Start), int(w.tokens[to-1].End), words, p})
}

// named tells whether a token can be a name.
func (w *rewriting) named(i int) bool {
	if i < 0 || i >= len(w.tokens) {
		return false
	}
	t := w.tokens[i]
	return t.Token == pg.Token_IDENT || t.KeywordKind == pg.KeywordKind_UNRESERVED_KEYWORD || t.KeywordKind == pg.KeywordKind_COL_NAME_KEYWORD
}

// at writes the phrase that begins at a token in the words of 17, where one does.
func (w *rewriting) at(i int) {
	before := w.word(i - 1)
	switch w.word(i) {
	case "WITHOUT":
		if w.word(i+1) == "OVERLAPS" {
			w.put(i, i+2, "", overlaps)
		}
	case "PERIOD":
		if (before == "(" || before == ",") && w.named(i+1) && w.foreign(i) {
			w.put(i, i+1, "", period)
		}
	case "ENFORCED":
		switch {
		case before == "NOT" && w.word(i-2) != "(" && w.word(i-2) != ",":
			w.put(i-1, i+1, "", slack)
		case before == ")", w.altered(i):
			w.put(i, i+1, "", enforced)
		}
	case "INHERIT":
		switch {
		case before == "NO" && w.word(i-2) == "NULL" && w.word(i-3) == "NOT":
			w.put(i-1, i+1, "", "")
		case before == "NO" && w.altered(i-1):
			w.put(i-1, i+1, "", "")
		case w.altered(i):
			w.put(i, i+1, "", "")
		}
	case "ALWAYS":
		if before == "GENERATED" && w.word(i+1) == "AS" && w.word(i+2) == "(" {
			w.generated(i + 2)
		}
	case "NOT":
		name := i - 1
		alone := before == "," || before == "(" || before == "ADD" // no column stands before
		if w.word(i-2) == "CONSTRAINT" {
			before = w.word(i - 3)
			alone = before == "," || before == "(" || before == "ADD"
		}
		if alone && name > 0 && w.word(i+1) == "NULL" && w.named(i+2) {
			column := w.text[w.tokens[i+2].Start:w.tokens[i+2].End]
			w.put(i, i+3, "CHECK ("+column+" IS NOT NULL)", notNull)
		}
	}
}

// foreign tells whether a token stands in the columns of a foreign key, of either table.
func (w *rewriting) foreign(i int) bool {
	for i > 0 && w.word(i) != "(" {
		i--
	}
	if w.word(i-1) == "KEY" {
		return true
	}
	i -= 2
	if w.word(i) == "." {
		i -= 2
	}
	return w.word(i) == "REFERENCES"
}

// altered tells whether a token stands behind ALTER CONSTRAINT and a name.
func (w *rewriting) altered(i int) bool {
	return w.word(i-2) == "CONSTRAINT" && w.word(i-3) == "ALTER"
}

// generated writes STORED behind the expression that begins at a token.
func (w *rewriting) generated(open int) {
	depth := 0
	for i := open; i < len(w.tokens); i++ {
		switch w.word(i) {
		case "(":
			depth++
		case ")":
			depth--
		}
		if depth > 0 {
			continue
		}
		switch w.word(i + 1) {
		case "STORED":
		case "VIRTUAL":
			w.put(i+1, i+2, "STORED", virtually)
		default:
			w.put(i, i+1, ") STORED", virtually)
		}
		return
	}
}

// inOlderWords writes a statement in the words of 17. It gives the text, what was said in
// words of 18 and where in that text, and the edits; no edits where it says nothing of the
// kind.
func inOlderWords(text string) (older string, marks []mark, edits []edit) {
	scanned, err := pg.Scan(text)
	if err != nil {
		return text, nil, nil
	}
	w := &rewriting{text: text}
	for _, t := range scanned.Tokens {
		if t.Token != pg.Token_SQL_COMMENT && t.Token != pg.Token_C_COMMENT {
			w.tokens = append(w.tokens, t)
		}
	}
	for i := range w.tokens {
		w.at(i)
	}
	slices.SortStableFunc(w.edits, func(a, b edit) int { return cmp.Compare(a.from, b.from) })
	var b strings.Builder
	at := 0
	for _, e := range w.edits {
		if e.from < at {
			continue // within one that was made
		}
		b.WriteString(text[at:e.from])
		if e.phrase != "" {
			marks = append(marks, mark{b.Len(), e.phrase})
		}
		b.WriteString(e.words)
		at = e.to
		edits = append(edits, e)
	}
	b.WriteString(text[at:])
	return b.String(), marks, edits
}

// original is the offset in a statement of one in the text that the parser reads.
func original(offset int, edits []edit) int {
	moved := 0 // how far the text has moved so far
	for _, e := range edits {
		from := e.from + moved
		switch {
		case offset < from:
			return offset - moved
		case offset < from+len(e.words):
			return e.from
		}
		moved += len(e.words) - (e.to - e.from)
	}
	return offset - moved
}

// says tells whether a constraint says something in words of PostgreSQL 18.
func (s source) says(k *pg.Constraint, p phrase) bool { return s.said[k.GetLocation()][p] }

// saidIn are the phrases by the places of the constraints that they lie in: between one's
// own and the next one's.
func saidIn(tree *pg.Node, marks []mark) map[int32]map[phrase]bool {
	var places []int32
	eachMessage(tree.ProtoReflect(), 0, func(m protoreflect.Message) {
		if k, ok := m.Interface().(*pg.Constraint); ok {
			places = append(places, k.Location)
		}
	})
	slices.Sort(places)
	said := map[int32]map[phrase]bool{}
	for _, m := range marks {
		at, found := slices.BinarySearch(places, int32(m.at))
		if !found {
			at--
		}
		if at < 0 {
			continue
		}
		if said[places[at]] == nil {
			said[places[at]] = map[phrase]bool{}
		}
		said[places[at]][m.phrase] = true
	}
	return said
}
