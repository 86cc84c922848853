package views

import (
	"fmt"
	"math"
	"time"

	"github.com/obferry/obferry/engine/words"
)

// count writes a whole number with separators: "1,204,000".
func count(n int64) string { return words.Number(n) }

// about writes a number that may be an estimate, marked as such.
func about(n int64, exact bool) string {
	switch {
	case exact:
		return count(n)
	case n == 0:
		return "–"
	default:
		return "≈ " + count(n)
	}
}

// size writes bytes in the largest unit that keeps them above one.
func size(n int64) string { return words.Size(n) }

// rate writes rows a second.
func rate(perSecond float64) string {
	if perSecond < 0.5 {
		return "–"
	}
	return say("rate.rows", "Rows", count(int64(math.Round(perSecond))))
}

// clock writes a duration as a stopwatch does: "2:07", "1:02:07".
func clock(d time.Duration) string {
	s := int64(d.Round(time.Second) / time.Second)
	if s >= 3600 {
		return fmt.Sprintf("%d:%02d:%02d", s/3600, s/60%60, s%60)
	}
	return fmt.Sprintf("%d:%02d", s/60, s%60)
}

// eta writes how long something will yet take.
func eta(d time.Duration) string {
	if d <= 0 {
		return "–"
	}
	return clock(d)
}

// percent writes a share; a whole that is unknown has none.
func percent(part, whole int64) string {
	if whole <= 0 {
		return "–"
	}
	return fmt.Sprintf("%d%%", int64(share(part, whole)*100))
}

// share is part of whole between 0 and 1; an estimate that was too low stays below 1.
func share(part, whole int64) float64 {
	if whole <= 0 {
		return 0
	}
	return min(1, float64(part)/float64(whole))
}
