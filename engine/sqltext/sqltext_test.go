package sqltext_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/obferry/obferry/engine/sqltext"
)

func TestVariablesAreReplacedInCodeAlone(t *testing.T) {
	for sql, want := range map[string]string{
		"DELETE FROM @table":                                           "DELETE FROM `a``b`",
		"delete from @table;":                                          "delete from `a``b`;",
		"DELETE FROM `@table` WHERE x='@table'":                        "DELETE FROM `a``b` WHERE x='@table'",
		"SELECT @tables, @@table, x@table, @table":                     "SELECT @tables, @@table, x@table, `a``b`",
		"INSERT INTO d.@table VALUES ('it''s \\' @table', \"@table\")": "INSERT INTO d.`a``b` VALUES ('it''s \\' @table', \"@table\")",
		"-- @table\nDELETE /* @table */ FROM @table # @table":          "-- @table\nDELETE /* @table */ FROM `a``b` # @table",
		"SELECT 1--@table":                                             "SELECT 1--`a``b`",
		"/*!40000 DELETE FROM @table */":                               "/*!40000 DELETE FROM `a``b` */",
		"x@table@table":                                                "x@table@table",
		"(@table)(@table)":                                             "(`a``b`)(`a``b`)",
		"@表table @table表":                                              "@表table @table表",
		"'@table":                                                      "'@table",
		"":                                                             "",
	} {
		if got := sqltext.Put(sql, "@table", "`a``b`"); got != want {
			t.Errorf("%s: %s, want %s", sql, got, want)
		}
	}
}

func TestWhole(t *testing.T) {
	for sql, want := range map[string]bool{
		"a = 1": true, "(a = 1) OR (b = ')')": true, "a = '\\'' -- x": true, "a = 1 /* ) */": true, "`)`=1": true,
		"a = 1) OR (1 = 1": false, "a = (1": false, "a = 'x": false, "a = 1 /* x": false, "a = 1; DROP TABLE t": false,
		"/*! a = 1 */": true, "a = 1 /*! ": false, "a = 1 */": false, "": true,
	} {
		if sqltext.Whole(sql) != want {
			t.Errorf("%q: whole is %v", sql, !want)
		}
	}
}

func TestStatements(t *testing.T) {
	for text, want := range map[string][]string{
		"":                      nil,
		" ;; -- a\n; /* b; */ ": nil,
		"A":                     {"A"},
		"A; B ;":                {"A", "B"},
		"A ';' \";\" `;` ; B":   {"A ';' \";\" `;`", "B"},
		"-- of A;\nA;--\tB;\nC": {"-- of A;\nA", "--\tB;\nC"},
		"/*/ A; /*/ B; C":       {"/*/ A; /*/ B", "C"},
		"/*! A; */ B":           {"/*! A", "*/ B"},
		"A 'never; ends":        {"A 'never; ends"},
	} {
		if got := sqltext.Statements(text); !slices.Equal(got, want) {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

func TestVerb(t *testing.T) {
	for sql, want := range map[string]string{
		"select 1": "SELECT", " /* x */ -- y\n ((Select 1))": "SELECT", "with x as (select 1) select * from x": "WITH",
		"delete from t": "DELETE", "": "", "'select'": "", "#select": "", "/*!select 1*/": "SELECT", "/*!50000 drop */": "DROP",
	} {
		if got := sqltext.Verb(sql); got != want {
			t.Errorf("%q: %q", sql, got)
		}
	}
}

func FuzzParts(f *testing.F) {
	f.Add("a 'b\\' c''' `d``` -- e\n /* f */ #g")
	f.Fuzz(func(t *testing.T, sql string) {
		var b strings.Builder
		for p := range sqltext.Parts(sql) {
			if p.Text == "" {
				t.Fatal("an empty part")
			}
			b.WriteString(p.Text)
		}
		if b.String() != sql {
			t.Fatalf("%q became %q", sql, b.String())
		}
		sqltext.Whole(sql)
		sqltext.Verb(sql)
		if got := sqltext.Put(sql, "@table", "@table"); got != sql && !strings.Contains(sql, "`@table`") {
			t.Fatalf("%q became %q", sql, got)
		}
	})
}
