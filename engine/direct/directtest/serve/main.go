// Command serve runs the direct-load server for tests by itself, so that any client
// can be tried on it.
//
//	go run ./engine/direct/directtest/serve -addr 127.0.0.1:2882 -password s3cret -log requests.log
//
// It prints where it listens and, at its end, what came; it ends by an interrupt, with
// status 1 where a client broke the protocol.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"

	"github.com/obferry/obferry/engine/direct/directtest"
	"github.com/obferry/obferry/engine/direct/directtest/land"
	"github.com/obferry/obferry/engine/direct/wire"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if err := serve(ctx, os.Args[1:], os.Stdout, os.Stderr); err != nil {
		if !errors.Is(err, flag.ErrHelp) {
			fmt.Fprintln(os.Stderr, err)
		}
		os.Exit(1)
	}
}

// settings are the flags.
type settings struct {
	options directtest.Options
	address string
	discard bool
	land    string
	log     string
	hlen    uint
	waiting int
	commits int
}

func parse(args []string, errs io.Writer) (*settings, error) {
	s := new(settings)
	set := flag.NewFlagSet("serve", flag.ContinueOnError)
	set.SetOutput(errs)
	account := &s.options.Account
	set.StringVar(&s.address, "addr", "127.0.0.1:0", "`address` to listen at")
	set.StringVar(&account.Tenant, "tenant", "", "tenant that may log in; empty: any")
	set.StringVar(&account.User, "user", "", "user that may log in; empty: any")
	set.StringVar(&account.Password, "password", "", "password")
	set.StringVar(&account.Database, "database", "", "database; empty: any")
	set.StringVar(&s.options.Version, "version", "", "what the server calls itself, like \"OceanBase 4.3.5.1\"")
	set.BoolVar(&s.discard, "discard", false, "count rows without looking into them")
	set.StringVar(&s.land, "land", "", "`DSN` (user:password@tcp(host:port)/) of a server into whose tables the rows go by SQL")
	set.StringVar(&s.log, "log", "", "`file` that gets a line for every request; - is standard error")
	set.UintVar(&s.hlen, "hlen", 0, "length of the answers' headers in bytes, 128 to 255")
	set.IntVar(&s.options.Split, "split", 0, "cut answers into writes of so many bytes")
	set.IntVar(&s.waiting, "waiting", 0, "how many looks find a new load waiting")
	set.IntVar(&s.commits, "committing", 0, "how many looks find a load committing")
	set.BoolVar(&s.options.RefuseSecond, "refuse-second", false, "refuse a second load of one table")
	set.BoolVar(&s.options.ForgetEnded, "forget-ended", false, "keep no record of loads that are over")
	set.Func("fault", "what goes wrong, like INSERT:3+1:unanswered; may come several times", func(text string) error {
		f, err := directtest.ParseFault(text)
		s.options.Faults = append(s.options.Faults, f)
		return err
	})
	if err := set.Parse(args); err != nil {
		return nil, err
	}
	if set.NArg() > 0 {
		return nil, fmt.Errorf("%q is no flag", set.Arg(0))
	}
	if s.discard && s.land != "" {
		return nil, errors.New("rows are either discarded or landed")
	}
	if s.hlen != 0 && (s.hlen < wire.HeaderShort || s.hlen > 255) {
		return nil, fmt.Errorf("a header of %d bytes", s.hlen)
	}
	s.options.HeaderLength = uint8(s.hlen)
	for range s.waiting {
		s.options.Opening = append(s.options.Opening, wire.Waiting)
	}
	for range s.commits {
		s.options.Closing = append(s.options.Closing, wire.Committing)
	}
	return s, nil
}

// serve runs a server until ctx ends.
func serve(ctx context.Context, args []string, out, errs io.Writer) error {
	s, err := parse(args, errs)
	if err != nil {
		return err
	}
	switch s.log {
	case "":
	case "-":
		s.options.Log = errs
	default:
		file, err := os.OpenFile(s.log, os.O_CREATE|os.O_WRONLY|os.O_APPEND, 0o644)
		if err != nil {
			return err
		}
		defer file.Close()
		s.options.Log = file
	}
	s.options.Sink = &directtest.Discard{Blind: s.discard}
	if s.land != "" {
		sink, err := land.New(s.land)
		if err != nil {
			return err
		}
		defer sink.Close()
		s.options.Sink = sink
	}
	server, err := directtest.Listen(s.address, s.options)
	if err != nil {
		return err
	}
	fmt.Fprintf(out, "listening at %s\n", server.Address())
	<-ctx.Done()
	if err := server.Close(); err != nil {
		return err
	}
	fmt.Fprintf(out, "%d rows came\n", server.Rows())
	if broken := server.Violations(); len(broken) > 0 {
		return fmt.Errorf("%d breaches of the protocol, the first: %s", len(broken), broken[0])
	}
	return nil
}
