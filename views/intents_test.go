package views

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/widget"

	"github.com/obferry/obferry/engine"
	"github.com/obferry/obferry/engine/words"
)

// find walks what is shown until a thing is what is looked for.
func find(o fyne.CanvasObject, is func(fyne.CanvasObject) bool) fyne.CanvasObject {
	if !o.Visible() {
		return nil
	}
	if is(o) {
		return o
	}
	var children []fyne.CanvasObject
	switch o := o.(type) {
	case *fyne.Container:
		children = o.Objects
	case *container.Scroll:
		children = []fyne.CanvasObject{o.Content}
	case *container.ThemeOverride:
		children = []fyne.CanvasObject{o.Content}
	case fyne.Widget:
		children = test.WidgetRenderer(o).Objects()
	}
	for _, child := range children {
		if found := find(child, is); found != nil {
			return found
		}
	}
	return nil
}

// press taps the button that says something.
func press(t *testing.T, w fyne.Window, label string) {
	t.Helper()
	found := find(w.Content(), func(o fyne.CanvasObject) bool {
		b, ok := o.(*widget.Button)
		return ok && b.Text == typeset(label)
	})
	b, ok := found.(*widget.Button)
	if !ok {
		t.Fatalf("no button says %q", label)
	}
	if b.Disabled() {
		t.Fatalf("button %q is off", label)
	}
	test.Tap(b)
}

// cardWith is the card that holds some words.
func cardWith(t *testing.T, w fyne.Window, words string) *card {
	t.Helper()
	found := find(w.Content(), func(o fyne.CanvasObject) bool {
		c, ok := o.(*card)
		return ok && find(c.content, func(o fyne.CanvasObject) bool {
			x, ok := o.(*text)
			return ok && strings.Contains(x.value, words)
		}) != nil
	})
	c, ok := found.(*card)
	if !ok {
		t.Fatalf("no card says %q", words)
	}
	return c
}

func entryWith(t *testing.T, w fyne.Window, value string) *widget.Entry {
	t.Helper()
	found := find(w.Content(), func(o fyne.CanvasObject) bool {
		e, ok := o.(*widget.Entry)
		return ok && (e.Text == value || e.PlaceHolder == value)
	})
	e, ok := found.(*widget.Entry)
	if !ok {
		t.Fatalf("no field holds %q", value)
	}
	return e
}

// TestButtonsTellWhatIsWanted presses what can be pressed and hears the intent.
func TestButtonsTellWhatIsWanted(t *testing.T) {
	for _, c := range []struct {
		name  string
		model func() *Model
		step  Step
		press string
		want  string
	}{
		{"next", full, SourceStep, "Next", "Next"},
		{"close", full, SourceStep, "Close", "Cancel"},
		{"cancel", loading, SourceStep, "Cancel", "Cancel"},
		{"language", full, SourceStep, "中文", "SwitchLanguage zh"},
		{"browse", sheets, SourceStep, "Browse…", "BrowseFile"},
		{"back", full, TargetStep, "Back", "Back"},
		{"start", empty, TargetStep, "Start", "StartPractice"},
		{"stop kernel", full, TargetStep, "Stop", "StopPractice"},
		{"all", full, ObjectsStep, "All", "TakeTables 14"},
		{"none", full, ObjectsStep, "None", "TakeTables 0"},
		{"new", full, ObjectsStep, "Only new", "TakeTables 10"},
		{"try one", full, DDLStep, "Try on the target", "TryDDL 0"},
		{"try all", full, DDLStep, "Try all on the target", "TryDDL -1"},
		{"check again", full, OptionsStep, "Check again", "RunPreflight"},
		{"begin", full, OptionsStep, "Begin", "Next"},
		{"pause", running, RunStep, "Pause", "Pause"},
		{"stop", running, RunStep, "Stop", "Stop"},
		{"open", full, ResultStep, "Open error spreadsheet", "OpenErrors"},
		{"retry", full, ResultStep, "Retry corrected rows", "RetryRows"},
		{"again", full, ResultStep, "Run again", "RunAgain"},
		{"read again", sheets, ObjectsStep, "Read again", "ReadSheet 0 1 2 "},
		{"save", full, ResultStep, "Save plan…", "SavePlan"},
		{"start over", full, ResultStep, "New migration", "Next"},
	} {
		t.Run(c.name, func(t *testing.T) {
			m, do := c.model(), &recorder{}
			m.Step = c.step
			w, _ := screen(t, m, do, words.English)
			press(t, w, c.press)
			if do.last() != c.want {
				t.Errorf("heard %q", do.said)
			}
		})
	}
}

