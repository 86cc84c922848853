// Package servertest gives tests a real MariaDB: the one that OBFERRY_TEST_MARIADB
// names ("127.0.0.1:3306", root without a password), else one of their own for as
// long as the test binary runs.
package servertest

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net"
	"os"
	"strconv"
	"sync"
	"testing"

	_ "github.com/go-sql-driver/mysql" // registers "mysql"

	"github.com/obferry/obferry/engine/source/mysql/localserver"
	"github.com/obferry/obferry/profiles"
)

var shared struct {
	once    sync.Once
	address profiles.Address
	err     error
	stop    func() error
}

// Main runs a package's tests, stops the server that they started, and returns the
// exit code: that of a failure where the server did not stop. A package that uses
// Address calls it from its TestMain:
//
//	func TestMain(m *testing.M) { os.Exit(servertest.Main(m)) }
func Main(m *testing.M) int {
	code := m.Run()
	if shared.stop != nil {
		if err := shared.stop(); err != nil {
			fmt.Fprintln(os.Stderr, "servertest: the MariaDB did not stop:", err)
			return max(code, 1)
		}
	}
	return code
}

// Address is a server's address: the same one for every test of a package.
func Address(t testing.TB) profiles.Address {
	t.Helper()
	shared.once.Do(func() { shared.address, shared.err = start() })
	if shared.err != nil {
		t.Fatalf("no MariaDB for the test: %v", shared.err)
	}
	return shared.address
}

func start() (profiles.Address, error) {
	if given := os.Getenv("OBFERRY_TEST_MARIADB"); given != "" {
		host, port, err := net.SplitHostPort(given)
		if err != nil {
			return profiles.Address{}, fmt.Errorf("OBFERRY_TEST_MARIADB: %w", err)
		}
		n, err := strconv.Atoi(port)
		return profiles.Address{Kind: profiles.MySQL, Host: host, Port: n, User: "root"}, err
	}
	dir, err := os.MkdirTemp("", "obferry-mariadb-")
	if err != nil {
		return profiles.Address{}, err
	}
	server, err := localserver.Start(context.Background(), localserver.Options{Dir: dir})
	if err != nil {
		return profiles.Address{}, errors.Join(err, os.RemoveAll(dir))
	}
	shared.stop = func() error {
		return errors.Join(server.Stop(context.Background()), os.RemoveAll(dir))
	}
	return server.Address(), nil
}

// Database makes an empty database, drops it when the test ends, and opens it.
// Its name is "test_" and a hash of the test's, so that tests may share a server.
func Database(t testing.TB) (*sql.DB, profiles.Address) {
	t.Helper()
	address := Address(t)
	address.Database = databaseName(t.Name())
	server := open(t, address, "")
	for _, statement := range []string{
		"DROP DATABASE IF EXISTS `" + address.Database + "`",
		"CREATE DATABASE `" + address.Database + "` CHARACTER SET utf8mb4",
	} {
		if _, err := server.Exec(statement); err != nil {
			t.Fatalf("%s: %v", statement, err)
		}
	}
	t.Cleanup(func() {
		if _, err := server.Exec("DROP DATABASE IF EXISTS `" + address.Database + "`"); err != nil {
			t.Errorf("dropping the test's database: %v", err)
		}
	})
	return open(t, address, address.Database), address
}

func open(t testing.TB, a profiles.Address, database string) *sql.DB {
	t.Helper()
	db, err := sql.Open("mysql", fmt.Sprintf("%s@tcp(%s)/%s?maxAllowedPacket=0",
		a.User, net.JoinHostPort(a.Host, strconv.Itoa(a.Port)), database))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := db.Close(); err != nil {
			t.Error(err)
		}
	})
	return db
}
