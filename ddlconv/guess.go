package ddlconv

import (
	"regexp"
	"strings"

	"github.com/obferry/obferry/ddlconv/script"
)

// mark is something that only one dialect's scripts hold as a rule.
type mark struct {
	dialect Dialect
	weight  int
	text    *regexp.Regexp
}

func marked(d Dialect, weight int, pattern string) mark {
	return mark{d, weight, regexp.MustCompile("(?im)" + pattern)}
}

// marks are what a script is recognized by. A program's own heading weighs most.
var marks = []mark{
	marked(MySQL, 30, `^-- (?:MySQL|MariaDB) dump|^-- phpMyAdmin|^ ?Source Server Type *: MySQL`),
	marked(MySQL, 2, "`\\w+`"),
	marked(MySQL, 3, `\) *ENGINE *=|\bAUTO_INCREMENT\b|/\*![0-9]{5}`),
	marked(MySQL, 2, `^DELIMITER |\bunsigned\b|\bmedium(?:int|text)\b|\butf8mb4\b|\btinyint\(`),
	marked(Postgres, 30, `^-- PostgreSQL database dump|\bpg_catalog\.`),
	marked(Postgres, 3, `\bcharacter varying\b|\btimestamp with(?:out)? time zone\b|\b(?:big|small)?serial\b|\bnextval\(|\bOWNER TO\b|\bjsonb\b|\bbytea\b|\bplpgsql\b`),
	marked(Postgres, 2, `::\w+|\$\$|^COPY .* FROM stdin|\bTIMESTAMPTZ\b|^\\\w+|\bCREATE EXTENSION\b`),
	marked(Oracle, 3, `\bN?VARCHAR2\b|\bNUMBER *\(|\bNUMBER\b *[,)\n]|\bSYSDATE\b|\bPCTFREE\b|\bNOCACHE\b`),
	marked(Oracle, 2, `^/ *$|^PROMPT\b|^REM\b|\bCLOB\b|\bCREATE OR REPLACE (?:PACKAGE|TYPE)\b|^SET DEFINE\b|\bUSING INDEX\b`),
	marked(SQLServer, 4, `^GO *$|\[dbo\]|\bIDENTITY *\(\d+ *, *\d+\)|\b(?:NON)?CLUSTERED\b|\bUNIQUEIDENTIFIER\b`),
	marked(SQLServer, 2, `\[\w+\]|\bNVARCHAR\b|\bDATETIME2\b|\bsp_addextendedproperty\b|^SET (?:ANSI_NULLS|QUOTED_IDENTIFIER)`),
}

// ofMariaDB is what only scripts from a MariaDB hold.
var ofMariaDB = regexp.MustCompile(`(?im)^-- MariaDB dump|-MariaDB\b|/\*M!|\buca1400|\bSYSTEM VERSIONING\b`)

// mostMarks is how often one mark counts, so that a long list of columns does not
// outweigh a heading.
const mostMarks = 20

// Guess tells which dialect the beginning of a script looks like, "" where nothing tells
// or two are as likely. The text is read as [script.Lines] reads it.
func Guess(head []byte) Dialect {
	var b strings.Builder
	for line := range script.Lines(strings.NewReader(string(head)), func(error) {}) {
		b.WriteString(strings.TrimRight(line.Text, "\r\n") + "\n")
	}
	text := b.String()
	scores := map[Dialect]int{}
	for _, m := range marks {
		scores[m.dialect] += m.weight * len(m.text.FindAllStringIndex(text, mostMarks))
	}
	best, most, second := Dialect(""), 0, 0
	for d, score := range scores {
		switch {
		case score > most:
			best, most, second = d, score, most
		case score > second:
			second = score
		}
	}
	if most == second {
		return ""
	}
	if best == MySQL && ofMariaDB.MatchString(text) {
		return MariaDB
	}
	return best
}

// Dialects are those that can be named, in the order in which help lists them.
var Dialects = []Dialect{MySQL, MariaDB, Postgres, Oracle, SQLServer}
