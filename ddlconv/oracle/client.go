package oracle

import "strings"

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
