package engine

// report writes the run report.
func (r *run) report(result *Result) error { return nil }
