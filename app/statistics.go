package app

import (
	"strconv"
	"strings"
	"time"

	"github.com/obferry/obferry/engine"
	"github.com/obferry/obferry/engine/words"
)

// statisticsDocument is what DataX closes a job with, under the same names. Speeds are
// of the time in which rows moved, without that for connecting and looking around.
type statisticsDocument struct {
	Start time.Time `json:"start_time"`
	End   time.Time `json:"end_time"`
	// Seconds between both.
	Seconds float64 `json:"total_seconds"`
	// BytesPerSecond and RecordsPerSecond written, on the average.
	BytesPerSecond   int64 `json:"average_bytes_per_second"`
	RecordsPerSecond int64 `json:"records_per_second"`
	// ReadRecords that were read, and FailedRecords of them that were refused.
	ReadRecords   int64 `json:"total_read_records"`
	FailedRecords int64 `json:"total_failed_records"`
}

func newStatistics(r *engine.Result) *statisticsDocument {
	var bytes int64
	var first, last time.Time
	for _, t := range r.Tables {
		bytes += t.Bytes
		if !t.Began.IsZero() && (first.IsZero() || t.Began.Before(first)) {
			first = t.Began
		}
		if t.Ended.After(last) {
			last = t.Ended
		}
	}
	moved := r.Elapsed
	if !first.IsZero() && last.After(first) {
		moved = last.Sub(first)
	}
	each := max(moved.Seconds(), 0.001)
	return &statisticsDocument{
		Start: r.Began, End: r.Began.Add(r.Elapsed), Seconds: seconds(r.Elapsed),
		BytesPerSecond: int64(float64(bytes) / each), RecordsPerSecond: int64(float64(r.Written) / each),
		ReadRecords: r.Read, FailedRecords: r.Rejected,
	}
}

// lines say the statistics to a person.
func (s *statisticsDocument) lines(b *strings.Builder) {
	const clock = "2006-01-02 15:04:05"
	b.WriteByte('\n')
	b.WriteString(grid([][]string{
		{words.Say("app.statistics.start"), s.Start.Format(clock)},
		{words.Say("app.statistics.end"), s.End.Format(clock)},
		{words.Say("app.statistics.seconds"), words.Span(secondsOf(s.Seconds))},
		{words.Say("app.statistics.bytes"), perSecond(s.BytesPerSecond)},
		{words.Say("app.statistics.speed"), words.Number(s.RecordsPerSecond) + " rec/s"},
		{words.Say("app.statistics.read"), words.Number(s.ReadRecords)},
		{words.Say("app.statistics.failed"), words.Number(s.FailedRecords)},
	}))
	b.WriteByte('\n')
}

// perSecond is a flow of bytes: 812 B/s, 1.25 MB/s. A kilobyte is 1024 bytes, as in DataX.
func perSecond(n int64) string {
	value, unit := float64(n), "B"
	for _, larger := range []string{"KB", "MB", "GB", "TB"} {
		if value < 1024 {
			break
		}
		value, unit = value/1024, larger
	}
	if unit == "B" {
		return strconv.FormatInt(n, 10) + " B/s"
	}
	return strconv.FormatFloat(value, 'f', 2, 64) + " " + unit + "/s"
}
