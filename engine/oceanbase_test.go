package engine_test

import (
	"fmt"
	"path/filepath"
	"testing"
	"time"

	"github.com/obferry/obferry/engine"
	"github.com/obferry/obferry/engine/practice/practicetest"
)

// An OceanBase server names the database of every parent in its DDL; taken across,
// a child has to point to the parent beside it.
func TestForeignKeysOfAnOceanBaseSourceStayTogether(t *testing.T) {
	address := practicetest.Address(t)
	name := fmt.Sprintf("ob_%d", time.Now().UnixNano())
	from, to := fresh(t, address, name+"_from"), fresh(t, address, name+"_to")
	for _, s := range []string{
		"CREATE TABLE parent (id INT PRIMARY KEY, above INT, FOREIGN KEY (above) REFERENCES parent (id))",
		"CREATE TABLE child (id INT PRIMARY KEY, p INT, FOREIGN KEY (p) REFERENCES parent (id))",
		"INSERT INTO parent VALUES (1, NULL), (2, 1)", "INSERT INTO child VALUES (1, 2)",
	} {
		if _, err := from.Exec(s); err != nil {
			t.Fatal(err)
		}
	}
	address.Database = name + "_from"
	source := engine.Endpoint{URL: address.URL()}
	address.Database = name + "_to"
	catalog, err := engine.Inspect(t.Context(), source)
	if err != nil {
		t.Fatal(err)
	}
	plan, err := engine.Propose(t.Context(), source, engine.Endpoint{URL: address.URL()}, catalog, nil)
	if err != nil {
		t.Fatal(err)
	}
	plan.Errors = filepath.Join(t.TempDir(), "errors.xlsx")
	result, err := engine.Run(t.Context(), plan, nil)
	if err != nil || result.Status != engine.StatusDone {
		t.Errorf("%s, %v, %+v", result.Status, err, result.Tables)
	}
	const query = "SELECT COUNT(*) FROM information_schema.REFERENTIAL_CONSTRAINTS WHERE CONSTRAINT_SCHEMA = DATABASE() AND UNIQUE_CONSTRAINT_SCHEMA = DATABASE()"
	if n := number(t, to, query); n != 2 {
		t.Errorf("%d foreign keys within the database", n)
	}
}
