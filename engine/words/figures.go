package words

import (
	"strconv"
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
