package app

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/obferry/obferry/engine/words"
	"github.com/obferry/obferry/views"
)

// binaryVariable names the program with a window, which make builds: tests themselves
// are built to draw without a screen.
const binaryVariable = "OBFERRY_TEST_BINARY"

// screen is a display of its own with nobody else on it.
type screen struct {
	t       *testing.T
	display string
}

// newScreen starts an X server on a free display.
func newScreen(t *testing.T) *screen {
	t.Helper()
	told, tell, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command("Xvfb", "-displayfd", "3", "-screen", "0", "1280x800x24", "+extension", "GLX", "-nolisten", "tcp")
	cmd.ExtraFiles = []*os.File{tell}
	if err := cmd.Start(); err != nil {
		t.Fatalf("Xvfb does not start (make deps installs it): %v", err)
	}
	t.Cleanup(func() {
		// It ends by the signal that it is sent.
		_ = cmd.Process.Signal(os.Interrupt)
		_ = cmd.Wait()
	})
	if err := tell.Close(); err != nil {
		t.Fatal(err)
	}
	if err := told.SetReadDeadline(time.Now().Add(30 * time.Second)); err != nil {
		t.Fatal(err)
	}
	var number int
	if _, err := fmt.Fscan(told, &number); err != nil {
		t.Fatalf("Xvfb names no display: %v", err)
	}
	return &screen{t: t, display: fmt.Sprintf(":%d", number)}
}

// user is a person at a window on a screen, who reads what it says and clicks.
type user struct {
	*screen
	language words.Language
	file     string // where the window tells what it shows
	cmd      *exec.Cmd
	output   bytes.Buffer
	ended    chan error
}

