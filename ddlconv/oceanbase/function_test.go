package oceanbase_test

import (
	"errors"
	"os"
	"testing"

	"github.com/go-sql-driver/mysql"

	"github.com/obferry/obferry/ddlconv/oceanbase"
	"github.com/obferry/obferry/engine/practice/practicetest"
)

func TestMain(m *testing.M) { os.Exit(practicetest.Run(m)) }

// TestFunctions asks the kernel for every function that it is said to have or not to have.
func TestFunctions(t *testing.T) {
	db, _ := practicetest.Database(t)
	unknown := func(name string) bool {
		const noFunction = 1305
		rows, err := db.QueryContext(t.Context(), "SELECT "+name+"()")
		if err == nil {
			_ = rows.Close() // it has answered
		}
		var refused *mysql.MySQLError
		return errors.As(err, &refused) && refused.Number == noFunction
	}
	for _, name := range oceanbase.Known {
		if unknown(name) {
			t.Errorf("the kernel has no %s()", name)
		}
	}
	// Words of the kernel's grammar, which name no function of MySQL's there.
	grammar := map[string]bool{"json_query": true, "old_password": true}
	for _, name := range oceanbase.Missing {
		if !unknown(name) && !grammar[name] {
			t.Errorf("the kernel has %s()", name)
		}
	}
}
