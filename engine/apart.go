package engine

import (
	"strings"

	"github.com/obferry/obferry/engine/fault"
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
		if first := taken[name]; first != nil {
			r.fail(w, fault.New(fault.Input, "fault.plan.twice",
				"Target", name, "First", first.plan.Source, "Second", w.plan.Source))
			continue
		}
		taken[name] = w
	}
}
