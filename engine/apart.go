package engine

import (
	"strings"

	"github.com/obferry/obferry/engine/fault"
	"github.com/obferry/obferry/profiles"
)

// keepApart fails every table whose name on the target is another's already. Most
// targets take names without regard to case: Users and users are two tables of a
// source, and poured into each other there.
func (r *run) keepApart() {
	taken := map[string]*work{}
	for _, w := range r.works {
		name := w.plan.Target
		if r.target.Server().LowerCaseNames != 0 {
			name = strings.ToLower(name)
		}
		if r.write && r.onePlace() && strings.EqualFold(w.plan.Source, w.plan.Target) {
			r.fail(w, fault.New(fault.Input, "fault.run.itself", "Table", w.plan.Target))
			continue
		}
		if first := taken[name]; first != nil {
			r.fail(w, fault.New(fault.Input, "fault.plan.twice",
				"Target", name, "First", first.plan.Source, "Second", w.plan.Source))
			continue
		}
		taken[name] = w
	}
}

// onePlace tells whether both ends are the same database: a table that is taken to
// itself is read while it grows. A server that goes by two names is not recognized.
func (r *run) onePlace() bool {
	from, to := r.from, r.to
	if from.Kind == profiles.Practice { // the target's address is a server's by now
		planned, err := r.plan.Target.Address()
		return err == nil && planned.Kind == profiles.Practice && strings.EqualFold(from.Database, to.Database)
	}
	return fromDatabase(from) && strings.EqualFold(from.Host, to.Host) && from.Port == to.Port &&
		strings.EqualFold(from.Database, to.Database)
}
