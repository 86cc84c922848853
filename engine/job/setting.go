package job

import (
	"maps"
	"math"
	"slices"

	"github.com/obferry/obferry/engine"
)

// speed is how much of everything a job runs at once.
type speed struct {
	// channels are what DataX runs side by side, 0 where the job does not say.
	channels int64
}

// rate is how fast one channel may be, 0 without a limit.
type rate struct{ rows, bytes int64 }

// most is how many channels, threads and rows of a batch are taken for meant.
const most = 65535

// core reads what a job says of DataX itself: of all that, the limits of a channel have a
// meaning here.
func (r *reading) core(s *scope) rate {
	var limit rate
	if s == nil {
		return limit
	}
	if transport := s.object("transport"); transport != nil {
		if channel := transport.object("channel"); channel != nil {
			if speed := channel.object("speed"); speed != nil {
				limit.bytes = max(speed.number("byte", -1, math.MaxInt64, 0), 0)
				limit.rows = max(speed.number("record", -1, math.MaxInt64, 0), 0)
				speed.end(nil)
			}
			channel.end(idle{"class": machine, "capacity": machine, "byteCapacity": machine, "flowControlInterval": machine})
		}
		transport.end(idle{"exchanger": machine})
	}
	s.end(idle{"container": machine, "statistics": machine, "dataXServer": machine})
	return limit
}

// machine notes what is about DataX's own machinery.
const machine = "fault.job.note.machine"

// setting reads speed and limits of errors into the plan.
func (r *reading) setting(s *scope, channel rate, plan *engine.Plan) speed {
	var result speed
	if s == nil {
		return result
	}
	if inner := s.object("speed"); inner != nil {
		result.channels = inner.number("channel", -1, most, 0)
		bytes := inner.number("byte", -1, math.MaxInt64, 0)
		rows := inner.number("record", -1, math.MaxInt64, 0)
		inner.end(idle{"throttle": machine})
		result.channels = channels(result.channels, bytes, rows, channel)
		plan.Pace = engine.PacePlan{RowsPerSecond: pace(rows, channel.rows, result.channels),
			BytesPerSecond: pace(bytes, channel.bytes, result.channels)}
	}
	if limit := s.object("errorLimit"); limit != nil {
		records, share := limit.get("record"), limit.share("percentage", 0, 1)
		plan.RejectLimit = limit.number("record", 0, math.MaxInt64, -1)
		switch {
		case share != nil && records != nil:
			// To DataX the number outranks the share.
			r.note(limit.get("percentage"), "fault.job.note.percentage", "Limit", plan.RejectLimit)
		case share != nil:
			percent := math.Round(*share*1e12) / 1e10 // 0.007 is 0.7 percent, and not a little more
			plan.RejectPercent = &percent
		}
		limit.end(nil)
	}
	if n := s.get("keyVersion"); n != nil {
		if version, ok := r.string(n); ok && version != "" {
			r.wrong(n, "fault.job.encrypted", "Name", "keyVersion")
		}
	}
	if n := s.get("dryRun"); n != nil && s.truth("dryRun", false) {
		r.wrong(n, "fault.job.dryrun")
	}
	s.end(idle{"restore": "fault.job.note.unused", "log": machine, "printProgress": machine})
	return result
}

// channels are how many DataX runs: as many as its limits for all together make of the
// limits for one, else as many as the job names.
func channels(named, bytes, rows int64, one rate) int64 {
	least := int64(math.MaxInt64)
	if bytes > 0 && one.bytes > 0 {
		least = max(bytes/one.bytes, 1)
	}
	if rows > 0 && one.rows > 0 {
		least = min(least, max(rows/one.rows, 1))
	}
	if least < math.MaxInt64 {
		return min(least, most)
	}
	return max(named, 0)
}

// pace is the limit for all channels together: the one that is named for them, else what
// the limits of each come to.
func pace(all, one, channels int64) int64 {
	switch {
	case all > 0:
		return all
	case one > math.MaxInt64/max(channels, 1):
		return 0
	}
	return one * max(channels, 1)
}

// names are the keys of a map, sorted.
func names[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }
