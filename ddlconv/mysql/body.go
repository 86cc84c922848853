package mysql

import "strings"

// body follows the body of a routine, trigger or event, in which semicolons end no
// statement: what it opens it closes with END. A word counts where a statement may
// begin, so that IF() and REPEAT(), the functions, do not.
type body struct {
	// first and second are the statement's first words.
	first, second string
	// words counts the statement's first words, up to headWords.
	words int
	// created tells that the first one was CREATE, began that it was BEGIN, routine that a
	// body follows.
	created, began, routine bool
	// nested are the openings that no END has closed yet: 'e' for CASE in an
	// expression, 's' for all that holds statements.
	nested []byte
	// starts tells that a statement may begin with the next word.
	starts bool
	// ended tells that the last word was END: the next one may name what it ends.
	ended bool
	// dotted tells that the last sign was a point or @: the next word is a name.
	dotted bool
	// finished tells that its outermost block was closed: no statement goes on behind it.
	finished bool
}

// headWords is how far the word that names a routine stands in its CREATE, with a
// definer before it.
const headWords = 12

// open tells whether a body is open.
func (b *body) open() bool { return len(b.nested) > 0 }

// word takes the next bare word.
func (b *body) word(raw string) {
	if b.words <= headWords && !b.routine {
		b.head(strings.ToUpper(raw))
		return
	}
	if !b.routine {
		return
	}
	starts, ended, dotted := b.starts, b.ended, b.dotted
	b.starts, b.ended, b.dotted = false, false, false
	if dotted || len(raw) > len("REPEAT") {
		return
	}
	switch word := strings.ToUpper(raw); word {
	case "BEGIN":
		b.nested = append(b.nested, 's')
		b.starts = true
	case "CASE":
		if ended {
			return
		}
		b.nested = append(b.nested, 'e')
		if starts {
			b.nested[len(b.nested)-1] = 's'
		}
	case "IF", "LOOP", "WHILE", "REPEAT", "FOR":
		if starts && !ended {
			b.nested = append(b.nested, 's')
			b.starts = word == "LOOP" || word == "REPEAT"
		}
	case "THEN", "ELSE", "DO":
		b.starts = len(b.nested) == 0 || b.nested[len(b.nested)-1] == 's'
	case "ROW": // FOR EACH ROW
		b.starts = !b.open()
	case "END":
		if b.open() {
			b.finished = string(b.nested) == "s"
			b.nested = b.nested[:len(b.nested)-1]
		}
		b.ended = true
	}
}

// head takes one of the first words of a statement.
func (b *body) head(word string) {
	b.words++
	if b.words == 2 {
		b.second = word
	}
	switch {
	case b.words == 1:
		b.first = word
		b.created, b.began = word == "CREATE", word == "BEGIN"
	case b.words == 2 && b.began && word == "NOT": // MariaDB's block: BEGIN NOT ATOMIC
		b.routine, b.nested = true, []byte("s")
	case b.words == 2 && word == "PARTITION": // SQL Server's PARTITION FUNCTION has no body
		b.created = false
	case !b.created:
	case word == "PACKAGE":
		b.routine, b.nested = true, []byte("s")
	case word == "PROCEDURE", word == "FUNCTION", word == "TRIGGER", word == "EVENT":
		b.routine = true
	case word == "TABLE", word == "VIEW", word == "INDEX", word == "DATABASE", word == "SCHEMA", word == "USER":
		b.created = false
	}
}

// beginnings are reserved words that begin a statement, and name no block that ends.
var beginnings = map[string]bool{
	"CREATE": true, "ALTER": true, "DROP": true, "INSERT": true, "UPDATE": true, "DELETE": true, "SELECT": true,
	"SET": true, "USE": true, "GRANT": true, "REVOKE": true, "CALL": true, "LOCK": true,
}

// follows tells whether a word begins another statement, because the body before it is
// complete and only the delimiter behind it was forgotten.
func (b *body) follows(raw string) bool {
	return b.finished && len(raw) <= len("CREATE") && beginnings[strings.ToUpper(raw)]
}

// unended tells whether the statement ends before a word that begins a line, although
// nothing says so.
func (b *body) unended(raw string) bool { return !b.routine && unended(b.first, b.second, raw) }

// sign takes a symbol. A statement may begin behind a semicolon, a label's colon, and
// the parenthesis that closes the parameters.
func (b *body) sign(c byte) {
	if b.routine {
		b.starts = c == ';' || c == ':' || c == ')' && !b.open()
		b.ended, b.dotted, b.finished = false, c == '.' || c == '@', false
	}
}

// quoted takes a quoted piece.
func (b *body) quoted() { b.starts, b.ended, b.dotted = false, false, false }
