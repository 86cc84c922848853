package sqlserver

import "strings"

// token is what the splitter sees of a statement: a word in upper case, a sign, or that
// there is a quoted piece.
type token struct {
	word   string
	sign   byte
	quoted bool
}

// starters are the reserved words with which a statement begins. None of them can be a
// name without quotes, so that any of them ends the statement before it, but for those
// that its grammar asks for.
var starters = set("ALTER BACKUP BEGIN BREAK BULK CHECKPOINT CLOSE COMMIT CONTINUE CREATE DBCC DEALLOCATE DECLARE DELETE DENY " +
	"DROP DUMP ELSE END EXEC EXECUTE FETCH GOTO GRANT IF INSERT KILL MERGE OPEN PRINT RAISERROR RECONFIGURE RESTORE RETURN " +
	"REVERT REVOKE ROLLBACK SAVE SELECT SET SHUTDOWN TRUNCATE UPDATE UPDATETEXT USE WAITFOR WHILE WRITETEXT")

// set is the words of a text.
func set(words string) map[string]bool {
	all := map[string]bool{}
	for _, w := range strings.Fields(words) {
		all[w] = true
	}
	return all
}

// phrase is what is known of a statement under way: enough to tell where it ends.
type phrase struct {
	words    []string // its first words, at most six; a quoted piece or sign counts as ""
	previous string   // the last word, "" for anything else
	before   string   // the one before it
	depth    int      // open parentheses
	rowset   int      // the depth within those of an OPENROWSET, whose arguments semicolons may part; 0 outside
	cases    int      // open CASEs
	blocks   int      // open BEGINs, in a batch that is one statement
	tokens   int
	whole    bool // it takes the whole batch
	query    bool // and is but one query: a view
	verb     bool // the word that a statement of its kind has once has been seen
	values   bool // INSERT: VALUES has been seen
	to       bool // GRANT, DENY, REVOKE: TO or FROM has been seen
	complete bool // nothing can follow
}

// head is the n-th word.
func (p *phrase) head(n int) string {
	if n < len(p.words) {
		return p.words[n]
	}
	return ""
}

// batches are the objects whose CREATE takes the whole batch.
var batches = set("PROC PROCEDURE FUNCTION TRIGGER VIEW DEFAULT RULE")

// companions are the words that may follow BEGIN and END.
var companions = set("TRAN TRANSACTION TRY CATCH DISTRIBUTED DIALOG CONVERSATION ATOMIC")

// begins tells whether a token begins another statement.
func (p *phrase) begins(t token) bool {
	if p.whole {
		return false
	}
	switch p.head(0) {
	case "BEGIN", "END":
		if p.tokens == 1 {
			return !companions[t.word]
		}
		if p.head(1) == "TRY" || p.head(1) == "CATCH" {
			return true
		}
	case "ELSE":
		return true
	case "BREAK", "CONTINUE", "RECONFIGURE", "CHECKPOINT":
		if t.word != "WITH" && !t.quoted && p.tokens == 1 && t.sign == 0 && !starters[t.word] {
			return false
		}
	case "MERGE":
		return false // it must end with a semicolon
	}
	if t.word == "" || p.depth > 0 || !starters[t.word] {
		return false
	}
	if p.cases > 0 && (t.word == "ELSE" || t.word == "END") {
		return false
	}
	return !p.wants(t.word)
}

// wants tells whether the statement's grammar has a place here for a word that could
// begin another.
func (p *phrase) wants(word string) bool {
	if word == "IF" { // DROP TABLE IF EXISTS t, ALTER TABLE t DROP COLUMN IF EXISTS c
		return p.head(0) == "DROP" && p.tokens == 2 || p.head(0) == "ALTER" && p.verb && (p.previous == "CONSTRAINT" || p.previous == "COLUMN" || p.previous == "DROP")
	}
	switch p.previous {
	case "FOR", "UNION", "EXCEPT", "INTERSECT":
		return true
	case "ALL":
		return p.before == "UNION" || p.before == "EXCEPT"
	case "ON": // ON DELETE CASCADE
		return (word == "DELETE" || word == "UPDATE") && (p.head(0) == "CREATE" || p.head(0) == "ALTER")
	case "DELETE", "UPDATE":
		return word == "SET" && (p.before == "ON" || p.head(0) == "UPDATE")
	case "AFTER", "BEFORE":
		return true
	case "ROWS", "ROW":
		if word == "FETCH" {
			return true
		}
	case "WITH":
		if word == "EXECUTE" || word == "EXEC" || word == "GRANT" {
			return true
		}
	case "OR":
		if word == "ALTER" && p.before == "CREATE" {
			return true
		}
	}
	switch p.head(0) {
	case "INSERT":
		return !p.values && !p.verb && (word == "SELECT" || word == "EXEC" || word == "EXECUTE")
	case "BULK":
		return word == "INSERT"
	case "WITH":
		return !p.verb && (word == "SELECT" || word == "INSERT" || word == "UPDATE" || word == "DELETE" || word == "MERGE") ||
			p.head(1) != "" && p.verb && (word == "SET" || word == "SELECT" && p.insertsUnder())
	case "UPDATE":
		return word == "SET" && !p.verb
	case "GRANT", "DENY", "REVOKE":
		return !p.to
	case "ALTER":
		return p.alterWants(word)
	case "CREATE":
		return p.head(1) == "SCHEMA" && (word == "GRANT" || word == "DENY" || word == "REVOKE") && p.tokens == 2
	}
	return false
}

