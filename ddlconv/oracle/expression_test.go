package oracle

import (
	"strings"
	"testing"
	"time"

	"github.com/obferry/obferry/ddlconv/schema"
	"github.com/obferry/obferry/ddlconv/syntax"
)

// expression translates one over a table of a number n, a text s and a date d.
func expression(t *testing.T, text string) (string, string) {
	t.Helper()
	tokens, err := lex(text, syntax.Place{Line: 1, Column: 1})
	if err != nil {
		t.Fatal(err)
	}
	draft := schema.NewDraft()
	draft.Table.Columns = []*schema.Column{{Name: "n", Type: "number(9)"}, {Name: "s", Type: "varchar2(9)"}, {Name: "d", Type: "date"}}
	p := &parser{draft: draft}
	return p.translate(tokens[:len(tokens)-1])
}

// TestExpressions holds what becomes of expressions.
func TestExpressions(t *testing.T) {
	for text, want := range map[string]string{
		"n > 0 AND s <> 'x'":          "n > 0 AND s <> 'x'",
		"n ^= 1.5d":                   "n <> 1.5",
		"s || '-' || n":               "CONCAT_WS('', s, '-', n)",
		"NVL(s, 'x')":                 "IFNULL(s, 'x')",
		"NVL2(s, 1, 2)":               "IF(s IS NOT NULL, 1, 2)",
		"DECODE(n, 1, 'a', 'b')":      "CASE WHEN n <=> 1 THEN 'a' ELSE 'b' END",
		"LENGTH(s) + LENGTHB(s)":      "CHAR_LENGTH(s) + LENGTH(s)",
		"SUBSTR(s, 1, 2)":             "SUBSTR(s, 1, 2)",
		"INSTR(s, 'a')":               "INSTR(s, 'a')",
		"TRUNC(d)":                    "CAST(DATE(d) AS DATETIME)",
		"TRUNC(n)":                    "TRUNCATE(n, 0)",
		"ROUND(n, 2)":                 "ROUND(n, 2)",
		"TO_CHAR(d, 'YYYY-MM-DD')":    "DATE_FORMAT(d, '%Y-%m-%d')",
		"d + 7 > SYSDATE":             "d + INTERVAL 7 DAY > NOW()",
		"d - 1 + 2":                   "d - INTERVAL 1 DAY + INTERVAL 2 DAY",
		"n + 7":                       "n + 7",
		"\"Mixed Case\" = 1":          "`Mixed Case` = 1",
		"s IN ('a', q'[b'c]', N'd')":  `s IN ('a', 'b\'c', 'd')`,
		"CASE WHEN n > 1 THEN s END":  "CASE WHEN n > 1 THEN s END",
		"DECODE(n, 1, 'a', '')":       "CASE WHEN n <=> 1 THEN 'a' ELSE NULL END",
		"REPLACE(s, 'a', '')":         "REPLACE(s, 'a', '')",
		"BITAND(n, 4) = 4":            "(n & 4) = 4",
		"CAST(n AS VARCHAR2(5))":      "CAST(n AS CHAR(5))",
		"EXTRACT(YEAR FROM d) > 2000": "EXTRACT(YEAR FROM d) > 2000",
	} {
		if got, refused := expression(t, text); got != want || refused != "" {
			t.Errorf("%s becomes %q (%s), want %q", text, got, refused, want)
		}
	}
}

// TestRefusedExpressions names the first words that have no counterpart.
func TestRefusedExpressions(t *testing.T) {
	for text, want := range map[string]string{
		"d - SYSDATE > 1":          "-",
		"d + 1/24":                 "+",
		"REGEXP_COUNT(s, 'a')":     "REGEXP_COUNT",
		"ROWNUM < 5":               "ROWNUM",
		"a.ROWID = 1":              "ROWID",
		"ORA_ROWSCN > 1":           "ORA_ROWSCN",
		"seq.NEXTVAL":              "seq.NEXTVAL",
		"a.b(+) = c":               "(+)",
		"my_pkg.f(n)":              "my_pkg.f",
		":x = 1":                   ":x",
		"TO_CHAR(d, 'DAY')":        "TO_CHAR",
		"SYS_CONTEXT('A', 'B')":    "SYS_CONTEXT",
		"MONTHS_BETWEEN(d, d) > 1": "MONTHS_BETWEEN",
	} {
		if got, refused := expression(t, text); !strings.Contains(refused, want) {
			t.Errorf("%s becomes %q, and is refused for %q, want %q", text, got, refused, want)
		}
	}
}

// TestDeepExpressions refuses what lies too deep, and at once: a call in a call must not
// double the time.
func TestDeepExpressions(t *testing.T) {
	start := time.Now()
	for _, one := range []struct{ open, inner, end string }{
		{"(", "n", ")"}, {"NVL(", "n", ", 1)"}, {"ROUND(", "n", ", 1)"}, {"TO_CHAR(", "n", ")"}, {"DECODE(", "n", ", 1, 2, 3, 4)"},
		{"CASE WHEN ", "n", " THEN 1 END"}, {"CAST(", "n", " AS NUMBER(5))"},
	} {
		for _, depth := range []int{30, 20_000} {
			text := strings.Repeat(one.open, depth) + one.inner + strings.Repeat(one.end, depth)
			if _, refused := expression(t, text); refused == "" && depth > deepest {
				t.Errorf("%s…: %d deep are not refused", one.open, depth)
			}
		}
	}
	if took := time.Since(start); took > time.Minute {
		t.Errorf("it took %s", took)
	}
}

// TestRenamed gives a column another name in an expression.
func TestRenamed(t *testing.T) {
	for text, want := range map[string]string{
		"a > 1 AND `A` < 2":        "`b` > 1 AND `b` < 2",
		"'a' = a(1) + ab + `a``c`": "'a' = a(1) + ab + `a``c`",
		"'it\\'s a' <> a":          "'it\\'s a' <> `b`",
	} {
		if got := renamed(text, "a", "b"); got != want {
			t.Errorf("%s becomes %s, want %s", text, got, want)
		}
	}
}
