package direct_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/obferry/obferry/engine/direct"
	"github.com/obferry/obferry/engine/direct/directtest"
	"github.com/obferry/obferry/engine/direct/wire"
)

var account = directtest.Account{Tenant: "shop", User: "loader", Password: "s3cret", Database: "orders"}

// serve starts a server with the tests' account.
func serve(t testing.TB, o directtest.Options) *directtest.Server {
	t.Helper()
	o.Account = account
	return directtest.Start(t, o)
}

func config(s *directtest.Server) direct.Config {
	return direct.Config{
		Address: s.Address(), Tenant: account.Tenant, User: account.User, Password: account.Password, Database: account.Database,
		DialTimeout: 5 * time.Second, AnswerTimeout: 20 * time.Second,
	}
}

func options() direct.Options {
	return direct.Options{
		Table: "items", Width: 2, Parallel: 2, Writers: 2, BufferSize: 4096, Timeout: time.Minute,
		HeartbeatInterval: 100 * time.Millisecond, HeartbeatTimeout: 10 * time.Second, PollInterval: 10 * time.Millisecond,
	}
}

// ctx bounds a test, so that nothing in it can hang.
func bounded(t testing.TB) context.Context {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), 50*time.Second)
	t.Cleanup(cancel)
	return ctx
}

func dial(t testing.TB, s *directtest.Server) *direct.Client {
	t.Helper()
	c, err := direct.Dial(bounded(t), config(s))
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func begin(t testing.TB, s *directtest.Server, o direct.Options) *direct.Load {
	t.Helper()
	l, err := dial(t, s).Begin(bounded(t), o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := l.Close(); err != nil {
			t.Error(err)
		}
	})
	return l
}

// write inserts rows from to to, in one goroutine.
func write(ctx context.Context, l *direct.Load, from, to int) error {
	w := l.Writer()
	for i := from; i < to; i++ {
		w.Int64(int64(i))
		w.Text(fmt.Sprintf("item %d", i))
		if err := w.EndRow(ctx); err != nil {
			return err
		}
	}
	return w.Flush(ctx)
}

// numbers are the first cells of the rows, sorted.
func numbers(rows [][]wire.Cell) []int64 {
	var n []int64
	for _, row := range rows {
		n = append(n, int64(row[0].Number))
	}
	slices.Sort(n)
	return n
}

func wantNumbers(t *testing.T, memory *directtest.Memory, table string, to int) {
	t.Helper()
	got := numbers(memory.Rows(table))
	if len(got) != to {
		t.Fatalf("%d rows landed, %d wanted", len(got), to)
	}
	for i, n := range got {
		if n != int64(i) {
			t.Fatalf("row %d is number %d", i, n)
		}
	}
}

func TestLoad(t *testing.T) {
	memory := new(directtest.Memory)
	var log strings.Builder
	s := serve(t, directtest.Options{Sink: memory, Log: &log, Opening: []wire.Status{wire.Initializing, wire.Waiting}, Closing: []wire.Status{wire.Committing}})
	var (
		mu   sync.Mutex
		seen []wire.Status
	)
	o := options()
	o.OnStatus = func(s wire.Status) {
		mu.Lock()
		defer mu.Unlock()
		seen = append(seen, s)
	}
	l := begin(t, s, o)
	ctx := bounded(t)
	const writers, each = 8, 500
	failures := make(chan error)
	for i := range writers {
		go func() { failures <- write(ctx, l, i*each, (i+1)*each) }()
	}
	for range writers {
		if err := <-failures; err != nil {
			t.Error(err)
		}
	}
	if err := l.Commit(ctx); err != nil {
		t.Fatal(err)
	}
	wantNumbers(t, memory, "items", writers*each)
	if got := l.Stats(); got.Rows != writers*each || got.Bytes == 0 || got.Resent != 0 {
		t.Errorf("stats %+v", got)
	}
	if s.Count("HEART_BEAT") == 0 {
		t.Error("no heartbeat came")
	}
	mu.Lock()
	defer mu.Unlock()
	// Heartbeats may see a state before or after a poll; the order stays.
	if want := []wire.Status{wire.Initializing, wire.Waiting, wire.Running, wire.Committing, wire.Committed}; !slices.Equal(seen, want) {
		t.Errorf("the listener saw %v, %v wanted", seen, want)
	}
	if err := l.Insert(ctx, l.NewBucket()); err != nil {
		t.Errorf("an empty bucket after the commit: %v", err)
	}
	var usage *direct.UsageError
	if err := write(ctx, l, 0, 1); !errors.As(err, &usage) {
		t.Errorf("rows after the commit: %v", err)
	}
	if err := l.Commit(ctx); !errors.As(err, &usage) {
		t.Errorf("a second commit: %v", err)
	}
	if err := l.Err(); err != nil {
		t.Errorf("the load's end: %v", err)
	}
	oneTrace(t, s, log.String(), l.Trace())
}

