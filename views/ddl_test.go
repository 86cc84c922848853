package views

import (
	"os"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"github.com/obferry/obferry/engine/words"
)

// ddlScreen shows the DDL step at its size.
func ddlScreen(t *testing.T, m *Model, do Intents) (fyne.Window, *ddlPage) {
	t.Helper()
	m.Step = DDLStep
	w, f := screen(t, m, do, words.English)
	arrange(w, fyne.NewSize(1280, 800))
	page, ok := f.open.(*ddlPage)
	if !ok {
		t.Fatalf("%T is open", f.open)
	}
	return w, page
}

// says tells whether a text can be seen.
func says(w fyne.Window, part string) bool {
	return find(w.Content(), func(o fyne.CanvasObject) bool {
		x, ok := o.(*text)
		return ok && strings.Contains(x.value, part)
	}) != nil
}

// lineOf is the line of a side that holds a text.
func lineOf(t *testing.T, s *sqlText, part string) int {
	t.Helper()
	for i, line := range s.lines {
		if strings.Contains(line, part) {
			return s.numbers[i]
		}
	}
	t.Fatalf("no line holds %q", part)
	return 0
}

func click(s *sqlText, line int) {
	at := fyne.NewPos(Grid, (float32(s.row(line))+0.5)*sqlLine)
	test.TapAt(s, at)
}

// TestMarksOpenNotes clicks a mark of either side: its note opens with what was, what
// became, what to do and why, and both sides show the line.
func TestMarksOpenNotes(t *testing.T) {
	m := severalNotes()
	w, page := ddlScreen(t, m, &recorder{})
	if says(w, "error 1659") {
		t.Error("a note is open that nobody has opened")
	}
	click(page.target, lineOf(t, page.target, "`id` char(36)"))
	for _, want := range []string{"uuid", "char(36)", "type.uuid", facts()["type.uuid"]} {
		if want == "" || !says(w, want) {
			t.Errorf("the note does not say %q", want)
		}
	}
	if page.source.chosen != lineOf(t, page.source, "`id` uuid") || page.target.chosen != lineOf(t, page.target, "`id` char(36)") {
		t.Errorf("shows lines %d and %d", page.source.chosen, page.target.chosen)
	}
	last := lineOf(t, page.source, "PARTITION BY")
	seen := map[int]bool{}
	for range 4 { // several notes are one behind the other
		click(page.source, last)
		seen[m.DDL.Open] = true
	}
	if len(seen) != 2 || !seen[m.DDL.Open] {
		t.Errorf("notes %v open of a line that has two", seen)
	}
	if page.source.scroll.Offset.Y == 0 {
		t.Error("the line is not gone to")
	}
	if open := page.notes[m.DDL.Open-1]; !open.chosen || open.note.Line != last {
		t.Errorf("%+v is open", open.note)
	}
	keepShot(t, w, "clicked")
	test.Tap(page.notes[m.DDL.Open-1].card)
	if m.DDL.Open != 0 || page.source.chosen != 0 {
		t.Error("a second click on the note does not shut it")
	}
	click(page.source, lineOf(t, page.source, "CREATE TABLE"))
	if m.DDL.Open != 0 {
		t.Error("a line without a mark opens a note")
	}
}

// keepShot draws a window where pictures are wanted.
func keepShot(t *testing.T, w fyne.Window, name string) {
	t.Helper()
	if os.Getenv(shotsVariable) != "" {
		keep(t, "4-"+name, Picture(w, 1280, 800))
	}
}

