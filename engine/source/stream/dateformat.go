package stream

// DateFormat is a date's format in the letters of Java's SimpleDateFormat, as [ParseDateFormat]
// reads it. The zero DateFormat reads nothing.
type DateFormat struct{ items []item }

// ParseDateFormat reads a format. Where it cannot, letter is the one that is not known: eras,
// weeks, days of the week and time zones are not; "'" stands for a quote that nothing closes.
func ParseDateFormat(format string) (_ DateFormat, letter string) {
	items, letter := parseFormat(format)
	return DateFormat{items}, letter
}

// Millis tells whether the format has fractions of a second.
func (f DateFormat) Millis() bool { return hasMillis(f.items) }

// Append reads a moment and prints it as a server prints a DATETIME; false where the text is
// not of the format.
func (f DateFormat) Append(b []byte, text string) ([]byte, bool) {
	at, ok := parseMoment(f.items, text)
	if !ok || len(f.items) == 0 {
		return b, false
	}
	return appendMoment(b, at, f.Millis()), true
}
