package views

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"github.com/obferry/obferry/ddlconv"
	"github.com/obferry/obferry/icons"
)

// ddlChips pick tables by how much their notes matter, and by what was done with them.
// Each says how many tables it shows.
type ddlChips struct {
	row   *fyne.Container
	chips []*ddlChip
}

type ddlChip struct {
	*card
	only  DDLFilter
	title string
	tone  tone
	mark  *picture
	word  *text
}

func newDDLChips(onPick func(DDLFilter)) *ddlChips {
	c := &ddlChips{row: container.New(&flowLayout{gap: Grid})}
	add := func(only DDLFilter, t tone, title string) {
		chip := &ddlChip{only: only, title: title, tone: t, mark: newPicture(t.icon, t.color, 16), word: newText("")}
		chip.card = newCard(row(chip.mark, chip.word), func() { onPick(only) })
		chip.pad = Grid * 0.75
		c.chips = append(c.chips, chip)
		c.row.Add(chip.card)
	}
	add("", tone{icons.Table, colorText, colorRaised}, say("ddl.only.all"))
	for _, s := range severities {
		add(DDLFilter(s), severityTone(s), severityWord(s))
	}
	add(OnlyEdited, toneEdited, say("ddlstate.edited"))
	add(OnlyRefused, toneError, say("ddl.only.refused"))
	return c
}

// update shows how many tables there are of each, and which is picked.
func (c *ddlChips) update(picked DDLFilter, n ddlCounts, all int) {
	for _, chip := range c.chips {
		tables := n.only[chip.only]
		if chip.only == "" {
			tables = all
		}
		color := chip.tone.color
		if tables == 0 {
			color = colorMuted
		}
		chip.mark.set(chip.tone.icon, color)
		chip.word.paint(chip.title+"  "+count(int64(tables)), color)
		if chosen := chip.only == picked; chip.chosen != chosen {
			chip.choose(chosen)
		}
	}
	c.row.Refresh()
}

// onlyWord is what a filter is called.
func onlyWord(f DDLFilter) string {
	switch f {
	case OnlyEdited:
		return say("ddlstate.edited")
	case OnlyRefused:
		return say("ddl.only.refused")
	}
	return severityWord(ddlconv.Severity(f))
}
