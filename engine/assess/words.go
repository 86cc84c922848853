package assess

import (
	"strings"

	"github.com/obferry/obferry/engine/words"
)

// Headline says in the given language how it stands: "412 of 415 tables are ready, 3
// need a decision", and the same of everything else where there is any.
func (a *Assessment) Headline(l words.Language) string {
	var all []string
	if c := a.Tables(); c.All > 0 {
		all = append(all, headline(l, "assess.tables", c))
	}
	if c := a.Others(); c.All > 0 {
		all = append(all, headline(l, "assess.others", c))
	}
	if len(all) == 0 {
		return words.In(l, "assess.nothing", nil)
	}
	return strings.Join(all, words.In(l, "assess.between", nil))
}

func headline(l words.Language, id string, c Count) string {
	if c.All == c.Settled {
		id += ".all"
	}
	return words.In(l, id, words.Args{"Count": c.All, "All": words.Number(int64(c.All)),
		"Settled": words.Number(int64(c.Settled)), "Left": words.Number(int64(c.All - c.Settled)), "One": c.All-c.Settled == 1})
}

// Proof says what the kernel made of it, "" where none was asked.
func (a *Assessment) Proof(l words.Language) string {
	if a.Server == "" {
		return ""
	}
	id := "assess.proof"
	switch {
	case a.Cut:
		id = "assess.proof.cut"
	case len(a.Failures)+len(a.Differences)+len(a.Untried) == 0:
		id = "assess.proof.all"
	}
	return words.In(l, id, words.Args{"Tried": words.Number(int64(a.Tried)), "Total": words.Number(int64(a.Total)),
		"Server": a.Server, "Failures": len(a.Failures), "Differences": len(a.Differences), "Untried": len(a.Untried)})
}

// Effort says about how much work is left, "" for none.
func (a *Assessment) Effort(l words.Language) string {
	if a.Minutes() == 0 {
		return ""
	}
	return words.In(l, "assess.effort", words.Args{"Time": Time(l, a.Minutes())})
}

// Time is an estimate as a person says it: "20 minutes", "3 hours".
func Time(l words.Language, minutes int) string {
	switch {
	case minutes < 100:
		return words.In(l, "assess.minutes", words.Args{"Count": minutes})
	case minutes < 16*60:
		return words.In(l, "assess.hours", words.Args{"Count": (minutes + 30) / 60})
	}
	return words.In(l, "assess.days", words.Args{"Count": (minutes + 240) / 480})
}
