package sqlserver

import (
	"strings"
	"time"
)

// dates and clocks are how literals write the day and the time in it, whatever the
// server's language, and in the American order.
var (
	dates  = []string{"20060102", "2006-01-02", "2006/01/02", "2006-1-2", "1/2/2006", "1-2-2006", "Jan 2 2006", "Jan 2, 2006", "2 Jan 2006", "January 2, 2006"}
	clocks = []string{"15:04:05", "15:04", "3:04:05 PM", "3:04 PM", "3:04:05PM", "3:04PM"}
)

// moments reads a literal of a date, a time or both. A fraction of the second may have any
// number of digits. An offset from UTC is left out: the value is what the clock shows.
func moments(s string) (time.Time, bool) {
	s = strings.TrimSpace(s)
	for _, date := range dates {
		if t, err := time.Parse(date, s); err == nil {
			return t, true
		}
		for _, between := range []string{"T", " "} {
			for _, clock := range clocks {
				for _, offset := range []string{"", "Z07:00", " Z07:00"} {
					if t, err := time.Parse(date+between+clock+offset, s); err == nil {
						return t, true
					}
				}
			}
		}
	}
	for _, clock := range clocks {
		if t, err := time.Parse(clock, s); err == nil {
			return t.AddDate(1900, 0, 0), true // the day is the first of 1900
		}
	}
	return time.Time{}, false
}
