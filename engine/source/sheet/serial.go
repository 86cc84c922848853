package sheet

import (
	"math"
	"time"
)

const (
	dayMillis = 24 * 60 * 60 * 1000
	// lastSerial is 9999-12-31 in the 1900 system.
	lastSerial = 2958465
	// epochShift is how many days the 1904 system begins later.
	epochShift = 1462
	// unixEpoch is 1970-01-01 as a serial.
	unixEpoch = 25569
)

// fromSerial reads a number as the moment that a workbook means by it: days since
// the end of 1899, or since 1904, to the millisecond, beyond which the number says
// nothing. It reports false for what is no moment: negative numbers, a date of day
// 0, and 1900-02-29, which the 1900 system counts though there was none.
//
// A format that shows a time only is taken as such up to 838 hours, which is what a
// TIME column holds; a larger number is a date that merely hides, unless the format
// counts hours on. Where a format hides the time of a date, the time is kept.
func fromSerial(serial float64, l look, from1904 bool) (clock, bool) {
	if !(serial >= 0) || serial > lastSerial+1 {
		return clock{}, false
	}
	millis := int64(math.Round(serial * dayMillis))
	days, rest := millis/dayMillis, int(millis%dayMillis)
	c := clock{
		hour: rest / 3600000, minute: rest / 60000 % 60, second: rest / 1000 % 60,
		fraction: rest % 1000 * 1000, hasTime: true,
	}
	c.places = fractionPlaces(rest % 1000)
	hours := days*24 + int64(c.hour)
	if !l.date && (l.elapsed || hours <= maxHours) {
		c.hour = int(hours)
		return c, true
	}
	if from1904 {
		days += epochShift
	} else if days == 0 && l.time && l.date {
		return c, true
	}
	if days == 60 || days < 1 || days > lastSerial {
		return clock{}, false
	}
	if days < 60 {
		days++ // the day that never was lies ahead
	}
	c.hasDate, c.hasTime = true, l.time || rest != 0
	c.year, c.month, c.day = civil(days)
	return c, true
}

// fractionPlaces is how many digits a number of milliseconds needs.
func fractionPlaces(millis int) int {
	switch {
	case millis == 0:
		return 0
	case millis%100 == 0:
		return 1
	case millis%10 == 0:
		return 2
	}
	return 3
}

// civil is the date that lies so many days after 1899-12-30.
func civil(days int64) (year, month, day int) {
	y, m, d := time.Unix((days-unixEpoch)*24*60*60, 0).UTC().Date()
	return y, int(m), d
}
