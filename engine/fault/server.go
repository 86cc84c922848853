package fault

import (
	"regexp"
	"strconv"
	"strings"

	"github.com/obferry/obferry/engine/words"
)

// Class is what a writer does about a server's refusal.
type Class uint8

// The classes.
const (
	// Stop ends the table's work: trying again, or with other rows, changes nothing.
	Stop Class = iota
	// Reject means that a row is to blame: find it, set it aside, go on with the rest.
	Reject
	// Retry means that the same batch may succeed in a while.
	Retry
	// Reduce means that the same rows may succeed in smaller batches.
	Reduce
)

// String is the class in a word, for logs.
func (c Class) String() string {
	switch c {
	case Reject:
		return "reject"
	case Retry:
		return "retry"
	case Reduce:
		return "reduce"
	}
	return "stop"
}

// FromServer makes a fault of what a server said. Its ID is "fault.server." and the
// code where the dictionary knows it, else "fault.server.other". Its arguments are
// Code, State, and what the message names: Column, Key, Value, Table, User.
//
// The arguments that the message does not name are absent: OceanBase leaves out
// some that MySQL gives.
func FromServer(code int, state, message string) *Error {
	known, ok := find(code, state)
	if !ok {
		known = guess(code, state)
	}
	id := "fault.server." + strconv.Itoa(code)
	if known.like != 0 {
		id = "fault.server." + strconv.Itoa(known.like)
	}
	if !words.Has(id) {
		id = "fault.server.other"
	}
	e := &Error{Kind: known.kind, ID: id, Args: named(message)}
	e.Args["Code"], e.Args["State"] = code, state
	return e.Server(code, state, message)
}

// classOf tells what a writer does about a server's code. State is its SQLSTATE;
// it decides where one code stands for several things.
func classOf(code int, state string) Class {
	known, ok := find(code, state)
	if !ok {
		known = guess(code, state)
	}
	return known.class
}

// Unknown tells whether a server's answer leaves open that the statement was carried out:
// a proxy's or a server's word that the connection to the rows is gone (2006, 2013, 4124,
// 4265, 5066), a killed query (1317), and a transaction whose end is not known (4012 with
// 25000: 6225).
func (e *Error) Unknown() bool {
	switch e.Code {
	case 0, 2003:
		return false
	case 1317:
		return true
	case 4012:
		return e.State == "25000"
	}
	return e.Kind == Connect
}

// Class tells what a writer does about this fault: by the server's code where it
// has one, else by its kind.
func (e *Error) Class() Class {
	switch {
	case e.Code != 0:
		return classOf(e.Code, e.State)
	case e.Kind == Row:
		return Reject
	case e.Kind == Connect:
		return Retry
	}
	return Stop
}

func find(code int, state string) (answer, bool) {
	for _, special := range byState[code] {
		if special.state == state {
			return special.answer, true
		}
	}
	known, ok := byCode[code]
	return known, ok
}

// guess judges a code that the table lacks by its SQLSTATE and its range. A code of
// MySQL's own range that says nothing else is taken for a row's fault: a row wrongly
// set aside is seen and counted, while a stop would hold back every other row.
func guess(code int, state string) answer {
	switch {
	case strings.HasPrefix(state, "08"):
		return answer{kind: Connect, class: Retry}
	case strings.HasPrefix(state, "22"), strings.HasPrefix(state, "23"):
		return answer{kind: Row, class: Reject}
	case strings.HasPrefix(state, "28"):
		return answer{kind: Denied, class: Stop}
	case strings.HasPrefix(state, "40"):
		return answer{kind: Resource, class: Retry}
	case strings.HasPrefix(state, "0A"), strings.HasPrefix(state, "42"):
		return answer{kind: DDL, class: Stop}
	case code >= 1000 && code < 4000:
		return answer{kind: Row, class: Reject}
	case code >= 4000 && code < 5000, code >= 6000 && code < 8000:
		// OceanBase's storage and transaction layers: mostly passing states of a cluster.
		return answer{kind: Resource, class: Retry}
	}
	return answer{kind: DDL, class: Stop}
}

// The places where messages of MySQL's shape name things. A name may hold a quote
// itself, so it ends where the sentence goes on.
var messageNames = []struct {
	arg  string
	text *regexp.Regexp
}{
	{"Column", regexp.MustCompile(`(?:[Cc]olumn|Field) '(.+?)'(?:$| (?:at|cannot|doesn't|in|is|of|specified|used)\b)`)},
	{"Key", regexp.MustCompile(`for key '(.+)'`)},
	{"Value", regexp.MustCompile(`(?s)^Duplicate entry '(.*)' for key`)},
	{"Value", regexp.MustCompile(`(?s)^Incorrect [^:']+ value: '(.*)' for column`)},
	{"Table", regexp.MustCompile(`[Tt]able '(.+?)'(?:$| (?:doesn't|already|is)\b)`)},
	{"Table", regexp.MustCompile(`for table '(.+?)'$`)},
	{"User", regexp.MustCompile(`(?:for user|to user) ('.*?'@'.*?')`)},
}

// named is what a message names.
func named(message string) words.Args {
	args := words.Args{}
	for _, n := range messageNames {
		if _, had := args[n.arg]; had {
			continue
		}
		if m := n.text.FindStringSubmatch(message); m != nil {
			args[n.arg] = m[1]
		}
	}
	return args
}
