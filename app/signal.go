package app

import (
	"context"
	"os"
	"os/signal"
	"syscall"

	"github.com/obferry/obferry/engine/words"
)

// heedSignals gives a context that the first Ctrl-C or SIGTERM ends: what is under
// way is brought to a clean end then. The second one leaves at once. Stop it when
// the verb is done.
func (c *console) heedSignals() (context.Context, func()) {
	ctx, cancel := context.WithCancel(context.Background())
	signals := make(chan os.Signal, 2)
	signal.Notify(signals, os.Interrupt, syscall.SIGTERM, syscall.SIGHUP)
	done := make(chan struct{})
	go func() {
		select {
		case <-signals:
		case <-done:
			return
		}
		cancel()
		c.notice(words.Say("app.stopping"))
		select {
		case <-signals:
			os.Exit(exitInterrupted)
		case <-done:
		}
	}()
	return ctx, func() {
		signal.Stop(signals)
		close(done)
		cancel()
	}
}
