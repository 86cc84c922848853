package engine_test

import (
	"fmt"
	"strconv"
	"strings"
	"testing"

	"github.com/obferry/obferry/engine"
)

// edge is a value in PostgreSQL's words and what the target then holds of it, as read by
// show; "refused" for what the conversion says is refused.
type edge struct{ in, want string }

const refused = "refused"

// edges are values of every type at its ends, by the type's words. Show is how the target
// is asked, with $ for the column.
var edges = []struct {
	typ, show string
	values    []edge
}{
	{"boolean", "$", []edge{{"true", "1"}, {"false", "0"}, {"NULL", "NULL"}}},
	{"smallint", "$", []edge{{"-32768", "-32768"}, {"32767", "32767"}}},
	{"integer", "$", []edge{{"-2147483648", "-2147483648"}, {"0", "0"}}},
	{"bigint", "$", []edge{{"-9223372036854775808", "-9223372036854775808"}, {"9223372036854775807", "9223372036854775807"}}},
	{"oid", "$", []edge{{"0", "0"}, {"4294967295", "4294967295"}}},
	{"xid8", "$", []edge{{"'18446744073709551615'", "18446744073709551615"}}},
	{"numeric", "$", []edge{
		{"'NaN'", refused}, {"'Infinity'", refused}, {"'-Infinity'", refused}, {"-0.5", "-0.500000000000000000000000000000"},
		{"99999999999999999999999999999999999", "99999999999999999999999999999999999.000000000000000000000000000000"},
		{"100000000000000000000000000000000000", refused}, {"1e-31", "0.000000000000000000000000000000"},
		{"0.0000000000000000000000000000005", "0.000000000000000000000000000001"},
		{"-9.9999999999999999999999999999995", "-10.000000000000000000000000000000"},
	}},
	{"numeric(20,4)", "$", []edge{{"1234567890123456.7891", "1234567890123456.7891"}, {"-0.0001", "-0.0001"}}},
	{"numeric(5,-2)", "$", []edge{{"1234567", "1234600"}}},
	{"numeric(3,5)", "$", []edge{{"0.00999", "0.00999"}}},
	{"numeric(100,40)", "$", []edge{{"1.5", "1.500000000000000000000000000000"}}},
	{"real", "$*1e0", []edge{
		{"'NaN'", refused}, {"'-Infinity'", refused}, {"'3.4028235e38'", "3.4028234663852886e+38"}, {"'-3.4028235e38'", "-3.4028234663852886e+38"},
		{"0.1", "0.10000000149011612"}, {"'1.1754944e-38'", "1.1754943508222875e-38"}, {"'-0'", "-0"},
	}},
	{"double precision", "$", []edge{
		{"'NaN'", refused}, {"'Infinity'", refused}, {"1.7976931348623157e308", "1.7976931348623157e+308"}, {"0.1", "0.1"}, {"5e-324", "5e-324"}, {"'-0'", "-0"},
	}},
	{"money", "$", []edge{{"'-92233720368547758.08'", "-92233720368547758.08"}, {"'1234.5'", "1234.50"}}},
	{"text", "HEX($)", []edge{
		{"''", ""}, {`E'\t\n\r\b\f\x0b\\N'`, "090A0D080C0B5C4E"}, {`E'\\.'`, "5C2E"}, {"'𝄞汉'", "F09D849EE6B189"}, {`'\N'`, "5C4E"}, {"NULL", "NULL"}, {"'  a '", "20206120"}, {`E'\x01\x7f'`, "017F"},
		{"repeat('長', 100000)", strings.Repeat("E995B7", 100000)},
	}},
	{"varchar(3)", "$", []edge{{"'ab '", "ab "}}},
	{"char(4)", "$", []edge{{"'ab'", "ab"}, {"''", ""}}},
	{"char(300)", "$", []edge{{"'ab'", "ab"}}},
	{"\"char\"", "$", []edge{{"'x'", "x"}}},
	{"name", "$", []edge{{"'pg'", "pg"}}},
	{"bytea", "HEX($)", []edge{{`'\x'`, ""}, {`'\x00ff5c0a27090d'`, "00FF5C0A27090D"}, {"NULL", "NULL"}}},
	{"date", "$", []edge{
		{"'0001-01-01'", "0001-01-01"}, {"'9999-12-31'", "9999-12-31"}, {"'10000-01-01'", refused}, {"'0044-03-15 BC'", refused},
		{"'infinity'", refused}, {"'-infinity'", refused}, {"'2024-02-29'", "2024-02-29"},
	}},
	{"timestamp", "$", []edge{
		{"'9999-12-31 23:59:59.999999'", "9999-12-31 23:59:59.999999"}, {"'0001-01-01'", "0001-01-01 00:00:00.000000"},
		{"'0044-03-15 12:00 BC'", refused}, {"'infinity'", refused}, {"'-infinity'", refused}, {"'10000-01-01'", refused},
	}},
	{"timestamp(0)", "$", []edge{{"'2024-06-30 23:59:59.6'", "2024-07-01 00:00:00"}}},
	{"timestamptz", "$", []edge{
		{"'2024-01-01 00:00:00.000001+14'", "2023-12-31 10:00:00.000001"}, {"'9999-12-31 23:59:59+00'", "9999-12-31 23:59:59.000000"},
		{"'0044-03-15 12:00+00 BC'", refused}, {"'infinity'", refused}, {"'10000-01-01 00:00+01'", "9999-12-31 23:00:00.000000"},
	}},
	{"time", "$", []edge{{"'24:00:00'", "24:00:00.000000"}, {"'00:00:00.000001'", "00:00:00.000001"}}},
	{"timetz", "$", []edge{{"'10:00:00.5+02'", "10:00:00.5+02"}}},
	{"interval", "$", []edge{{"'-1 year 2 days -03:04:05.678'", "-1 years +2 days -03:04:05.678"}, {"'0'", "00:00:00"}}},
	{"uuid", "$", []edge{{"'A0EEBC99-9C0B-4EF8-BB6D-6BB9BD380A11'", "a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11"}}},
	{"json", "$", []edge{{`'{"b": 1, "a": [1.50, null]}'`, `{"a": [1.5, null], "b": 1}`}, {`'"\u0041"'`, `"A"`}, {"'[1e400]'", refused}}},
	{"jsonb", "$", []edge{{`'{"b": 1, "a": "x\ty\\z"}'`, `{"a": "x\ty\\z", "b": 1}`}, {"'null'", "null"}, {"NULL", "NULL"}}},
	{"integer[]", "$", []edge{{"'{}'", "[]"}, {"'{1,NULL,-3}'", "[1, null, -3]"}, {"'{{1,2},{3,4}}'", "[[1, 2], [3, 4]]"}, {"'[0:1]={5,6}'", "[5, 6]"}}},
	{"text[]", "$", []edge{{`ARRAY['a"b', E'c\\d\n', 'NULL', '汉']`, `["a\"b", "c\\d\n", "NULL", "汉"]`}}},
	{"boolean[]", "$", []edge{{"'{t,f}'", "[true, false]"}}},
	{"numeric[]", "$", []edge{{"'{1.5,NaN}'", `[1.5, "NaN"]`}}},
	{"timestamptz[]", "$", []edge{{"ARRAY['2024-01-01 00:00+02'::timestamptz]", `["2023-12-31T22:00:00+00:00"]`}}},
	{"bit(4)", "$+0", []edge{{"B'1010'", "10"}, {"B'0000'", "0"}}},
	{"bit(64)", "HEX($)", []edge{{"repeat('1', 64)::bit(64)", "FFFFFFFFFFFFFFFF"}, {"B'1'::bit(64)", "8000000000000000"}}},
	{"bit(70)", "$", []edge{{"repeat('10', 35)::bit(70)", strings.Repeat("10", 35)}}},
	{"bit varying", "$", []edge{{"B''", ""}, {"B'0101'", "0101"}}},
	{"inet", "$", []edge{{"'::ffff:1.2.3.4/120'", "::ffff:1.2.3.4/120"}, {"'10.0.0.1'", "10.0.0.1"}}},
	{"cidr", "$", []edge{{"'10.0.0.0/8'", "10.0.0.0/8"}}},
	{"macaddr", "$", []edge{{"'08-00-2b-01-02-03'", "08:00:2b:01:02:03"}}},
	{"macaddr8", "$", []edge{{"'08:00:2b:01:02:03:04:05'", "08:00:2b:01:02:03:04:05"}}},
	{"point", "ST_AsText($)", []edge{{"'(1.5,-2)'", "POINT(1.5 -2)"}, {"NULL", "NULL"}}},
	{"circle", "$", []edge{{"'<(0,0),1>'", "<(0,0),1>"}}},
	{"polygon", "$", []edge{{"'((0,0),(1,1),(1,0))'", "((0,0),(1,1),(1,0))"}}},
	{"xml", "$", []edge{{"'<a b=\"1\">x</a>'", `<a b="1">x</a>`}}},
	{"tsvector", "$", []edge{{"'fat:2 cat:3'", "'cat':3 'fat':2"}}},
	{"tsquery", "$", []edge{{"'a & b'", "'a' & 'b'"}}},
	{"int4range", "$", []edge{{"'[1,5]'", "[1,6)"}, {"'empty'", "empty"}}},
	{"tstzrange", "$", []edge{{"'[2024-01-01 00:00+02,)'", `["2023-12-31 22:00:00+00",)`}}},
	{"int4multirange", "$", []edge{{"'{[1,2),[5,7)}'", "{[1,2),[5,7)}"}}},
	{"pg_lsn", "$", []edge{{"'16/B374D848'", "16/B374D848"}}},
	{"regclass", "$", []edge{{"'pg_class'", "pg_class"}}},
	{"mood", "$", []edge{{"'so-so, really'", "so-so, really"}, {"'happy'", "happy"}, {"NULL", "NULL"}}},
	{"mood[]", "$", []edge{{"'{happy}'", `["happy"]`}}},
	{"pair", "$", []edge{{"ROW(1,'a b')", `(1,"a b")`}}},
	{"positive", "$", []edge{{"5", "5"}}},
	{"amounts", "$", []edge{{"'{1.50}'", "[1.5]"}}},
	{"hstore", "$", []edge{{`'a=>1, b=>NULL'`, `{"a": "1", "b": null}`}}},
	{"citext", "$", []edge{{"'MiXed'", "MiXed"}}},
	{"ltree", "$", []edge{{"'a.b.c'", "a.b.c"}}},
}

