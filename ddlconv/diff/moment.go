package diff

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/obferry/obferry/ddlconv/schema"
)

// Dates and times as people and servers write them: with any mark between the numbers, or
// with none.
var (
	temporalWord = regexp.MustCompile(`^(?i:date|timestamp|time)\s*(?:'([^']*)'|"([^"]*)")$`)
	marked       = regexp.MustCompile(`^(\d{1,4})[-/.:](\d{1,2})[-/.:](\d{1,2})(?:[ T]+(\d{1,2})(?:[-/.:](\d{1,2}))?(?:[-/.:](\d{1,2}))?(?:\.(\d*))?)?$`)
	unmarked     = regexp.MustCompile(`^(\d{4}|\d{2})(\d{2})(\d{2})(?:(\d{2})(\d{2})(\d{2})(?:\.(\d*))?)?$`)
	clock        = regexp.MustCompile(`^(-?)(?:(\d{1,2}) +)?(\d{1,3})(?::(\d{1,2}))?(?::(\d{1,2}))?(?:\.(\d*))?$`)
	numbers      = regexp.MustCompile(`^(-?)(\d{1,7})(?:\.(\d*))?$`)
)

// readMoment reads a date or a time as a column of date, datetime, timestamp or time keeps
// it: two digits of a year made four, what is not told zero, the fraction rounded to the
// column's digits.
func readMoment(c *schema.Column, text string) (string, bool) {
	text = strings.TrimSpace(text)
	if m := temporalWord.FindStringSubmatch(text); m != nil {
		text = m[1] + m[2]
	}
	digits, _ := c.Length()
	if c.Base() == "time" {
		return clockTime(text, digits)
	}
	m := marked.FindStringSubmatch(text)
	if m == nil {
		m = unmarked.FindStringSubmatch(text)
	}
	if m == nil {
		if n, ok := number(text); ok && n.Sign() == 0 {
			return "0000-00-00 00:00:00", true
		}
		return "", false
	}
	var part [7]int
	for i := range 6 {
		part[i], _ = strconv.Atoi(m[i+1]) // digits, or nothing
	}
	if len(m[1]) == 2 {
		part[0] += 1900
		if part[0] < 1970 {
			part[0] += 100
		}
	}
	if c.Base() == "date" {
		return fmt.Sprintf("%04d-%02d-%02d 00:00:00", part[0], part[1], part[2]), true
	}
	micro := fraction(m[7], digits)
	if part[1] > 0 && part[2] > 0 { // a second more, where the fraction is rounded up to one
		at := time.Date(part[0], time.Month(part[1]), part[2], part[3], part[4], part[5], 0, time.UTC).Add(time.Duration(micro) * time.Microsecond)
		return at.Format("2006-01-02 15:04:05.999999"), true
	}
	return fmt.Sprintf("%04d-%02d-%02d %02d:%02d:%02d", part[0], part[1], part[2], part[3], part[4], part[5]), true
}

// clockTime reads a time of the day or a span of hours: 10:00 are hours and minutes, 1000
// are minutes and seconds.
func clockTime(text string, digits int) (string, bool) {
	seconds, sign, rest := 0, "", ""
	if m := numbers.FindStringSubmatch(text); m != nil {
		n, _ := strconv.Atoi(m[2])
		seconds, sign, rest = n/10000*3600+n/100%100*60+n%100, m[1], m[3]
	} else if m := clock.FindStringSubmatch(text); m != nil {
		var part [4]int
		for i := range part {
			part[i], _ = strconv.Atoi(m[i+2]) // digits, or nothing
		}
		seconds, sign, rest = part[0]*86400+part[1]*3600+part[2]*60+part[3], m[1], m[6]
	} else {
		return "", false
	}
	return fmt.Sprintf("%s%dus", sign, seconds*1_000_000+fraction(rest, digits)), true
}

// fraction is a part of a second in microseconds, rounded to some digits.
func fraction(text string, digits int) int {
	n, _ := strconv.Atoi((text + "000000")[:6]) // digits
	unit := 1
	for range 6 - min(digits, 6) {
		unit *= 10
	}
	return (n + unit/2) / unit * unit
}
