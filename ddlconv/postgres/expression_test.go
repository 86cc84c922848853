package postgres

import (
	"strings"
	"testing"

	pg "github.com/pganalyze/pg_query_go/v6"

	"github.com/obferry/obferry/ddlconv/schema"
)

// columnsOf are the columns that the tests' expressions are over, by their names.
var columnsOf = map[string]kind{
	"i": whole, "j": whole, "n": decimal, "f": floating, "b": truth, "t": text, "s": text, "d": day, "m": moment, "z": zoned,
	"l": whole, "c": clock, "x": document, "a": array, "y": bytes,
}

// written writes an expression in MySQL's language; what is refused is told behind "!".
func written(t *testing.T, expression string) string {
	t.Helper()
	tree, err := pg.Parse("SELECT " + expression)
	if err != nil {
		t.Fatalf("%s: %v", expression, err)
	}
	r := NewReader().(*reader)
	w := &writer{r: r, now: 6, column: func(parts []string) (value, bool) {
		k, ok := columnsOf[parts[len(parts)-1]]
		return value{sql: schema.Quote(parts[len(parts)-1]), kind: k, long: parts[len(parts)-1] == "l"}, ok
	}}
	v := w.expr(tree.Stmts[0].Stmt.GetSelectStmt().TargetList[0].GetResTarget().Val)
	if w.failed() {
		return "! " + w.refused
	}
	return strings.ReplaceAll(v.sql, "`", "")
}

