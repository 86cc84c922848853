package directtest

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/obferry/obferry/engine/direct/wire"
)

// A Fault is what goes wrong with some requests. Fields may be combined.
type Fault struct {
	On    string // the operation: "LOGIN", "BEGIN", "COMMIT", "ABORT", "GET_STATUS", "INSERT", "HEART_BEAT", "DETACH"
	First int    // the number of the first request that it meets, from 1 on; 0 is 1
	Times int    // how many it meets from there on; 0 is all

	Delay time.Duration // before anything else

	Code    int    // answered instead of carrying the request out
	Message string // with Code

	Turns     bool        // the load turns to State before the request is looked at
	State     wire.Status // with Turns: Failed, Aborted…
	StateCode int         // with Turns: the load's own code

	Ignored    bool // the connection is closed before the request is carried out
	Unanswered bool // it is closed after, without an answer
	Halved     bool // it is closed within the answer
	Closed     bool // it is closed after the answer
	Silent     bool // nothing is answered, and the connection stays open

	BadChecksum bool
	BadChannel  bool
	BadContent  bool // content where none belongs, none where some belongs
	BadEcho     bool // the answer names another operation
	Packed      bool // a compressor is named that nobody agreed on
	Unmarked    bool // not marked as an answer
	Twice       bool // the answer comes twice, joined
}

// faults are those in force.
type faults struct {
	mu  sync.Mutex
	all []Fault
}

func (f *faults) add(more ...Fault) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.all = append(f.all, more...)
}

// meet is the fault that the nth request of an operation meets, the zero one if none.
func (f *faults) meet(operation string, nth int) Fault {
	f.mu.Lock()
	defer f.mu.Unlock()
	for _, each := range f.all {
		first := max(each.First, 1)
		if each.On == operation && nth >= first && (each.Times == 0 || nth < first+each.Times) {
			return each
		}
	}
	return Fault{}
}

// ParseFault reads a fault from words: OPERATION[:FIRST[+TIMES]]:WHAT[,WHAT…], where
// WHAT is code=-4023, delay=2s, state=ERROR/-4016, or one of ignored, unanswered,
// halved, closed, silent, badchecksum, badchannel, badcontent, badecho, packed,
// unmarked, twice. "INSERT:3+1:unanswered" loses the answer to the third INSERT.
func ParseFault(text string) (Fault, error) {
	parts := strings.Split(text, ":")
	if len(parts) < 2 || len(parts) > 3 {
		return Fault{}, fmt.Errorf("fault %q: OPERATION[:FIRST[+TIMES]]:WHAT wanted", text)
	}
	f := Fault{On: strings.ToUpper(parts[0])}
	names := []string{loginName}
	for _, op := range wire.Operations() {
		names = append(names, op.String())
	}
	if !slices.Contains(names, f.On) {
		return Fault{}, fmt.Errorf("fault %q: the operation is none of %s", text, strings.Join(names, ", "))
	}
	if len(parts) == 3 {
		first, times, _ := strings.Cut(parts[1], "+")
		for _, each := range []struct {
			word string
			to   *int
		}{{first, &f.First}, {times, &f.Times}} {
			n, err := strconv.Atoi(each.word)
			if err != nil && each.word != "" {
				return Fault{}, fmt.Errorf("fault %q: %q is no number", text, each.word)
			}
			*each.to = n
		}
	}
	for what := range strings.SplitSeq(parts[len(parts)-1], ",") {
		if err := f.set(what); err != nil {
			return Fault{}, fmt.Errorf("fault %q: %w", text, err)
		}
	}
	return f, nil
}

func (f *Fault) set(what string) (err error) {
	switches := map[string]*bool{
		"ignored": &f.Ignored, "unanswered": &f.Unanswered, "halved": &f.Halved, "closed": &f.Closed, "silent": &f.Silent,
		"badchecksum": &f.BadChecksum, "badchannel": &f.BadChannel, "badcontent": &f.BadContent, "badecho": &f.BadEcho,
		"packed": &f.Packed, "unmarked": &f.Unmarked, "twice": &f.Twice,
	}
	if on, known := switches[what]; known {
		*on = true
		return nil
	}
	key, value, _ := strings.Cut(what, "=")
	switch key {
	case "code":
		f.Code, err = strconv.Atoi(value)
		f.Message = "as the test wishes"
	case "delay":
		f.Delay, err = time.ParseDuration(value)
	case "state":
		name, number, _ := strings.Cut(value, "/")
		f.Turns = true
		if f.StateCode, err = strconv.Atoi(number); err != nil && number == "" {
			err = nil
		}
		f.State = 255
		for s := wire.Running; s <= wire.Waiting; s++ {
			if s.String() == name {
				f.State = s
			}
		}
		if f.State == 255 {
			err = fmt.Errorf("state %q is unknown", name)
		}
	default:
		err = fmt.Errorf("%q is unknown", what)
	}
	return err
}