// Values of every type cross as the conversion of their columns says, are found equal
// by the comparison, and what the target cannot hold is refused, row by row.
func TestPostgresTypesCross(t *testing.T) {
	v := pgVoyage(t)
	v.exec(t, "CREATE EXTENSION hstore; CREATE EXTENSION citext; CREATE EXTENSION ltree; CREATE TYPE mood AS ENUM ('sad', 'so-so, really', 'happy'); CREATE TYPE pair AS (a int, b text); "+
		"CREATE DOMAIN positive AS int CHECK (VALUE > 0); CREATE DOMAIN amounts AS numeric(10,2)[]")
	var columns, asked, values []string
	for i, e := range edges {
		columns = append(columns, fmt.Sprintf("v%02d %s", i, e.typ))
		asked = append(asked, strings.ReplaceAll(e.show, "$", fmt.Sprintf("v%02d", i)))
		for _, value := range e.values {
			values = append(values, fmt.Sprintf("INSERT INTO edges (id, v%02d) VALUES (%d, %s)", i, len(values), value.in))
		}
	}
	v.exec(t, "CREATE TABLE edges (id int PRIMARY KEY, "+strings.Join(columns, ", ")+"); "+strings.Join(values, "; "))
	result := v.run(t, nil)
	if result.Err != nil || len(result.Tables) != 1 || result.Tables[0].Err != nil || len(result.Tables[0].Failures) > 0 {
		t.Fatalf("%s, %v, %+v", result.Status, result.Err, result.Tables)
	}
	there := v.rows(t, "SELECT id, "+strings.Join(asked, ", ")+" FROM edges")
	var wanted int64
	id := 0
	for i, e := range edges {
		for _, value := range e.values {
			got := refused
			if row := there[strconv.Itoa(id)]; row != nil {
				got = row[i]
			}
			if id++; value.want == refused {
				wanted++
			}
			if got != value.want {
				t.Errorf("%s %.100s: got %.300q, want %.300q", e.typ, value.in, got, value.want)
			}
		}
	}
	one := result.Tables[0]
	if one.Rejected != wanted || result.Status != engine.StatusPartial {
		t.Errorf("%s, %d rows refused, want %d: %+v", result.Status, one.Rejected, wanted, one.Groups)
	}
	if c := one.Compared; c == nil || !c.Equal || c.Refused != wanted {
		t.Errorf("compared: %+v", c)
	}
	for _, g := range one.Groups {
		if g.Code == 0 || g.Message == "" {
			t.Errorf("refused without a reason: %+v", g)
		}
	}
}
