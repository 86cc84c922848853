package engine_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/obferry/obferry/engine"
	"github.com/obferry/obferry/engine/fault"
	"github.com/obferry/obferry/engine/practice/practicetest"
	"github.com/obferry/obferry/engine/taken"
)

// ashore is a voyage of a text file to tables that stand on the target.
func ashore(t *testing.T, text string, statements ...string) *voyage {
	t.Helper()
	to := practicetest.Address(t)
	to.Database = fmt.Sprintf("again_%d", time.Now().UnixNano())
	v := &voyage{folder: t.TempDir()}
	v.to = fresh(t, practicetest.Address(t), to.Database)
	for _, s := range statements {
		if _, err := v.to.Exec(s); err != nil {
			t.Fatal(err)
		}
	}
	path := filepath.Join(v.folder, "goods.csv")
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	from, target := engine.Endpoint{URL: path}, engine.Endpoint{URL: to.URL()}
	catalog, err := engine.Inspect(t.Context(), from)
	if err != nil {
		t.Fatal(err)
	}
	if v.plan, err = engine.Propose(t.Context(), from, target, catalog, nil); err != nil {
		t.Fatal(err)
	}
	v.plan.Errors, v.plan.Verify = filepath.Join(v.folder, "errors.xlsx"), false
	return v
}

const goods = "id,name\n1,ann\n2,far too long\n3,bob,stray\n4\n"

// Lines that could not be told to columns, and values that do not fit, go round until
// they are right. A line that nobody has looked at is not taken with NULL in it.
func TestRaggedLinesGoRound(t *testing.T) {
	v := ashore(t, goods, "CREATE TABLE goods (id INT PRIMARY KEY, name VARCHAR(5))")
	first := v.ferry(t)
	if got := sums(first); got != "partial 1 3" {
		t.Fatalf("the run: %s\n%s", got, causes(first))
	}
	second, _ := v.retry(t, first.Errors)
	if got := sums(second); got != "partial 0 3" || len(second.Tables[0].Groups) != 3 {
		t.Errorf("untouched: %s\n%s", got, causes(second))
	}
	e := edit(t, second.Errors)
	e.put("goods", "id", "2", "name", "short")
	e.must(e.SetCellValue("goods", strings.Replace(e.cell("goods", "id", "3", "name"), "G", "H", 1), nil))
	e.put("goods", "id", "4", "What is wrong", "")
	e.save()
	third, _ := v.retry(t, second.Errors)
	if got := sums(third); got != "done 3 0" {
		t.Errorf("corrected: %s\n%s", got, causes(third))
	}
	if got := lines(t, v.to, "SELECT * FROM goods ORDER BY id"); got != "1|ann\n2|short\n3|bob\n4|␀" {
		t.Errorf("goods\n%s", got)
	}
}

// Where a retry was cut off while it wrote into a table without a key, a row is taken only
// once a person says that it is not there; with a key the table itself tells.
func TestRowsInDoubt(t *testing.T) {
	for _, keyed := range []bool{false, true} {
		table := "CREATE TABLE goods (id INT, name VARCHAR(5))"
		if keyed {
			table = "CREATE TABLE goods (id INT PRIMARY KEY, name VARCHAR(5))"
		}
		v := ashore(t, "id,name\n1,ann\n2,far too long\n3,also too long\n", table)
		first := v.ferry(t)
		e := edit(t, first.Errors)
		e.put("goods", "id", "2", "name", "two")
		e.put("goods", "id", "3", "name", "three")
		e.save()
		// The rest of a retry that was killed: both rows were sent, one of them is there.
		book := takenBook(t, v, first.Errors)
		if err := book.Try([]int64{1, 2}); err != nil {
			t.Fatal(err)
		}
		if err := book.Close(); err != nil {
			t.Fatal(err)
		}
		if _, err := v.to.Exec("INSERT INTO goods VALUES (2, 'two')"); err != nil {
			t.Fatal(err)
		}
		second, _ := v.retry(t, first.Errors)
		if keyed {
			if got := sums(second); got != "done 2 0" {
				t.Errorf("with a key: %s\n%s", got, causes(second))
			}
		} else {
			if got := sums(second); got != "partial 0 2" || fault.Of(second.Tables[0].Groups[0].Err).ID != "fault.retry.doubt" {
				t.Errorf("without a key: %s\n%s", got, causes(second))
			}
			e := edit(t, second.Errors)
			e.drop("goods", "id", "2")
			e.put("goods", "id", "3", "What is wrong", "")
			e.save()
			if third, _ := v.retry(t, second.Errors); sums(third) != "done 1 0" {
				t.Errorf("once looked at: %s\n%s", sums(third), causes(third))
			}
		}
		if got := lines(t, v.to, "SELECT * FROM goods ORDER BY id"); got != "1|ann\n2|two\n3|three" {
			t.Errorf("keyed %t: goods\n%s", keyed, got)
		}
	}
}

