package app

import (
	"context"
	"errors"
	"os"
	"runtime"
	"time"

	"github.com/spf13/cobra"

	"github.com/obferry/obferry/app/demo"
	"github.com/obferry/obferry/engine"
	"github.com/obferry/obferry/engine/fault"
	"github.com/obferry/obferry/engine/words"
)

// demoFlags are what demo can be told.
type demoFlags struct {
	dir, pictures string
	headless      bool
}

// demoVerb goes the whole way with sample data: in the window where there is a
// display, else without one.
func demoVerb(c *console) *cobra.Command {
	var o demoFlags
	cmd := &cobra.Command{Use: "demo", Args: noArguments, RunE: func(cmd *cobra.Command, _ []string) error {
		if o.headless || !hasDisplay() {
			return c.demo(cmd.Context(), o)
		}
		release, err := canShow(os.Getenv)
		defer release()
		if err != nil {
			c.notice(fault.Text(words.Spoken(), err))
			return c.demo(cmd.Context(), o)
		}
		return c.demoInWindow(cmd.Context(), o.dir)
	}}
	usual, err := demo.DefaultDir()
	if err != nil {
		usual = "" // the verb itself will say why, unless --dir is given
	}
	cmd.Flags().BoolVar(&o.headless, "headless", false, words.Say("demo.flag.headless"))
	cmd.Flags().StringVar(&o.dir, "dir", "", words.Say("demo.flag.dir", "Dir", usual))
	cmd.Flags().StringVar(&o.pictures, "pictures", "build", words.Say("demo.flag.pictures", "Dir", "build"))
	return cmd
}

// hasDisplay tells whether a window can be shown.
func hasDisplay() bool {
	switch runtime.GOOS {
	case "windows", "darwin":
		return true
	}
	return os.Getenv("DISPLAY") != "" || os.Getenv("WAYLAND_DISPLAY") != ""
}

// demo carries every plan of the demo out, draws the wizard as it would have shown
// the first, and leaves the answer.
func (c *console) demo(ctx context.Context, o demoFlags) error {
	p := c.newProgress()
	defer p.close()
	heard := map[string]*record{}
	var shown *film
	summary, err := demo.Run(ctx, demo.Options{
		Dir: o.dir,
		Begin: func(ctx context.Context, f *demo.Ferry) (err error) {
			heard[f.Name] = &record{}
			c.notice(words.Say("demo.ferry." + f.Name))
			if shown == nil {
				shown, err = newFilm(ctx, f.Plan)
			}
			return err
		},
		Stage: p.demo,
		Event: func(ferry string, e engine.Event) {
			heard[ferry].hear(e)
			p.hear(e)
			if len(heard) == 1 {
				shown.hear(e)
			}
		},
	})
	p.close()
	var pictures []string
	if err == nil {
		pictures, err = shown.end(o.pictures, summary.Passages[0].Result)
	}
	c.answer = newDemoDocument(summary, heard, pictures, err)
	return err
}

// demoInWindow prepares the demo, shows it in the window, and leaves the answer that
// it would have left without one. The servers stop when the window closes.
func (c *console) demoInWindow(ctx context.Context, dir string) (err error) {
	release, err := canShow(os.Getenv)
	defer release()
	if err != nil {
		return err
	}
	t := newTour()
	defer func() {
		if err == nil {
			err = t.outcome()
		}
		c.answer = newDemoDocument(t.summary, t.heard, nil, err)
	}()
	if dir == "" {
		if dir, err = demo.DefaultDir(); err != nil {
			return err
		}
	}
	p := c.newProgress()
	defer p.close()
	setting, err := demo.Prepare(ctx, dir, p.demo)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, setting.Close(context.WithoutCancel(ctx))) }()
	if t.ferries, err = setting.Ferries(ctx); err != nil {
		return err
	}
	t.summary.Prepared = time.Since(t.began)
	p.close()
	c.notice(words.Say("demo.window"))
	return openWindow(ctx, windowOptions{Config: c.config, Language: words.Language(c.lang), Tour: t})
}

// demo shows how far the preparation has come.
func (p *progress) demo(s demo.Stage) {
	switch {
	case s.Step == demo.StartingKernel:
		p.practice(s.Kernel)
	case s.Done == 0:
		p.face.begin(s.Text(words.Spoken()))
	}
}

// demoStatus is how a demo ended, where nothing kept it from its end.
func demoStatus(s *demo.Summary, err error) (engine.Status, int) {
	switch {
	case err != nil:
		exit := exitOf(err)
		return statusOf(exit), exit
	case s.AsPlanned():
		return engine.StatusDone, exitDone
	}
	return engine.StatusPartial, exitOf(fault.New(fault.Differs, "fault.demo.differs"))
}
