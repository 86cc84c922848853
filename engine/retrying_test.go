package engine_test

import (
	"context"
	"fmt"
	"path/filepath"
	"testing"

	"github.com/obferry/obferry/engine"
	"github.com/obferry/obferry/engine/fault"
	"github.com/obferry/obferry/profiles"
)

// A run whose target has gone says with every try that it tries again, and can be
// cancelled while it waits; with the target back, it goes on.
func TestRetryingIsToldAndCancelled(t *testing.T) {
	v := newVoyage(t, "CREATE TABLE t (id INT PRIMARY KEY, name VARCHAR(40), amount DECIMAL(20,4))", fmt.Sprintf(filled, 100_000))
	direct, err := profiles.Parse(v.plan.Target.URL)
	if err != nil {
		t.Fatal(err)
	}
	proxy, through := throughProxy(t, direct)
	v.plan.Target.URL, v.plan.Writers = through.URL(), 1
	path := filepath.Join(v.folder, "plan.yaml")
	if err := v.plan.Save(path); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	var tries []int
	gone := false
	result, _ := engine.Run(ctx, v.plan, func(e engine.Event) {
		switch e := e.(type) {
		case engine.Progress:
			if e.Written > 0 && !gone {
				gone = true
				proxy.Stop()
			}
		case engine.Retrying:
			f := fault.Of(e.Reason)
			if e.Table != "t" || e.Wait <= 0 || f == nil || f.Kind != fault.Connect {
				t.Errorf("told %+v", e)
			}
			if tries = append(tries, e.Attempt); e.Attempt == 4 {
				cancel()
			}
		}
	})
	if result.Status != engine.StatusInterrupted || fmt.Sprint(tries) != "[1 2 3 4]" || result.Tables[0].Retries != 4 {
		t.Errorf("%s: tries %v, %d counted, %v", result.Status, tries, result.Tables[0].Retries, result.Err)
	}
	adds(t, result)
	if err := proxy.Start(); err != nil {
		t.Fatal(err)
	}
	plan, err := engine.ReadPlan(path)
	if err != nil {
		t.Fatal(err)
	}
	plan.Resume = true
	result, err = engine.Run(t.Context(), plan, nil)
	if err != nil || result.Status != engine.StatusDone || result.Written != 100_000 {
		t.Errorf("resumed: %s, %d written, %v", result.Status, result.Written, err)
	}
	adds(t, result)
}