// TestMarksStandWhereTheyBelong finds the lines of notes on both sides.
func TestMarksStandWhereTheyBelong(t *testing.T) {
	m := severalNotes()
	_, page := ddlScreen(t, m, &recorder{})
	want := map[string][2]string{
		"type.uuid":         {"`id` uuid", "`id` char(36)"},
		"collation.missing": {"`摘要`", "`摘要`"},
		"key.desc":          {"KEY `by_amount`", "KEY `by_amount`"},
		"foreign.default":   {"CONSTRAINT `ledger_ibfk_1`", "CONSTRAINT `ledger_ibfk_1`"},
		"partition.type":    {"PARTITION BY", ""},
	}
	for i, n := range m.Plan.Tables[0].DDL.Notes {
		lines, known := want[n.Rule]
		if !known || strings.HasSuffix(n.Object, "ledger") && n.Rule == "collation.missing" {
			continue
		}
		delete(want, n.Rule)
		place := ddlPlace{left: lineOf(t, page.source, lines[0])}
		if lines[1] != "" {
			place.right = lineOf(t, page.target, lines[1])
		}
		if page.places[i] != place {
			t.Errorf("%s of %s stands at %+v, want %+v", n.Rule, n.Object, page.places[i], place)
		}
	}
	if len(want) > 0 {
		t.Errorf("no notes of %v", want)
	}
	if mark := page.source.marks[lineOf(t, page.source, "PARTITION BY")]; mark.tone != toneDecide {
		t.Errorf("of two marks the weightier is not seen: %+v", mark)
	}
}

// TestChipsPickTables filters by severity, says honestly where nothing is left, and
// leads back.
func TestChipsPickTables(t *testing.T) {
	m := severalNotes()
	w, page := ddlScreen(t, m, &recorder{})
	all := len(page.rows)
	for words, rows := range map[string]int{"To decide  1": 1, "Blocked  1": 1, "Note  2": 2, "Changed  5": 5} {
		test.Tap(cardWith(t, w, words))
		if len(page.table.rows) != rows {
			t.Errorf("%s: %d rows", words, len(page.table.rows))
		}
	}
	m.DDL.UI.Filter = "no such name"
	page.update()
	if !says(w, "No table under “Changed” has “no such name” in its name.") && !says(w, "in its name") {
		t.Error("does not say why there is nothing")
	}
	press(t, w, "Show all tables")
	if m.DDL.Only != "" || m.DDL.UI.Filter != "" || len(page.table.rows) != all {
		t.Errorf("%q, %q, %d rows", m.DDL.Only, m.DDL.UI.Filter, len(page.table.rows))
	}
	test.Tap(cardWith(t, w, "Edited  0"))
	if !says(w, "There is no table under “Edited”.") || len(page.table.rows) != 0 {
		t.Error("does not say that there is none")
	}
	test.Tap(cardWith(t, w, "Edited  0"))
	if len(page.table.rows) != all {
		t.Error("a second click does not show all again")
	}
}

// TestEditsAreMarked types into the field as a person does: the model is the wizard's to
// change, what is typed stays, and what makes another table is said at once.
func TestEditsAreMarked(t *testing.T) {
	m := severalNotes()
	do := &editor{model: m}
	w, page := ddlScreen(t, m, do)
	do.page = page
	press(t, w, "Edit")
	text := m.Plan.Tables[0].DDL.Text()
	page.field.SetText(text + "\n")
	if !m.Plan.Tables[0].DDL.Edited || !says(w, "Edited by hand") || page.field.Text != text+"\n" {
		t.Errorf("edited %t, the field holds %q", m.Plan.Tables[0].DDL.Edited, page.field.Text)
	}
	if Missing(m) == "" {
		t.Error("the blocked table is forgotten")
	}
	page.field.SetText("CREATE TABLE books (id int)")
	if !says(w, "makes another table: books") || ddlStateOf(m, 0) != ddlWrong {
		t.Error("does not say that it makes another table")
	}
	page.field.SetText("DROP TABLE ledger")
	if !says(w, "does not begin with CREATE TABLE") {
		t.Error("does not say that it makes none")
	}
	press(t, w, "Done")
	press(t, w, "Undo")
	if do.last() != "DiscardDDL 0" {
		t.Errorf("heard %q", do.said)
	}
}

// editor takes edits into the model, as the wizard does.
type editor struct {
	recorder
	model *Model
	page  *ddlPage
}

