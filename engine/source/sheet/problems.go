package sheet

import (
	"strconv"
	"strings"

	"github.com/obferry/obferry/engine/fault"
)

// namedPlaces is how many places a problem names; it counts the others.
const namedPlaces = 10

// problems gathers what is doubtful about a table: one fault for each kind, with
// how often it occurs and where first. Its size does not grow with the table.
type problems struct {
	table string
	order []string
	byID  map[string]*occurrences
}

type occurrences struct {
	kind   fault.Kind
	count  int64
	places []string
	pairs  []any
}

// add notes that the fault of that id occurs at a place, such as "C5 (#DIV/0!)".
// Pairs are further arguments of its sentence; the first occurrence gives them.
func (p *problems) add(kind fault.Kind, id, place string, pairs ...any) {
	if p.byID == nil {
		p.byID = map[string]*occurrences{}
	}
	o := p.byID[id]
	if o == nil {
		o = &occurrences{kind: kind, pairs: pairs}
		p.byID[id] = o
		p.order = append(p.order, id)
	}
	o.count++
	if len(o.places) < namedPlaces && place != "" {
		o.places = append(o.places, place)
	}
}

// faults are the problems, in the order in which each kind occurred first.
func (p *problems) faults() []error {
	var all []error
	for _, id := range p.order {
		o := p.byID[id]
		places := strings.Join(o.places, ", ")
		if o.count > int64(len(o.places)) && len(o.places) > 0 {
			places += ", …"
		}
		pairs := append([]any{"Table", p.table, "Count", o.count, "Places", places}, o.pairs...)
		all = append(all, fault.New(o.kind, id, pairs...))
	}
	return all
}

// cells notes what is doubtful about the cells of a row.
func (p *problems) cells(r *row, first, last int) {
	for i := first - 1; i < len(r.cells) && i < last; i++ {
		c := &r.cells[i]
		switch {
		case c.form == failure:
			p.add(fault.Row, "fault.sheet.formula", cellName(i+1, r.place)+" ("+string(c.text)+")")
		case c.remark&uncounted != 0:
			p.add(fault.Row, "fault.sheet.uncounted", cellName(i+1, r.place))
		case c.remark&rounded != 0:
			p.add(fault.Row, "fault.sheet.rounded", cellName(i+1, r.place)+" ("+string(c.text)+")")
		}
	}
}

// rangeName is a merged range's name in a spreadsheet, such as A2:A4.
func (s span) name() string {
	return cellName(s.left, int64(s.top)) + ":" + cellName(s.right, int64(s.bottom))
}

func lineName(place int64) string { return strconv.FormatInt(place, 10) }
