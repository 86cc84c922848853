package mysql

import "time"

// SetSampling changes how long a table's keys are asked for.
func (s *Source) SetSampling(d time.Duration) { s.sampling = d }
