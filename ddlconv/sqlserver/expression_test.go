package sqlserver

import (
	"strings"
	"testing"

	"github.com/obferry/obferry/ddlconv/script"
	"github.com/obferry/obferry/ddlconv/syntax"
)

// columns are what the expressions of the tests may name.
var columns = map[string]string{
	"i": "int", "n": "decimal(10,2)", "m": "money", "f": "float", "s": "nvarchar(20)", "c": "char(5)", "d": "datetime", "b": "varbinary(10)",
}

// written writes an expression in MySQL's words.
func written(t *testing.T, source string) (v value, failed string) {
	t.Helper()
	tokens, err := lex(source, syntax.Place{Line: 1, Column: 1}, false)
	if err != nil {
		t.Fatal(err)
	}
	c := &syntax.Cursor{Source: source, Tokens: tokens}
	tr := &translator{Cursor: c, reader: NewReader().(*reader), column: func(_, name string) string { return columns[name] },
		table: func(_, name string) string { return name }}
	v = tr.condition()
	if c.Err != nil || !c.Done() {
		t.Fatalf("%s: %v", source, c.Err)
	}
	return v, tr.failed
}

// TestExpressions writes what has the same meaning, with the type that SQL Server gives it.
func TestExpressions(t *testing.T) {
	for source, want := range map[string][2]string{
		"i + 1":                                {"`i` + 1", "int"},
		"i / 2":                                {"`i` DIV 2", "int"},
		"i / 2.0":                              {"`i` / 2.0", "decimal(17,6)"},
		"n * i":                                {"`n` * `i`", "decimal(21,2)"},
		"n + n":                                {"`n` + `n`", "decimal(11,2)"},
		"m * i":                                {"`m` * `i`", "money"},
		"m * f":                                {"`m` * `f`", "float"},
		"s + ':' + c":                          {"CONCAT(`s`, ':', `c`)", "nvarchar(26)"},
		"N'a' + [s]":                           {"CONCAT('a', `s`)", "nvarchar(21)"},
		"i & 3 = 0":                            {"(`i` & 3) = 0", ""},
		"i !< 3":                               {"`i` >= 3", ""},
		"ISNULL(s, N'')":                       {"IFNULL(`s`, '')", "nvarchar(20)"},
		"LEN(s)":                               {"CHAR_LENGTH(RTRIM(`s`))", "int"},
		"CHARINDEX('a', s)":                    {"LOCATE('a', `s`)", "int"},
		"CONCAT(s, i)":                         {"CONCAT(IFNULL(`s`, ''), IFNULL(`i`, ''))", "nvarchar(60)"},
		"IIF(i > 1, 'a', 'bcd')":               {"IF(`i` > 1, 'a', 'bcd')", "nvarchar(3)"},
		"CAST(i AS varchar(10))":               {"CAST(`i` AS CHAR(10))", "varchar(10)"},
		"CAST(n AS int)":                       {"CAST(TRUNCATE(`n`, 0) AS SIGNED)", "int"},
		"CONVERT(bit, i)":                      {"(`i` <> 0)", "bit"},
		"CONVERT(char(8), d, 112)":             {"CAST(DATE_FORMAT(`d`, '%Y%m%d') AS CHAR(8))", "char(8)"},
		"DATEPART(yy, d)":                      {"YEAR(`d`)", "int"},
		"DATEADD(ms, 5, d)":                    {"DATE_ADD(`d`, INTERVAL (5) * 1000 MICROSECOND)", "datetime"},
		"DATEDIFF(day, d, GETDATE())":          {"DATEDIFF(NOW(3), `d`)", "int"},
		"s LIKE '[A-C]_%'":                     {"`s` REGEXP '^[A-C].'", ""},
		"s LIKE '[a]!%' ESCAPE '!'":            {"`s` LIKE 'a\\\\%'", ""},
		"s LIKE '%[^!]a!-z]' ESCAPE '!'":       {"`s` REGEXP '[^\\\\]a\\\\-z]$'", ""},
		"s LIKE '[0-9a-f][[]'":                 {"`s` REGEXP '^[0-9a-f]\\\\[$'", ""},
		"s NOT LIKE 'a.b%'":                    {"`s` NOT LIKE 'a.b%'", ""},
		"s LIKE 'x[[]y.z'":                     {"`s` LIKE 'x[y.z'", ""},
		"i IN (1, 2) OR NOT i BETWEEN 3 AND 4": {"`i` IN (1, 2) OR NOT `i` BETWEEN 3 AND 4", ""},
		"CASE WHEN i IS NULL THEN 1 ELSE 2.5 END": {"CASE WHEN `i` IS NULL THEN 1 ELSE 2.5 END", "decimal(12,1)"},
		"0x0F":              {"0x0F", "varbinary(1)"},
		"- -1":              {"- -1", "int"},
		"$5":                {"5", "money"},
		"N'it''s \\'":       {`'it\'s \\'`, "nvarchar(6)"},
		"COUNT(DISTINCT i)": {"COUNT(DISTINCT `i`)", "int"},
	} {
		v, failed := written(t, source)
		if failed != "" || v.sql != want[0] || v.typ != want[1] {
			t.Errorf("%s\ngot  %s (%s) %s\nwant %s (%s)", source, v.sql, v.typ, failed, want[0], want[1])
		}
	}
}

// TestUnwritten leaves alone what would mean something else.
func TestUnwritten(t *testing.T) {
	for _, source := range []string{
		"d + 1", "d - d", "unknown + 1", "unknown / 2", "'1' + 2", "dbo.f(i)", "x.value('(/a)[1]', 'int')", "geometry::Parse(s)", "@v",
		"CAST(d AS varchar(20))", "CAST(d AS int)", "CONVERT(varchar(20), m)", "DATEPART(week, d)", "DATEDIFF(hour, d, d)", "PATINDEX('%a%', s)",
		"STR(i)", "FORMAT(d, 'x')", "TRY_CAST(s AS int)", "s LIKE 'a' ESCAPE c", "NEXT VALUE FOR q", "HASHBYTES('MD5', s)", "d AT TIME ZONE 'UTC'",
	} {
		if v, failed := written(t, source); failed == "" {
			t.Errorf("%s became %s", source, v.sql)
		}
	}
}

// TestDeepExpressions refuses what lies too deep to be read, and does not break over it.
func TestDeepExpressions(t *testing.T) {
	const n = 20_000
	for _, e := range []string{
		strings.Repeat("(", n) + "1" + strings.Repeat(")", n), strings.Repeat("- ", n) + "1", strings.Repeat("NOT ", n) + "1 = 1",
		strings.Repeat("CASE WHEN ", n), strings.Repeat("ISNULL(", n), strings.Repeat("(SELECT ", n),
	} {
		for _, text := range []string{"CREATE TABLE a (b int, CHECK (" + e + "))", "CREATE TABLE a (b int DEFAULT " + e + ")", "CREATE VIEW v AS SELECT " + e, "CREATE VIEW v AS SELECT 1 AS a FROM " + e} {
			r := NewReader()
			reading := script.NewReading(Rules, nil)
			for _, s := range statements(text) {
				r.Read(s, reading)
			}
			r.Finish(reading)
			if reading.Settled() != 1 || len(reading.Tables) > 0 {
				t.Errorf("%d are settled of %s…", reading.Settled(), text[:40])
			}
		}
	}
}
