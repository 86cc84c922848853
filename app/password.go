package app

import (
	"context"
	"errors"
	"io"
	"os"

	"golang.org/x/term"

	"github.com/obferry/obferry/engine"
	"github.com/obferry/obferry/engine/fault"
	"github.com/obferry/obferry/engine/words"
	"github.com/obferry/obferry/profiles"
)

// endpoint reads an address as typed. A password in a variable goes before one in
// the address.
func (c *console) endpoint(url, passwordEnv string) (engine.Endpoint, error) {
	e, err := engine.NewEndpoint(url)
	if err != nil {
		return e, err
	}
	return withVariable(e, passwordEnv)
}

// withVariable makes an endpoint take its password from a variable, where one is named.
func withVariable(e engine.Endpoint, name string) (engine.Endpoint, error) {
	if name == "" {
		return e, nil
	}
	e.PasswordEnv, e.Password = name, profiles.Secret{}
	_, err := e.Address() // says so where the variable is not set
	return e, err
}

// askPassword asks a person for the password of a server that wants one: only at a
// terminal, only where none was given, and only once the server has refused to do
// without.
func (c *console) askPassword(ctx context.Context, e *engine.Endpoint) error {
	in, ok := c.stdin.(*os.File)
	if !ok || !term.IsTerminal(int(in.Fd())) || !isTerminal(c.stderr) {
		return nil
	}
	address, err := e.Address()
	if err != nil {
		return err
	}
	if !address.Password.Empty() || !address.Server() || address.Kind == profiles.Practice {
		return nil
	}
	if address.Kind != profiles.Postgres {
		address.Database = "" // whether it is there is not the question
	}
	_, err = profiles.Probe(ctx, address, nil)
	if f := fault.Of(err); f == nil || f.ID != "fault.profiles.login.nopassword" {
		return nil // whatever else is wrong is told by the run itself
	}
	e.Password, err = c.readPassword(ctx, in, words.Say("app.password", "User", address.User, "Place", address.Label()))
	return err
}

// readPassword reads a line that is not shown. The terminal is left as it was, also
// where the context ends first.
func (c *console) readPassword(ctx context.Context, in *os.File, prompt string) (profiles.Secret, error) {
	before, err := term.GetState(int(in.Fd()))
	if err != nil {
		return profiles.Secret{}, fault.New(fault.Input, "fault.app.terminal").Because(err)
	}
	if _, err := io.WriteString(c.stderr, plain(prompt)+" "); err != nil {
		return profiles.Secret{}, fault.New(fault.Input, "fault.app.terminal").Because(err)
	}
	type line struct {
		text []byte
		err  error
	}
	typed := make(chan line, 1)
	go func() {
		text, err := term.ReadPassword(int(in.Fd()))
		typed <- line{text, err}
	}()
	select {
	case l := <-typed:
		c.notice("")
		if l.err != nil {
			return profiles.Secret{}, fault.New(fault.Input, "fault.app.terminal").Because(l.err)
		}
		return profiles.NewSecret(string(l.text)), nil
	case <-ctx.Done():
		f := fault.New(fault.Interrupted, "fault.app.stopped")
		f.Cause = errors.Join(ctx.Err(), term.Restore(int(in.Fd()), before))
		return profiles.Secret{}, f
	}
}

// isTerminal tells whether a person watches what is written there.
func isTerminal(w io.Writer) bool {
	f, ok := w.(*os.File)
	return ok && term.IsTerminal(int(f.Fd())) && os.Getenv("TERM") != "dumb"
}
