package views

import (
	"math"
	"sort"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"github.com/obferry/obferry/engine"
	"github.com/obferry/obferry/icons"
)

// optionsPage is the fifth step: how rows are written, and whether all is ready.
type optionsPage struct {
	model *Model
	do    Intents
	modes map[engine.Mode]*card
	// numbers are what the mode at hand can be told, shown is for which mode they are.
	numbers *fyne.Container
	shown   engine.Mode
	checks  *fyne.Container
	again   *widget.Button
	state   *status
	err     *errorBox
}

var modes = []engine.Mode{engine.Auto, engine.Insert, engine.Upsert, engine.Replace, engine.Ignore, engine.Load, engine.Direct}

func newOptionsPage(m *Model, do Intents) *optionsPage {
	p := &optionsPage{model: m, do: do, modes: map[engine.Mode]*card{}, checks: container.New(stackLayout{4}), numbers: container.NewStack(),
		state: newStatus(tonePending, ""), err: newErrorBox(do.Copy)}
	for _, mode := range modes {
		p.modes[mode] = modeCard(mode, func() { do.SetMode(mode) })
	}
	p.again = button(say("options.again"), icons.Of(icons.Retry), do.RunPreflight)
	return p
}

func modeCard(mode engine.Mode, onTapped func()) *card {
	id := "mode." + string(mode)
	name := []fyne.CanvasObject{strong(say(id))}
	if mode == engine.Auto {
		name = append(name, newText(say("mode.recommended")).sized(smallSize).colored(colorAccent))
	}
	return newCard(stack(4, row(name...), small(say(id+".about")).wrapped()), onTapped)
}

func (p *optionsPage) content() fyne.CanvasObject {
	cards := container.NewGridWithColumns((len(modes) + 1) / 2)
	for _, mode := range modes {
		cards.Add(p.modes[mode])
	}
	preflight := panel(container.NewBorder(row(strong(say("options.preflight")), gap(Grid, 1), p.state, spacer(), p.again), nil, nil, nil,
		container.NewBorder(gap(1, Grid), nil, nil, nil, container.NewVScroll(stack(Grid, p.err, p.checks)))))
	top := stack(Grid*1.5, cards, p.numbers, gap(1, 1))
	return container.NewBorder(top, nil, nil, nil, preflight)
}

// numbersOf are how much a mode does at once, and what else it can be told.
func (p *optionsPage) numbersOf(mode engine.Mode) fyne.CanvasObject {
	all := []fyne.CanvasObject{p.number(OptionReaders), p.number(OptionWriters)}
	switch mode {
	case engine.Direct:
		all = append(all, p.number(OptionRPCPort), p.number(OptionParallel))
	case engine.Load:
		all = append(all, p.number(OptionParallel))
	default:
		all = append(all, p.number(OptionBatchRows), p.number(OptionMemstore))
	}
	return panel(stack(Grid*1.5, all...))
}

// duplicates asks what becomes of rows whose key is there.
func (p *optionsPage) duplicates() fyne.CanvasObject {
	kinds := []string{engine.StopOnDuplicate, engine.ReplaceDuplicates, engine.IgnoreDuplicates}
	names := make([]string, len(kinds))
	for i, kind := range kinds {
		names[i] = say("duplicates." + kind)
	}
	choice := widget.NewSelect(names, nil)
	for i, kind := range kinds {
		if p.model.Plan != nil && (p.model.Plan.Direct.Duplicates == kind || i == 0) {
			choice.SetSelectedIndex(i)
		}
	}
	choice.OnChanged = func(name string) {
		for i := range names {
			if names[i] == name {
				p.do.SetDuplicates(kinds[i])
			}
		}
	}
	return optionRow("option.duplicates", choice)
}

// safety is what happens to rows that are refused, and what is compared.
func (p *optionsPage) safety(mode engine.Mode) fyne.CanvasObject {
	verify := widget.NewCheck(say("option.verify"), p.do.SetVerify)
	path := widget.NewEntry()
	path.SetPlaceHolder(say("option.errors.hint"))
	if p.model.Plan != nil {
		verify.Checked = p.model.Plan.Verify
		path.SetText(p.model.Plan.Errors)
	}
	path.OnChanged = p.do.SetErrorFile
	all := []fyne.CanvasObject{p.number(OptionRejectLimit), optionRow("option.errors", path)}
	if mode.Whole() {
		all = append(all, p.duplicates())
	}
	return panel(stack(Grid*1.5, append(all, stack(0, verify, small(say("option.verify.about")).wrapped()))...))
}

