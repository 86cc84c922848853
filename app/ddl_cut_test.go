package app

import (
	"bytes"
	"context"
	"database/sql"
	"fmt"
	"io"
	"net"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/obferry/obferry/engine/practice/practicetest"
)

// manyTables is a script of so many tables, one of which no server takes.
func manyTables(n int) string {
	var b strings.Builder
	b.WriteString("CREATE VIEW wrong AS SELECT nothing FROM t0;\n")
	for i := range n {
		fmt.Fprintf(&b, "CREATE TABLE t%d (id int PRIMARY KEY, n varchar(40)) ENGINE=InnoDB;\n", i)
	}
	return b.String()
}

// scratches are the scratch databases that a process of ours left on a server.
func scratches(t *testing.T, db *sql.DB, pid int) []string {
	t.Helper()
	rows, err := db.Query("SELECT schema_name FROM information_schema.schemata WHERE schema_name LIKE ?", fmt.Sprintf(`obferry\_trial\_%d\_%%`, pid))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = rows.Close() }()
	var names []string
	for rows.Next() {
		var name string
		if err := rows.Scan(&name); err != nil {
			t.Fatal(err)
		}
		names = append(names, name)
	}
	return names
}

// checking is a call of ddl check as a process of its own that has come to its tables.
type checking struct {
	outcome
	sheet string
	pid   int
}

// checkUntil runs ddl check against a target, does something once it makes tables, and
// waits for its end.
func checkUntil(t *testing.T, target string, db *sql.DB, then func(*os.Process)) checking {
	t.Helper()
	c := checking{sheet: filepath.Join(t.TempDir(), "r.xlsx")}
	ctx, cancel := context.WithTimeout(t.Context(), 3*time.Minute)
	defer cancel()
	cmd := program(ctx, "ddl", "check", written(t, "many.sql", manyTables(120)), "--from", "mysql", "--target", target, "--json", "--lang", "en", "--report", c.sheet)
	var stdout, stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	c.pid = cmd.Process.Pid
	for deadline := time.Now().Add(time.Minute); ; time.Sleep(50 * time.Millisecond) {
		if names := scratches(t, db, c.pid); len(names) > 0 {
			var made int
			if err := db.QueryRow("SELECT COUNT(*) FROM information_schema.tables WHERE table_schema = ?", names[0]).Scan(&made); err != nil {
				t.Fatal(err)
			}
			if made >= 3 {
				break
			}
		}
		if time.Now().After(deadline) {
			t.Fatalf("no table is made:\n%s", stderr.String())
		}
	}
	then(cmd.Process)
	c.exit = exitCode(t, cmd.Wait())
	c.stdout, c.stderr = stdout.String(), stderr.String()
	return c
}

// told sees that a proof which was cut short says so everywhere, and no more than it knows.
func (c checking) told(t *testing.T, exit int, status string) ddlDocument {
	t.Helper()
	d := c.ddl(t)
	if c.exit != exit || string(d.Status) != status || d.Error == nil {
		t.Errorf("exit %d, status %s, error %v\n%s", c.exit, d.Status, d.Error, c.stderr)
	}
	if d.Proof == nil || d.Proof.Whole || d.Proof.Tried < 3 || d.Proof.Tried >= d.Proof.Total || d.Proof.Total != 121 {
		t.Errorf("the proof is told as %+v", d.Proof)
	}
	for _, o := range d.Objects {
		if o.Kernel == "made" {
			t.Fatalf("%s counts as made", o.Name)
		}
	}
	if len(d.Objects) != 121 || len(d.Differences) > 0 || !strings.Contains(unzipped(t, c.sheet), "ended early") {
		t.Errorf("%d objects, %d differences, or the report does not say that it ended early", len(d.Objects), len(d.Differences))
	}
	return d
}

