package demo

import (
	"context"
	"errors"
	"fmt"
	"os"
	"slices"
	"strconv"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"github.com/obferry/obferry/engine"
	"github.com/obferry/obferry/engine/practice/practicetest"
)

// The whole demo, twice: the second time the shop stands already. Everything
// crosses, but for the rows that were planted to be refused.
func TestDemo(t *testing.T) {
	dir, err := practicetest.Dir()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := os.RemoveAll(dir); err != nil {
			t.Error(err)
		}
	})
	for _, again := range []bool{false, true} {
		made := false
		began := time.Now()
		summary, err := Run(t.Context(), Options{
			Dir:   dir,
			Stage: func(s Stage) { made = made || s.Step == MakingShop },
			Event: func(ferry string, e engine.Event) {
				if w, ok := e.(engine.Warned); ok {
					t.Logf("%s: %v", ferry, w.Err)
				}
			},
		})
		t.Logf("took %s, %s of it before the first row", time.Since(began), summary.Prepared)
		if err != nil {
			t.Fatal(err)
		}
		if made == again {
			t.Errorf("the shop was made: %t, the second time: %t", made, again)
		}
		for _, p := range summary.Passages {
			for _, wrong := range p.Wrong {
				t.Errorf("%s: %v", p.Ferry.Name, wrong)
			}
			for _, table := range p.Result.Tables {
				for _, g := range table.Groups {
					t.Logf("%s: %s: %d rows: %d %s", p.Ferry.Name, table.Target, g.Count, g.Code, g.Message)
				}
				if table.Compared != nil && !table.Compared.Equal {
					t.Errorf("%s differs: %+v", table.Target, table.Compared.Differing)
				}
			}
		}
		const sheets = quoteRows + storesRows
		if !summary.AsPlanned() || summary.Rows != ShopRows+sheets-summary.Planned || summary.Refused != summary.Planned ||
			summary.Tables != len(tables)+2 || summary.Verified != summary.Tables {
			t.Errorf("summary: %+v", summary)
		}
		checkErrors(t, summary.Errors)
	}
}

// checkErrors holds that the error spreadsheet has the planted rows and no other: where
// each stands in the workbook, what is wrong, what to do, and every value as it was.
func checkErrors(t *testing.T, path string) {
	t.Helper()
	book, err := excelize.OpenFile(path)
	if err != nil {
		t.Fatal(err)
	}
	got, err := book.GetRows(quotesTable)
	if err != nil {
		t.Fatal(err)
	}
	if err := book.Close(); err != nil {
		t.Error(err)
	}
	head := []string{"No.", "Row or key", "What is wrong", "Code", "What to do"}
	for _, c := range strictColumns {
		head = append(head, c.name)
	}
	if !slices.Equal(got[0], head) {
		t.Errorf("headers %q", got[0])
	}
	odd, seen := plantedAt(), map[string]bool{}
	for n, row := range got[1:] {
		place, err := strconv.Atoi(row[1])
		if err != nil || row[0] != strconv.Itoa(n+1) {
			t.Fatalf("row %q, %v", row, err)
		}
		at := place - quoteHeaders - 1
		q := quote(at)
		p, ok := odd[at]
		if !ok { // one of two rows with the same key: the later one to arrive is refused
			p = plant{quoteNumber, q[quoteNumber]}
		}
		q[p.column] = p.value
		want := []string{row[0], row[1]}
		want = append(want, refusalOf(p)...)
		for i, v := range q {
			want = append(want, typed(i, v))
		}
		if want[len(want)-1] == "" {
			want = want[:len(want)-1] // empty cells at the end are not handed out
		}
		if !slices.Equal(row, want) {
			t.Errorf("row %d:\n got %q\nwant %q", place, row, want)
		}
		key := fmt.Sprint(p.column, p.value)
		if p.value == nil {
			key = row[1]
		}
		seen[key] = true
	}
	if len(got)-1 != len(odd) || len(seen) != len(odd) {
		t.Errorf("%d rows, %d of them different, for %d planted", len(got)-1, len(seen), len(odd))
	}
}

// refusalOf is what the spreadsheet says of a plant: what is wrong, the code, what to do.
func refusalOf(p plant) []string {
	code := 0
	for _, kind := range planted {
		if kind.column == p.column && slices.Contains(kind.values, p.value) {
			code = kind.code
		}
	}
	told := map[int][2]string{
		1048: {"There is no value (NULL) for column 供应商名称, which must have one [1048 (23000) Column '供应商名称' cannot be null]",
			"Fill in a value, or allow NULL in this column of the target table."},
		1062: {fmt.Sprintf("A row with the same PRIMARY key is already there: %[1]v [1062 (23000) Duplicate entry '%[1]v' for key 'PRIMARY']", p.value),
			"Correct the key of one of the two rows. If the later row is meant to replace the earlier one, write in upsert mode."},
		1264: {"The number is too large or too small for column 起订量 [1264 (22003) Out of range value for column '起订量' at row 1]",
			"Correct the value, or give the column a wider type (bigint for int, more digits for decimal, signed for negative numbers)."},
		1292: {"The value for column 报价日期 is not a date or time that exists [1292 (22007) Incorrect datetime value for column '报价日期' at row 1]",
			"Write dates as 2024-01-31 and times as 13:45:00, check day and month, and keep TIME within 838:59:59."},
		1366: {"The value for column 单价 is not what its type needs: not a number, or characters that its character set lacks [1366 (HY000) Incorrect decimal value for column '单价' at row 1]",
			"Remove blanks, units and thousands separators from numbers, leave an empty number NULL; for text use utf8mb4 and check the file's encoding."},
		1406: {"The value is too long for column 供应商名称 [1406 (22001) Data too long for column '供应商名称' at row 1]",
			"Shorten the value, or give the column a longer type."},
		3819: {"The row breaks a CHECK of the table [3819 (HY000) check constraint violated]",
			"Correct the value, or change the CHECK if old rows are meant to break it."},
	}[code]
	return []string{told[0], strconv.Itoa(code), told[1]}
}

// typed is a value of the workbook as the spreadsheet shows it.
func typed(column int, v any) string {
	switch v := v.(type) {
	case nil:
		return ""
	case time.Time:
		return v.Format(time.DateOnly)
	case float64:
		return fmt.Sprintf("%.2f", v)
	case int:
		if column == quotePrice {
			return fmt.Sprintf("%d.00", v)
		}
	}
	return fmt.Sprint(v)
}

func TestCancelledDemoStopsItsServers(t *testing.T) {
	dir, err := practicetest.Dir()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := os.RemoveAll(dir); err != nil {
			t.Error(err)
		}
	})
	ctx, cancel := context.WithCancel(t.Context())
	_, err = Run(ctx, Options{Dir: dir, Stage: func(s Stage) {
		if s.Step == MakingShop && s.Done > 0 {
			cancel()
		}
	}})
	if !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
	ctx, cancel = context.WithTimeout(t.Context(), 2*time.Minute)
	defer cancel()
	s, err := Prepare(ctx, dir, nil) // finds no lock, no server in the way
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Close(ctx); err != nil {
		t.Error(err)
	}
}
