package localserver

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"io"
	"log"
	"net"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"github.com/go-sql-driver/mysql"

	"github.com/obferry/obferry/engine/fault"
)

// errStranger says that something else answers on the port.
var errStranger = errors.New("another server answers on this port")

// await returns when the server answers, or with the reason why it never will.
func (s *Server) await(ctx context.Context, dir string) error {
	deadline := time.NewTimer(answerWithin)
	defer deadline.Stop()
	again := time.NewTicker(50 * time.Millisecond)
	defer again.Stop()
	for {
		err := ask(ctx, s.HostPort(), filepath.Join(dir, dataName))
		if err == nil {
			return nil
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-s.process.gone:
			return fault.New(fault.Preflight, "fault.localserver.start", "Path", dir, "Log", logTail(dir))
		case <-deadline.C:
			return fault.New(fault.Preflight, "fault.localserver.silent", "Path", dir,
				"Seconds", int(answerWithin.Seconds()), "Log", logTail(dir)).Because(err)
		case <-again.C:
		}
	}
}

// ask is nil when the server on the port answers and is the one that lives in data.
func ask(ctx context.Context, hostPort, data string) (err error) {
	config := mysql.NewConfig()
	config.Net, config.Addr, config.User = "tcp", hostPort, "root"
	config.Timeout, config.ReadTimeout = 2*time.Second, 5*time.Second
	config.Logger = log.New(io.Discard, "", 0) // refused connections are expected here
	connector, err := mysql.NewConnector(config)
	if err != nil {
		return err
	}
	db := sql.OpenDB(connector)
	defer func() { err = errors.Join(err, db.Close()) }()
	var lives string
	if err := db.QueryRowContext(ctx, "SELECT @@datadir").Scan(&lives); err != nil {
		return err
	}
	if !sameDir(lives, data) {
		return errStranger
	}
	return nil
}

// sameDir compares directories as the file system does, through links.
func sameDir(a, b string) bool {
	x, errX := os.Stat(a)
	y, errY := os.Stat(b)
	return errX == nil && errY == nil && os.SameFile(x, y)
}

// choosePort takes a free port where none is wanted, and says so where the wanted
// one is taken.
func choosePort(want int) (int, error) {
	l, err := net.Listen("tcp", net.JoinHostPort("127.0.0.1", strconv.Itoa(want)))
	if err != nil {
		return 0, fault.New(fault.Preflight, "fault.localserver.port", "Port", want).Because(err)
	}
	port := l.Addr().(*net.TCPAddr).Port
	return port, l.Close()
}

// logTail is the end of the server's log: its errors where it has some.
func logTail(dir string) string {
	text, err := os.ReadFile(filepath.Join(dir, logName))
	if err != nil {
		return ""
	}
	var failed [][]byte
	for line := range bytes.Lines(text) {
		if bytes.Contains(line, []byte("[ERROR]")) {
			failed = append(failed, line)
		}
	}
	if len(failed) > 0 {
		text = bytes.Join(failed, nil)
	}
	return tail(text)
}

// tail is the last few lines of a text, at most about a screen's width each.
func tail(text []byte) string {
	const lines, width = 5, 300
	all := strings.Split(strings.TrimSpace(string(text)), "\n")
	all = all[max(0, len(all)-lines):]
	for i, line := range all {
		all[i] = strings.ToValidUTF8(line[:min(len(line), width)], "")
	}
	return strings.Join(all, "\n")
}
