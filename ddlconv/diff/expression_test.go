package diff_test

import (
	"strings"
	"testing"

	"github.com/obferry/obferry/ddlconv/diff"
	"github.com/obferry/obferry/ddlconv/schema"
)

// checked is a table with a check, a generated column and a key of one expression.
func checked(expression string) *schema.Table {
	return &schema.Table{Name: "t", Columns: []*schema.Column{{Name: "g", Type: "int", Generated: expression}},
		Checks:  []*schema.Check{{Name: "c", Expression: expression}},
		Indexes: []*schema.Index{{Name: "k", Kind: schema.Plain, Parts: []schema.Part{{Expression: expression}}}}}
}

// TestExpressions has pairs that mean the same: what was written, and how a server tells
// it back.
func TestExpressions(t *testing.T) {
	for _, pair := range [][2]string{
		{"`a` > 0", "(`a` > 0)"},
		{"a <> 'x'", "((`a` != _utf8mb4'x'))"},
		{"a > 0 and b < 1 or c = 2", "(((`a` > 0) and (`b` < 1)) or (`c` = 2))"},
		{"a + b * c", "(`a` + (`b` * `c`))"},
		{"a AND NOT b IS NULL", "(`a` and (not((`b` is null))))"},
		{"e > d + interval 1 day", "(`e` > (`d` + interval 1 day))"},
		{"if(a > 0, 1, null)", "(case when (`a` > 0) then 1 else NULL end)"},
		{"case when a>0 then 1 else 2 end", "(case when (`a` > 0) then 1 else 2 end)"},
		{"case a when 1 then b end", "(case `a` when 1 then `b` else NULL end)"},
		{"a in ('a','b')", "(`a` in ('a','b'))"},
		{"a not in (1,2)", "(not(`a` in (1,2)))"},
		{"a between 1 and 2 and b", "((`a` between 1 and 2) and `b`)"},
		{"a like 'x%'", "(`a` like 'x%')"},
		{"a % 2", "(mod(`a`,2))"},
		{"a IS NOT NULL", "(`a` is not null)"},
		{"a -> '$.x'", "json_extract(`a`,'$.x')"},
		{"lower(a)", "lower(cast(`a` as char(20)))"},
		{"a = '1'", "(`a` = 1)"},
		{"CURRENT_TIMESTAMP()", "now()"},
		{"-a", "(-`a`)"},
		{"!a", "(not(`a`))"},
		{"a and (b and c)", "`a` and (`b` and `c`)"},
		{"d > date '2020-01-01'", "(`d` > DATE '2020-01-01')"},
		{"concat(a, '-', b)", "concat(`a`,'-',`b`)"},
		{"cast(a as decimal(10,2))", "cast(`a` as decimal(10,2))"},
		{"a is unknown", "(`a` is null)"},
		{"a is not unknown", "(`a` is not null)"},
		{"not true", "(not((1 = 1)))"},
		{"not false", "(not((0 = 1)))"},
		{"cast(d as datetime) > '2020-01-01'", "(cast(`d` as datetime(0)) > '2020-01-01')"},
		{"cast(a as time)", "cast(`a` as time(0))"},
		{"cast(a as decimal)", "cast(`a` as number(10,0))"},
		{"cast(a as decimal(5))", "cast(`a` as number(5,0))"},
		{"cast(a as unsigned integer)", "cast(`a` as unsigned)"},
		{"cast(a as binary(5))", "cast(`a` as char(5) charset binary)"},
		{"cast(a as nchar(4))", "cast(`a` as char(4) charset utf8mb4)"},
		{"convert(a, signed)", "cast(`a` as signed)"},
		{"convert(a using gbk)", "convert(`a` using 'gbk')"},
		{"binary a", "cast(`a` as binary)"},
		{"adddate(d, 3)", "(`d` + interval 3 day)"},
		{"interval 1 day + d", "(`d` + interval 1 day)"},
		{"substring(s from 2 for 3)", "substr(`s`,2,3)"},
		{"char(65, 66)", "char(65,66 using 'binary')"},
		{"char(65 using utf8mb4)", "char(65 using 'utf8mb4')"},
		{"concat('a' 'b', s)", "concat('ab',`s`)"},
		{"s sounds like 'x' or a", "((soundex(`s`) = soundex('x')) or `a`)"},
		{"0x10 = b", "(X'10' = `b`)"},
		{"b = b'101'", "(`b` = X'05')"},
		{"ln(f)", "log(2.718281828459045,`f`)"},
		{"f = 1e3", "(`f` = 1000)"},
		{"f > 1e-5", "(`f` > 0.00001)"},
		{"c * .5", "(`c` * 0.5)"},
		{"isnull(a)", "(`a` is null)"},
		{"a in (1)", "(`a` = 1)"},
		{"a not in ('x')", "(`a` <> 'x')"},
		{"json_value(j, '$.a')", "json_value(`j`,'$.a' RETURNING char(512) charset utf8mb4)"},
		{"n'x'", "'x'"},
		{"1 = 1", "(1 = 1)"},
		{"interval(a, 1, 2) = 1", "(interval(`a`,1,2) = 1)"},
	} {
		for _, d := range diff.Tables(checked(pair[0]), checked(pair[1])) {
			t.Errorf("%s and %s: %+v", pair[0], pair[1], d)
		}
	}
}

