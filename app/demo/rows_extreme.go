package demo

import "strings"

// extremes are the rows of the table of edges: each value SQL text, in the order
// of the columns after the number and the name. A missing rest is NULL.
var extremes = []struct {
	name   string
	values []string
}{
	{"全部为空", nil},
	{"最小值", []string{"-128", "-32768", "-8388608", "-2147483648", "-9223372036854775808", "0",
		"-" + nines(35) + "." + nines(30), "-3.4028234663852886e38", "-1.7976931348623157e308", zeroBits, "x''", "''",
		"'0001-01-01'", "'0001-01-01 00:00:00'", "'1970-01-01 00:00:01'", "'-838:59:59'", "1901"}},
	{"最大值", []string{"127", "32767", "8388607", "2147483647", "9223372036854775807", "18446744073709551615",
		nines(35) + "." + nines(30), "3.4028234663852886e38", "1.7976931348623157e308", "~b'0'", allBytes, "repeat('满',20000)",
		"'9999-12-31'", "'9999-12-31 23:59:59.999999'", "'2038-01-19 03:14:07.999999'", "'838:59:59'", "2155"}},
	{"零", []string{"0", "0", "0", "0", "0", "0", "0", "0", "0", zeroBits, "x'00'", "'0'",
		"'0000-00-00'", "'0000-00-00 00:00:00'", "'0000-00-00 00:00:00'", "'00:00:00'", "0"}},
	{"负一", []string{"-1", "-1", "-1", "-1", "-1", "9223372036854775808", "-1", "-1", "-1"}},
	{"最接近零", columns(6, "1e-30", "1.17549435e-38", "2.2250738585072014e-308")},
	{"负的最接近零", columns(6, "-1e-30", "-1.17549435e-38", "-2.2250738585072014e-308")},
	{"圆周率", columns(6, "3.141592653589793238462643383279", "3.1415927", "3.141592653589793")},
	{"十分之一", columns(6, "0.1", "0.1", "0.1")},
	{"三分之一", columns(6, "0.333333333333333333333333333333", "0.33333334", "0.3333333333333333")},
	{"单精度整数边界", columns(7, "16777217", "9007199254740993")},
	{"月份未知", columns(12, "'1999-00-00'", "'1999-00-00 00:00:00'")},
	{"闰日", columns(12, "'2024-02-29'", "'2024-02-29 23:59:59.5'", "'2024-02-29 23:59:59.5'", "'-00:00:00.000001'", "1970")},
	{"超过一天", columns(15, "'100:00:00.123456'", "2069")},
	{"夏令时", columns(13, "'1986-05-04 02:30:00'", "'1986-05-03 18:30:00'")},
	{"点", columns(17, "ST_GeomFromText('POINT(-180 90)')")},
	{"多边形（带洞）", columns(17, "ST_GeomFromText('POLYGON((0 0,9 0,9 9,0 9,0 0),(1 1,2 1,2 2,1 2,1 1))')")},
	{"几何集合", columns(17, "ST_GeomFromText('GEOMETRYCOLLECTION(POINT(1 2),LINESTRING(0 0,1e-7 1e7))')")},
	{"引号与控制字符", columns(10, `'\0\'"\\'`, `concat('''"\\',char(9,10,13,26 using utf8mb4),'%_;-- /*')`)},
	{"生僻字与表情", columns(11, "'𠮷野家 㐂 👨‍👩‍👧‍👦 🏳️‍🌈 \u200b\ufeff é'")},
}

const (
	zeroBits     = "b'0'"
	extremeWidth = 18
)

var allBytes = func() string {
	const digits = "0123456789abcdef"
	var b strings.Builder
	b.WriteString("x'")
	for i := range 256 {
		b.WriteByte(digits[i>>4])
		b.WriteByte(digits[i&15])
	}
	b.WriteString("'")
	return b.String()
}()

func nines(n int) string { return strings.Repeat("9", n) }

// columns are values with NULL in the skipped ones before them.
func columns(skip int, values ...string) []string {
	all := make([]string, 0, skip+len(values))
	for range skip {
		all = append(all, "NULL")
	}
	return append(all, values...)
}

func writeExtreme(s *statement, _ *dice, row int) {
	s.int(row + 1)
	s.string(extremes[row].name)
	for i := range extremeWidth {
		if i < len(extremes[row].values) {
			s.sql(extremes[row].values[i])
		} else {
			s.null()
		}
	}
}
