package sheet

import "bytes"

// findQuote chooses ' only where it stands around fields in most lines and " occurs
// nowhere, or where the records agree better for it. Candidates are the delimiters
// that may be.
func findQuote(sample []byte, how style, candidates string) string {
	if bytes.IndexByte(sample, '\'') < 0 {
		return `"`
	}
	around := enclosesFields(sample)
	if around && bytes.IndexByte(sample, '"') < 0 {
		return "'"
	}
	single, double := countQuoted(sample, how, "'", candidates), countQuoted(sample, how, `"`, candidates)
	switch {
	case single.quoted > 0 && single.broken < double.broken && (around || single.agreeing >= double.agreeing):
		// Fewer whole records would mean that an apostrophe, as in '90s, has swallowed
		// the lines up to the next one.
		return "'"
	case around && double.quoted == 0 && single.broken <= double.broken:
		return "'"
	}
	return `"`
}

// enclosesFields tells whether ' opens and closes fields in most lines.
func enclosesFields(sample []byte) bool {
	opening, closing := 0, 0
	for i, c := range sample {
		if c != '\'' {
			continue
		}
		if i == 0 || isBoundary(sample[i-1]) {
			opening++
		}
		if i+1 == len(sample) || isBoundary(sample[i+1]) {
			closing++
		}
	}
	return opening >= 2 && opening == closing && opening*2 >= bytes.Count(sample, []byte{'\n'})
}

// countQuoted counts with the delimiter that fits the quote best.
func countQuoted(sample []byte, how style, quote, candidates string) tally {
	how.quote = quote
	how.delimiter = candidates[0]
	if best, ok := bestDelimiter(sample, how, candidates); ok {
		how.delimiter = best
	}
	return count(sample, how)
}
