package engine

import (
	"context"
	"maps"
	"slices"
	"strings"
	"time"
)

// The ends of a run, as its session variables are told of.
const (
	SourceEnd = "source"
	TargetEnd = "target"
)

// Session is the variables that every connection to one end has, as the server tells
// them: under which rules values are read, judged and stored.
type Session struct {
	// End is [SourceEnd] or [TargetEnd].
	End       string
	Variables map[string]string
}

// Text is the variables in one line, by name.
func (s Session) Text() string {
	var all []string
	for _, name := range slices.Sorted(maps.Keys(s.Variables)) {
		value := s.Variables[name]
		if value == "" || strings.Contains(value, ",") {
			value = "'" + value + "'"
		}
		all = append(all, name+"="+value)
	}
	return strings.Join(all, ", ")
}

// tellSessions asks both ends for their session variables, where they have such, and
// tells of them. Not to know them ends nothing: whoever may not ask may still write.
func (r *run) tellSessions(ctx context.Context) {
	for _, end := range []struct {
		name string
		at   any
	}{{SourceEnd, r.source}, {TargetEnd, r.target}} {
		server, ok := end.at.(interface {
			Session(context.Context) (map[string]string, error)
		})
		if !ok {
			continue
		}
		variables, err := server.Session(ctx)
		if err != nil {
			if ctx.Err() == nil {
				r.warn(err)
			}
			continue
		}
		s := Session{End: end.name, Variables: variables}
		r.sessions = append(r.sessions, s)
		r.stream.send(SessionTold{At: time.Now(), Session: s})
	}
}
