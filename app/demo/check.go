package demo

import (
	"sort"

	"github.com/obferry/obferry/engine"
	"github.com/obferry/obferry/engine/fault"
)

// check holds a result against what is known to be right, and returns every
// difference. A row that was planted to be refused and was refused is right.
func (f *Ferry) check(result *engine.Result) []error {
	var wrong []error
	if result.Err != nil {
		return append(wrong, result.Err)
	}
	seen := map[string]bool{}
	refused := map[int]int64{}
	for _, t := range result.Tables {
		seen[t.Target] = true
		wrong = append(wrong, f.checkTable(t)...)
		for _, g := range t.Groups {
			refused[g.Code] += g.Count
		}
	}
	for _, name := range sorted(f.Rows) {
		if !seen[name] {
			wrong = append(wrong, fault.New(fault.Differs, "fault.demo.table", "Table", name))
		}
	}
	for _, code := range sorted(f.Refused) {
		if want := f.Refused[code]; refused[code] != want {
			wrong = append(wrong, fault.New(fault.Differs, "fault.demo.refused", "Code", code, "Got", refused[code], "Want", want))
		}
	}
	for _, code := range sorted(refused) {
		if f.Refused[code] == 0 {
			wrong = append(wrong, fault.New(fault.Differs, "fault.demo.refused", "Code", code, "Got", refused[code], "Want", 0))
		}
	}
	if len(result.Left) != f.Left {
		wrong = append(wrong, fault.New(fault.Differs, "fault.demo.left", "Got", len(result.Left), "Want", f.Left))
	}
	if (len(f.Refused) > 0) != (result.Errors != "") {
		wrong = append(wrong, fault.New(fault.Differs, "fault.demo.errors", "Path", f.Plan.Errors))
	}
	return wrong
}

func (f *Ferry) checkTable(t engine.TableResult) []error {
	wrong := append([]error(nil), t.Failures...)
	if t.Err != nil {
		wrong = append(wrong, t.Err)
	}
	if want := f.Rows[t.Target]; t.Read != want || t.Written+t.Rejected != want {
		wrong = append(wrong, fault.New(fault.Differs, "fault.demo.rows",
			"Table", t.Target, "Read", t.Read, "Written", t.Written, "Refused", t.Rejected, "Want", want))
	}
	switch {
	case t.Compared == nil:
		wrong = append(wrong, fault.New(fault.Differs, "fault.demo.unverified", "Table", t.Target))
	case !t.Compared.Equal:
		wrong = append(wrong, fault.New(fault.Differs, "fault.demo.differs", "Table", t.Target))
	}
	return wrong
}

// sorted are a map's keys in order, so that two runs tell the same in the same order.
func sorted[K int | string](m map[K]int64) []K {
	keys := make([]K, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	sort.Slice(keys, func(i, j int) bool { return keys[i] < keys[j] })
	return keys
}
