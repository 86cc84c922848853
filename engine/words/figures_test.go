package words

import (
	"math"
	"testing"
	"time"
)

func TestFigures(t *testing.T) {
	for got, want := range map[string]string{
		Number(0): "0", Number(999): "999", Number(1000): "1,000", Number(-999): "-999", Number(-1234567): "-1,234,567",
		Number(math.MinInt64):           "-9,223,372,036,854,775,808",
		Span(40 * time.Millisecond):     "0s",
		Span(370 * time.Millisecond):    "400ms",
		Span(12345 * time.Millisecond):  "12.3s",
		Span(185400 * time.Millisecond): "3m5s",
		Span(130 * time.Minute):         "2h10m0s",
	} {
		if got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

func TestLimit(t *testing.T) {
	for d, want := range map[time.Duration]string{10 * time.Minute: "10m", 168 * time.Hour: "168h", 90 * time.Second: "1m30s", 5 * time.Second: "5s", 65 * time.Minute: "1h5m"} {
		if got := Limit(d); got != want {
			t.Errorf("%v is %s, want %s", d, got, want)
		}
	}
}
