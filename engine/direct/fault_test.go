package direct_test

import (
	"context"
	"errors"
	"fmt"
	"net"
	"strings"
	"testing"
	"time"

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

// TestClosedWhenIdle replaces connections that were closed while nothing was under way.
func TestClosedWhenIdle(t *testing.T) {
	s, memory := faulty(t, directtest.Options{})
	l := begin(t, s, options())
	ctx := bounded(t)
	for i := range 5 {
		if err := write(ctx, l, i*10, i*10+10); err != nil {
			t.Fatal(err)
		}
		logins := s.Count("LOGIN")
		s.Drop()
		for s.Count("LOGIN") == logins {
			time.Sleep(time.Millisecond) // the next heartbeat finds its connection closed too
		}
	}
	if err := l.Commit(ctx); err != nil {
		t.Fatal(err)
	}
	wantNumbers(t, memory, "items", 50)
	if got := l.Stats().Resent; got != 0 {
		t.Errorf("%d rows were sent again", got)
	}
}

// TestResend sends rows again only where it is allowed, and says that it did.
func TestResend(t *testing.T) {
	s, memory := faulty(t, directtest.Options{}, "INSERT:1+1:unanswered")
	o := options()
	asked := 0
	o.Resend = func(d *direct.DoubtError) bool {
		asked++
		return d.Rows == 100 && d.Operation == "INSERT"
	}
	l, err := load(bounded(t), s, o)
	if err != nil {
		t.Fatal(err)
	}
	if got := len(memory.Rows("items")); asked != 1 || got != 200 || l.Stats().Resent != 100 {
		t.Errorf("asked %d times, %d rows landed, %d told as sent again", asked, got, l.Stats().Resent)
	}
}

// TestClosedAtOnce wants a closed connection to fail its call long before the limit.
func TestClosedAtOnce(t *testing.T) {
	s, _ := faulty(t, directtest.Options{}, "INSERT:silent")
	l := begin(t, s, options())
	failed := make(chan error, 1)
	go func() { failed <- write(bounded(t), l, 0, 1) }()
	for s.Count("INSERT") == 0 {
		time.Sleep(time.Millisecond)
	}
	s.Drop()
	select {
	case err := <-failed:
		if !isA[*direct.DoubtError](err) {
			t.Errorf("%v", err)
		}
	case <-time.After(10 * time.Second):
		t.Error("the call still waits")
	}
}

// TestCancel ends each wait by its context.
func TestCancel(t *testing.T) {
	for _, fault := range []string{"LOGIN:silent", "BEGIN:silent", "GET_STATUS:silent", "INSERT:silent", "COMMIT:silent", "GET_STATUS:2:silent"} {
		t.Run(fault, func(t *testing.T) {
			t.Parallel()
			s, _ := faulty(t, directtest.Options{}, fault)
			ctx, cancel := context.WithTimeoutCause(bounded(t), 300*time.Millisecond, errCancelled)
			defer cancel()
			if _, err := load(ctx, s, options()); !errors.Is(err, errCancelled) && !errors.Is(err, context.DeadlineExceeded) {
				t.Errorf("%v", err)
			}
		})
	}
}

var errCancelled = errors.New("the user has enough")

// TestAnswerLimit ends a wait that nobody cancels.
func TestAnswerLimit(t *testing.T) {
	s, _ := faulty(t, directtest.Options{}, "INSERT:silent")
	c := config(s)
	c.AnswerTimeout = 200 * time.Millisecond
	client, err := direct.Dial(bounded(t), c)
	if err != nil {
		t.Fatal(err)
	}
	l, err := client.Begin(bounded(t), options())
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	var late *direct.TimeoutError
	if err := write(bounded(t), l, 0, 1); !errors.As(err, &late) || late.Limit != c.AnswerTimeout || !isA[*direct.DoubtError](err) {
		t.Errorf("%v", err)
	}
}

// TestLoadLimit ends a load that takes longer than it may.
func TestLoadLimit(t *testing.T) {
	s, memory := faulty(t, directtest.Options{}, "INSERT:delay=2s")
	o := options()
	o.Timeout = 500 * time.Millisecond
	var late *direct.TimeoutError
	if _, err := load(bounded(t), s, o); !errors.As(err, &late) || late.Limit != o.Timeout {
		t.Errorf("%v", err)
	}
	if got := memory.Tables(); len(got) > 0 {
		t.Errorf("rows landed in %v", got)
	}
}

// TestBeginLimit gives up a server that is never ready, and has told why it waited.
func TestBeginLimit(t *testing.T) {
	for fault, want := range map[string]func(error) bool{
		"BEGIN:code=-4179": server("BEGIN", -4179), "GET_STATUS:silent": isA[*direct.TimeoutError],
	} {
		s, _ := faulty(t, directtest.Options{}, fault)
		o := options()
		o.BeginTimeout = 300 * time.Millisecond
		told := 0
		o.OnRetry = func(why error, after time.Duration) {
			told++
			if !server("BEGIN", -4179)(why) || after <= 0 {
				t.Errorf("told %v, %v", why, after)
			}
		}
		_, err := load(bounded(t), s, o)
		var late *direct.TimeoutError
		if !want(err) || !errors.As(err, &late) || late.Limit != o.BeginTimeout {
			t.Errorf("%s: %v", fault, err)
		}
		if (told > 0) != strings.HasPrefix(fault, "BEGIN") {
			t.Errorf("%s: told %d times", fault, told)
		}
	}
}

// TestLateHeartbeat has the server abort a load whose heartbeats all hang.
func TestLateHeartbeat(t *testing.T) {
	s, memory := faulty(t, directtest.Options{}, "HEART_BEAT:ignored")
	o := options()
	o.HeartbeatTimeout = direct.MinHeartbeatTimeout
	l := begin(t, s, o)
	select {
	case <-l.Done():
	case <-time.After(20 * time.Second):
		t.Fatal("the load goes on without a heartbeat")
	}
	if err := l.Err(); !ended(wire.Aborted, direct.CodeTimeout)(err) {
		t.Errorf("%v", err)
	}
	if err := write(bounded(t), l, 0, 1); !isA[*direct.EndedError](err) {
		t.Errorf("rows into it: %v", err)
	}
	if got := memory.Tables(); len(got) > 0 {
		t.Errorf("rows landed in %v", got)
	}
}

// TestWrongAccount is refused at once, and not tried again.
func TestWrongAccount(t *testing.T) {
	s := serve(t, directtest.Options{})
	for name, wrong := range map[string]func(*direct.Config){
		"password": func(c *direct.Config) { c.Password = "other" },
		"empty":    func(c *direct.Config) { c.Password = "" },
		"user":     func(c *direct.Config) { c.User = "other" },
		"tenant":   func(c *direct.Config) { c.Tenant = "other" },
		"database": func(c *direct.Config) { c.Database = "other" },
	} {
		before := s.Count("LOGIN")
		c := config(s)
		wrong(&c)
		_, err := direct.Dial(bounded(t), c)
		var said *direct.ServerError
		if !errors.As(err, &said) || (said.Code == direct.CodeWrongPassword) != (name == "password" || name == "empty" || name == "user") {
			t.Errorf("%s: %v", name, err)
		}
		if n := s.Count("LOGIN") - before; n != 1 {
			t.Errorf("%s: %d logins", name, n)
		}
	}
}

// TestWrongPort names what listens there.
func TestWrongPort(t *testing.T) {
	for name, c := range map[string]struct {
		says  string
		looks direct.Speech
	}{
		"mysql":   {"\x4a\x00\x00\x00\x0a5.7.25-OceanBase\x00\x01\x02\x03\x04", direct.SpeaksMySQL},
		"refuses": {"\x17\x00\x00\x00\xff\x10\x04Too many connections", direct.SpeaksMySQL},
		"http":    {"HTTP/1.1 400 Bad Request\r\n\r\n", direct.SpeaksHTTP},
		"tls":     {"\x15\x03\x01\x00\x02\x02\x46", direct.SpeaksTLS},
		"other":   {"SSH-2.0-OpenSSH_9.2\r\n", direct.SpeaksUnknown},
	} {
		for _, when := range []string{"at once", "when asked"} {
			t.Run(name+" "+when, func(t *testing.T) {
				at := speaker(t, c.says, when == "at once")
				_, err := direct.Dial(bounded(t), direct.Config{Address: at, Tenant: "t", User: "u", Database: "d"})
				var wrong *direct.WrongPortError
				if !errors.As(err, &wrong) || wrong.Looks != c.looks || wrong.Peer != at {
					t.Errorf("%v", err)
				}
			})
		}
	}
}

// TestProbe tells the ports apart without an account.
func TestProbe(t *testing.T) {
	s := serve(t, directtest.Options{})
	for at, want := range map[string]direct.Speech{
		s.Address(): direct.SpeaksRPC, speaker(t, "\x4a\x00\x00\x00\x0a8.0.36\x00abcdefgh", true): direct.SpeaksMySQL,
	} {
		if got, err := direct.Probe(bounded(t), at); got != want || err != nil {
			t.Errorf("%s speaks %s, %v", at, got, err)
		}
	}
	if got, err := direct.Probe(bounded(t), "127.0.0.1:1"); !isA[*direct.TransportError](err) {
		t.Errorf("nobody speaks %s, %v", got, err)
	}
}

// TestPasswordUnprinted prints a Config in every form.
func TestPasswordUnprinted(t *testing.T) {
	c := direct.Config{Address: "a:1", Tenant: "t", User: "u", Password: "s3cret", Database: "d"}
	for _, form := range []string{"%v", "%+v", "%#v", "%s"} {
		if text := fmt.Sprintf(form, c) + fmt.Sprintf(form, &c); strings.Contains(text, "s3cret") || !strings.Contains(text, "a:1") {
			t.Errorf("%s prints %s", form, text)
		}
	}
}

// speaker listens and says the same to everybody, then closes.
func speaker(t *testing.T, says string, atOnce bool) string {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = listener.Close() })
	go func() {
		for {
			conn, err := listener.Accept()
			if err != nil {
				return
			}
			if !atOnce {
				_, _ = conn.Read(make([]byte, 4096))
			}
			_, _ = conn.Write([]byte(says))
			_ = conn.(*net.TCPConn).CloseWrite()
			_, _ = conn.Read(make([]byte, 4096))
			_ = conn.Close()
		}
	}()
	return listener.Addr().String()
}

