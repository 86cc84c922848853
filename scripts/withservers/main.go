// Withservers runs a command with a real OceanBase kernel, a real MariaDB and a real
// PostgreSQL beside it, so that all packages of a test run share one of each:
//
//	go build -o build/withservers ./scripts/withservers
//	build/withservers -- go test ./...
//
// The command finds them as host:port in OBFERRY_TEST_KERNEL, OBFERRY_TEST_MARIADB
// and OBFERRY_TEST_POSTGRES; they take root, PostgreSQL the user postgres, without a
// password. A server that the environment names already is used as it is. Withservers
// returns the command's exit code, or 3 where a server does not start or stop.
package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"syscall"
)

// serversFailed is the exit code where the servers are at fault.
const serversFailed = 3

func main() { os.Exit(run(os.Args[1:])) }

func run(args []string) int {
	if len(args) > 0 && args[0] == "--" {
		args = args[1:]
	}
	if len(args) == 0 {
		fmt.Fprintln(os.Stderr, "usage: withservers -- COMMAND [ARGUMENT...]")
		return 2
	}
	ctx, done := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer done()
	environment, stop, err := start(ctx)
	if err != nil {
		complain(err)
		return serversFailed
	}
	code, err := command(ctx, args, environment)
	if err != nil {
		complain(err)
	}
	if err := stop(); err != nil {
		complain(err)
		return max(code, serversFailed)
	}
	return code
}

// command runs args and returns its exit code. A signal to us is passed on, and
// the command is waited for: it may use the servers to its end.
func command(ctx context.Context, args, environment []string) (code int, err error) {
	cmd := exec.CommandContext(ctx, args[0], args[1:]...)
	cmd.Env = append(os.Environ(), environment...)
	cmd.Stdin, cmd.Stdout, cmd.Stderr = os.Stdin, os.Stdout, os.Stderr
	cmd.Cancel = func() error { return cmd.Process.Signal(os.Interrupt) }
	err = cmd.Run()
	var exit *exec.ExitError
	switch {
	case err == nil:
		return 0, nil
	case ctx.Err() != nil:
		return 130, nil
	case errors.As(err, &exit) && exit.ExitCode() > 0:
		return exit.ExitCode(), nil
	}
	return 1, err
}
