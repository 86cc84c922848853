package mysql

import (
	"iter"
	"slices"
	"strings"
	"testing"

	"github.com/obferry/obferry/ddlconv/script"
)

// TestMissingEnds cuts statements where what should end them was left out, and nowhere
// else.
func TestMissingEnds(t *testing.T) {
	for source, want := range map[string][]string{
		"USE shop\nCREATE TABLE t (a int);":                              {"USE shop", "CREATE TABLE t (a int)"},
		"use `my-shop`\nINSERT INTO t VALUES (1);":                       {"use `my-shop`", "INSERT INTO t VALUES (1)"},
		"USE shop;\nSELECT 1;":                                           {"USE shop", "SELECT 1"},
		"SET NAMES utf8\nALTER TABLE t ADD a int;":                       {"SET NAMES utf8", "ALTER TABLE t ADD a int"},
		"SELECT 1\ngo\nSELECT 2\nEGO\n":                                  {"SELECT 1", "SELECT 2"},
		"CREATE TABLE t (a int)\nDROP TABLE u\nCREATE TABLE u (b int);":  {"CREATE TABLE t (a int)", "DROP TABLE u", "CREATE TABLE u (b int)"},
		"ALTER TABLE t\nDROP a,\nALTER b SET DEFAULT 1\nCREATE TABLE u;": {"ALTER TABLE t\nDROP a,\nALTER b SET DEFAULT 1", "CREATE TABLE u"},
		"INSERT INTO t VALUES ('\nCREATE TABLE x\nGO\n');":               {"INSERT INTO t VALUES ('\nCREATE TABLE x\nGO\n')"},
		"INSERT INTO t\nSELECT 1\nON DUPLICATE KEY\nUPDATE a = 1;":       {"INSERT INTO t\nSELECT 1\nON DUPLICATE KEY\nUPDATE a = 1"},
		"SET a = 1 /*\nCREATE TABLE x\n*/;":                              {"SET a = 1 /*\nCREATE TABLE x\n*/"},
		"CREATE PROCEDURE p()\nCREATE TABLE t (a int);":                  {"CREATE PROCEDURE p()\nCREATE TABLE t (a int)"},
		"CREATE EVENT e ON SCHEDULE EVERY 1 DAY DO\nDROP TABLE t;":       {"CREATE EVENT e ON SCHEDULE EVERY 1 DAY DO\nDROP TABLE t"},
		"CREATE TRIGGER r BEFORE INSERT ON t FOR EACH ROW BEGIN\nINSERT INTO u VALUES (1);\nDROP TABLE v;\nEND;": {
			"CREATE TRIGGER r BEFORE INSERT ON t FOR EACH ROW BEGIN\nINSERT INTO u VALUES (1);\nDROP TABLE v;\nEND"},
		"CREATE PARTITION FUNCTION pf (int) AS RANGE FOR VALUES (1)\nCREATE TABLE t (a int);": {
			"CREATE PARTITION FUNCTION pf (int) AS RANGE FOR VALUES (1)", "CREATE TABLE t (a int)"},
		"GRANT SELECT,\nCREATE,\nDROP ON *.* TO a;": {"GRANT SELECT,\nCREATE,\nDROP ON *.* TO a"},
		"SHOW\nCREATE TABLE t;":                     {"SHOW\nCREATE TABLE t"},
	} {
		var got []string
		for s := range split(linesOf(source)) {
			got = append(got, s.Text)
			if s.Open {
				t.Errorf("%q: %q is open", source, s.Text)
			}
		}
		if !slices.Equal(got, want) {
			t.Errorf("%q:\n%q, want\n%q", source, got, want)
		}
	}
}

// linesOf are the lines of a text.
func linesOf(text string) iter.Seq[script.Line] {
	return func(yield func(script.Line) bool) {
		number := 0
		for line := range strings.Lines(text) {
			number++
			if !yield(script.Line{Text: line, Number: number}) {
				return
			}
		}
	}
}
