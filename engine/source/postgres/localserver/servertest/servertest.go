// Package servertest gives tests a real PostgreSQL: the one at host:port that
// OBFERRY_TEST_POSTGRES names, where the user postgres needs no password, else one that
// is started for the package and stopped after its tests.
package servertest

import (
	"context"
	"errors"
	"fmt"
	"net"
	"os"
	"strconv"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/jackc/pgx/v5"

	"github.com/obferry/obferry/engine/source/postgres/localserver"
	"github.com/obferry/obferry/profiles"
)

// Variable names a server that tests share, as host:port.
const Variable = "OBFERRY_TEST_POSTGRES"

var shared struct {
	once    sync.Once
	address profiles.Address
	err     error
	stop    func() error
}

// made numbers the databases of this test binary.
var made atomic.Int64

// Main runs a package's tests (a *testing.M, or what runs more of them), stops the server that they started, and returns the exit
// code:
//
//	func TestMain(m *testing.M) { os.Exit(servertest.Main(m)) }
func Main(m interface{ Run() int }) int {
	code := m.Run()
	if shared.stop != nil {
		if err := shared.stop(); err != nil {
			fmt.Fprintln(os.Stderr, "servertest: the PostgreSQL did not stop:", err)
			return max(code, 1)
		}
	}
	return code
}

// Database makes an empty database, opens it, and drops it when the test ends.
func Database(t testing.TB) (*pgx.Conn, profiles.Address) {
	t.Helper()
	shared.once.Do(func() { shared.address, shared.err = start() })
	if shared.err != nil {
		t.Fatalf("no PostgreSQL for the test: %v", shared.err)
	}
	address := shared.address
	address.Database = fmt.Sprintf("test_%d_%d", os.Getpid(), made.Add(1))
	server := open(t, shared.address)
	if _, err := server.Exec(t.Context(), "CREATE DATABASE "+address.Database); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if _, err := server.Exec(context.Background(), "DROP DATABASE "+address.Database); err != nil {
			t.Errorf("dropping the test's database: %v", err)
		}
	})
	return open(t, address), address
}

func open(t testing.TB, address profiles.Address) *pgx.Conn {
	t.Helper()
	conn, err := profiles.OpenPostgres(t.Context(), address)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := conn.Close(context.Background()); err != nil {
			t.Error(err)
		}
	})
	return conn
}

func start() (profiles.Address, error) {
	if given := os.Getenv(Variable); given != "" {
		host, port, err := net.SplitHostPort(given)
		if err != nil {
			return profiles.Address{}, fmt.Errorf("%s: %w", Variable, err)
		}
		n, err := strconv.Atoi(port)
		return profiles.Address{Kind: profiles.Postgres, Host: host, Port: n, User: "postgres", Database: "postgres"}, err
	}
	dir, err := os.MkdirTemp("", "obferry-postgres-")
	if err != nil {
		return profiles.Address{}, err
	}
	server, err := localserver.Start(context.Background(), dir)
	if err != nil {
		return profiles.Address{}, errors.Join(err, os.RemoveAll(dir))
	}
	shared.stop = func() error { return errors.Join(server.Stop(), os.RemoveAll(dir)) }
	return server.Address("postgres"), nil
}