// open starts the real program, in a directory of its own. Of the environment it has
// no more than is given: no program of the desktop, no directory of the person's.
func (s *screen) open(dir string, environment []string, args ...string) *user {
	s.t.Helper()
	binary := os.Getenv(binaryVariable)
	if binary == "" {
		s.t.Fatalf("%s does not name the program: run make test, or make build and set it to bin/obferry", binaryVariable)
	}
	u := &user{screen: s, language: words.English, file: filepath.Join(dir, "geometry.json"), ended: make(chan error, 1)}
	if err := os.Remove(u.file); err != nil && !errors.Is(err, os.ErrNotExist) {
		s.t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	u.cmd = exec.CommandContext(ctx, binary, args...)
	u.cmd.Dir = dir
	u.cmd.Env = append([]string{"DISPLAY=" + s.display, "FYNE_SCALE=1", geometryVariable + "=" + u.file, "LIBGL_ALWAYS_SOFTWARE=1"}, environment...)
	u.cmd.Stdout, u.cmd.Stderr = &u.output, &u.output
	u.cmd.Cancel = func() error { return u.cmd.Process.Signal(os.Interrupt) }
	u.cmd.WaitDelay = 20 * time.Second
	if err := u.cmd.Start(); err != nil {
		s.t.Fatalf("%s does not start: %v", binary, err)
	}
	go func() { u.ended <- u.cmd.Wait() }()
	s.t.Cleanup(func() { cancel(); <-u.ended })
	u.until("the window", func(geometry) bool { return true })
	s.tool("mousemove", "640", "90") // over nothing; a window manager that would focus the window is not there
	return u
}

// leaves waits for the program's end and returns its exit code.
func (u *user) leaves() int {
	u.t.Helper()
	select {
	case err := <-u.ended:
		u.ended <- err // for the cleanup
		return exitCode(u.t, err)
	case <-time.After(patienceOfTests):
		u.fail("waited in vain for the program's end")
		return -1
	}
}

// patienceOfTests is how long anything may take: the machine may be slow and busy.
const patienceOfTests = 60 * time.Second

// look is what the window shows now; false before it shows anything.
func (u *user) look() (g geometry, shown bool) {
	text, err := os.ReadFile(u.file)
	if errors.Is(err, os.ErrNotExist) {
		return g, false
	}
	if err == nil {
		err = json.Unmarshal(text, &g)
	}
	if err != nil {
		u.t.Fatal(err)
	}
	return g, true
}

// until looks again and again until something is so.
func (u *user) until(what string, so func(geometry) bool) geometry {
	u.t.Helper()
	end := time.Now().Add(patienceOfTests)
	for {
		if g, shown := u.look(); shown && so(g) {
			return g
		}
		select {
		case err := <-u.ended:
			u.ended <- err
			u.fail(fmt.Sprintf("the program ended (%v) before %s", err, what))
		case <-time.After(40 * time.Millisecond):
		}
		if time.Now().After(end) {
			u.fail("waited in vain for " + what)
		}
	}
}

// fail ends the test, with a picture and all that the window says.
func (u *user) fail(why string) {
	u.t.Helper()
	u.picture("failed")
	g, _ := u.look()
	var says []string
	for _, s := range g.Spots {
		says = append(says, s.Kind+":"+s.Says)
	}
	u.t.Fatalf("%s; step %s, busy %t, running %t: %s\n%s", why, g.Step, g.Busy, g.Running, strings.Join(says, " | "), u.output.String())
}

// say is one of the window's sentences in the language that it speaks.
func (u *user) say(id string) string { return words.In(u.language, "view."+id, nil) }

// reach waits until a step is open and nothing goes on.
func (u *user) reach(step views.Step) geometry {
	u.t.Helper()
	return u.until("step "+views.StepID(step), func(g geometry) bool { return g.Step == views.StepID(step) && !g.Busy })
}

// reads waits until a text stands in the window.
func (u *user) reads(text string) geometry {
	u.t.Helper()
	return u.until(fmt.Sprintf("%q to be said", text), func(g geometry) bool {
		for _, s := range g.Spots {
			if strings.Contains(s.Says, text) {
				return true
			}
		}
		return false
	})
}

// unsaid holds that something is nowhere to be read.
func (u *user) unsaid(text string) {
	u.t.Helper()
	g, _ := u.look()
	for _, s := range g.Spots {
		if strings.Contains(s.Says, text) {
			u.t.Errorf("says %q", s.Says)
		}
	}
}

// click presses what says something, once it stands still and can be pressed: the
// button, else the card, else the text.
func (u *user) click(says string) {
	u.t.Helper()
	u.press(fmt.Sprintf("something to press that says %q", says), func(g geometry) *views.Spot {
		for _, kind := range []string{"button", "card", "text"} {
			for i, s := range g.Spots {
				if s.Kind == kind && (s.Says == says || kind == "card" && strings.HasPrefix(s.Says, says+" ")) {
					return &g.Spots[i]
				}
			}
		}
		return nil
	})
}

// beside presses the next thing of a kind on the line of a text.
func (u *user) beside(kind, text string, right bool) {
	u.t.Helper()
	u.press(fmt.Sprintf("a %s beside %q", kind, text), func(g geometry) *views.Spot {
		for _, label := range g.Spots {
			if label.Kind != "text" || label.Says != text {
				continue
			}
			var next *views.Spot
			for i, s := range g.Spots {
				distance := s.X - label.X
				if s.Kind != kind || distance > 0 != right || !level(s, label) {
					continue
				}
				if next == nil || right == (s.X < next.X) {
					next = &g.Spots[i]
				}
			}
			if next != nil {
				return next
			}
		}
		return nil
	})
}

// level tells whether two spots stand on one line.
func level(a, b views.Spot) bool {
	distance := (a.Y + a.Height/2) - (b.Y + b.Height/2)
	return distance > -12 && distance < 12
}

// press clicks on a spot once it has stood in one place for two looks.
func (u *user) press(what string, find func(geometry) *views.Spot) {
	u.t.Helper()
	var before views.Spot
	number := 0
	g := u.until(what, func(g geometry) bool {
		s := find(g)
		if s == nil || s.Off {
			before, number = views.Spot{}, 0
			return false
		}
		still := *s == before && number > 0 && g.Number > number
		before, number = *s, g.Number
		return still
	})
	at := func(x float32) string { return fmt.Sprint(int(x * g.Scale)) }
	u.tool("mousemove", at(before.X+before.Width/2), at(before.Y+before.Height/2), "click", "1")
}

// fill types into the field beside a label, over what stood there.
func (u *user) fill(label, value string) {
	u.t.Helper()
	text := u.say(label)
	u.beside("field", text, true)
	u.tool("key", "ctrl+a")
	u.tool("type", "--delay", "15", value)
	u.until(fmt.Sprintf("%s to hold %q", label, value), func(g geometry) bool {
		for _, s := range g.Spots {
			if s.Kind == "field" && s.Says == value {
				return true
			}
		}
		return false
	})
}

// tool moves the mouse and types.
func (s *screen) tool(args ...string) {
	s.t.Helper()
	cmd := exec.Command("xdotool", args...)
	cmd.Env = append(os.Environ(), "DISPLAY="+s.display)
	if said, err := cmd.CombinedOutput(); err != nil {
		s.t.Fatalf("xdotool %s: %v: %s", strings.Join(args, " "), err, said)
	}
}

// shot keeps a picture of the window, once it has drawn what it tells.
func (u *user) shot(name string) {
	u.t.Helper()
	now, _ := u.look()
	u.until("some frames", func(g geometry) bool { return g.Number >= now.Number+4 })
	u.picture(name)
}

// picture keeps a picture of the screen in build/journey-NAME.png.
func (s *screen) picture(name string) {
	s.t.Helper()
	build := filepath.Join("..", "build")
	if err := os.MkdirAll(build, 0o755); err != nil {
		s.t.Fatal(err)
	}
	cmd := exec.Command("import", "-window", "root", filepath.Join(build, "journey-"+name+".png"))
	cmd.Env = append(os.Environ(), "DISPLAY="+s.display)
	if said, err := cmd.CombinedOutput(); err != nil {
		s.t.Errorf("no picture: %v: %s", err, said)
	}
}
