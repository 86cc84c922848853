package engine

import (
	"slices"
	"strings"

	"github.com/obferry/obferry/ddlconv"
)

// queue holds the tables of a trial whose foreign keys wait for other tables.
type queue struct {
	chosen []*TablePlan
	// ours are the names on the target of all tables tried, stand of those that were
	// made; both in lower case, as the server compares them.
	ours, stand map[string]bool
	// missing are the names that each waiting table still lacks, by its place; waiters
	// are the places that a name is waited for at.
	missing map[int]map[string]bool
	waiters map[string][]int
}

func newQueue(chosen []*TablePlan) *queue {
	q := &queue{chosen: chosen, ours: map[string]bool{}, stand: map[string]bool{},
		missing: map[int]map[string]bool{}, waiters: map[string][]int{}}
	for _, t := range chosen {
		q.ours[strings.ToLower(t.Target)] = true
	}
	return q
}

// wait lets a table wait for those that its foreign keys point to, and for itself. Names
// that are not tried are not waited for.
func (q *queue) wait(i int) {
	missing := map[string]bool{strings.ToLower(q.chosen[i].Target): true}
	for _, statement := range q.chosen[i].DDL.After {
		for _, name := range ddlconv.References(statement) {
			if name = strings.ToLower(name); q.ours[name] && !q.stand[name] {
				missing[name] = true
			}
		}
	}
	q.missing[i] = missing
	for name := range missing {
		q.waiters[name] = append(q.waiters[name], i)
	}
}

// stands says that a table was made, and returns those that lack nothing any more.
func (q *queue) stands(name string) (ready []int) {
	name = strings.ToLower(name)
	q.stand[name] = true
	for _, i := range q.waiters[name] {
		delete(q.missing[i], name)
		if len(q.missing[i]) == 0 {
			delete(q.missing, i)
			ready = append(ready, i)
		}
	}
	delete(q.waiters, name)
	return ready
}

// left are the tables that wait in vain, in order.
func (q *queue) left() []int {
	var all []int
	for i := range q.missing {
		all = append(all, i)
	}
	slices.Sort(all)
	return all
}
