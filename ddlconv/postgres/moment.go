package postgres

import (
	"regexp"
)

// The moment of a call has no zone of its own in MySQL: there is that of the session, and
// that in UTC, as which columns with a zone are kept.
var (
	inUTC   = regexp.MustCompile(`\butc_timestamp(\(\d?\))`)
	inPlace = regexp.MustCompile(`\bCURRENT_TIMESTAMP(\(\d?\))?`)
)

// local is the moment of the call as the session's clock shows it: what PostgreSQL makes
// of it beside a moment without a zone, or where it takes a part of it.
func (v value) local() value {
	v.sql = inUTC.ReplaceAllString(v.sql, "CURRENT_TIMESTAMP$1")
	return v
}

// universal is the moment of the call in UTC, with all digits of its second.
func (v value) universal() value {
	v.sql = inPlace.ReplaceAllString(v.sql, "utc_timestamp(6)")
	return v
}

// meet are two sides of a comparison. PostgreSQL takes a moment without a zone for one of
// the session's where it stands beside one with its zone: so is the moment of the call;
// a column with a zone is in UTC here.
func (w *writer) meet(left, right value) (value, value) {
	switch {
	case left.kind == zoned && (right.kind == moment || right.kind == day):
		left = w.beside(left, right)
	case right.kind == zoned && (left.kind == moment || left.kind == day):
		right = w.beside(right, left)
	}
	return left, right
}

// beside is a moment with its zone as it stands beside one without.
func (w *writer) beside(v, other value) value {
	if v.call {
		return v.local()
	}
	if other.sql != "" {
		w.tell("postgres.expression.zone", other.sql, "UTC")
	}
	return v
}

// inZone tells of a moment without a zone that stands beside one with its zone.
func (w *writer) inZone(v value) value {
	if v.kind == moment || v.kind == day {
		w.tell("postgres.expression.zone", v.sql, "UTC")
	}
	return v
}
