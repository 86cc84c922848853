package engine_test

import (
	"path/filepath"
	"strings"
	"testing"

	"github.com/obferry/obferry/engine"
	"github.com/obferry/obferry/engine/fault"
)

const orders = "CREATE TABLE orders (id BIGINT PRIMARY KEY, customer VARCHAR(30), year INT, amount DECIMAL(12,2), KEY (year))"
const orderRows = "INSERT INTO orders SELECT IF(seq < 3, seq * 1000000000000, 5000000000000 + seq), CONCAT('客户 ', seq), 2000 + seq % 20, seq / 8 FROM seq_1_to_30000"

// One table of the source may go in parts to several of the target, and a query's rows to
// a table that is made for them.
func TestPartsOfATableAndQueriesCross(t *testing.T) {
	v := newVoyage(t, orders, orderRows, "CREATE TABLE other (id INT PRIMARY KEY)", "INSERT INTO other VALUES (1), (2), (3)")
	v.plan.Tables = []engine.TablePlan{
		{Source: "orders", Target: "early", Where: "year < 2010 -- the first ten", DDL: engine.DDLPlan{}},
		{Source: "orders", Target: "late", Where: "year >= 2010", Split: "year"},
		{Source: "sums", Target: "totals", Query: "SELECT o.year, COUNT(*) AS number, SUM(o.amount) AS amount FROM orders o GROUP BY o.year ORDER BY year;",
			Columns: []engine.ColumnPlan{{Target: "y"}, {Target: "n"}, {Target: "total"}}},
		{Source: "other", Target: "other", Query: "SELECT id, CAST(id * 2 AS CHAR) AS twice FROM other WHERE id > 1", Split: "id"},
	}
	path := filepath.Join(v.folder, "plan.yaml")
	if err := v.plan.Save(path); err != nil {
		t.Fatal(err)
	}
	var err error
	if v.plan, err = engine.ReadPlan(path); err != nil {
		t.Fatal(err)
	}
	result := v.run(t, nil)
	if result.Status != engine.StatusDone || result.Written != 30_000+20+2 {
		t.Errorf("%s: %d written, %v", result.Status, result.Written, result.Err)
	}
	for _, one := range result.Tables {
		if one.Err != nil || one.Compared == nil || !one.Compared.Equal {
			t.Errorf("%s: %v, %+v", one.Target, one.Err, one.Compared)
		}
	}
	for query, want := range map[string]int64{
		"SELECT COUNT(*) FROM early WHERE year < 2010":                                                                   15_000,
		"SELECT COUNT(*) FROM late WHERE year >= 2010":                                                                   15_000,
		"SELECT SUM(n) + COUNT(DISTINCT y) FROM totals":                                                                  30_020,
		"SELECT SUM(total) = (SELECT SUM(amount) FROM (SELECT * FROM early UNION ALL SELECT * FROM late) x) FROM totals": 1,
		"SELECT SUM(twice) FROM other":                                                                                   10,
	} {
		if n := number(t, v.to, query); n != want {
			t.Errorf("%s: %d", query, n)
		}
	}
	catalog, err := engine.InspectPlanned(t.Context(), v.plan)
	if err != nil || catalog.Table("sums") == nil || len(catalog.Table("other").Columns) != 2 {
		t.Errorf("inspected: %v", err)
	}
}

// What is wrong with a selection fails its table alone, before anything is done to the
// target: its PreSQL is not run.
func TestSelectionsThatFailFailAlone(t *testing.T) {
	v := newVoyage(t, orders, orderRows)
	v.exec(t, "CREATE TABLE a (year INT)", "INSERT INTO a VALUES (1)")
	empty := []string{"DELETE FROM @table"}
	v.plan.Tables = []engine.TablePlan{
		{Source: "sums", Target: "a", Query: "SELECT year FROM nowhere", PreSQL: empty},
		{Source: "orders", Target: "orders"},
		{Source: "orders", Target: "b", Where: "yeer = 2000"},
		{Source: "orders", Target: "c", Split: "customer"},
		{Source: "two", Target: "d", Query: "SELECT id, year FROM orders", Columns: []engine.ColumnPlan{{Target: "x"}}},
		{Source: "gone", Target: "e", Where: "1 = 1"},
		{Source: "six", Target: "f", Query: "UPDATE orders SET year = 1"},
	}
	told := ""
	result := v.run(t, func(e engine.Event) {
		if w, ok := e.(engine.Warned); ok {
			told += fault.Of(w.Err).ID + " "
		}
	})
	// By what rows are cut changes nothing of what arrives.
	if strings.Count(told, "fault.mysql.split") != 1 {
		t.Errorf("told %s", told)
	}
	for i, id := range []string{"fault.mysql.query", "", "fault.mysql.where", "", "fault.run.querycolumns", "fault.run.notable", "fault.mysql.noselect"} {
		f := fault.Of(result.Tables[i].Err)
		if id == "" {
			if f != nil || result.Tables[i].Written != 30_000 {
				t.Errorf("%d: %v", i, f)
			}
			continue
		}
		if f == nil || f.ID != id || !strings.Contains(f.Error(), v.plan.Tables[i].Source) {
			t.Errorf("%d: %v, want %s", i, result.Tables[i].Err, id)
		}
	}
	if n := number(t, v.to, "SELECT COUNT(*) FROM a"); n != 1 {
		t.Error("what the target held is gone")
	}
	v.plan.Tables = []engine.TablePlan{{Source: "orders", Target: "x", Query: "SELECT 1 AS a"}, {Source: "orders", Target: "y"}}
	if result := v.run(t, nil); fault.Of(result.Err) == nil || fault.Of(result.Err).ID != "fault.plan.samequery" {
		t.Errorf("%v", result.Err)
	}
	g := generated(t, 1, everyType...)
	g.plan.Tables[0].Where = "1 = 1"
	if result := g.run(t, nil); fault.Of(result.Tables[0].Err) == nil || fault.Of(result.Tables[0].Err).ID != "fault.run.noselection" {
		t.Errorf("%v", result.Tables[0].Err)
	}
}

// Out of OceanBase the same selections are taken.
func TestSelectionsOfAnOceanBase(t *testing.T) {
	v := newVoyage(t)
	g := generated(t, 20_000, everyType...)
	g.plan.Verify = false
	if result := g.run(t, nil); result.Status != engine.StatusDone {
		t.Fatalf("%v", result.Err)
	}
	g.exec(t, "CREATE TABLE k (id VARCHAR(40) PRIMARY KEY, l BIGINT)", "INSERT INTO k SELECT CONCAT('ord-', LPAD(ROW_NUMBER() OVER (ORDER BY l), 8, '0')), l FROM t")
	v.plan.Source = g.plan.Target
	v.plan.Tables = []engine.TablePlan{
		{Source: "k", Target: "k"},
		{Source: "q", Target: "q", Query: "SELECT s, l, d AS ratio FROM t WHERE b = 1", Split: "l"},
		{Source: "t", Target: "w", Where: "l < 0"},
	}
	result := v.run(t, nil)
	for _, one := range result.Tables {
		if one.Err != nil || one.Compared == nil || !one.Compared.Equal || one.Written < 8000 {
			t.Errorf("%s: %d written, %v, %+v", one.Target, one.Written, one.Err, one.Compared)
		}
	}
}