func (p *optionsPage) number(o Option) fyne.CanvasObject {
	field := widget.NewEntry()
	field.SetPlaceHolder(say("option." + string(o) + ".empty"))
	if value := optionValue(p.model.Plan, o); value > 0 || o == OptionRejectLimit && value >= 0 {
		field.SetText(strconv.FormatInt(value, 10))
	}
	field.OnChanged = func(s string) {
		value, err := strconv.ParseInt(s, 10, 64)
		if err != nil || value < 0 || value > most(o) {
			value = noValue(o) // an empty field, or no number: the engine chooses
		}
		p.do.SetOption(o, value)
	}
	return optionRow("option."+string(o), field)
}

// most is the highest value that makes sense.
func most(o Option) int64 {
	if o == OptionMemstore {
		return 100
	}
	return math.MaxInt64
}

// noValue is what leaves an option to the engine.
func noValue(o Option) int64 {
	if o == OptionRejectLimit {
		return -1
	}
	return 0
}

func optionValue(plan *engine.Plan, o Option) int64 {
	if plan == nil {
		return noValue(o)
	}
	switch o {
	case OptionReaders:
		return int64(plan.Readers)
	case OptionWriters:
		return int64(plan.Writers)
	case OptionBatchRows:
		return int64(plan.BatchRows)
	case OptionMemstore:
		return int64(math.Round(plan.Memstore.Pause * 100))
	case OptionRPCPort:
		return int64(plan.Direct.Port)
	case OptionParallel:
		return int64(plan.Direct.Parallel)
	default:
		return plan.RejectLimit
	}
}

func optionRow(id string, field fyne.CanvasObject) fyne.CanvasObject {
	return container.NewBorder(nil, nil, nil, fixed(Grid*22, 0, container.NewVBox(field)),
		stack(0, newText(say(id)), small(say(id+".about")).wrapped()))
}

func (p *optionsPage) update() {
	m := p.model
	mode := engine.Auto
	if m.Plan != nil && m.Plan.Mode != "" {
		mode = m.Plan.Mode
	}
	for one, c := range p.modes {
		c.choose(m.Plan != nil && one == mode)
	}
	if p.shown != mode && (p.shown == "" || mode.Whole() || p.shown.Whole()) {
		p.numbers.Objects = []fyne.CanvasObject{container.NewGridWithColumns(2, p.numbersOf(mode), p.safety(mode))}
		p.numbers.Refresh()
	}
	p.shown = mode
	enable(p.again, m.Work == nil && m.Plan != nil)
	p.err.set(m.Options.Err)
	p.updateState()
	p.checks.Objects = nil
	for _, c := range worstFirst(m.Options.Checks) {
		p.checks.Add(p.check(c))
	}
	if len(m.Options.Checks) == 0 && m.Work == nil && m.Options.Err == nil {
		p.checks.Add(muted(say("options.nochecks")).wrapped())
	}
	p.checks.Refresh()
}

func (p *optionsPage) updateState() {
	red, amber := 0, 0
	for _, c := range p.model.Options.Checks {
		switch checkTone(c) {
		case toneError:
			red++
		case toneWarn:
			amber++
		}
	}
	switch {
	case !p.model.Options.Checked && p.model.Work != nil:
		p.state.set(toneRunning, say("options.checking"))
	case !p.model.Options.Checked:
		p.state.set(tonePending, say("options.unchecked"))
	case red > 0:
		p.state.set(toneError, say("options.red", "Count", red))
	case amber > 0:
		p.state.set(toneWarn, say("options.amber", "Count", amber))
	default:
		p.state.set(toneOK, say("options.green", "Count", len(p.model.Options.Checks)))
	}
}

func (p *optionsPage) check(c engine.Check) fyne.CanvasObject {
	if c.Err == nil {
		return row(newPicture(icons.OK, colorOK, 16), newText(checkTitle(c)), muted(checkValue(c)))
	}
	b := newErrorBox(p.do.Copy)
	if c.Warn {
		return b.warn(c.Err)
	}
	b.set(c.Err)
	return b
}

func checkTone(c engine.Check) tone {
	switch {
	case c.Err == nil:
		return toneOK
	case c.Warn:
		return toneWarn
	default:
		return toneError
	}
}

// worstFirst puts red before amber before green.
func worstFirst(checks []engine.Check) []engine.Check {
	sorted := append([]engine.Check(nil), checks...)
	rank := map[tone]int{toneError: 0, toneWarn: 1, toneOK: 2}
	sort.SliceStable(sorted, func(i, j int) bool { return rank[checkTone(sorted[i])] < rank[checkTone(sorted[j])] })
	return sorted
}
