package sqlserver

import (
	"fmt"
	"strings"
	"testing"

	"github.com/obferry/obferry/ddlconv/script"
)

// cutBy cuts a text by the way that a splitter takes lines.
func cutBy(text string, take func(*splitter, script.Line) bool) []string {
	var all []string
	s := &splitter{}
	s.yield = func(one *script.Statement) bool {
		all = append(all, fmt.Sprintf("%d:%d-%d %t %t %q", one.Place.Line, one.Place.Column, one.Last, one.Open, one.Client, one.Text))
		return true
	}
	for line := range script.Lines(strings.NewReader(text), func(error) {}) {
		take(s, line)
	}
	s.finish()
	return all
}

// alike holds the short way over lines of rows to the long one.
func alike(t *testing.T, text string) {
	t.Helper()
	short, long := cutBy(text, (*splitter).line), cutBy(text, (*splitter).anyLine)
	if fmt.Sprint(short) != fmt.Sprint(long) {
		t.Errorf("%q\nshort %s\nlong  %s", text, short, long)
	}
}

// inserts are rows as dumps and persons write them.
var inserts = []string{
	"INSERT [dbo].[t] ([a], [b]) VALUES (1, N'it''s; -- GO')\nINSERT [dbo].[t] ([a]) VALUES (2)\r\nGO\n",
	"  insert into t values (1, 'x') ;\n\tINSERT t VALUES (2);\n\nPRINT 1\n",
	"INSERT INTO t (a) VALUES\n(1, CAST('x' AS [date])),\n  (2, /* c */ 3)\n, (4, 5);\nGO\n",
	"INSERT INTO t (a) VALUES (1),\n(2)\n-- remark\n,(3)\nINSERT u VALUES (4)\n",
	"INSERT INTO t (a) VALUES ('two\nlines')\nINSERT t VALUES (2) INSERT t VALUES (3)\n",
	"INSERT INTO t SELECT 1\nINSERT INTO t EXEC p\nINSERT t DEFAULT VALUES\nINSERT t (a) OUTPUT inserted.a VALUES (1)\nSELECT 1\n",
	"INSERT t VALUES (1 - 2, 3 / 4, 'a' + \"b\", -5, (6))\nDELETE t\n",
	"INSERT t VALUES (1)) \nINSERT t VALUES ((1)\nINSERT t VALUES (2)\n",
	"IF 1 = 1\nINSERT t VALUES (1)\nELSE\nINSERT t VALUES (2)\nCREATE PROC p AS\nINSERT t VALUES (3)\nGO\n",
	"WITH c AS (SELECT 1 a)\nINSERT t VALUES (1)\nINSERT t VALUES (2)\nMERGE t USING u ON 1 = 1 WHEN NOT MATCHED THEN\nINSERT (a) VALUES (1)\n;\n",
	"INSERT t (a) VALUES (CASE WHEN 1 = 1 THEN 2 ELSE 3 END)\nEND\nINSERT t WITH (TABLOCK) (a)\nVALUES (1)\nINSERT t VALUES (1) -- end\n",
	"/* INSERT t VALUES (1)\n*/ INSERT t VALUES (2)\n'INSERT t VALUES (1)\n'\nINSERT \"t\" VALUES (N'名', 'é')\nINSERT t é VALUES (1)\nINSERTED\n",
	"INSERT t VALUES (1)\n(2)\n;(3)\nINSERT t. VALUES (1)\nINSERT ..t VALUES (1)\nINSERT;\nINSERT\n",
}

// TestRows takes rows the short way as the long one would.
func TestRows(t *testing.T) {
	for _, text := range inserts {
		alike(t, text)
	}
	long := strings.Repeat("(1, 'the quick brown fox'),", script.MostData/20)
	alike(t, "INSERT t VALUES "+strings.TrimSuffix(long, ",")+"\nINSERT t VALUES\n"+long+"\n"+long+"(2)\nPRINT 1\n")
}

// FuzzRows does the same with whatever comes.
func FuzzRows(f *testing.F) {
	for _, text := range append(seeds, inserts...) {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) { alike(t, "INSERT t VALUES (1)\n"+text+"\nINSERT t VALUES (2)\n") })
}

// TestFilledTable names the table of every INSERT, also where it begins as the last one.
func TestFilledTable(t *testing.T) {
	r := NewReader().(*reader)
	for _, one := range [][2]string{
		{"INSERT [dbo].[t] ([a]) VALUES (1)", "t"}, {"INSERT [dbo].[t] ([b]) VALUES (1)", "t"}, {"INSERT [dbo].[tt] ([a]) VALUES (1)", "tt"},
		{"INSERT INTO t VALUES (1)", "t"}, {"INSERT INTO t2 VALUES (1)", "t2"}, {"insert x.y.z(a) VALUES (1)", "z"}, {"insert x.y.z(a) VALUES (2)", "z"}, {"INSERT (", ""},
	} {
		if got := r.filledTable(one[0]); got != one[1] {
			t.Errorf("%s fills %q, want %q", one[0], got, one[1])
		}
	}
}
