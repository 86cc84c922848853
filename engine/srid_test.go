package engine_test

import (
	"path/filepath"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"github.com/obferry/obferry/engine"
)

// Values of every column whose spatial reference system stays behind are counted, each
// column is told of once, and the report tells it too.
func TestReferenceSystemsAreCountedByColumn(t *testing.T) {
	v := newVoyage(t, "CREATE TABLE g (id INT PRIMARY KEY, p POINT, q POINT, none POINT)",
		"INSERT INTO g SELECT seq, ST_GeomFromText('POINT(1 2)', 4326), IF(seq = 5, ST_GeomFromText('POINT(1 2)', 3857), NULL), POINT(1, 2) FROM seq_1_to_3000")
	v.plan.Report = filepath.Join(v.folder, "report.xlsx")
	var told []string
	result := v.run(t, func(e engine.Event) {
		if warned, ok := e.(engine.Warned); ok {
			told = append(told, warned.Err.Error())
		}
	})
	if result.Status != engine.StatusDone || len(told) != 2 {
		t.Fatalf("%s, %v, %q", result.Status, result.Err, told)
	}
	both := strings.Join(told, "\n")
	for _, want := range []string{"3,000 values of p in table g name", "SRID 4326", "1 value of q in table g names", "SRID 3857"} {
		if !strings.Contains(both, want) {
			t.Errorf("%q is not told: %s", want, both)
		}
	}
	f, err := excelize.OpenFile(v.plan.Report)
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := f.Close(); err != nil {
			t.Error(err)
		}
	}()
	rows, err := f.GetRows("Warnings")
	if err != nil || len(rows) != 3 || len(rows[1]) != 2 || !strings.Contains(rows[1][0]+rows[2][0], "3,000 values of p") {
		t.Errorf("%v, %q", err, rows)
	}
}
