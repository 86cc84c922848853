package demo

import (
	"fmt"
	"time"
)

// opened is the day the shop's records begin; it keeps them for five years.
var opened = time.Date(2021, 1, 1, 0, 0, 0, 0, time.UTC)

const (
	dateOnly = "2006-01-02"
	seconds  = "2006-01-02 15:04:05"
	millis   = "2006-01-02 15:04:05.000"
	micros   = "2006-01-02 15:04:05.000000"
)

// Categories 1 to 6 are the departments; their shelves follow, department by
// department.
func writeCategory(s *statement, d *dice, row int) {
	s.int(row + 1)
	if row < len(branches) {
		s.null()
		s.string(branches[row].name)
		s.string(branches[row].icon)
	} else {
		parent, shelf := shelfOf(row - len(branches))
		s.int(parent + 1)
		s.string(shelf.name)
		s.string("")
	}
	s.int(d.between(-128, 127))
}

func shelfOf(n int) (parent int, found *shelf) {
	parent = n / len(branches[0].shelves)
	return parent, &branches[parent].shelves[n%len(branches[0].shelves)]
}

// goods is a product: on which shelf, and what it costs, in fen.
type goods struct {
	shelf, price int
	thing        string
}

func productAt(row int) goods {
	d := diceFor("goods", row)
	n := d.below(len(branches) * len(branches[0].shelves))
	_, shelf := shelfOf(n)
	return goods{shelf: n, price: d.between(shelf.low, shelf.high)*100 + of(d, []int{0, 0, 90, 99, -1}), thing: of(d, shelf.things)}
}

func writeProduct(s *statement, d *dice, row int) {
	p := productAt(row)
	s.int(row + 1)
	s.int(len(branches) + p.shelf + 1)
	s.string(fmt.Sprintf("%06d-%05d", p.shelf*7, row))
	name := of(d, brands) + " " + p.thing + " " + of(d, styles)
	if d.oneIn(3) {
		name += "（" + of(d, colors) + "）"
	}
	s.string(name)
	s.decimal(p.price, 2)
	s.decimal(p.price*d.between(30_000_000, 89_999_999), 10)
	if d.oneIn(9) {
		s.null()
	} else {
		s.sql(fmt.Sprintf("%d.%03de-2", d.below(3000), d.below(1000)))
	}
	s.sql(of(d, []string{"0.13", "0.09", "0.06", "0", "1e-1", "0.1300000000000001"}))
	s.string(of(d, []string{"在售", "在售", "在售", "下架", "预售", "停产"}))
	s.int(d.below(32)) // any of the five labels together, none included
	writeAttributes(s, d)
	if d.oneIn(4) {
		s.null()
	} else {
		s.bytes(d.bytes(d.between(0, 96)))
	}
	if d.oneIn(20) {
		s.null()
	} else {
		s.moment(opened.AddDate(0, 0, d.below(1800)), dateOnly)
	}
	s.int(d.between(2015, 2026))
	s.moment(opened.Add(time.Duration(d.below(157_000_000))*time.Second), seconds)
}

func writeAttributes(s *statement, d *dice) {
	switch d.below(5) {
	case 0:
		s.null()
	case 1:
		s.string("{}")
	case 2:
		s.string(fmt.Sprintf(`{"color": "%s", "boxed": %t, "size": [%d, %d, %d.5]}`,
			of(d, colors), d.oneIn(2), d.below(99), d.below(99), d.below(99)))
	case 3:
		s.string(fmt.Sprintf(`{"产地": "%s", "保质期": {"天": %d}, "质检": null}`, of(d, cities).name, d.between(7, 1080)))
	default:
		s.string(fmt.Sprintf(`["%s", "引号\"与反斜杠\\", "%s"]`, of(d, styles), of(d, faces)))
	}
}

func writeWarehouse(s *statement, d *dice, row int) {
	c := cities[row*2]
	s.int(row + 1)
	s.string(fmt.Sprintf("%04d", row*17))
	s.string(c.name + "仓")
	w, h := d.between(1_000, 9_000), d.between(1_000, 9_000)
	s.ring([][2]int{{c.longitude, c.latitude}, {c.longitude + w, c.latitude},
		{c.longitude + w, c.latitude + h}, {c.longitude, c.latitude + h}})
	s.string(of(d, []string{"06:00:00", "00:00:00", "-02:00:00"}))
	s.string(of(d, []string{"18:30:00", "24:00:00", "26:00:00"}))
}

// Each of the first 500 products lies in every warehouse.
func writeStock(s *statement, d *dice, row int) {
	s.int(row%warehouseCount + 1)
	s.int(row/warehouseCount + 1)
	s.int(d.between(-20, 5_000))
	s.string(fmt.Sprintf("%c-%02d-%03d", 'A'+d.below(26), d.below(40), d.below(200)))
	s.moment(opened.AddDate(0, d.below(60), 0), dateOnly)
	if d.oneIn(6) {
		s.null()
	} else {
		s.string(of(d, surnames) + "师傅")
	}
}
