package app

import (
	"fmt"
	"os"
	"path/filepath"
	"sort"
	"time"

	"github.com/gofrs/flock"

	"github.com/obferry/obferry/engine"
	"github.com/obferry/obferry/engine/fault"
)

// runs keeps the plans of the window's runs on disk until they have ended, so that a
// run that was stopped, or cut off, can be gone on with. Plans hold no passwords.
type runs struct {
	// dir holds a YAML file for each plan, the engine's checkpoint beside it, and a lock
	// while a window works on it. Empty keeps nothing.
	dir string
}

// keptRun is one of them.
type keptRun struct {
	path string
	// began is when the run was begun or last gone on with.
	began time.Time
	plan  *engine.Plan
	lock  *flock.Flock
}

// runsIn is where plans are kept: below the given directory, or below the user's own
// for the state of programs (XDG_STATE_HOME).
func runsIn(config string) (runs, error) {
	if config != "" {
		return runs{filepath.Join(config, "runs")}, nil
	}
	state := os.Getenv("XDG_STATE_HOME")
	if !filepath.IsAbs(state) {
		home, err := os.UserHomeDir()
		if err != nil {
			return runs{}, fault.New(fault.Resource, "fault.runs.keep", "Path", "runs").Because(err)
		}
		state = filepath.Join(home, ".local", "state")
	}
	return runs{filepath.Join(state, "obferry", "runs")}, nil
}

// keep saves a plan whose run is about to begin; the plan's checkpoint will be beside it.
func (r runs) keep(plan *engine.Plan) (*keptRun, error) {
	now := time.Now()
	path := filepath.Join(r.dir, fmt.Sprintf("%s-%d.yaml", now.Format("20060102-150405.000"), os.Getpid()))
	if err := os.MkdirAll(r.dir, 0o700); err != nil {
		return nil, fault.New(fault.Resource, "fault.runs.keep", "Path", path).Because(err)
	}
	k := &keptRun{path: path, began: now, plan: plan, lock: flock.New(path + ".lock")}
	if err := k.take(); err != nil {
		return nil, err
	}
	if err := plan.Save(path); err != nil {
		k.release()
		return nil, err
	}
	return k, nil
}

// interrupted are the runs that no window works on, the latest first. A file that
// cannot be read as a plan is none of ours to complain of.
func (r runs) interrupted() []*keptRun {
	if r.dir == "" {
		return nil
	}
	files, err := filepath.Glob(filepath.Join(r.dir, "*.yaml"))
	if err != nil {
		return nil // only a pattern can be wrong
	}
	var all []*keptRun
	for _, path := range files {
		info, err := os.Stat(path)
		if err != nil {
			continue // another window has just ended it
		}
		plan, err := engine.ReadPlan(path)
		if err != nil {
			continue
		}
		k := &keptRun{path: path, began: info.ModTime(), plan: plan, lock: flock.New(path + ".lock")}
		if k.take() == nil {
			k.release()
			all = append(all, k)
		}
	}
	sort.Slice(all, func(i, j int) bool { return all[i].began.After(all[j].began) })
	return all
}

// take keeps other windows from the run.
func (k *keptRun) take() error {
	free, err := k.lock.TryLock()
	switch {
	case err != nil:
		return fault.New(fault.Resource, "fault.runs.keep", "Path", k.path).Because(err)
	case !free:
		return fault.New(fault.Input, "fault.runs.busy")
	}
	return nil
}

// release leaves the run to whoever wants to go on with it.
func (k *keptRun) release() {
	// The lock's file stays where it cannot be removed, and harms nobody.
	_ = k.lock.Close()
	_ = os.Remove(k.lock.Path())
}

// forget removes all that is kept of the run.
func (k *keptRun) forget() error {
	err := engine.Forget(k.path)
	k.release()
	return err
}
