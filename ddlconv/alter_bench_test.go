//go:build unix

package ddlconv_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/obferry/obferry/ddlconv"
)

// alterations is a table and so many statements that change it, each in one of the ways in
// which releases of a program do.
func alterations(n int) string {
	var b strings.Builder
	b.WriteString("CREATE TABLE t (id int NOT NULL, KEY k (id));\n")
	for i := range n {
		switch i % 5 {
		case 0:
			fmt.Fprintf(&b, "ALTER TABLE t ADD COLUMN c%d varchar(20) NULL AFTER id;\n", i)
		case 1:
			fmt.Fprintf(&b, "ALTER TABLE t MODIFY c%d varchar(30) NOT NULL DEFAULT '';\n", i-1)
		case 2:
			fmt.Fprintf(&b, "CREATE INDEX i%d ON t (c%d);\n", i, i-2)
		case 3:
			fmt.Fprintf(&b, "DROP INDEX i%d ON t;\n", i-1)
		default:
			fmt.Fprintf(&b, "ALTER TABLE t DROP COLUMN c%d;\n", i-4)
		}
	}
	return b.String()
}

// growing is a table that every statement makes larger.
func growing(n int) string {
	var b strings.Builder
	b.WriteString("CREATE TABLE t (id int NOT NULL);\n")
	for i := range n {
		fmt.Fprintf(&b, "ALTER TABLE t ADD c%d int NULL;\n", i)
	}
	return b.String()
}

// BenchmarkAlters changes one table by 5,000 statements.
func BenchmarkAlters(b *testing.B) {
	for name, made := range map[string]string{"small": alterations(5000), "growing": growing(5000)} {
		b.Run(name, func(b *testing.B) {
			begin := processor(b)
			for b.Loop() {
				convertMade(b, ddlconv.MySQL, made, 1)
			}
			hold(b, begin, mostPerMegabyte)
		})
	}
}

// TestAltersAreLinear holds that four times as many changes of one table take no more than
// some eight times as long, where a copy of the table for each would take sixteen.
func TestAltersAreLinear(t *testing.T) {
	for name, made := range map[string]func(int) string{"small": alterations, "growing": growing} {
		var took [2]time.Duration
		for i, n := range []int{1000, 4000} {
			text := made(n)
			took[i] = time.Hour
			for range 3 {
				begin := processor(t)
				convertMade(t, ddlconv.MySQL, text, 1)
				took[i] = min(took[i], processor(t)-begin)
			}
		}
		if t.Logf("%s: %s and %s", name, took[0], took[1]); took[1] > 8*took[0]+200*time.Millisecond {
			t.Errorf("%s: 1,000 changes take %s, 4,000 take %s", name, took[0], took[1])
		}
	}
}
