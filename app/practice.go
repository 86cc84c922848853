package app

import (
	"context"
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"github.com/obferry/obferry/engine/practice"
	"github.com/obferry/obferry/engine/words"
)

// practiceVerb starts, stops and looks at the kernel on this machine.
func practiceVerb(c *console) *cobra.Command {
	parent := &cobra.Command{Use: "practice", Args: unknownVerb, RunE: func(cmd *cobra.Command, _ []string) error {
		return usage(cmd, "fault.app.practice")
	}}
	var o practice.Options
	usual, err := practice.DefaultDir()
	if err != nil {
		usual = "$HOME/…" // only help shows it; the verb itself says what is wrong
	}
	dir := func(cmd *cobra.Command) {
		cmd.Flags().StringVar(&o.Dir, "dir", "", words.Say("app.flag.dir", "Dir", usual))
	}
	start := &cobra.Command{Use: "start", Args: noArguments, RunE: func(cmd *cobra.Command, _ []string) error {
		return c.startPractice(cmd.Context(), o)
	}}
	dir(start)
	start.Flags().IntVar(&o.Port, "port", 0, words.Say("app.flag.port"))
	start.Flags().StringVar(&o.Memory, "memory", "", words.Say("app.flag.memory"))
	stop := &cobra.Command{Use: "stop", Args: noArguments, RunE: func(cmd *cobra.Command, _ []string) error {
		return c.stopPractice(cmd.Context(), o.Dir)
	}}
	dir(stop)
	status := &cobra.Command{Use: "status", Args: noArguments, RunE: func(cmd *cobra.Command, _ []string) error {
		return c.lookAtPractice(cmd.Context(), o.Dir)
	}}
	dir(status)
	parent.AddCommand(start, stop, status)
	return parent
}

func (c *console) startPractice(ctx context.Context, o practice.Options) error {
	p := c.newProgress()
	o.Observe = p.practice
	_, err := practice.Start(ctx, o)
	p.close()
	if err != nil {
		return err
	}
	return c.lookAtPractice(ctx, o.Dir)
}

func (c *console) stopPractice(ctx context.Context, dir string) error {
	instance, err := practice.Find(dir)
	if err != nil {
		return err
	}
	if instance != nil {
		c.notice(words.Say("app.practice.stopping", "PID", instance.PID()))
		if err := instance.Stop(ctx); err != nil {
			return err
		}
	}
	return c.lookAtPractice(ctx, dir)
}

func (c *console) lookAtPractice(ctx context.Context, dir string) error {
	status, err := practice.Look(ctx, dir)
	c.answer = &practiceDocument{Kernel: status}
	return err
}

// practiceDocument is how the practice kernel is.
type practiceDocument struct {
	heading
	Kernel practice.Status `json:"practice"`
}

func (d *practiceDocument) print(w io.Writer) error {
	s := d.Kernel
	id := "app.practice.running"
	switch {
	case !s.Running && !s.Made:
		id = "app.practice.none"
	case !s.Running:
		id = "app.practice.stopped"
	case !s.Answers:
		id = "app.practice.silent"
	}
	_, err := fmt.Fprintln(w, plain(words.Say(id, "Dir", s.Dir, "Host", s.Host, "Port", s.Port,
		"User", s.User, "PID", s.PID, "Memory", s.Memory, "Kernel", s.Kernel)))
	return err
}
