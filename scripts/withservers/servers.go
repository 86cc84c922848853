package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"os"
	"strconv"
	"sync"

	"github.com/obferry/obferry/engine/fault"
	"github.com/obferry/obferry/engine/practice/practicetest"
	"github.com/obferry/obferry/engine/source/mysql/localserver"
	postgreslocal "github.com/obferry/obferry/engine/source/postgres/localserver"
	"github.com/obferry/obferry/engine/source/postgres/localserver/servertest"
	"github.com/obferry/obferry/engine/words"
)

// server is one that runs: where, and how it is stopped.
type server struct {
	hostPort string
	stop     func() error
}

// starters start a server each, for the environment variable that names it.
var starters = map[string]func(context.Context) (server, error){
	practicetest.Variable:  kernel,
	"OBFERRY_TEST_MARIADB": mariadb,
	servertest.Variable:    postgres,
}

// start starts all servers at once. Where one fails, the others are stopped.
func start(ctx context.Context) (environment []string, stop func() error, err error) {
	var (
		mu      sync.Mutex // guards the three below
		running []server
		failed  []error
		all     sync.WaitGroup
	)
	for variable, starter := range starters {
		if os.Getenv(variable) != "" {
			continue
		}
		all.Go(func() {
			s, err := starter(ctx)
			mu.Lock()
			defer mu.Unlock()
			if err != nil {
				failed = append(failed, err)
				return
			}
			running = append(running, s)
			environment = append(environment, variable+"="+s.hostPort)
		})
	}
	all.Wait()
	stop = func() error {
		var errs []error
		for _, s := range running {
			errs = append(errs, s.stop())
		}
		return errors.Join(errs...)
	}
	if len(failed) > 0 {
		return nil, nil, errors.Join(append(failed, stop())...)
	}
	return environment, stop, nil
}

func kernel(ctx context.Context) (server, error) {
	k, stop, err := practicetest.Start(ctx)
	if err != nil {
		return server{}, err
	}
	return server{hostPort: net.JoinHostPort(k.Host, strconv.Itoa(k.Port)), stop: stop}, nil
}

func mariadb(ctx context.Context) (server, error) {
	dir, err := practicetest.Dir()
	if err != nil {
		return server{}, err
	}
	// Not bound to ctx once it runs: the command may use it until it has ended.
	s, err := localserver.Start(context.WithoutCancel(ctx), localserver.Options{Dir: dir})
	if err != nil {
		return server{}, errors.Join(err, os.RemoveAll(dir))
	}
	stop := func() error {
		return errors.Join(s.Stop(context.Background()), os.RemoveAll(dir))
	}
	return server{hostPort: s.HostPort(), stop: stop}, nil
}

func postgres(ctx context.Context) (server, error) {
	// Not in a home directory, into which the account that it runs as may not look.
	dir, err := os.MkdirTemp("", "obferry-postgres-")
	if err != nil {
		return server{}, err
	}
	s, err := postgreslocal.Start(ctx, dir)
	if err != nil {
		return server{}, errors.Join(err, os.RemoveAll(dir))
	}
	stop := func() error { return errors.Join(s.Stop(), os.RemoveAll(dir)) }
	return server{hostPort: s.HostPort(), stop: stop}, nil
}

// complain prints an error and what can be done about it.
func complain(err error) {
	fmt.Fprintln(os.Stderr, "withservers:", err)
	if hint := fault.Hint(words.English, err); hint != "" {
		fmt.Fprintln(os.Stderr, "withservers:", hint)
	}
}
