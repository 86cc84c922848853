package views

import (
	"testing"
	"time"
)

func TestNumbers(t *testing.T) {
	for got, want := range map[string]string{
		count(0):                      "0",
		count(999):                    "999",
		count(1204000):                "1,204,000",
		count(-1234):                  "-1,234",
		about(5, false):               "≈ 5",
		about(0, false):               "–",
		about(0, true):                "0",
		size(0):                       "–",
		size(1023):                    "1023 B",
		size(1536):                    "1.5 KiB",
		size(512 << 20):               "512 MiB",
		clock(59 * time.Second):       "0:59",
		clock(3727 * time.Second):     "1:02:07",
		percent(1, 3):                 "33%",
		percent(1, 0):                 "–",
		percent(12, 10):               "100%",
		took(1300 * time.Millisecond): "1.3 s",
		took(200 * time.Microsecond):  "1 ms",
	} {
		if got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}
