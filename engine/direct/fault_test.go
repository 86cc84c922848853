package direct_test

import (
	"context"
	"errors"
	"strings"
	"testing"

	"github.com/obferry/obferry/engine/direct"
	"github.com/obferry/obferry/engine/direct/directtest"
	"github.com/obferry/obferry/engine/direct/wire"
)

// faulty starts a server with faults, given in words, that keeps rows.
func faulty(t *testing.T, o directtest.Options, faults ...string) (*directtest.Server, *directtest.Memory) {
	t.Helper()
	memory := new(directtest.Memory)
	o.Sink = memory
	for _, text := range faults {
		f, err := directtest.ParseFault(text)
		if err != nil {
			t.Fatal(err)
		}
		o.Faults = append(o.Faults, f)
	}
	return serve(t, o), memory
}

// load goes the whole way with a hundred rows.
func load(ctx context.Context, s *directtest.Server, o direct.Options) (*direct.Load, error) {
	c, err := direct.Dial(ctx, config(s))
	if err != nil {
		return nil, err
	}
	l, err := c.Begin(ctx, o)
	if err != nil {
		return nil, err
	}
	if err := write(ctx, l, 0, 100); err != nil {
		return l, errors.Join(err, l.Close())
	}
	if err := l.Commit(ctx); err != nil {
		return l, errors.Join(err, l.Close())
	}
	return l, nil
}

// TestBorneFaults are those that a load gets over, without a row too many.
func TestBorneFaults(t *testing.T) {
	for name, c := range map[string]struct {
		o      directtest.Options
		faults []string
	}{
		"the server is not ready":           {faults: []string{"BEGIN:1+1:code=-4023"}},
		"the schema is being changed":       {faults: []string{"BEGIN:1+1:code=-5627"}},
		"it gives up before it runs":        {o: directtest.Options{Opening: []wire.Status{wire.Waiting}}, faults: []string{"GET_STATUS:1+1:state=ERROR/-4038"}},
		"a poll fails":                      {o: directtest.Options{Opening: []wire.Status{wire.Waiting}}, faults: []string{"GET_STATUS:1+2:code=-4016"}},
		"polls are not answered":            {o: directtest.Options{Closing: []wire.Status{wire.Committing}}, faults: []string{"GET_STATUS:2+1:unanswered", "GET_STATUS:3+1:badchecksum"}},
		"rows are asked for again":          {faults: []string{"INSERT:1+1:code=-4023"}},
		"the tenant has moved":              {faults: []string{"INSERT:1+1:code=-5150", "COMMIT:1+1:code=-5150"}},
		"COMMIT gets lost once":             {faults: []string{"COMMIT:1+1:ignored"}},
		"COMMIT is answered never":          {o: directtest.Options{Closing: []wire.Status{wire.Committing}}, faults: []string{"COMMIT:1+1:ignored", "COMMIT:2+1:unanswered"}},
		"the control connection is closed":  {faults: []string{"BEGIN:closed", "GET_STATUS:closed", "COMMIT:closed"}},
		"the answer to COMMIT is lost":      {o: directtest.Options{Closing: []wire.Status{wire.Committing}}, faults: []string{"COMMIT:unanswered"}},
		"COMMIT is answered with nonsense":  {faults: []string{"COMMIT:badcontent"}},
		"heartbeats are lost":               {faults: []string{"HEART_BEAT:1+3:unanswered"}},
		"heartbeats are answered wrongly":   {faults: []string{"HEART_BEAT:1+1:badecho", "HEART_BEAT:2+1:code=-4016"}},
		"answers come byte for byte":        {o: directtest.Options{Split: 1}},
		"answers come twice, joined":        {faults: []string{"BEGIN:twice", "INSERT:twice", "GET_STATUS:twice", "COMMIT:twice"}},
		"the header is short":               {o: directtest.Options{HeaderLength: 128}},
		"the header is of newer servers":    {o: directtest.Options{HeaderLength: 192}},
		"the header is longer than any":     {o: directtest.Options{HeaderLength: 255}},
		"the first answer of a login fails": {faults: []string{"LOGIN:1+1:unanswered"}},
		"everything is slow":                {faults: []string{"LOGIN:delay=20ms", "BEGIN:delay=20ms", "INSERT:delay=20ms", "GET_STATUS:delay=20ms", "COMMIT:delay=20ms"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s, memory := faulty(t, c.o, c.faults...)
			if _, err := load(bounded(t), s, options()); err != nil {
				t.Fatal(err)
			}
			wantNumbers(t, memory, "items", 100)
			if n := s.Count("COMMIT"); n != 1 && !strings.Contains(strings.Join(c.faults, " "), "COMMIT:") {
				t.Errorf("COMMIT was sent %d times", n)
			}
		})
	}
}

