package proof_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/obferry/obferry/engine/proof"
)

// expressions are written as people and other servers write them; the kernel tells many
// of them back in other words.
var expressions = []string{
	"a + 1", "a + b * 2", "(a + b) * 2", "a % 2", "mod(a, 2)", "a div 2", "-a", "a - -1", "a + (b + 1)", "a * (b * 2)", "if(a > 0, 1, null)", "ifnull(a, 0)",
	"case when a > 0 then 1 when b > 1 then 2 else 3 end", "case a when 1 then 2 else 3 end", "coalesce(a, b, 0)", "a > 0 and b < 1 or not a = 2",
	"a > 0 and (b > 0 and a < 9)", "a in (1, 2, 3)", "a not in (1, 2)", "a between 1 and 2", "a not between 1 and 2", "a is null", "a is not null", "not a", "a <> b", "a <=> b",
	"a = '1'", "s = 'x'", "s like 'a%'", "s not like 'a%'", "length(s)", "char_length(s)", "concat(s, '-', 'x') = 's'", "substring(s, 1, 2) = 'a'", "upper(s) = s", "s <> ''",
	"left(s, 2) = 'a'", "cast(s as signed)", "cast(a as char(10)) = 'x'", "a & 3 | b", "a << 2", "a ^ b", "year(d)", "d > '2020-01-01'", "d > d + interval 1 day", "date_add(d, interval 1 month) > d",
	"datediff(d, '2020-01-01')", "json_extract(j, '$.x') = 1", "j -> '$.x' = 1", "round(c, 1)", "c * 1.5", "abs(a)", "greatest(a, b)", "s regexp '^a'", "a xor b", "true and a",
	"not true", "not false", "a is unknown", "a is not unknown", "cast(d as datetime) > '2020-01-01'", "cast(s as time) > '10:00'", "cast(s as decimal)", "cast(s as decimal(5))", "cast(s as unsigned integer)",
	"cast(s as binary(5)) = 'x'", "convert(a, char(3)) = 'x'", "convert(s, signed)", "convert(s using utf8mb4) = 'x'", "binary s = 'x'", "cast(a as nchar(4)) = 'x'", "adddate(d, 3) > d", "interval 1 day + d > d",
	"substring(s from 2 for 3) = 'x'", "char(65, 66) = 'AB'", "concat('a' 'b', s) = 'x'", "s sounds like 'x' or a", "0x10 = s", "s = b'1000001'", "ln(a)", "log(2, a)", "a = 1e3", "c > 1e-5", "c * .5", "isnull(a)",
	"a in (1)", "a not in (1)", "json_value(j, '$.a') = 'x'", "not (a > 1 or b > 1)", "(a, b) in ((1, 2), (3, 4))", "a = 1 or b = 1 and c = 1", "s like 'a!%' escape '!'", "if(a, if(b, 1, 2), 3)", "1 = 1", "interval(a, 1, 2)", "a > b = 0", "- a < 0", "time(d) > '08:00:00'", "s between 'a' and 'z'",
}

// TestExpressionsRead makes generated columns and checks of many expressions: however
// the kernel tells them back, none is told as a difference, but each is when another
// stands in its place.
func TestExpressionsRead(t *testing.T) {
	head := "CREATE TABLE %s (a int, b int, s varchar(20), d date, c decimal(10,2), j json"
	var columns, checks strings.Builder
	fmt.Fprintf(&columns, head, "t")
	fmt.Fprintf(&checks, head, "u")
	for i, e := range expressions {
		fmt.Fprintf(&columns, ", g%d int AS (%s)", i, e)
		fmt.Fprintf(&checks, ", CONSTRAINT c%d CHECK ((%s) > 0)", i, e)
	}
	s := converted(t, columns.String()+")", checks.String()+")")
	result := check(t, s, proof.Options{})
	for _, f := range result.Failures {
		t.Errorf("%v\n%s", f.Err, f.Statement)
	}
	if len(result.Differences) > 0 {
		t.Error(say(result.Differences))
	}
}
