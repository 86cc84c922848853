// Package practicetest gives tests a real OceanBase kernel.
//
// A package's TestMain is
//
//	func TestMain(m *testing.M) { os.Exit(practicetest.Run(m)) }
//
// and its tests ask [Address] or [Database]. One kernel serves all tests of the
// package, and starts with the first that asks. Where OBFERRY_TEST_KERNEL names
// one that runs (host:port; user root, no password), that one serves instead, and
// every package with it: tests then keep to databases of their own.
//
// A package that uses a MariaDB too wraps one in the other:
//
//	os.Exit(practicetest.Run(practicetest.Func(func() int { return servertest.Main(m) })))
package practicetest

import (
	"context"
	"errors"
	"fmt"
	"net"
	"os"
	"strconv"
	"sync"
	"testing"

	"github.com/obferry/obferry/engine/practice"
	"github.com/obferry/obferry/profiles"
)

// Variable names the environment variable that holds a running kernel's host:port.
const Variable = "OBFERRY_TEST_KERNEL"

// Tests is what [Run] runs: a *testing.M, or a [Func] around one.
type Tests interface{ Run() int }

// Func is a function as Tests.
type Func func() int

// Run calls f.
func (f Func) Run() int { return f() }

// shared is the kernel of this test binary while Run runs.
var shared struct {
	// mu guards the rest.
	mu sync.Mutex
	// running tells that Run is there to stop what is started.
	running bool
	address profiles.Address
	stop    func() error
	err     error
}

// Run runs the tests of a package and stops the kernel that they started. It
// returns the exit code.
func Run(tests Tests) int {
	shared.mu.Lock()
	shared.running = true
	shared.mu.Unlock()
	code := tests.Run()
	shared.mu.Lock()
	defer shared.mu.Unlock()
	shared.running = false
	if shared.stop != nil {
		if err := shared.stop(); err != nil {
			fmt.Fprintln(os.Stderr, "practicetest: the kernel did not stop:", err)
			return max(code, 1)
		}
	}
	return code
}

// Address is where a test's kernel is, without a database: the one that the environment names, the one of
// the package where its TestMain calls Run, or else one of the test's own.
func Address(t testing.TB) profiles.Address {
	t.Helper()
	if named := os.Getenv(Variable); named != "" {
		address, err := parse(named)
		if err != nil {
			t.Fatalf("%s: %v", Variable, err)
		}
		return address
	}
	shared.mu.Lock()
	defer shared.mu.Unlock()
	if !shared.running {
		address, stop, err := Start(context.Background())
		if err != nil {
			t.Fatalf("starting a kernel: %v", err)
		}
		t.Cleanup(func() {
			if err := stop(); err != nil {
				t.Errorf("stopping the kernel: %v", err)
			}
		})
		return address
	}
	if shared.stop == nil && shared.err == nil {
		shared.address, shared.stop, shared.err = Start(context.Background())
	}
	if shared.err != nil {
		t.Fatalf("starting a kernel: %v", shared.err)
	}
	return shared.address
}

// Start starts a kernel in a directory of its own, which stop removes with it.
func Start(ctx context.Context) (address profiles.Address, stop func() error, err error) {
	dir, err := Dir()
	if err != nil {
		return profiles.Address{}, nil, err
	}
	i, err := practice.Start(ctx, practice.Options{Dir: dir})
	if err != nil {
		return profiles.Address{}, nil, errors.Join(err, os.RemoveAll(dir))
	}
	stop = func() error {
		return errors.Join(i.Stop(context.Background()), os.RemoveAll(dir))
	}
	return at(i.Host(), i.Port()), stop, nil
}

// Dir makes a directory that a kernel can live in, whoever calls removes it. That
// of the system for passing files often lies in memory, where a kernel cannot live.
func Dir() (string, error) {
	parent := os.TempDir()
	inMemory, err := practice.InMemory(parent)
	if err != nil {
		return "", err
	}
	if inMemory {
		if parent, err = os.UserCacheDir(); err != nil {
			return "", err
		}
		if err := os.MkdirAll(parent, 0o700); err != nil {
			return "", err
		}
	}
	return os.MkdirTemp(parent, "obferry-test-")
}

// parse reads host:port.
func parse(named string) (profiles.Address, error) {
	host, text, err := net.SplitHostPort(named)
	if err != nil {
		return profiles.Address{}, err
	}
	port, err := strconv.Atoi(text)
	if err != nil {
		return profiles.Address{}, err
	}
	return at(host, port), nil
}

// at is the address of a kernel that nobody set a password on.
func at(host string, port int) profiles.Address {
	return profiles.Address{Kind: profiles.OceanBase, Host: host, Port: port, User: "root"}
}