func TestCardsTellWhatIsWanted(t *testing.T) {
	for _, c := range []struct {
		step        Step
		words, want string
	}{
		{SourceStep, "A spreadsheet", "ChooseSource 1"},
		{TargetStep, "Through ODP", "ChooseTarget 0"},
		{OptionsStep, "is refused", "SetMode insert"},
		{OptionsStep, "is deleted first", "SetMode replace"},
		{OptionsStep, "already there stays", "SetMode ignore"},
		{OptionsStep, "over the SQL port", "SetMode load"},
		{OptionsStep, "over the RPC port", "SetMode direct"},
	} {
		m, do := full(), &recorder{}
		m.Step = c.step
		w, _ := screen(t, m, do, words.English)
		one := cardWith(t, w, c.words)
		test.Tap(one)
		if do.last() != c.want {
			t.Errorf("click: heard %q, want %q", do.said, c.want)
		}
		do.said = nil
		w.Canvas().Focus(one)
		if w.Canvas().Focused() != fyne.Focusable(one) {
			t.Errorf("%q does not take the focus", c.words)
		}
		one.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
		if do.last() != c.want {
			t.Errorf("Enter: heard %q, want %q", do.said, c.want)
		}
	}
}

func TestRailOpensWhatWasReached(t *testing.T) {
	m, do := full(), &recorder{}
	m.Result = nil
	w, _ := screen(t, m, do, words.English)
	test.Tap(cardWith(t, w, "4  DDL"))
	if do.last() != "Open 3" {
		t.Errorf("heard %q", do.said)
	}
	do.said = nil
	test.Tap(cardWith(t, w, "7  Result"))
	if len(do.said) != 0 {
		t.Errorf("a step that was not reached opens: %q", do.said)
	}
}

func TestFieldsTellWhatIsTyped(t *testing.T) {
	m, do := full(), &recorder{}
	w, f := screen(t, m, do, words.English)
	entryWith(t, w, "db.example.com").SetText("other.example.com")
	if do.last() != "EditSource other.example.com " {
		t.Errorf("heard %q", do.said)
	}
	m.Step = TargetStep
	f.Refresh()
	entryWith(t, w, "shop").SetText("trade")
	if do.last() != "NameDatabase trade" {
		t.Errorf("heard %q", do.said)
	}
	m.Step = OptionsStep
	f.Refresh()
	entryWith(t, w, "no limit").SetText("100")
	if do.last() != "SetOption reject_limit 100" {
		t.Errorf("heard %q", do.said)
	}
	entryWith(t, w, "100").SetText("many")
	if do.last() != "SetOption reject_limit -1" {
		t.Errorf("no number must mean no limit: %q", do.said)
	}
	memstore := entryWith(t, w, "automatic (90)")
	for typed, heard := range map[string]string{"85": "SetOption memstore 85", "850": "SetOption memstore 0", "-1": "SetOption memstore 0"} {
		if memstore.SetText(typed); do.last() != heard {
			t.Errorf("%s is heard as %q", typed, do.last())
		}
	}
}

// TestNamesAreEditedInPlace opens a name in the table, changes it and leaves by Enter,
// and by Esc.
func TestNamesAreEditedInPlace(t *testing.T) {
	m, do := full(), &recorder{}
	m.Step = ObjectsStep
	w, _ := screen(t, m, do, words.English)
	Picture(w, 1280, 800)
	name := func() *editCell {
		c, ok := find(w.Content(), func(o fyne.CanvasObject) bool {
			c, ok := o.(*editCell)
			return ok && c.row == 1
		}).(*editCell)
		if !ok {
			t.Fatal("no cell for the second table")
		}
		return c
	}
	test.Tap(name())
	name().field.SetText("bestellungen")
	name().field.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	if do.last() != "RenameTarget 1 bestellungen" {
		t.Errorf("heard %q", do.said)
	}
	do.said = nil
	test.Tap(name())
	name().field.SetText("x")
	name().field.TypedKey(&fyne.KeyEvent{Name: fyne.KeyEscape})
	if len(do.said) != 0 || name().editing {
		t.Errorf("Esc kept what was typed: %q", do.said)
	}
}

// TestDDLIsEdited turns the converted text into a field.
func TestDDLIsEdited(t *testing.T) {
	m, do := full(), &recorder{}
	m.Step = DDLStep
	w, _ := screen(t, m, do, words.English)
	press(t, w, "Edit")
	entryWith(t, w, m.Plan.Tables[0].DDL.Text()).SetText("CREATE TABLE `x` (`y` int)")
	if do.last() != "EditDDL 0 CREATE TABLE `x` (`y` int)" {
		t.Errorf("heard %q", do.said)
	}
	press(t, w, "Done")
	if m.DDL.Editing {
		t.Error("still editing")
	}
}

