package target

import "time"

// stride is how many rows a statement takes, by how long the server needed for the last
// ones. A statement that runs long holds its locks long, nears ob_query_timeout, and is
// long in being sent again; a short one pays its round trip for few rows. The zero
// stride takes as many as it is given.
type stride struct{ most int }

const (
	strideLong  = 2 * time.Second // halves the stride
	strideShort = time.Second     // lets it grow again
	strideLeast = 50              // rows
)

// unbounded is more than a batch ever has.
const unbounded = 1 << 30

func (s *stride) rows() int {
	if s.most == 0 {
		return unbounded
	}
	return s.most
}

// took takes into account how long the server needed for a statement.
func (s *stride) took(rows int, d time.Duration) {
	switch {
	case d > strideLong:
		s.most = max(min(rows, s.rows())/2, strideLeast)
	case d < strideShort && s.most > 0 && rows >= s.most:
		if s.most += s.most/4 + 1; s.most > unbounded {
			s.most = 0
		}
	}
}