// TestFatalFaults are those that end a load: with an error of its kind, and without a
// row in the table.
func TestFatalFaults(t *testing.T) {
	for name, c := range map[string]struct {
		o      directtest.Options
		faults []string
		is     func(error) bool
		landed bool // nobody can say, and the rows are in
	}{
		"the login is refused":          {faults: []string{"LOGIN:code=-5157"}, is: server("LOGIN", -5157)},
		"no such table":                 {faults: []string{"BEGIN:code=-5019"}, is: server("BEGIN", -5019)},
		"BEGIN is answered wrongly":     {faults: []string{"BEGIN:badecho"}, is: isA[*direct.ProtocolError]},
		"BEGIN has no content":          {faults: []string{"BEGIN:badcontent"}, is: isA[*direct.ProtocolError]},
		"it ends before it runs":        {faults: []string{"GET_STATUS:1+1:state=ERROR/-5024"}, is: ended(wire.Failed, -5024)},
		"it is cancelled before":        {o: directtest.Options{Opening: []wire.Status{wire.Waiting}}, faults: []string{"GET_STATUS:2+1:state=ABORT/-4072"}, is: ended(wire.Aborted, -4072)},
		"rows are refused":              {faults: []string{"INSERT:2:code=-4016"}, is: server("INSERT", -4016)},
		"rows are refused, and the end": {faults: []string{"INSERT:2:state=ERROR/-4019"}, is: ended(wire.Failed, -4019)},
		"an answer is lost":             {faults: []string{"INSERT:2+1:unanswered"}, is: isA[*direct.DoubtError]},
		"an answer breaks off":          {faults: []string{"INSERT:2+1:halved"}, is: isA[*direct.DoubtError]},
		"an answer is damaged":          {faults: []string{"INSERT:2+1:badchecksum"}, is: isA[*direct.DoubtError]},
		"an answer is another's":        {faults: []string{"INSERT:2+1:badchannel"}, is: isA[*direct.DoubtError]},
		"an answer is packed":           {faults: []string{"INSERT:2+1:packed"}, is: isA[*direct.DoubtError]},
		"an answer is none":             {faults: []string{"INSERT:2+1:unmarked"}, is: isA[*direct.DoubtError]},
		"a request is ignored":          {faults: []string{"INSERT:2+1:ignored"}, is: isA[*direct.DoubtError]},
		"the commit is refused":         {faults: []string{"COMMIT:code=-4109"}, is: server("COMMIT", -4109)},
		"the commit fails":              {o: directtest.Options{Closing: []wire.Status{wire.Committing}}, faults: []string{"GET_STATUS:2+1:state=ERROR/-5024"}, is: ended(wire.Failed, -5024)},
		"the commit did not arrive":     {faults: []string{"COMMIT:ignored"}, is: isA[*direct.DoubtError]},
		"the record is gone":            {o: directtest.Options{ForgetEnded: true}, faults: []string{"GET_STATUS:2:code=-4018"}, is: isA[*direct.DoubtError], landed: true},
		"it is ended meanwhile":         {faults: []string{"HEART_BEAT:state=ABORT/-4072", "INSERT:1:delay=2s"}, is: ended(wire.Aborted, -4072)},
		"heartbeats find no load":       {faults: []string{"HEART_BEAT:code=-4018", "INSERT:1:delay=2s", "GET_STATUS:2+1:state=ABORT/-4012"}, is: ended(wire.Aborted, -4012)},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s, memory := faulty(t, c.o, c.faults...)
			o := options()
			o.BufferSize = 512
			_, err := load(bounded(t), s, o)
			if err == nil || !c.is(err) {
				t.Errorf("%v", err)
			}
			if got := memory.Tables(); len(got) > 0 && !c.landed {
				t.Errorf("rows landed in %v", got)
			}
			if err != nil && strings.Contains(err.Error(), account.Password) {
				t.Errorf("the password stands in %v", err)
			}
		})
	}
}

func isA[E error](err error) bool {
	var e E
	return errors.As(err, &e)
}

func server(operation string, code int) func(error) bool {
	return func(err error) bool {
		var said *direct.ServerError
		return errors.As(err, &said) && said.Operation == operation && said.Code == code && said.Trace != "" && said.Peer != ""
	}
}

func ended(s wire.Status, code int) func(error) bool {
	return func(err error) bool {
		var over *direct.EndedError
		return errors.As(err, &over) && over.Status == s && over.Code == code && over.Trace != ""
	}
}
