package engine_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"github.com/obferry/obferry/engine"
)

// Whoever mends refused rows has nothing but the spreadsheet: each row must tell which
// one it is, all its values, and what is wrong with it.
func TestRefusedRowsAreInTheSpreadsheet(t *testing.T) {
	v := newVoyage(t, "CREATE TABLE t (shop INT, id BIGINT UNSIGNED, name VARCHAR(40), price DECIMAL(20,4), photo BLOB, at DATETIME(3), PRIMARY KEY (shop, id))",
		`INSERT INTO t VALUES (1, 1, 'good', 1, x'00', '2024-02-29 01:02:03'),
			(1, 18446744073709551615, '杭州西湖 🍵 long', 1234567890123.4567, x'00FF', '2024-02-29 23:59:59.999'),
			(2, 7, '=1+1, far too long', NULL, '', NULL), (2, 8, '', -0.0100, NULL, '0999-01-01 00:00:00'), (3, 9, NULL, 5, x'27', NULL)`,
		"CREATE TABLE other (id INT PRIMARY KEY, v VARCHAR(10))", "INSERT INTO other VALUES (1, 'a'), (2, NULL)")
	for i := range v.plan.Tables {
		switch one := &v.plan.Tables[i]; one.Target {
		case "t":
			one.DDL.Create = "CREATE TABLE t (shop INT, id BIGINT UNSIGNED, name VARCHAR(10) NOT NULL, price DECIMAL(20,4), photo BLOB, at DATETIME(3), PRIMARY KEY (shop, id), CONSTRAINT positive CHECK (price > 0))"
		case "other":
			one.DDL.Create = "CREATE TABLE other (id INT PRIMARY KEY, v VARCHAR(10) NOT NULL)"
		}
	}
	result := v.run(t, nil)
	if result.Status != engine.StatusPartial || result.Rejected != 5 || result.Written != 2 {
		t.Fatalf("%s, %d refused, %d written, %v", result.Status, result.Rejected, result.Written, result.Err)
	}
	f, err := excelize.OpenFile(result.Errors)
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := f.Close(); err != nil {
			t.Error(err)
		}
	}()
	const (
		long, shorten = "The value is too long for column name [1406 (22001) Data too long for column 'name' at row 1]", "Shorten the value, or give the column a longer type."
		check, amend  = "The row breaks a CHECK of the table [3819 (HY000) check constraint violated]", "Correct the value, or change the CHECK if old rows are meant to break it."
		null, fill    = "There is no value (NULL) for column %[1]s, which must have one [1048 (23000) Column '%[1]s' cannot be null]", "Fill in a value, or allow NULL in this column of the target table."
	)
	for sheet, want := range map[string][][]string{
		"t": {
			{"Row or key", "What is wrong", "Code", "What to do", "shop", "id", "name", "price", "photo", "at"},
			{"shop=1, id=18446744073709551615", long, "1406", shorten, "1", "18446744073709551615", "杭州西湖 🍵 long", "1234567890123.4567", "0x00FF", "2024-02-29 23:59:59.999"},
			{"shop=2, id=7", long, "1406", shorten, "2", "7", "=1+1, far too long", "", "0x", ""},
			{"shop=2, id=8", check, "3819", amend, "2", "8", `""`, "-0.0100", "", "0999-01-01 00:00:00.000"},
			{"shop=3, id=9", fmt.Sprintf(null, "name"), "1048", fill, "3", "9", "", "5.0000", "0x27", ""},
		},
		"other": {
			{"Row or key", "What is wrong", "Code", "What to do", "id", "v"},
			{"id=2", fmt.Sprintf(null, "v"), "1048", fill, "2", ""},
		},
	} {
		got, err := f.GetRows(sheet)
		if err != nil {
			t.Fatal(err)
		}
		if len(got) != len(want) {
			t.Fatalf("%s: %d rows, want %d", sheet, len(got), len(want))
		}
		// They come as they are refused: suspects after the others of their batch.
		slices.SortFunc(got[1:], func(a, b []string) int { return strings.Compare(a[1], b[1]) })
		for i := range want {
			row := got[i][1:] // behind the number, by which the rows of all tables are counted
			for len(row) < len(want[i]) {
				row = append(row, "") // empty cells at the end are not handed out
			}
			if !slices.Equal(row, want[i]) {
				t.Errorf("%s, row %d:\n got %q\nwant %q", sheet, i, row, want[i])
			}
		}
	}
}