// TestOtherExpressions has pairs of which one must not pass for the other: the same
// columns and literals, put together otherwise.
func TestOtherExpressions(t *testing.T) {
	for _, pair := range [][2]string{
		{"a < b", "(`a` > `b`)"},
		{"case a when 1 then b end", "(case `a` when 1 then `b` else 0 end)"},
		{"a <= b", "(`a` < `b`)"},
		{"a = b", "(`a` != `b`)"},
		{"a > 0 and b > 0", "((`a` > 0) or (`b` > 0))"},
		{"(a or b) and c", "(`a` or (`b` and `c`))"},
		{"(a + b) * c", "(`a` + (`b` * `c`))"},
		{"a - b", "(`b` - `a`)"},
		{"a is null", "(`a` is not null)"},
		{"a in (1,2)", "(not(`a` in (1,2)))"},
		{"a like 'x'", "(`a` = 'x')"},
		{"lower(a)", "upper(`a`)"},
		{"if(a, 1, 2)", "(case when `a` then 2 else 1 end)"},
		{"cast(a as signed)", "`a`"},
		{"-a", "`a`"},
		{"a between 1 and 2", "(`a` between 2 and 1)"},
		{"d + interval 1 day", "(`d` + interval 1 month)"},
		{"a = 'x'", "(`a` = 'X')"},
		{"f(a, b)", "f(`a`)"},
		{"true", "(0 = 1)"},
		{"interval(a, 1, 2) = 1", "(interval(`a`,1,2) = 2)"},
		{"cast(d as datetime)", "cast(`d` as datetime(3))"},
		{"cast(d as datetime)", "cast(`d` as time(0))"},
		{"cast(a as decimal)", "cast(`a` as number(10,2))"},
		{"cast(a as binary(5))", "cast(`a` as char(6) charset binary)"},
		{"binary a", "`a`"},
		{"convert(a using gbk)", "convert(`a` using 'utf8mb4')"},
		{"adddate(d, 3)", "(`d` + interval 3 month)"},
		{"ln(f)", "log(10,`f`)"},
		{"f = 1e3", "(`f` = 100)"},
		{"a in (1)", "(`a` <> 1)"},
		{"a in (1, 2)", "(`a` = 1)"},
		{"isnull(a)", "(`a` is not null)"},
		{"b = 0x10", "(`b` = X'11')"},
		{"concat('a' 'b')", "concat('a','b')"},
		{"a - interval 1 day", "(`a` + interval 1 day)"},
	} {
		if found := diff.Tables(checked(pair[0]), checked(pair[1])); len(found) != 3 {
			t.Errorf("%s and %s: %+v", pair[0], pair[1], found)
		}
	}
}

// TestMultiValued has keys over the elements of an array, as they are written and as
// OceanBase shows them.
func TestMultiValued(t *testing.T) {
	key := func(parts ...string) *schema.Table {
		k := &schema.Index{Name: "k", Kind: schema.Plain, Parts: []schema.Part{{Expression: parts[0]}}}
		for _, column := range parts[1:] {
			k.Parts = append(k.Parts, schema.Part{Column: column})
		}
		return &schema.Table{Name: "t", Columns: []*schema.Column{{Name: "id", Type: "int"}, {Name: "tags", Type: "json"}}, Indexes: []*schema.Index{k}}
	}
	shown := func(path, of string) *schema.Table {
		return key("json_query(`tags`,'"+path+"' RETURNING "+of+" WITHOUT ARRAY WRAPPER asis error on error null on empty null on mismatch)", "id")
	}
	for _, written := range []string{"cast(json_extract(`tags`,_utf8mb4'$.a') as unsigned array)", "(cast(tags -> '$.a' as unsigned array))"} {
		for _, d := range diff.Tables(key(written), shown("$.a", "unsigned")) {
			t.Errorf("%s: %+v", written, d)
		}
		for _, other := range []*schema.Table{shown("$.b", "unsigned"), shown("$.a", "signed"), key("json_extract(tags, '$.a')")} {
			if len(diff.Tables(key(written), other)) == 0 {
				t.Errorf("%s passes for %s", written, other.Indexes[0].Parts[0].Expression)
			}
		}
	}
	for _, d := range diff.Tables(key("cast(tags->'$.a' as char(10) array)"), shown("$.a", "char(10) charset utf8mb4")) {
		t.Errorf("%+v", d)
	}
}

// TestDeepCalls compares calls within calls in a time that does not double at every level.
func TestDeepCalls(t *testing.T) {
	for _, call := range []string{"log", "if", "cast", "char", "substring", "convert", "isnull", "adddate", "json_value", "f"} {
		for _, end := range []string{")", ", 2)", " as)", " using x)", ", 2, 3)"} {
			deep := strings.Repeat(call+"(", 60) + "a" + strings.Repeat(end, 60)
			if found := diff.Tables(checked(deep), checked(deep)); len(found) > 0 {
				t.Errorf("%s … %s: %+v", call, end, found)
			}
		}
	}
}
