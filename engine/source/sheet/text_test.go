package sheet

import "testing"

// TestTextTypes lists delimited text and reads it back: the types hold every value,
// and the values come in the form that a server prints them.
func TestTextTypes(t *testing.T) {
	for _, c := range []struct{ name, content, columns, values string }{
		{"integers", "a,b,c,d\n1,-5,18446744073709551615,9223372036854775808\n9223372036854775807,,0,-1\n",
			"a bigint, b bigint, c bigint unsigned, d decimal(19,0)",
			"1|-5|18446744073709551615|9223372036854775808\n9223372036854775807|␀|0|-1"},
		{"decimals", "a,b,c\n1.5,100,.5\n-10.25,0.001,-0.00\n", "a decimal(4,2), b decimal(6,3), c decimal(3,2)",
			"1.50|100.000|0.50\n-10.25|0.001|0.00"},
		{"beyond decimal", "a,b,c\n1," + zeros(70) + "," + zeros(69) + "1\n2,1,1\n", "a bigint, b double, c varchar(128)",
			"1|" + zeros(70) + "|" + zeros(69) + "1\n2|1|1"},
		{"scientific", "a,b,c,d\n1.5e3,12E5,1E+05,1.23456789012345678e10\n2,13E5,1,2\n", "a double, b varchar(16), c double, d varchar(32)",
			"1.5e3|12E5|1E+05|1.23456789012345678e10\n2|13E5|1|2"},
		{"digits that a double loses stay", "a\n1.5e3\n9007199254740993\n", "a varchar(16)", "1.5e3\n9007199254740993"},
		{"leading zeros, signs, separators", "a,b,c\n007,+86,\"1,000\"\n8,1,2\n", "a varchar(16), b varchar(16), c varchar(16)",
			"007|+86|1,000\n8|1|2"},
		{"ids of 18 digits", "id,n\n110101199003078888,1\n11010119900307888X,2\n", "id varchar(32), n bigint",
			"110101199003078888|1\n11010119900307888X|2"},
		{"dates", "a,b,c,d,e\n2024-01-31,2024/1/2,2024年1月2日,2024-01-31 8:05,2024-02-30\n2024-1-5,2024/12/31,2023年12月31日,2024-02-01T00:00:00.25,2024-01-01\n",
			"a date, b date, c date, d datetime(2), e varchar(16)",
			"2024-01-31|2024-01-02|2024-01-02|2024-01-31 08:05:00.00|2024-02-30\n2024-01-05|2024-12-31|2023-12-31|2024-02-01 00:00:00.25|2024-01-01"},
		{"dates in two styles stay text", "a,n\n2024-01-31,1\n2024/02/01,2\n", "a varchar(16), n bigint", "2024-01-31|1\n2024/02/01|2"},
		{"day or month first stays text", "a,n\n31/01/2024,1\n01/02/2024,2\n", "a varchar(16), n bigint", "31/01/2024|1\n01/02/2024|2"},
		{"date and datetime", "a,n\n2024-01-31,1\n2024-01-31 23:59:59,2\n", "a datetime, n bigint", "2024-01-31 00:00:00|1\n2024-01-31 23:59:59|2"},
		{"times", "a,b,n\n8:00:00,3:25,1\n-838:59:59.5,4:30,2\n", "a time(1), b varchar(16), n bigint", "08:00:00.0|3:25|1\n-838:59:59.5|4:30|2"},
		{"booleans", "a,b\ntrue,TRUE\nFalse,2\n", "a tinyint(1), b varchar(16)", "1|TRUE\n0|2"},
		{"mixed", "a,n\n1,1\nx,2\n2024-01-01,3\n", "a varchar(16), n bigint", "1|1\nx|2\n2024-01-01|3"},
		{"nothing in a column", "a,b,c\n1,,x\n2,,y\n", "a bigint, b varchar(255), c varchar(16)", "1|␀|x\n2|␀|y"},
		{"empty text and NULL", "a,b,n\n\"\",\"\",1\n,,2\nx,5,3\n", "a varchar(16), b bigint, n bigint", "|␀|1\n␀|␀|2\nx|5|3"},
		{"spaces around numbers", "a,b,n\n 1 , x,1\n2,y,2\n", "a bigint, b varchar(16), n bigint", "1| x|1\n2|y|2"},
		{"quotes", "a,b\n\"x, y\",\"say \"\"hi\"\"\"\n5\" disk,\"two\nlines\"\n", "a varchar(16), b varchar(16)", "x, y|say \"hi\"\n5\" disk|two\nlines"},
		{"single quotes around double ones", "a,b,c\n1,'say \"hi\", x',2\n2,'two\nlines',3\n", "a bigint, b varchar(16), c bigint", "1|say \"hi\", x|2\n2|two\nlines|3"},
		{"names", "select, Name ,,name,订单号\n1,2,3,4,5\n", "select bigint, Name bigint, column_3 bigint, name_2 bigint, 订单号 bigint", "1|2|3|4|5"},
		{"no header", "1,alice\n2,bob\n", "column_1 bigint, column_2 varchar(16)", "1|alice\n2|bob"},
		{"header only", "a,b\n", "a varchar(255), b varchar(255)", ""},
		{"one column", "name\nSmith, John\nann\nbob\n", "name varchar(16)", "Smith, John\nann\nbob"},
		{"semicolons", "a;b\n1,5;2\n2,5;3\n", "a varchar(16), b bigint", "1,5|2\n2,5|3"},
		{"pipes", "a|b\n1|x,y\n", "a bigint, b varchar(16)", "1|x,y"},
		{"tabs", "a\tb\n1\tx y\n", "a bigint, b varchar(16)", "1|x y"},
		{"apostrophes quote", "'a','b'\n'x, y','it''s'\n", "a varchar(16), b varchar(16)", "x, y|it's"},
		{"delimiters at every end", "a,b,\n1,2,\n3,4,\n", "a bigint, b bigint", "1|2\n3|4"},
		{"lone returns", "a,b\r1,x\r2,y\r", "a bigint, b varchar(16)", "1|x\n2|y"},
		{"CRLF and no last line end", "a,b\r\n1,\"x\r\ny\"\r\n2,z", "a bigint, b varchar(16)", "1|x\r\ny\n2|z"},
		{"NUL", "a,b\n1,x\x00y\n", "a bigint, b varchar(16)", "1|x\x00y"},
		{"titles above", "Report\n\nid,name,amount\n1,x,2.5\n2,y,3.25\n", "id bigint, name varchar(16), amount decimal(3,2)", "1|x|2.50\n2|y|3.25"},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := open(t, write(t, "data.csv", c.content), nil)
			table := list(t, s)[0]
			same(t, "columns", told(table), c.columns)
			_, values := pull(t, s, table, table.Columns)
			same(t, "values", lines(values), c.values)
		})
	}
}

func zeros(n int) string {
	b := make([]byte, n)
	for i := range b {
		b[i] = '0'
	}
	b[0] = '1'
	return string(b)
}
