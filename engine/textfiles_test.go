package engine_test

import (
	"compress/gzip"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"github.com/obferry/obferry/engine"
	"github.com/obferry/obferry/engine/practice/practicetest"
)

// A saved plan takes the rows of several files, one of them packed, and each refused row
// is told with its file and its line there.
func TestSeveralTextFilesCross(t *testing.T) {
	target := practicetest.Address(t)
	name := fmt.Sprintf("texts_%d", time.Now().UnixNano())
	v := &voyage{folder: t.TempDir(), to: fresh(t, target, name)}
	target.Database = name
	content := func(from, to int, bad string) string {
		var b strings.Builder
		b.WriteString("id,name,note\n")
		for i := from; i < to; i++ {
			fmt.Fprintf(&b, "%d,客户 %d,\\N\n", i, i)
		}
		return b.String() + bad
	}
	first, second, third := filepath.Join(v.folder, "a.csv"), filepath.Join(v.folder, "b.csv.gz"), filepath.Join(v.folder, "c.csv")
	if err := os.WriteFile(first, []byte(content(0, 3000, "")), 0o600); err != nil {
		t.Fatal(err)
	}
	packed, err := os.Create(second)
	if err != nil {
		t.Fatal(err)
	}
	w := gzip.NewWriter(packed)
	if _, err := w.Write([]byte(content(3000, 6000, "6000,too,many,fields\n"))); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	if err := packed.Close(); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(third, []byte(content(7000, 8000, "no number,x,y\n")), 0o600); err != nil {
		t.Fatal(err)
	}
	from := engine.Endpoint{URL: first}
	catalog, err := engine.Inspect(t.Context(), from)
	if err != nil {
		t.Fatal(err)
	}
	if v.plan, err = engine.Propose(t.Context(), from, engine.Endpoint{URL: target.URL()}, catalog, nil); err != nil {
		t.Fatal(err)
	}
	v.plan.Errors, v.plan.Verify = filepath.Join(v.folder, "errors.xlsx"), true
	v.plan.Tables[0].Sheet.Files, v.plan.Tables[0].Sheet.NullText = []string{second, third}, `\N`
	path := filepath.Join(v.folder, "plan.yaml")
	if err := v.plan.Save(path); err != nil {
		t.Fatal(err)
	}
	if v.plan, err = engine.ReadPlan(path); err != nil {
		t.Fatal(err)
	}
	result := v.run(t, nil)
	if result.Status != engine.StatusPartial || result.Read != 7002 || result.Written != 7000 || result.Rejected != 2 || !result.Tables[0].Compared.Equal {
		t.Fatalf("%s: %d read, %d written, %d refused, %v, %+v", result.Status, result.Read, result.Written, result.Rejected, result.Err, result.Tables)
	}
	if n := number(t, v.to, "SELECT COUNT(*) * 10 + COUNT(note) FROM a"); n != 70_000 {
		t.Errorf("%d", n)
	}
	book, err := excelize.OpenFile(result.Errors)
	if err != nil {
		t.Fatal(err)
	}
	defer book.Close()
	var all strings.Builder
	for _, sheet := range book.GetSheetList() {
		lines, err := book.GetRows(sheet)
		if err != nil {
			t.Fatal(err)
		}
		for _, line := range lines {
			all.WriteString(strings.Join(line, "|") + "\n")
		}
	}
	for _, want := range []string{"a|a (b.csv.gz)|1||Line 3002 ", "a (2)|a (c.csv)|1|1366|", "\n2|1002|"} {
		if !strings.Contains(all.String(), want) {
			t.Errorf("%s is not in\n%s", want, all.String())
		}
	}
}
