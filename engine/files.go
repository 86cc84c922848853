package engine

import (
	"os"
	"path/filepath"
	"strings"

	"github.com/obferry/obferry/engine/fault"
	"github.com/obferry/obferry/profiles"
)

// endings are those of the files that a run writes.
var endings = map[string]string{"errors": ".xlsx", "report": ".xlsx"}

// files holds that what a plan writes are workbooks, and that no two files of a plan are one: what is read must not be written
// over, nor one report by another. Plan is the path that the plan itself is saved at,
// empty where it is not.
func (p *Plan) files(plan string) error {
	named := []struct{ path, what string }{
		{plan, "plan"}, {p.Errors, "errors"}, {p.Report, "report"},
	}
	if address, err := profiles.Parse(p.Source.URL); err == nil && address.Path != "" {
		named = append(named, struct{ path, what string }{address.Path, "source"})
	}
	for i, one := range named {
		for _, other := range named[i+1:] {
			if one.path != "" && other.path != "" && sameFile(one.path, other.path) {
				return fault.New(fault.Input, "fault.plan.samefile."+one.what+"."+other.what, "Path", one.path)
			}
		}
	}
	for _, one := range named {
		if ending, wanted := endings[one.what]; wanted && one.path != "" && !strings.EqualFold(filepath.Ext(one.path), ending) {
			// A file of another kind is hardly meant: it would be replaced.
			return fault.New(fault.Input, "fault.plan.ending", "Path", one.path, "Ending", ending)
		}
	}
	return nil
}

// sameFile tells whether two paths lead to one file, also where it is not there yet.
func sameFile(a, b string) bool {
	first, err := os.Stat(a)
	if err == nil {
		if second, err := os.Stat(b); err == nil {
			return os.SameFile(first, second)
		}
		return false
	}
	whole, err := filepath.Abs(a)
	if err != nil {
		return a == b
	}
	other, err := filepath.Abs(b)
	return err == nil && whole == other
}
