package sheet

import (
	"fmt"
	"strings"
	"testing"
)

// TestFoundQuote holds that the quote is the one for which the records agree, and
// that apostrophes in plain text stay apostrophes.
func TestFoundQuote(t *testing.T) {
	repeated := func(header, row string, n int) string {
		b := header
		for i := range n {
			b += strings.ReplaceAll(row, "#", fmt.Sprint(i))
		}
		return b
	}
	plain := repeated("id,note,n\n", "#,说明,1\n", 40)
	for _, c := range []struct{ what, text, quote string }{
		{"values with everything in them", repeated("编号,姓名,金额,日期,备注,代码\n", "#,张三#啊镕,1.50,2024/2/2,'说\"明\",#\n换行',000001\n", 50), "'"},
		{"a few values quoted", plain + repeated("", "#,'说\"明\", 二',1\n", 3), "'"},
		{"a few values quoted, no other quote", plain + repeated("", "#,'a, b',1\n", 3), "'"},
		{"every value quoted", repeated("'id','note'\n", "'#','say \"hi\"'\n", 5), "'"},
		{"a value that begins with the other", repeated("id,note,n\n", "#,'\"x\", y',1\n", 5), "'"},
		{"apostrophes in text", repeated("id,note\n", "#,it's rock 'n' roll\n", 20), `"`},
		{"apostrophes that open", plain + "1,'90s,2\n" + plain + "1,'tis,2\n", `"`},
		{"apostrophes that open and, far on, close, with ragged rows between", plain + "1,'90s,2\n" + plain + "1,2\n1,2\n" + plain + "1,dogs',2\n" + plain, `"`},
		{"apostrophes within quotes", repeated("id,note,n\n", "#,\"it's 'so', and\nso\",1\n", 20), `"`},
		{"apostrophes around values beside quotes", repeated("id,a,b\n", "#,'x',\"y, z\"\n", 20), `"`},
		{"quotes and ragged rows", repeated("id,a,b\n", "#,x,\"y, z\"\n", 20) + "1,2\n3\n1,'4,5\n", `"`},
	} {
		t.Run(c.what, func(t *testing.T) {
			found, err := findStyle([]byte(c.text), true, "a.csv", &Layout{})
			if err != nil || found.quote != c.quote || found.delimiter != ',' {
				t.Errorf("quote %s, delimiter %q, %v; want quote %s", found.quote, found.delimiter, err, c.quote)
			}
		})
	}
}