// TestDDLCheckInterrupted presses Ctrl-C while tables are made: the scratch database goes,
// the exit code is 4, and what is known by then is told as just that.
func TestDDLCheckInterrupted(t *testing.T) {
	target := testKernel(t)
	db, _ := practicetest.Database(t)
	c := checkUntil(t, target, db, func(p *os.Process) {
		if err := p.Signal(os.Interrupt); err != nil {
			t.Error(err)
		}
	})
	d := c.told(t, exitInterrupted, "interrupted")
	if d.Error != nil && d.Error.Kind != "interrupted" || d.Left != "" || !strings.Contains(c.stderr, "Stopping") {
		t.Errorf("%+v, left %q\n%s", d.Error, d.Left, c.stderr)
	}
	if left := scratches(t, db, c.pid); len(left) > 0 {
		t.Errorf("%v is left", left)
	}
}

// TestDDLCheckLosesTarget takes the target away while tables are made: the exit code is 3,
// and the scratch database, which nobody can drop then, is named.
func TestDDLCheckLosesTarget(t *testing.T) {
	address := practicetest.Address(t)
	db, _ := practicetest.Database(t)
	between := newBreakable(t, net.JoinHostPort(address.Host, strconv.Itoa(address.Port)))
	c := checkUntil(t, "oceanbase://root@"+between.address+"/any", db, func(*os.Process) { between.breakDown() })
	left := scratches(t, db, c.pid)
	for _, name := range left {
		run(t, db, "DROP DATABASE `"+name+"`")
	}
	d := c.told(t, exitUnable, "failed")
	if len(left) != 1 || d.Left != left[0] || !strings.Contains(c.stderr, "DROP DATABASE IF EXISTS "+left[0]) {
		t.Errorf("%v is left, and %q is told\n%s", left, d.Left, c.stderr)
	}
	if d.Error != nil && d.Error.Kind != "connect" {
		t.Errorf("%+v", d.Error)
	}
}

// TestDDLCheckWithoutRight has an account that may not make a database: nothing is tried,
// and the answer says which right it takes.
func TestDDLCheckWithoutRight(t *testing.T) {
	db, address := practicetest.Database(t)
	user := "no_create_" + strconv.Itoa(os.Getpid())
	run(t, db, "CREATE USER '"+user+"'@'%' IDENTIFIED BY 'hunter2'", "GRANT SELECT ON `"+address.Database+"`.* TO '"+user+"'@'%'")
	t.Cleanup(func() { run(t, db, "DROP USER '"+user+"'@'%'") })
	target := "oceanbase://" + user + ":hunter2@" + net.JoinHostPort(address.Host, strconv.Itoa(address.Port)) + "/" + address.Database
	for _, lang := range []string{"en", "zh"} {
		out := call("ddl", "check", written(t, "shop.sql", shopDDL), "--from", "mysql", "--target", target, "--json", "--lang", lang)
		d := out.ddl(t)
		if out.exit != exitUnable || d.Error == nil || d.Error.Kind != "denied" || d.Error.Code == 0 || !strings.Contains(d.Error.Hint, "CREATE ON *.*") {
			t.Errorf("exit %d, %+v", out.exit, d.Error)
		}
		out.silent(t, "hunter2")
	}
	if left := scratches(t, db, os.Getpid()); len(left) > 0 {
		t.Errorf("%v is left", left)
	}
}

// breakable is a way to a server that can break down for good.
type breakable struct {
	address  string
	listener net.Listener
	mu       sync.Mutex // guards open
	open     []net.Conn
}

func newBreakable(t *testing.T, server string) *breakable {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	b := &breakable{address: listener.Addr().String(), listener: listener}
	t.Cleanup(b.breakDown)
	go func() {
		for {
			client, err := listener.Accept()
			if err != nil {
				return
			}
			there, err := net.Dial("tcp", server)
			if err != nil {
				_ = client.Close()
				continue
			}
			b.mu.Lock()
			b.open = append(b.open, client, there)
			b.mu.Unlock()
			go func() { _, _ = io.Copy(there, client) }()
			go func() { _, _ = io.Copy(client, there) }()
		}
	}()
	return b
}

// breakDown ends all connections, and takes no new one.
func (b *breakable) breakDown() {
	_ = b.listener.Close()
	b.mu.Lock()
	defer b.mu.Unlock()
	for _, conn := range b.open {
		_ = conn.Close()
	}
}