// oneTrace wants the load's trace id in every request but the logins, and headers of
// the form that the server reads.
func oneTrace(t *testing.T, s *directtest.Server, log, trace string) {
	t.Helper()
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	lines := 0
	for line := range strings.Lines(log) {
		if strings.Contains(line, "group=") && !strings.Contains(line, "LOGIN") {
			lines++
			if !strings.Contains(line, "trace="+trace) {
				t.Errorf("not the load's trace id %s: %s", trace, line)
			}
		}
	}
	if lines == 0 {
		t.Error("nothing was logged")
	}
	// The server reads µs: here the 20 s that an answer may take.
	if !strings.Contains(log, "INSERT hlen=184 flags=0x27 tenant=1002 group=0 timeout=20000000 ") || !strings.Contains(log, "HEART_BEAT hlen=184 flags=0x27 tenant=1002 group=22 ") {
		t.Errorf("no INSERT or HEART_BEAT of that form:\n%s", log)
	}
}

// TestBeginArgument holds what options become in BEGIN.
func TestBeginArgument(t *testing.T) {
	memory := new(directtest.Memory)
	s := serve(t, directtest.Options{Sink: memory})
	o := options()
	o.Width, o.Columns, o.Partitions = 0, []string{"id", "名"}, []string{"p0", "p1"}
	o.Method, o.Dup, o.MaxErrorRows, o.Parallel, o.KeepOther = wire.MethodInc, wire.DupIgnore, 7, 5, true
	l := begin(t, s, o)
	ctx := bounded(t)
	if err := write(ctx, l, 0, 3); err != nil {
		t.Fatal(err)
	}
	if err := l.Commit(ctx); err != nil {
		t.Fatal(err)
	}
	want := wire.BeginArgument{
		Table: "items", Parallel: 5, MaxErrorRows: 7, Dup: wire.DupIgnore, Timeout: time.Minute.Microseconds(),
		HeartbeatTimeout: (10 * time.Second).Microseconds(), Async: true, Method: "inc",
		Columns: []string{"id", "名"}, Partitions: []string{"p0", "p1"},
	}
	if got := memory.Begun(); len(got) != 1 || fmt.Sprint(got[0]) != fmt.Sprint(want) {
		t.Errorf(" got %+v\nwant %+v", got, want)
	}
	wantNumbers(t, memory, "items", 3)
}

func TestAbort(t *testing.T) {
	memory := new(directtest.Memory)
	s := serve(t, directtest.Options{Sink: memory})
	l := begin(t, s, options())
	ctx := bounded(t)
	if err := write(ctx, l, 0, 100); err != nil {
		t.Fatal(err)
	}
	if err := l.Abort(ctx); err != nil {
		t.Fatal(err)
	}
	if s.Count("ABORT") < 2 {
		t.Errorf("%d ABORTs: the load's end was not awaited", s.Count("ABORT"))
	}
	if err := l.Abort(ctx); err != nil {
		t.Errorf("a second abort: %v", err)
	}
	var usage *direct.UsageError
	if err := write(ctx, l, 0, 1); !errors.As(err, &usage) {
		t.Errorf("rows after the abort: %v", err)
	}
	if _, _, err := l.Status(ctx); !errors.As(err, &usage) {
		t.Errorf("the status after the abort: %v", err)
	}
	if got := memory.Tables(); len(got) > 0 {
		t.Errorf("rows landed in %v", got)
	}
}

// TestJoin has two processes load into one load.
func TestJoin(t *testing.T) {
	memory := new(directtest.Memory)
	s := serve(t, directtest.Options{Sink: memory})
	l := begin(t, s, options())
	ctx := bounded(t)
	other, err := dial(t, s).Join(ctx, l.ExecutionID(), direct.Options{Table: "items", Width: 2}, true)
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(write(ctx, l, 0, 50), write(ctx, other, 50, 100)); err != nil {
		t.Fatal(err)
	}
	var usage *direct.UsageError
	if err := other.Commit(ctx); !errors.As(err, &usage) {
		t.Errorf("a commit by who joined: %v", err)
	}
	if err := other.Close(); err != nil {
		t.Fatal(err)
	}
	if s.Count("ABORT") > 0 {
		t.Error("who joined aborted the load")
	}
	if err := l.Commit(ctx); err != nil {
		t.Fatal(err)
	}
	wantNumbers(t, memory, "items", 100)
	var over *direct.EndedError
	if _, err := dial(t, s).Join(ctx, l.ExecutionID(), direct.Options{Table: "items", Width: 2}, false); !errors.As(err, &over) {
		t.Errorf("joining a load that is over: %v", err)
	}
}

// TestDetach leaves a load to the process that joined it.
func TestDetach(t *testing.T) {
	s := serve(t, directtest.Options{Version: "OceanBase 4.4.2.0"})
	l := begin(t, s, options())
	if err := l.Detach(bounded(t)); err != nil {
		t.Fatal(err)
	}
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
	if s.Count("DETACH") != 1 || s.Count("ABORT") != 0 {
		t.Errorf("%d DETACH, %d ABORT", s.Count("DETACH"), s.Count("ABORT"))
	}
	old := serve(t, directtest.Options{Version: "OceanBase 4.3.5.1"})
	var lacks *direct.UnsupportedError
	if err := begin(t, old, options()).Detach(bounded(t)); !errors.As(err, &lacks) {
		t.Errorf("an old server: %v", err)
	}
}
