package engine

// Moved is how many rows the run's phase has dealt with, and of how many: written, refused
// or left out while they are copied, compared on both sides while they are verified.
func (p *Progress) Moved() (done, total int64) {
	return p.Phase.moved(p.Written+p.Rejected+p.skipped(), p.Checked, p.Total)
}

// MovedOf is the same of one table.
func (p *Progress) MovedOf(t *TableState) (done, total int64) {
	return p.Phase.moved(t.Written+t.Rejected+t.Skipped, t.Checked, t.Total)
}

func (p *Progress) skipped() (rows int64) {
	for i := range p.Tables {
		rows += p.Tables[i].Skipped
	}
	return rows
}

func (p Phase) moved(across, checked, total int64) (done, all int64) {
	if p == Verifying {
		return checked, 2 * total
	}
	return across, total
}