// TestColumnsOfASheetAreEdited changes a name and a type.
func TestColumnsOfASheetAreEdited(t *testing.T) {
	m, do := sheets(), &recorder{}
	m.Step = ObjectsStep
	w, _ := screen(t, m, do, words.English)
	Picture(w, 1280, 800)
	entryWith(t, w, "名称").SetText("name")
	if do.last() != "RenameColumn 0 1 name" {
		t.Errorf("heard %q", do.said)
	}
	kind, ok := find(w.Content(), func(o fyne.CanvasObject) bool {
		e, ok := o.(*widget.SelectEntry)
		return ok && e.Text == "varchar(64)"
	}).(*widget.SelectEntry)
	if !ok {
		t.Fatal("no field for the type")
	}
	kind.SetText("text")
	if do.last() != "EditColumnType 0 1 text" {
		t.Errorf("heard %q", do.said)
	}
}

// TestErrorsAreCopiedWhole holds that nothing of an error is lost on the clipboard.
func TestErrorsAreCopiedWhole(t *testing.T) {
	m, do := full(), &recorder{}
	m.Source.Err = refusal
	w, _ := screen(t, m, do, words.English)
	press(t, w, "Copy")
	for _, part := range []string{"1045 (28000)", "Access denied", words.Say(refusal.ID)} {
		if !strings.Contains(do.last(), part) {
			t.Errorf("%q is missing in %q", part, do.last())
		}
	}
}

// TestFilterAndSort finds and orders tables.
func TestFilterAndSort(t *testing.T) {
	m := full()
	m.Step = ObjectsStep
	_, f := screen(t, m, &recorder{}, words.English)
	page, ok := f.open.(*objectsPage)
	if !ok {
		t.Fatalf("%T is open", f.open)
	}
	m.Objects.UI.Filter = "ORDER"
	page.table.Refresh()
	if len(page.table.rows) != 2 {
		t.Errorf("%d rows for ORDER", len(page.table.rows))
	}
	m.Objects.UI.Filter = ""
	page.table.sortBy(2)
	page.table.sortBy(2)
	if first := m.Plan.Tables[page.table.rows[0]].Source; first != "audit_log" {
		t.Errorf("the largest table is said to be %s", first)
	}
	page.table.sortBy(2)
	if page.table.rows[0] != 0 {
		t.Error("the third click does not give the order back")
	}
}

// TestMissingSaysWhatKeepsOneBack tells for each step.
func TestMissingSaysWhatKeepsOneBack(t *testing.T) {
	words.Speak(words.English)
	for _, c := range []struct {
		want   string
		step   Step
		change func(m *Model)
	}{
		{"Enter a host", SourceStep, func(m *Model) { m.Source.Form.Host = "" }},
		{"Choose a file", SourceStep, func(m *Model) { m.Source.Door = FileDoor }},
		{"Start the practice kernel", TargetStep, func(m *Model) { m.Target.Practice.State = PracticeOff }},
		{"Enter a database", TargetStep, func(m *Model) { m.Target.Database = "" }},
		{"Select at least one table", ObjectsStep, func(m *Model) {
			for i := range m.Plan.Tables {
				m.Plan.Tables[i].Skip = true
			}
		}},
		{"1 table cannot be created as it is: edit it, or leave it out", DDLStep, func(m *Model) {
			m.DDL.Trials["orders"] = refusedTrial("orders", refusal)
		}},
		{"The checks have not finished", OptionsStep, func(m *Model) { m.Options.Checked = false }},
		{"Solve this check first: Database", OptionsStep, func(m *Model) {
			m.Options.Checks = append(m.Options.Checks, engine.Check{ID: "database", Err: refusal})
		}},
		{"The run is under way", RunStep, func(m *Model) { m.Run.Active = true }},
	} {
		m := full()
		m.Step = c.step
		if got := Missing(m); got != "" {
			t.Errorf("step %d, nothing missing: %q", c.step, got)
		}
		c.change(m)
		if got := Missing(m); got != c.want {
			t.Errorf("step %d: %q, want %q", c.step, got, c.want)
		}
	}
}

// TestURLIsTakenApart says under the field what a URL was understood as, and what is
// wrong with it; a password is not shown.
func TestURLIsTakenApart(t *testing.T) {
	m, do := empty(), &recorder{}
	m.Source.Form.ByURL = true
	w, _ := screen(t, m, do, words.English)
	field := entryWith(t, w, "mysql://user@host:3306/shop")
	says := func(want string) bool {
		return find(w.Content(), func(o fyne.CanvasObject) bool {
			x, ok := o.(*text)
			return ok && x.value == want
		}) != nil
	}
	field.SetText("oceanbase://root%40shop%23obdemo:secret@10.0.0.3:2883/trade")
	for _, want := range []string{"OceanBase", "10.0.0.3", "2883", "root", "shop", "obdemo", "trade"} {
		if !says(want) {
			t.Errorf("does not say %q", want)
		}
	}
	if says("secret") {
		t.Error("shows the password")
	}
	field.SetText("mysql://host:x/")
	if !says(words.Say("fault.profiles.port")) {
		t.Error("does not say what is wrong")
	}
}
