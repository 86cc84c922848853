package oracle

import "strings"

// form is how a statement ends.
type form uint8

const (
	unknown form = iota // too few words have been read
	plain               // at a semicolon
	rows                // at a semicolon, and brings data
	spec                // the specification of a type: at a semicolon, and a slash may follow
	unit                // PL/SQL: at a slash on a line of its own
)

// formOf is how the statement ends that begins with the given words, and of a unit
// whether its END closes more than blocks, as that of a package does.
func formOf(words []string) (f form, encloses bool) {
	switch words[0] {
	case "DECLARE", "BEGIN":
		return unit, false
	case "INSERT":
		return rows, false
	case "CREATE":
	default:
		return plain, false
	}
	for i := 1; i < len(words); i++ {
		switch words[i] {
		case "OR", "REPLACE", "EDITIONABLE", "NONEDITIONABLE", "AND", "RESOLVE", "COMPILE", "NOFORCE":
			continue
		case "TRIGGER", "PROCEDURE", "FUNCTION", "JAVA", "MLE":
			return unit, false
		case "PACKAGE":
			return unit, true
		case "TYPE":
			if i+1 == len(words) {
				return unknown, false
			}
			if words[i+1] == "BODY" {
				return unit, true
			}
			return spec, false
		}
		return plain, false
	}
	return unknown, false
}

// blocks counts the blocks of a PL/SQL unit, so that one without a slash behind it has an
// end all the same.
type blocks struct {
	depth  int
	opened bool // a block has begun
	owed   int  // nested subprograms whose END has not come
	ending bool // END was the last word
}

// word takes a word of the unit, in upper case.
func (b *blocks) word(w string) {
	if b.ending {
		b.ending = false
		if w == "IF" || w == "LOOP" || w == "CASE" {
			return
		}
	}
	switch w {
	case "BEGIN", "CASE", "IF", "LOOP", "COMPOUND":
		b.depth++
		b.opened = true
	case "END":
		b.ending = true
		if b.depth--; b.depth == 0 && b.owed > 0 {
			b.owed--
			b.opened = false
		}
	case "PROCEDURE", "FUNCTION":
		if b.depth == 0 {
			b.owed++
		}
	}
}

// closed tells whether every block that began has ended.
func (b *blocks) closed() bool { return b.opened && b.depth <= 0 }

// starters are words that begin a statement, and stand at no such place in PL/SQL once
// its blocks are closed.
const starters = " ALTER ANALYZE AUDIT BEGIN CALL COMMENT COMMIT CREATE DECLARE DELETE DROP EXPLAIN FLASHBACK GRANT INSERT LOCK MERGE " +
	"PURGE RENAME REVOKE ROLLBACK SAVEPOINT SELECT SET TRUNCATE UPDATE WITH "

// objects are what CREATE, ALTER and DROP are followed by: no PL/SQL statement begins so.
const objects = " TABLE INDEX UNIQUE BITMAP VIEW SEQUENCE OR TRIGGER TYPE PUBLIC SYNONYM PROCEDURE FUNCTION PACKAGE GLOBAL PRIVATE " +
	"MATERIALIZED USER ROLE TABLESPACE DIRECTORY CONTEXT DATABASE SESSION SYSTEM EDITIONABLE FORCE PROFILE CLUSTER DIMENSION "

// begins tells whether a line begins a new statement behind a semicolon of a unit whose
// blocks are closed, or else one that no unit can hold.
func begins(line string, closed bool) bool {
	line = strings.TrimSpace(line)
	first := strings.ToUpper(line[:wordLength(line)])
	rest := strings.TrimSpace(line[len(first):])
	second := strings.ToUpper(rest[:wordLength(rest)])
	switch first {
	case "CREATE", "ALTER", "DROP":
		if strings.Contains(objects, " "+second+" ") && second != "" {
			return true
		}
	case "COMMENT":
		if second == "ON" {
			return true
		}
	}
	return closed && (first != "" && strings.Contains(starters, " "+first+" ") || clientCommand(line) != "")
}

// follows tells whether a line begins another statement though nothing ended the one of SQL
// that is under way, as DBMS_METADATA writes them unless it is told to end them: what
// makes a thing stands within no other statement, but in what gives rights. Words that
// may stand in one begin another behind a blank line only, at which SQL*Plus ends one too.
// So what CREATE SCHEMA makes are statements of their own, too.
func (s *splitter) follows(line string) bool {
	first := strings.ToUpper(line[:wordLength(line)])
	switch s.first {
	case "GRANT", "REVOKE", "AUDIT", "NOAUDIT", "EXPLAIN":
		return false
	}
	switch first {
	case "CREATE", "COMMENT":
		return begins(line, false)
	case "GRANT": // reserved in Oracle, and so no name
		return true
	case "ALTER", "DROP":
		return begins(line, false) && (s.blank || first == "ALTER")
	case "DECLARE", "BEGIN", "PROMPT", "REM", "REMARK", "SPOOL", "EXIT", "QUIT", "WHENEVER":
		return s.blank
	}
	return false
}
