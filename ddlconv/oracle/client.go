package oracle

import (
	"strings"

	"github.com/obferry/obferry/ddlconv/script"
)

// commands are the words that SQL*Plus and SQLcl take for themselves (SQL*Plus User's
// Guide, chapter 12). SET is told apart by what follows it.
const commands = " ACC ACCEPT ARCHIVE BRE BREAK BTI BTITLE CL CLEAR COL COLUMN COMP COMPUTE CONN CONNECT COPY DEF DEFINE DESC " +
	"DESCRIBE DISC DISCONNECT EDIT EXEC EXECUTE EXIT GET HO HOST PASSWORD PASSW PAUSE PAU PRINT PRI PRO PROMPT QUIT RECOVER " +
	"REM REMARK REPF REPFOOTER REPH REPHEADER RUN SAVE SHO SHOW SHUTDOWN SPO SPOOL STA START STARTUP STORE TIMI TIMING TTI " +
	"TTITLE UNDEF UNDEFINE VAR VARIABLE WHENEVER SQLPROMPT ALIAS CD SCRIPT DDL LIQUIBASE "

// clientCommand is the word by which a line speaks to the client and never reaches the
// server, "" where it does not.
func clientCommand(line string) string {
	line = strings.TrimSpace(line)
	if line == "" {
		return ""
	}
	switch line[0] {
	case '@', '!', '$':
		return line[:1]
	}
	word := strings.ToUpper(line[:wordLength(line)])
	rest := strings.TrimSpace(line[len(word):])
	if word == "SET" {
		switch strings.ToUpper(rest[:wordLength(rest)]) {
		case "TRANSACTION", "ROLE", "CONSTRAINT", "CONSTRAINTS", "":
			return ""
		}
		return word
	}
	if word == "" || !strings.Contains(commands, " "+word+" ") {
		return ""
	}
	if rest != "" && strings.IndexByte("=(,.", rest[0]) >= 0 && word != "PROMPT" && word != "REM" && word != "REMARK" && word != "PRO" {
		return "" // a piece of something else
	}
	return word
}

// ruled tells whether a line is a rule drawn across the text, which SQL*Plus does not know
// and passes over.
func ruled(line string) bool {
	return len(line) > 2 && strings.Trim(line, "/=*+#~_<>|.-") == "" && !strings.HasPrefix(line, "/*") && !strings.HasPrefix(line, "--")
}

// runs are the commands that run another file, procedures are those that call PL/SQL, and
// shells those that run a command of the operating system.
const (
	runs       = " @ @@ STA START GET "
	procedures = " EXEC EXECUTE "
	shells     = " HO HOST ! $ "
)

// client settles a command of the client. What it runs may make half of a schema, and
// stands nowhere in this input: that is told. All others say nothing about the schema.
func (d *reader) client(s *script.Statement, r *script.Reading) {
	d.define(s.Text)
	verb := clientCommand(s.Text)
	switch {
	case ruled(s.Text):
		verb = "***"
	case verb == "":
		verb = s.Head(1)
	}
	if strings.HasPrefix(s.Text, "@@") {
		verb = "@@"
	}
	rest := strings.TrimSpace(s.Text[min(len(verb), len(s.Text)):])
	is := func(list string) bool { return verb != "" && strings.Contains(list, " "+verb+" ") }
	short := *s
	switch first := firstWord(rest); {
	case is(runs) && first != "":
		// What follows the name may be a password.
		short.Text = verb + " " + first
		if verb[0] == '@' {
			short.Text = verb + first
		}
		r.Manual(&short, verb, first, "oracle.client.file", first)
	case is(procedures) && rest != "":
		name := first[:wordsLength(first)]
		r.Manual(s, verb, name, "oracle.call", name)
	case is(shells) && first != "":
		short.Text = verb + " " + first
		r.Manual(&short, verb, first, "oracle.client.host", first)
	default:
		r.Passed(s, verb, "")
	}
}

// firstWord is what stands up to the first blank, or in quotes, without a semicolon behind it.
func firstWord(s string) string {
	if s != "" && (s[0] == '"' || s[0] == '\'') {
		if end := strings.IndexByte(s[1:], s[0]); end > 0 {
			return s[1 : end+1]
		}
	}
	if end := strings.IndexAny(s, " \t\r\n"); end >= 0 {
		s = s[:end]
	}
	return strings.TrimRight(s, ";")
}

// wordsLength is how long the name at the beginning of a text is, points between its parts
// included.
func wordsLength(s string) int {
	n := 0
	for n < len(s) && (wordly(s[n]) || s[n] == '.' || s[n] == '"') {
		n++
	}
	return n
}
