package demo

import (
	"fmt"
	"time"
)

// Orders come by sixes: of each six, one has three lines, three have two and two
// have one; the last one is not paid.
const (
	linesOfSix = 11
	paidOfSix  = 5
)

var (
	linesAt = [6]int{1, 1, 2, 2, 2, 3}
	// lineAt is which order of the six, and which line of it, an item is.
	lineAt = [linesOfSix][2]int{{0, 1}, {1, 1}, {2, 1}, {2, 2}, {3, 1}, {3, 2}, {4, 1}, {4, 2}, {5, 1}, {5, 2}, {5, 3}}
)

// order is what other tables need to know about one.
type order struct {
	id       uint64
	at       time.Time
	customer int
}

func orderAt(row int) order {
	const aYear = orderCount / 5
	d := diceFor("order", row)
	// Evenly over its year, in the order of the ids, as a shop's orders come.
	at := opened.AddDate(row/aYear, 0, 0).Add(time.Duration(row%aYear) * (365 * 24 * time.Hour / aYear))
	return order{
		id:       uint64(at.Year())*100_000_000 + uint64(row%aYear) + 1,
		at:       at.Add(time.Duration(d.below(2600)) * time.Second),
		customer: d.below(customerCount),
	}
}

// item is one line of an order; price in fen.
type item struct{ product, quantity, price, discount int }

func itemAt(order, line int) item {
	d := diceFor("item", order*4+line)
	product := d.below(productCount)
	i := item{product: product, quantity: d.between(1, 3), price: productAt(product).price}
	if d.oneIn(3) {
		i.discount = d.between(1, 40) * 125 // ten-thousandths
	}
	return i
}

// total of an order in fen, rounded down line by line.
func total(order int) int {
	sum := 0
	for line := 1; line <= linesAt[order%6]; line++ {
		i := itemAt(order, line)
		sum += i.price * i.quantity * (10_000 - i.discount) / 10_000
	}
	return sum
}

func writeOrder(s *statement, d *dice, row int) {
	o := orderAt(row)
	s.uint(o.id)
	s.moment(o.at, seconds)
	s.int(o.customer + 1)
	s.int(o.customer + 1) // a customer's first address has the customer's number
	if row%6 < paidOfSix {
		s.string(of(d, []string{"已付款", "已发货", "已完成", "已完成", "已完成"}))
	} else {
		s.string(of(d, []string{"待付款", "已取消"}))
	}
	s.decimal(total(row), 2)
	if d.oneIn(5) {
		s.string(fmt.Sprintf("%s%03d", of(d, []string{"双11-", "618-", "新人-", "会员日-"}), d.below(1000)))
	} else {
		s.null()
	}
	switch d.below(8) {
	case 0:
		s.string("")
	case 1:
		s.string(of(d, []string{"请放门卫处", "周末送货", "不要发错颜色！！", "生日礼物🎂，别放价签", "it's a gift", `C:\发票\抬头`}))
	default:
		s.null()
	}
}

func writeItem(s *statement, _ *dice, row int) {
	place := lineAt[row%linesOfSix]
	order := row/linesOfSix*6 + place[0]
	i := itemAt(order, place[1])
	s.uint(orderAt(order).id)
	s.int(place[1])
	s.int(i.product + 1)
	s.int(i.quantity)
	s.decimal(i.price, 2)
	s.decimal(i.discount, 4)
}

func writePayment(s *statement, d *dice, row int) {
	index := row/paidOfSix*6 + row%paidOfSix
	o := orderAt(index)
	wait := time.Duration(d.below(900_000)) * time.Millisecond
	if d.oneIn(25) {
		wait += time.Duration(d.between(24, 700)) * time.Hour // paid at the door, or much later
	}
	s.int(row + 1)
	s.uint(o.id)
	s.string(of(d, []string{"支付宝", "微信支付", "银联", "花呗", "货到付款"}))
	s.string(fmt.Sprintf("%04d%s%012d", d.below(10_000), o.at.Format("060102150405"), row))
	s.decimal(total(index), 2)
	s.moment(o.at.Add(wait+time.Duration(d.below(1000))*time.Microsecond), micros)
	s.string(fmt.Sprintf("%02d:%02d:%02d.%03d", int(wait.Hours()), int(wait.Minutes())%60, int(wait.Seconds())%60, wait.Milliseconds()%1000))
	if d.oneIn(6) {
		s.bytes(d.bytes(d.between(0, 64)))
	} else {
		s.null()
	}
}

func writeReview(s *statement, d *dice, row int) {
	o := orderAt(row * 4)
	s.int(row + 1)
	s.int(itemAt(row*4, 1).product + 1)
	s.int(o.customer + 1)
	stars := d.between(1, 5)
	s.int(stars)
	says := praise
	if stars < 3 {
		says = blame
	}
	first := of(d, says)
	s.string(of(d, []string{first, "", "  " + first + "  ", first + of(d, faces)}))
	switch d.below(10) {
	case 0:
		s.null()
	case 1:
		s.string("")
	default:
		s.string(first + "；" + of(d, says) + "。" + of(d, faces) + "\r\n" + of(d, praise) + "\t“" + of(d, brands) + "”")
	}
	if d.oneIn(3) {
		s.string("亲，感谢您的评价！" + of(d, faces))
	} else {
		s.null()
	}
	s.moment(o.at.Add(time.Duration(d.between(86_400_000, 2_000_000_000))*time.Millisecond), millis)
}
