package engine_test

import (
	"context"
	"fmt"
	"os"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/obferry/obferry/engine"
	"github.com/obferry/obferry/engine/practice"
	"github.com/obferry/obferry/engine/practice/practicetest"
	"github.com/obferry/obferry/profiles"
)

// A kernel that dies while rows are written, and is started again ten seconds later,
// costs a run time and nothing else: it ends complete without a hand.
func TestRunOutlivesItsKernel(t *testing.T) {
	const count = 100_000
	v := newVoyage(t,
		"CREATE TABLE keyed (id INT PRIMARY KEY, name VARCHAR(40), amount DECIMAL(20,4))", fmt.Sprintf(into("keyed"), count),
		"CREATE TABLE keyless (id INT, name VARCHAR(40), amount DECIMAL(20,4))", fmt.Sprintf(into("keyless"), count))
	dir, err := practicetest.Dir()
	if err != nil {
		t.Fatal(err)
	}
	options := practice.Options{Dir: dir}
	kernel, err := practice.Start(t.Context(), options)
	if err != nil {
		t.Fatal(err)
	}
	options.Port = kernel.Port()
	t.Cleanup(func() {
		if i, err := practice.Find(dir); err == nil && i != nil {
			if err := i.Stop(context.Background()); err != nil {
				t.Error(err)
			}
		}
		if err := os.RemoveAll(dir); err != nil {
			t.Error(err)
		}
	})
	direct, err := profiles.Parse(v.plan.Target.URL)
	if err != nil {
		t.Fatal(err)
	}
	direct.Host, direct.Port = kernel.Host(), kernel.Port()
	v.plan.Target.URL = direct.URL()

	var once sync.Once
	revived := make(chan error, 1)
	result, err := engine.Run(t.Context(), v.plan, func(e engine.Event) {
		p, ok := e.(engine.Progress)
		if !ok || p.Written < count/4 {
			return
		}
		once.Do(func() {
			if err := syscall.Kill(kernel.PID(), syscall.SIGKILL); err != nil {
				revived <- err
				return
			}
			go func() {
				time.Sleep(10 * time.Second)
				_, err := practice.Start(context.WithoutCancel(t.Context()), options)
				revived <- err
			}()
		})
	})
	if err != nil {
		t.Fatal(err)
	}
	select {
	case err := <-revived:
		if err != nil {
			t.Fatal(err)
		}
	default:
		t.Fatal("the run ended before the kernel was killed")
	}
	for _, one := range result.Tables {
		if one.Written != count || one.Read != count || one.Rejected != 0 || one.Compared == nil || !one.Compared.Equal {
			t.Errorf("%s: %d read, %d written, %d refused, %v, %+v", one.Target, one.Read, one.Written, one.Rejected, one.Err, one.Compared)
		}
	}
}
