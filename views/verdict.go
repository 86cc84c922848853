package views

import (
	"github.com/obferry/obferry/engine"
)

// verdict is what a run came to, in a sentence and a colour.
func verdict(r *engine.Result) (tone, string) {
	failed, differing := 0, 0
	for i := range r.Tables {
		t := &r.Tables[i]
		if t.State == engine.Failed || t.Err != nil {
			failed++
		}
		if t.Compared != nil && !t.Compared.Equal {
			differing++
		}
	}
	switch {
	case r.Status == engine.StatusFailed:
		return toneError, say("verdict.failed")
	case r.Status == engine.StatusInterrupted:
		return toneWarn, say("verdict.interrupted", "Rows", count(r.Written))
	case failed > 0:
		return toneError, say("verdict.tables", "Count", failed)
	case differing > 0:
		return toneError, say("verdict.differs", "Count", differing)
	case r.Rejected > 0:
		return toneWarn, say("verdict.rejected", "Count", r.Rejected, "Rows", count(r.Rejected), "Written", count(r.Written))
	case r.Status == engine.StatusPartial:
		return toneWarn, say("verdict.partial", "Rows", count(r.Written))
	case verified(r):
		return toneOK, say("verdict.verified", "Rows", count(r.Written))
	default:
		return toneOK, say("verdict.done", "Rows", count(r.Written))
	}
}

func verified(r *engine.Result) bool {
	for i := range r.Tables {
		if r.Tables[i].Compared == nil {
			return false
		}
	}
	return len(r.Tables) > 0
}