// TestNobody is told soon, for a port where nothing listens.
func TestNobody(t *testing.T) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	at := listener.Addr().String()
	if err := listener.Close(); err != nil {
		t.Fatal(err)
	}
	_, err = direct.Dial(bounded(t), direct.Config{Address: at, Tenant: "t", User: "u", Database: "d"})
	var lost *direct.TransportError
	if !errors.As(err, &lost) || lost.Peer != at || lost.Sent {
		t.Errorf("%v", err)
	}
}

// TestTwoLoads of one table: the second wins or is refused, as the server does it.
func TestTwoLoads(t *testing.T) {
	t.Run("the first is aborted", func(t *testing.T) {
		s, memory := faulty(t, directtest.Options{})
		first := begin(t, s, options())
		second := begin(t, s, options())
		ctx := bounded(t)
		if err := write(ctx, second, 0, 10); err != nil {
			t.Fatal(err)
		}
		if err := write(ctx, first, 10, 20); !isA[*direct.EndedError](err) {
			t.Errorf("rows into the first: %v", err)
		}
		if err := second.Commit(ctx); err != nil {
			t.Fatal(err)
		}
		wantNumbers(t, memory, "items", 10)
	})
	t.Run("the second is refused", func(t *testing.T) {
		s, memory := faulty(t, directtest.Options{})
		first := begin(t, s, options())
		o := options()
		o.KeepOther = true
		ctx := bounded(t)
		if _, err := dial(t, s).Begin(ctx, o); !server("BEGIN", -4017)(err) {
			t.Errorf("%v", err)
		}
		if err := write(ctx, first, 0, 10); err != nil {
			t.Fatal(err)
		}
		if err := first.Commit(ctx); err != nil {
			t.Fatal(err)
		}
		wantNumbers(t, memory, "items", 10)
	})
	t.Run("the second waits", func(t *testing.T) {
		s, _ := faulty(t, directtest.Options{RefuseSecond: true})
		first := begin(t, s, options())
		began := make(chan error, 1)
		go func() {
			l, err := dial(t, s).Begin(bounded(t), options())
			if err == nil {
				err = l.Close()
			}
			began <- err
		}()
		for s.Count("BEGIN") < 2 {
			time.Sleep(time.Millisecond)
		}
		if err := first.Close(); err != nil {
			t.Fatal(err)
		}
		if err := <-began; err != nil {
			t.Error(err)
		}
	})
}

// TestServerGone ends a load at once for all who wait on it, and Close too ends.
func TestServerGone(t *testing.T) {
	s, _ := faulty(t, directtest.Options{}, "INSERT:silent")
	o := options()
	o.HeartbeatTimeout = direct.MinHeartbeatTimeout
	c := dial(t, s)
	l, err := c.Begin(bounded(t), o)
	if err != nil {
		t.Fatal(err)
	}
	failed := make(chan error, 1)
	go func() { failed <- write(bounded(t), l, 0, 1) }()
	for s.Count("INSERT") == 0 {
		time.Sleep(time.Millisecond)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if err := <-failed; !isA[*direct.DoubtError](err) {
		t.Errorf("%v", err)
	}
	<-l.Done()
	if err := l.Err(); !isA[*direct.EndedError](err) {
		t.Errorf("the end: %v", err)
	}
	ctx, cancel := context.WithTimeout(bounded(t), time.Second)
	defer cancel()
	if err := l.Abort(ctx); !isA[*direct.TransportError](err) {
		t.Errorf("the abort: %v", err)
	}
}