func (e *editor) EditDDL(table int, text string) {
	e.model.Plan.Tables[table].DDL.Edit(text)
	e.page.update()
}

// TestRefusalStandsAtItsLine marks the line that the server names, and tells all of it.
func TestRefusalStandsAtItsLine(t *testing.T) {
	m := failing()
	m.DDL.Err = nil
	m.DDL.UI.Selected = 1
	do := &recorder{}
	w, page := ddlScreen(t, m, do)
	if mark := page.target.marks[2]; mark.tone != toneError {
		t.Errorf("line 2 has the mark %+v", mark)
	}
	for _, want := range []string{"1064 (42000)", "YB427F000001"} {
		if !says(w, want) {
			t.Errorf("does not say %s", want)
		}
	}
	press(t, w, "Copy")
	for _, want := range []string{"1064", "YB427F000001", "CREATE TABLE `orders`"} {
		if !strings.Contains(do.last(), want) {
			t.Errorf("%s is not copied: %q", want, do.last())
		}
	}
	keepShot(t, w, "refused")
}

// TestWhatStaysBehindIsTold counts what is no table, and names it on a click.
func TestWhatStaysBehindIsTold(t *testing.T) {
	m := severalNotes()
	w, _ := ddlScreen(t, m, &recorder{})
	if !says(w, "4 other objects stay behind") || !says(w, "2 views") || says(w, "close_month") {
		t.Error("does not count what stays behind")
	}
	test.Tap(cardWith(t, w, "stay behind"))
	if !says(w, "close_month") || !says(w, "obferry ddl convert") {
		t.Error("does not name it")
	}
	m.Catalog.Left = nil
	test.Tap(cardWith(t, w, "All tables"))
	if says(w, "stay behind") {
		t.Error("tells of nothing")
	}
}

// TestLongTextsAreDrawnInPart holds that of a text with very many lines only those about
// the ones that can be seen are drawn, wherever it is scrolled to.
func TestLongTextsAreDrawnInPart(t *testing.T) {
	m := severalNotes()
	ddl := &m.Plan.Tables[0].DDL
	ddl.Original = strings.Repeat("a line that is not short,\n", 20000) + strings.Repeat("x", 100000)
	ddl.Notes = nil
	_, page := ddlScreen(t, m, &recorder{})
	renderer, ok := test.WidgetRenderer(page.source).(*sqlRenderer)
	if !ok {
		t.Fatal("not our renderer")
	}
	if n := len(renderer.objects); n == 0 || n > 700 {
		t.Errorf("%d objects are drawn", n)
	}
	page.source.show(15000)
	if page.source.first > 14990 || page.source.last < 15010 || page.target.scroll.Offset.Y != page.source.scroll.Offset.Y {
		t.Errorf("rows %d to %d are drawn, the sides stand at %v and %v", page.source.first, page.source.last, page.source.scroll.Offset, page.target.scroll.Offset)
	}
}

// TestManyTables holds that the step is about as quick with as many tables as large
// databases have as with a few, whatever else the machine does.
func TestManyTables(t *testing.T) {
	measure := func(tables int) (opened, refreshed time.Duration) {
		m := manyTables(tables)
		m.DDL.UI.Sort = 2
		began := time.Now()
		_, page := ddlScreen(t, m, &recorder{})
		opened = time.Since(began)
		began = time.Now()
		note := page.notes[0]
		for range 5 {
			page.update()
		}
		if page.notes[0] != note {
			t.Error("notes are made anew though nothing has changed")
		}
		page.pick("lossy")
		if len(page.table.rows) != tables {
			t.Errorf("%d rows", len(page.table.rows))
		}
		return opened, time.Since(began) / 6
	}
	few, _ := measure(10)
	opened, refreshed := measure(5000)
	t.Logf("opened in %v, with 10 tables in %v; refreshed in %v", opened, few, refreshed)
	if opened > 5*few+time.Second || refreshed > few+500*time.Millisecond {
		t.Errorf("opened in %v, with 10 tables in %v; refreshed in %v", opened, few, refreshed)
	}
}
