package diff_test

import (
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
	} {
		if found := diff.Tables(checked(pair[0]), checked(pair[1])); len(found) != 3 {
			t.Errorf("%s and %s: %+v", pair[0], pair[1], found)
		}
	}
}
