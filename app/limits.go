package app

import (
	"math"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"github.com/obferry/obferry/engine"
)

// limits are those of a run that want more than a number's reading.
type limits struct {
	percent *float64
	pace    engine.PacePlan
}

// limits reads them as given.
func (o *migrateFlags) limits(cmd *cobra.Command) (l limits, err error) {
	if err := o.counts(cmd); err != nil {
		return l, err
	}
	if !(o.memstore >= 0 && o.memstore <= 1) { // nor is NaN a share
		return l, usage(cmd, "fault.app.memstore")
	}
	if cmd.Flags().Changed("reject-percent") {
		if !(o.rejectPercent >= 0 && o.rejectPercent <= 100) {
			return l, usage(cmd, "fault.app.reject-percent")
		}
		l.percent = &o.rejectPercent
	}
	for _, one := range o.pace {
		limit, value, ok := &l.pace.RowsPerSecond, int64(0), false
		if value, ok = bytesOf(one); ok {
			limit = &l.pace.BytesPerSecond
		} else {
			value, err = strconv.ParseInt(one, 10, 64)
			ok = err == nil
		}
		if !ok || value <= 0 || *limit > 0 {
			return l, usage(cmd, "fault.app.pace")
		}
		*limit = value
	}
	return l, nil
}

// counts refuses numbers below those that mean something. What is not given is chosen, or
// no limit; a plan's file may say so with 0 and -1, which nobody types by intent.
func (o *migrateFlags) counts(cmd *cobra.Command) error {
	for _, one := range []struct {
		flag         string
		value, least int64
	}{
		{"readers", int64(o.readers), 1}, {"writers", int64(o.writers), 1}, {"batch-rows", int64(o.batchRows), 1},
		{"reject-limit", o.rejectLimit, 0},
	} {
		if cmd.Flags().Changed(one.flag) && one.value < one.least {
			return usage(cmd, "fault.app.flag.atleast", "Flag", "--"+one.flag, "Least", one.least, "Limit", one.least == 0)
		}
	}
	return nil
}

// units of bytes, each 1024 times the one before.
var units = []string{"B", "KB", "MB", "GB"}

// bytesOf reads a number of bytes with its unit, such as 10MB.
func bytesOf(text string) (bytes int64, ok bool) {
	number := strings.TrimRight(text, "BKMGbkmg")
	value, err := strconv.ParseFloat(number, 64)
	for i, unit := range units {
		if strings.EqualFold(text[len(number):], unit) && err == nil {
			all := value * math.Pow(1024, float64(i))
			return int64(all), all >= 1 && all < math.MaxInt64
		}
	}
	return 0, false
}
