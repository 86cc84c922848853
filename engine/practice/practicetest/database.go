package practicetest

import (
	"database/sql"
	"fmt"
	"os"
	"sync/atomic"
	"testing"

	"github.com/go-sql-driver/mysql"

	"github.com/obferry/obferry/profiles"
)

// made numbers the databases of this test binary.
var made atomic.Int64

// Database makes an empty database for a test on its kernel, opens it, and drops
// it after the test. Its name is unlike that of any other test that runs.
func Database(t testing.TB) (*sql.DB, profiles.Address) {
	t.Helper()
	address := Address(t)
	server := open(t, address)
	address.Database = fmt.Sprintf("test_%d_%d", os.Getpid(), made.Add(1))
	if _, err := server.ExecContext(t.Context(), "CREATE DATABASE "+address.Database); err != nil {
		t.Fatalf("making the database %s: %v", address.Database, err)
	}
	t.Cleanup(func() {
		if _, err := server.Exec("DROP DATABASE " + address.Database); err != nil {
			t.Errorf("dropping the database %s: %v", address.Database, err)
		}
	})
	return open(t, address), address
}

// open connects to an address; the test's end closes the connection.
func open(t testing.TB, address profiles.Address) *sql.DB {
	t.Helper()
	config, err := address.Config()
	if err != nil {
		t.Fatal(err)
	}
	connector, err := mysql.NewConnector(config)
	if err != nil {
		t.Fatalf("connecting to the kernel: %v", err)
	}
	db := sql.OpenDB(connector)
	t.Cleanup(func() {
		if err := db.Close(); err != nil {
			t.Errorf("closing the connection: %v", err)
		}
	})
	return db
}