// insertsUnder tells whether a WITH leads an INSERT that still waits for its SELECT.
func (p *phrase) insertsUnder() bool { return p.to && !p.values }

// alterWants tells the same for ALTER: the one verb of ALTER TABLE t DROP, ALTER DATABASE
// d SET, ALTER ROLE r DROP MEMBER, and DROP behind ALTER COLUMN c.
func (p *phrase) alterWants(word string) bool {
	if p.head(1) == "SEQUENCE" {
		return false
	}
	switch word {
	case "DROP", "ALTER", "SET", "MERGE", "BEGIN", "CLOSE", "OPEN":
		if !p.verb && p.tokens >= 2 {
			return true
		}
		return word == "DROP" && p.before == "COLUMN" && p.head(1) == "TABLE"
	}
	return false
}

// take adds a token to the statement.
func (p *phrase) take(t token) {
	p.note(t)
	if len(p.words) < 6 {
		p.words = append(p.words, t.word)
	}
	p.tokens++
	p.before, p.previous = p.previous, t.word
	switch t.sign {
	case '(':
		p.depth++
		if p.before == "OPENROWSET" {
			p.rowset = p.depth
		}
	case ')':
		p.depth = max(p.depth-1, 0)
		if p.depth < p.rowset {
			p.rowset = 0
		}
	}
	word := t.word
	if p.depth > 0 { // what begins within parentheses ends there
		word = ""
	}
	switch word {
	case "CASE":
		p.cases++
	case "BEGIN":
		p.blocks++
	case "TRAN", "TRANSACTION", "DISTRIBUTED", "DIALOG":
		if p.before == "BEGIN" {
			p.blocks--
		}
	case "END":
		if p.cases > 0 {
			p.cases--
		} else if p.blocks > 0 {
			p.blocks--
		}
	}
	if !p.whole && p.takesBatch() {
		p.whole, p.query = true, t.word == "VIEW"
	}
	switch p.head(0) {
	case "BREAK", "CONTINUE", "ELSE":
		p.complete = true
	case "BEGIN", "END":
		p.complete = p.tokens == 2 && (t.word == "TRY" || t.word == "CATCH")
	}
}

// note marks what a word says about the places that are still open in the statement.
func (p *phrase) note(t token) {
	if p.depth > 0 {
		return
	}
	switch p.head(0) {
	case "ALTER":
		switch t.word {
		case "ADD", "DROP", "ALTER", "SET", "CHECK", "NOCHECK", "SWITCH", "REBUILD", "ENABLE", "DISABLE", "TRANSFER", "MODIFY",
			"MERGE", "SPLIT", "WITH", "REORGANIZE", "START", "STOP":
			p.verb = p.verb || p.tokens >= 2
		}
	case "INSERT":
		switch t.word {
		case "VALUES":
			p.values = true
		case "SELECT", "EXEC", "EXECUTE":
			p.verb = true
		}
	case "WITH":
		switch t.word {
		case "SELECT", "UPDATE", "DELETE", "MERGE":
			p.verb, p.values = true, true
		case "INSERT":
			p.verb, p.to = true, true
		}
	case "UPDATE":
		p.verb = p.verb || t.word == "SET"
	case "GRANT", "DENY", "REVOKE":
		p.to = p.to || t.word == "TO" || t.word == "FROM"
	}
}

// takesBatch tells whether the first words are those of a statement that takes the
// whole batch: CREATE [OR ALTER] VIEW, ALTER PROCEDURE ….
func (p *phrase) takesBatch() bool {
	switch {
	case p.head(0) != "CREATE" && p.head(0) != "ALTER" || len(p.words) < 2:
		return false
	case p.head(1) == "OR" && len(p.words) > 3:
		return batches[p.head(3)]
	}
	return batches[p.head(1)]
}

// data tells whether the statement brings or changes rows.
func (p *phrase) data() bool {
	switch p.head(0) {
	case "INSERT", "UPDATE", "DELETE", "MERGE", "PRINT":
		return true
	}
	return false
}

// unfinished tells whether the statement cannot end here.
func (p *phrase) unfinished() bool {
	return p.depth > 0 || p.whole && p.blocks > 0
}