// TestExpressions holds what is written of every kind of expression.
func TestExpressions(t *testing.T) {
	for in, want := range map[string]string{
		// Literals and casts.
		"1": "1", "-1": "-1", "- i": "-i", "- (- i)": "-(-i)", "1.50": "1.50", "1e3": "1e3", "true": "TRUE", "NULL::text": "NULL", "B'101'": "b'101'", "X'1F'": "x'1F'",
		"'a''b\\'": `'a\'b\\'`, "E'a\\nb'": `'a\nb'`, "'t'::boolean": "TRUE", "'5'::integer": "5", "'x'::integer": "! 'x'::integer",
		"'abc'::character varying(3)": "'abc'", "'2020-01-02'::date": "'2020-01-02'", "'2020-01-02 03:04:05.6'::timestamp": "'2020-01-02 03:04:05.6'",
		"'2020-01-02 03:04:05+01'::timestamptz": "'2020-01-02 02:04:05'", "'infinity'::timestamp": "! 'infinity'", "'now'::timestamp": "CURRENT_TIMESTAMP(6)",
		"'{a,\"b c\",NULL}'::text[]": `'["a", "b c", null]'`, "'{1,2}'::integer[]": "'[1, 2]'", "'{{1},{2}}'::integer[]": "'[[1], [2]]'", "'{t,f}'::boolean[]": "'[true, false]'",
		`'\x41'::bytea`: "x'41'", `'A\000'::bytea`: `x'4100'`, "'{}'::jsonb": "'{}'",
		"i::text": "CAST(i AS CHAR)", "t::text": "t", "t::integer": "CAST(t AS SIGNED)", "i::numeric": "i", "n::numeric(5,2)": "CAST(n AS DECIMAL(5,2))", "(0)::numeric": "0",
		"m::date": "CAST(m AS DATE)", "d::timestamp": "CAST(d AS DATETIME(6))", "b::integer": "b", "i::boolean": "i <> 0", "t::jsonb": "CAST(t AS JSON)", "f::text": "! ::text",
		"i::double precision": "i + 0E0", "t::regclass": "! ::regclass",
		// Operators.
		"i + j * 2": "i + (j * 2)", "i / j": "i DIV j", "i / 2.0": "i / 2.0", "n / i": "n / i", "i % 2": "i % 2", "i ^ 2": "pow(i, 2)", "i & 3 | j": "CAST((i & 3) | j AS SIGNED)", "i # j": "CAST(i ^ j AS SIGNED)", "~ i": "CAST(~i AS SIGNED)", "i >> 2": "CASE WHEN i < 0 THEN CAST(~(~i >> 2) AS SIGNED) ELSE CAST(i >> 2 AS SIGNED) END", "6 >> 1": "CAST(6 >> 1 AS SIGNED)", "i << 1": "CAST(i << 1 AS SIGNED)",
		"t || s": "concat(t, s)", "t || ' ' || i": "concat(t, ' ', i)", "a || a": "! ||", "x || x": "! ||", "i || i": "! ||",
		"i = 1 AND NOT b OR t <> ''": "((i = 1) AND (NOT b)) OR (t <> '')", "b = 't'": "b = TRUE", "i != 1": "i <> 1", "(i IS NULL) <> (j IS NOT NULL)": "(i IS NULL) <> (j IS NOT NULL)",
		"(i, j) IS NOT NULL": "i IS NOT NULL AND j IS NOT NULL", "(i, t) IS NULL OR b": "(i IS NULL AND t IS NULL) OR b",
		"n <> 'NaN'": "! 'NaN'", "n = '5'": "n = 5", "i IN (1, 'Infinity')": "! 'Infinity'", "n <> 'NaN'::numeric": "! 'NaN'::numeric", "t <> 'NaN'": "t <> 'NaN'",
		"b IS TRUE": "b IS TRUE", "b IS NOT FALSE": "b IS NOT FALSE", "b IS UNKNOWN": "b IS NULL",
		"i IS DISTINCT FROM j": "NOT (i <=> j)", "i IS NOT DISTINCT FROM j": "i <=> j", "NULLIF(i, 0)": "nullif(i, 0)",
		"i BETWEEN 1 AND 5": "i BETWEEN 1 AND 5", "i NOT BETWEEN SYMMETRIC 5 AND 1": "i NOT BETWEEN least(5, 1) AND greatest(5, 1)",
		"i IN (1, 2)": "i IN (1, 2)", "i NOT IN (1)": "i NOT IN (1)", "(i, j) = (1, 2)": "(i, j) = (1, 2)",
		"t = ANY (ARRAY['a'::text, 'b'::text])":                       "t IN ('a', 'b')",
		"t::text = ANY ((ARRAY['a'::varchar, 'b'::varchar])::text[])": "t IN ('a', 'b')",
		"t = ANY ('{a,b}'::text[])":                                   "t IN ('a', 'b')",
		"t <> ALL (ARRAY['a'])":                                       "t NOT IN ('a')",
		"i > ANY (ARRAY[1, 2])":                                       "(i > 1) OR (i > 2)",
		"i = ANY (a)":                                                 "json_contains(a, json_array(i))",
		"t LIKE 'a%'":                                                 "t LIKE 'a%'", "t NOT LIKE 'a\\%'": `t NOT LIKE 'a\\%'`, "t ILIKE 'A%'": "lower(t) LIKE lower('A%')", "t LIKE 'a!%' ESCAPE '!'": "t LIKE 'a!%' ESCAPE '!'", "t SIMILAR TO 'a'": "! SIMILAR TO",
		"t ~ '^a\\d+$'": `regexp_like(t, '^a\\d+$', 'c')`, "t !~* 'b'": "NOT regexp_like(t, 'b', 'i')", "t ~ '\\mword\\M'": `regexp_like(t, '\\bword\\b', 'c')`, "t ~ '(?i)a'": "! (?i)a", "t ~ s": "! ~", "t ~ '\\1'": `! \1`,
		"t COLLATE \"C\" < 'a'": "t < 'a'", "t COLLATE \"de_DE\"": "! COLLATE de_DE",
		// Dates.
		"d + 1": "d + INTERVAL 1 DAY", "d - d": "datediff(d, d)", "m + '1 day'::interval": "m + INTERVAL 1 DAY", "m - interval '1 mon 2 days 03:00:00'": "m - INTERVAL 1 MONTH - INTERVAL 2 DAY - INTERVAL 3 HOUR", "m - m": "! interval",
		"now() - '01:00:00'::interval": "CURRENT_TIMESTAMP(6) - INTERVAL 1 HOUR", "CURRENT_DATE": "curdate()", "CURRENT_TIMESTAMP(3)": "CURRENT_TIMESTAMP(3)", "LOCALTIMESTAMP": "CURRENT_TIMESTAMP(6)",
		"extract(year FROM m)": "year(m)", "extract(dow FROM d)": "(dayofweek(d) - 1)", "extract(epoch FROM z)": "(timestampdiff(MICROSECOND, '1970-01-01', z) / 1000000)", "extract(millennium FROM d)": "! extract(millennium)",
		"date_trunc('month', m)": "CAST(date_format(m, '%Y-%m-01') AS DATETIME(6))", "to_char(m, 'YYYY-MM-DD HH24:MI:SS')": "date_format(m, '%Y-%m-%d %H:%i:%s')", "to_char(i, '999')": "! to_char()",
		"timezone('utc', now())": "utc_timestamp(6)", "z AT TIME ZONE 'UTC'": "z", "z AT TIME ZONE 'CET'": "! AT TIME ZONE CET",
		// Moments beside literals: with an offset they are turned to UTC, as the columns are.
		"z > '2020-01-01 00:00:00+02'": "z > '2019-12-31 22:00:00'", "'2020-01-01 00:00:00-05:30'::timestamptz <= z": "'2020-01-01 05:30:00' <= z",
		"z BETWEEN '2020-01-01 00:00+02' AND '2020-01-02T00:00:00Z'": "z BETWEEN '2019-12-31 22:00:00' AND '2020-01-02 00:00:00'",
		"z IN ('2020-01-01 00:00:00+02')":                            "z IN ('2019-12-31 22:00:00')", "z = ANY (ARRAY['2020-01-01 00:00:00+02'])": "z IN ('2019-12-31 22:00:00')",
		"coalesce(z, '2020-01-01 00:00:00+02')": "coalesce(z, '2019-12-31 22:00:00')", "z IS DISTINCT FROM '2020-01-01 00:00:00+02'": "NOT (z <=> '2019-12-31 22:00:00')",
		"m > '2020-01-01 00:00:00+02'": "m > '2020-01-01 00:00:00'", "d >= '2020-01-01 00:00:00+02'": "d >= '2020-01-01'", "z > '2020-01-01 00:00:00 CEST'": "! '2020-01-01 00:00:00 CEST'",
		"CASE WHEN b THEN z ELSE '2020-01-01 00:00:00+02' END": "CASE WHEN b THEN z ELSE '2019-12-31 22:00:00' END", "y = '\\x41'": "y = x'41'",
		// Whole numbers: a quotient of integers is one, that of a sum of bigints is not.
		"i / 2": "i DIV 2", "n / 2": "n / 2", "count(*) / 2": "count(*) DIV 2", "sum(i) / count(*)": "sum(i) DIV count(*)", "sum(l) / 2": "sum(l) / 2", "sum(i::bigint) / 2": "sum(i) / 2", "i::numeric / j": "i / j",
		"coalesce(i, 0) / 2": "coalesce(i, 0) DIV 2", "(CASE WHEN b THEN i ELSE 0 END) / 2": "CASE WHEN b THEN i ELSE 0 END DIV 2", "abs(i) / j": "abs(i) DIV j",
		// Functions.
		"left(t, -2)": "left(t, char_length(t) - 2)", "right(t, -2)": "substr(t, 1 + 2)", "right(t, 2)": "right(t, 2)",
		"left(t, i)": "CASE WHEN i < 0 THEN left(t, char_length(t) + i) ELSE left(t, i) END", "right(t, i)": "CASE WHEN i < 0 THEN substr(t, 1 - i) ELSE right(t, i) END",
		"t::boolean":                 "CASE WHEN lower(trim(t)) IN ('t', 'true', 'y', 'yes', 'on', '1') THEN TRUE WHEN lower(trim(t)) IN ('f', 'false', 'n', 'no', 'off', '0') THEN FALSE END",
		"jsonb_build_object('1', i)": "json_object('1', i)",
		"lower(t)":                   "lower(t)", "length(t)": "char_length(t)", "length(y)": "length(y)", "octet_length(t)": "length(t)", "trim(t)": "trim(t)", "trim(both 'x' from t)": "trim(BOTH 'x' FROM t)", "trim(both 'xy' from t)": "! btrim()",
		"substring(t from 2 for 3)": "substr(t, 2, 3)", "substring(t from 'a.b')": "! substring()", "substr(t, 0)": "! substr()", "position('a' in t)": "instr(t, 'a')", "concat(t, NULL)": "concat_ws('', t, NULL)", "left(t, 3)": "left(t, 3)",
		"coalesce(t, '')": "coalesce(t, '')", "greatest(i, j)": "coalesce(greatest(i, j), i, j)", "least(i, j, 1)": "! LEAST", "round(n, 2)": "round(n, 2)", "trunc(n)": "truncate(n, 0)", "log(n)": "log10(n)",
		"CASE WHEN b THEN 1 ELSE 2 END": "CASE WHEN b THEN 1 ELSE 2 END", "CASE i WHEN 1 THEN 'a' END": "CASE i WHEN 1 THEN 'a' END",
		"gen_random_uuid()": "uuid()", "public.uuid_generate_v4()": "uuid()", "other.lower(t)": "! other.lower()", "unknown_function(t)": "! unknown_function()", "nextval('s')": "! nextval()",
		"num_nonnulls(i, j)": "(i IS NOT NULL) + (j IS NOT NULL)", "regexp_replace(t, 'a+', 'b', 'g')": "regexp_replace(t, 'a+', 'b', 1, 0, 'c')", "regexp_replace(t, '(a)', '\\1')": "! regexp_replace()",
		"md5(t)": "md5(t)", "starts_with(t, 'a')": "left(t, char_length('a')) = 'a'", "to_tsvector('english', t)": "! to_tsvector()",
		// Documents and arrays.
		"x -> 'a'": `json_extract(x, '$.\"a\"')`, "x ->> 'a'": `json_unquote(json_extract(x, '$.\"a\"'))`, "x -> 0": "json_extract(x, '$[0]')", "x #>> '{a,b}'": `json_unquote(json_extract(x, '$.\"a\".\"b\"'))`, "x #> '{a,0}'": "! #>",
		"x @> '{\"a\": 1}'::jsonb": `json_contains(x, '{\"a\": 1}')`, "x ? 'a'": `json_contains_path(x, 'one', '$.\"a\"')`, "t -> 'a'": "! ->",
		"jsonb_typeof(x) = 'object'": "json_type(x) IN ('OBJECT')", "jsonb_array_length(x)": "json_length(x)", "cardinality(a)": "json_length(a)", "array_length(a, 1)": "nullif(json_length(a), 0)", "ARRAY[1, 2]": "json_array(1, 2)",
		"a[1]": "! a[…]", "jsonb_build_object('a', i)": "json_object('a', i)",
		// What stands in a view alone.
		"count(*) FILTER (WHERE b)": "count(CASE WHEN b THEN 1 END)", "count(DISTINCT i)": "count(DISTINCT i)", "string_agg(t, ',')": "group_concat(t SEPARATOR ',')", "row_number() OVER (PARTITION BY i ORDER BY j DESC)": "row_number() OVER (PARTITION BY i ORDER BY j DESC)",
		"EXISTS (SELECT 1)": "! SELECT", "nothing": "! nothing", "$1": "! $1",
	} {
		want = strings.ReplaceAll(want, `\"`, `"`)
		if got := written(t, in); got != want {
			t.Errorf("%s:\n got %s\nwant %s", in, got, want)
		}
	}
}
