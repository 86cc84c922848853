package main

import (
	"bytes"
	"context"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/obferry/obferry/engine/direct"
)

// TestServe runs the server as the command does, and loads through it.
func TestServe(t *testing.T) {
	log := filepath.Join(t.TempDir(), "requests.log")
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	out, in := io.Pipe()
	ended := make(chan error, 1)
	go func() {
		args := []string{"-addr", "127.0.0.1:0", "-password", "s3cret", "-log", log, "-discard", "-waiting", "1", "-committing", "1", "-fault", "INSERT:1+1:code=-4023"}
		err := serve(ctx, args, in, io.Discard)
		ended <- err
		_ = in.Close()
	}()
	line := make([]byte, 100)
	n, err := out.Read(line)
	if err != nil {
		t.Fatal(err)
	}
	address := strings.TrimSpace(strings.TrimPrefix(string(line[:n]), "listening at "))
	client, err := direct.Dial(ctx, direct.Config{Address: address, Tenant: "t", User: "u", Password: "s3cret", Database: "d"})
	if err != nil {
		t.Fatal(err)
	}
	l, err := client.Begin(ctx, direct.Options{Table: "t", Width: 1, Parallel: 1, PollInterval: time.Millisecond})
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	w := l.Writer()
	w.Text("s3cret row")
	if err := w.EndRow(ctx); err != nil {
		t.Fatal(err)
	}
	if err := w.Flush(ctx); err != nil {
		t.Fatal(err)
	}
	if err := l.Commit(ctx); err != nil {
		t.Fatal(err)
	}
	cancel()
	rest, err := io.ReadAll(out)
	if err != nil || string(rest) != "1 rows came\n" {
		t.Errorf("%q, %v", rest, err)
	}
	if err := <-ended; err != nil {
		t.Error(err)
	}
	logged, err := os.ReadFile(log)
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"LOGIN", "BEGIN", "WAITTING", "INSERT", "-4023", "COMMITTING", "HEART_BEAT"} {
		if !bytes.Contains(logged, []byte(want)) {
			t.Errorf("the log lacks %s:\n%s", want, logged)
		}
	}
	if bytes.Contains(logged, []byte("s3cret")) {
		t.Error("the log holds the password, or a row")
	}
}

// TestFlags refuses what makes no sense.
func TestFlags(t *testing.T) {
	for _, line := range []string{
		"-discard -land root@tcp(127.0.0.1:1)/", "-hlen 100", "-hlen 256", "stray", "-unknown", "-fault NOTHING:closed", "-fault INSERT", "-fault INSERT:x:closed",
		"-fault INSERT:1:forgotten", "-fault INSERT:state=GONE", "-fault INSERT:code=x", "-fault INSERT:delay=x", "-fault INSERT:state=ERROR/x",
	} {
		if _, err := parse(strings.Fields(line), io.Discard); err == nil {
			t.Errorf("%s is taken", line)
		}
	}
}
