package app

import (
	"sync"
	"time"

	"github.com/obferry/obferry/engine"
	"github.com/obferry/obferry/engine/practice"
	"github.com/obferry/obferry/engine/words"
)

// every is how often lines tell the numbers.
const every = 5 * time.Second

// lines shows progress where no terminal is: one line for each thing begun, and the
// numbers every few seconds.
type lines struct {
	c *console

	mu   sync.Mutex // guards what stands below
	last time.Time
	text string
	step practice.Step
}

func (l *lines) begin(text string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if text != l.text {
		l.text, l.last = text, time.Now()
		l.c.notice(text)
	}
}

func (l *lines) stage(s practice.Stage) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if s.Step == l.step && time.Since(l.last) < every {
		return
	}
	l.step, l.last = s.Step, time.Now()
	l.c.notice(s.Text(words.Spoken()))
}

func (l *lines) tell(done, total int, now string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if time.Since(l.last) < every {
		return
	}
	l.last = time.Now()
	l.c.notice(plain(words.Say("app.ddl.progress", "Done", words.Number(int64(done)), "Total", words.Number(int64(total)), "Object", now)))
}

func (l *lines) show(p engine.Progress) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if (p.Phase != engine.Copying && p.Phase != engine.Verifying) || time.Since(l.last) < every {
		return
	}
	l.last = time.Now()
	l.c.notice(summary(p))
}

func (l *lines) close() {}
