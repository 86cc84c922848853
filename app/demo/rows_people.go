package demo

import (
	"fmt"
	"time"
)

func personName(d *dice) string { return of(d, surnames) + of(d, givenNames) }

func writeCustomer(s *statement, d *dice, row int) {
	c := of(d, cities)
	born := time.Date(d.between(1940, 2010), 1, 1, 0, 0, 0, 0, time.UTC).AddDate(0, 0, d.below(365))
	s.int(row + 1)
	s.bytes(d.bytes(16))
	s.string(personName(d))
	switch d.below(4) {
	case 0:
		s.null()
	case 1:
		s.string("")
	default:
		s.string(of(d, nicks))
	}
	s.string(fmt.Sprintf("1%d%09d", d.between(30, 99), d.below(1_000_000_000))[:11])
	if d.oneIn(3) {
		s.string(fmt.Sprintf("%s-%08d", c.areaCode, d.below(100_000_000)))
	} else {
		s.null()
	}
	if d.oneIn(10) {
		s.null()
	} else {
		s.string(fmt.Sprintf("%s%s%03d%c", c.postcode, born.Format("20060102"), d.below(1000), "0123456789X"[d.below(11)]))
	}
	s.string(of(d, []string{"男", "女", "保密"}))
	if d.oneIn(8) {
		s.null()
	} else {
		s.int(d.below(64)) // any of the six interests together
	}
	writeBirthday(s, d, born)
	s.int(d.below(1024)) // flags
	if d.oneIn(50) {
		s.uint(1<<63 + d.next()>>1) // beyond what a signed bigint holds
	} else {
		s.int(d.below(100_000))
	}
	s.sql(fmt.Sprintf("%d.%010d", d.between(-100, 1_000_000), d.below(10_000_000_000)))
	s.bytes(d.bytes(32))
	joined := opened.Add(time.Duration(d.below(157_000_000_000)) * time.Millisecond)
	s.moment(joined, millis)
	if d.oneIn(5) {
		s.null()
	} else {
		s.moment(joined.Add(time.Duration(d.below(5_000_000_000_000))*time.Microsecond), micros)
	}
}

// writeBirthday adds a birthday and a year of birth. An older system left zero
// dates, and years with the day unknown.
func writeBirthday(s *statement, d *dice, born time.Time) {
	switch d.below(20) {
	case 0:
		s.null()
		s.null()
	case 1:
		s.string("0000-00-00")
		s.int(0)
	case 2:
		s.string(born.Format("2006") + "-00-00")
		s.int(born.Year())
	default:
		s.moment(born, dateOnly)
		s.int(born.Year())
	}
}

// Address row belongs to customer row mod customers: half of them have two.
func writeAddress(s *statement, d *dice, row int) {
	c := of(d, cities)
	s.int(row + 1)
	s.int(row%customerCount + 1)
	s.string(c.province)
	s.string(c.name)
	s.string(fmt.Sprintf("%s %d 号%s %d 栋 %d 室", of(d, roads), d.between(1, 999), of(d, estates), d.between(1, 40), d.between(101, 3304)))
	s.string(c.postcode)
	s.string(personName(d))
	if d.oneIn(7) {
		s.null()
	} else {
		s.point(c.longitude+d.between(-90_000, 90_000), c.latitude+d.between(-90_000, 90_000))
	}
	if row < customerCount {
		s.sql("b'1'")
	} else {
		s.sql("b'0'")
	}
}

func writeEvent(s *statement, d *dice, row int) {
	at := opened.Add(time.Duration(row)*9*time.Hour + time.Duration(d.below(3_600_000_000))*time.Microsecond)
	s.moment(at, micros)
	if d.oneIn(4) {
		s.null()
	} else {
		s.int(d.between(1, customerCount))
	}
	s.string(of(d, []string{"浏览", "搜索", "加购", "下单", "分享", "退出"}))
	s.string(of(d, []string{"首页", "搜索页", "活动页?from=微信&id=7", "购物车", ""}))
	s.int(d.between(-3, 40))
	if d.oneIn(3) {
		s.null()
	} else {
		s.string(fmt.Sprintf(`{"ip": "10.%d.%d.%d", "q": "%s", "ms": %d.25}`,
			d.below(256), d.below(256), d.below(256), of(d, brands), d.below(9000)))
	}
	s.string(of(d, []string{"Mozilla/5.0 (Linux; Android 14)", "微信/8.0.49", "支付宝小程序", "iPhone\tSafari\nMobile"}))
	if d.oneIn(3) {
		c := of(d, cities)
		s.line([][2]int{{c.longitude, c.latitude}, {c.longitude + d.below(5000), c.latitude + d.below(5000)},
			{c.longitude - d.below(5000), c.latitude + d.below(5000)}})
	} else {
		s.null()
	}
}