// takenBook is what is kept beside an error spreadsheet.
func takenBook(t *testing.T, v *voyage, path string) *taken.Book {
	t.Helper()
	e := edit(t, path)
	all, err := e.GetRows("obferry")
	e.must(err)
	e.must(e.Close())
	_, family, _ := strings.Cut(all[1][1], `"family":"`)
	family, _, _ = strings.Cut(family, `"`)
	book, err := taken.Open(path+"."+family[:8]+".taken", family)
	if err != nil {
		t.Fatal(err)
	}
	return book
}

// A retry that cannot be meant is refused before anything is written, and says what is near.
func TestRetriesThatAreRefused(t *testing.T) {
	v := ashore(t, goods, "CREATE TABLE goods (id INT PRIMARY KEY, name VARCHAR(5))")
	first := v.ferry(t)
	propose := func(to string, o engine.RetryOptions) (*engine.Plan, error) {
		return engine.ProposeRetry(t.Context(), first.Errors, engine.Endpoint{URL: to}, o)
	}
	bare := practicetest.Address(t)
	bare.Database = ""
	if plan, err := propose(bare.URL(), engine.RetryOptions{}); err != nil || !strings.HasSuffix(plan.Target.URL, lines(t, v.to, "SELECT DATABASE()")) {
		t.Errorf("a target without a database: %v, %v", plan, err)
	}
	bare.Database = "information_schema"
	if _, err := propose(bare.URL(), engine.RetryOptions{}); err == nil || fault.Of(err).ID != "fault.retry.elsewhere" {
		t.Errorf("another database: %v", err)
	}
	if _, err := propose(v.plan.Target.URL, engine.RetryOptions{Errors: first.Errors}); err == nil || fault.Of(err).ID != "fault.retry.errors" {
		t.Errorf("over the first: %v", err)
	}
	if _, err := engine.ProposeRetry(t.Context(), "mysql://root:hunter2@h/d", v.plan.Target, engine.RetryOptions{}); err == nil || strings.Contains(err.Error(), "hunter2") {
		t.Errorf("an address: %v", err)
	}
	for _, test := range []struct{ statement, want string }{
		{"ALTER TABLE goods RENAME COLUMN name TO named", "Table goods of the target has no column name; it has named"},
		{"RENAME TABLE goods TO good", "; there is good"},
	} {
		if _, err := v.to.Exec(test.statement); err != nil {
			t.Fatal(err)
		}
		plan, err := propose(v.plan.Target.URL, engine.RetryOptions{})
		if err != nil {
			t.Fatal(err)
		}
		result, _ := engine.Run(context.Background(), plan, nil)
		if len(result.Tables) != 1 || result.Tables[0].Err == nil || result.Written != 0 {
			t.Fatalf("%s: %s", test.statement, sums(result))
		}
		if told := result.Tables[0].Err.Error(); !strings.Contains(told, test.want) {
			t.Errorf("%s: %s", test.statement, told)
		}
	}
}
