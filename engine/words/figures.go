package words

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// Number is a whole number with its thousands apart, in every language: 1,234,567.
func Number(n int64) string {
	digits := strconv.FormatInt(n, 10)
	sign := ""
	if n < 0 {
		sign, digits = "-", digits[1:]
	}
	text := make([]byte, 0, len(digits)*4/3)
	for i := range len(digits) {
		if i > 0 && (len(digits)-i)%3 == 0 {
			text = append(text, ',')
		}
		text = append(text, digits[i])
	}
	return sign + string(text)
}

// Span is a duration as short as it is useful: 400ms, 12.3s, 3m5s, 2h10m0s.
func Span(d time.Duration) string {
	if d < time.Minute {
		return d.Round(100 * time.Millisecond).String()
	}
	return d.Round(time.Second).String()
}

// Size is a number of bytes in the largest unit that leaves at least one of it.
func Size(n int64) string {
	if n <= 0 {
		return "–"
	}
	units := []string{"B", "KiB", "MiB", "GiB", "TiB", "PiB"}
	v, i := float64(n), 0
	for v >= 1024 && i < len(units)-1 {
		v, i = v/1024, i+1
	}
	if i == 0 || v >= 100 {
		return fmt.Sprintf("%.0f %s", v, units[i])
	}
	return fmt.Sprintf("%.1f %s", v, units[i])
}

// Percent is a share of a whole, in whole percents; "?" where the whole is not known.
func Percent(part, whole int64) string {
	if whole <= 0 {
		return "?"
	}
	return strconv.FormatInt((part*100+whole/2)/whole, 10) + "%"
}

// Limit is a limit of time in its largest units alone: "10m", "168h".
func Limit(d time.Duration) string {
	text := d.String()
	for _, nothing := range []string{"m0s", "h0m"} {
		if strings.HasSuffix(text, nothing) {
			text = text[:len(text)-2]
		}
	}
	return text
}
