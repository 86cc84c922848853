package words

import (
	"strings"
	"testing"
)

// hintless are the errors that say all there is to say: notes on a job of DataX, which end
// nothing, as those on what a person has changed in a spreadsheet; what must come of the demo; how a run was ended, or found a load of its own; and what only a fault of this
// program brings about, or whose reason has the hint.
var hintless = []string{
	"fault.direct.again", "fault.direct.wasdone", "fault.job.note.", "fault.job.write.", "fault.demo.", "fault.app.interrupted", "fault.app.stopped",
	"fault.mysql.close", "fault.mysql.driver", "fault.mysql.nobegin", "fault.postgres.copy", "fault.postgres.order",
	"fault.resume.emptied", "fault.resume.taken", "fault.retry.deleted", "fault.retry.nonumber", "fault.retry.othercolumn", "fault.retry.othersheet",
	"fault.retry.taken", "fault.target.close", "fault.target.driver", "fault.target.write",
}

// Every other error says what to do.
func TestErrorsHaveHints(t *testing.T) {
	seen := map[string]bool{}
	for _, id := range IDs(English) {
		if !strings.HasPrefix(id, "fault.") || strings.HasSuffix(id, ".hint") || Has(id+".hint") {
			continue
		}
		known := false
		for _, prefix := range hintless {
			if strings.HasPrefix(id, prefix) {
				known, seen[prefix] = true, true
			}
		}
		if !known {
			t.Errorf("%s says nothing of what to do", id)
		}
	}
	for _, prefix := range hintless {
		if !seen[prefix] {
			t.Errorf("nothing without a hint begins with %s", prefix)
		}
	}
}
