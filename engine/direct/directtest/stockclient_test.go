package directtest_test

import (
	"bytes"
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/obferry/obferry/engine/direct/directtest"
	"github.com/obferry/obferry/engine/direct/wire"
)

// classpath has Maven fetch the reference client, or takes what it fetched before. A
// machine without Java, Maven, or a way to Maven Central skips.
func classpath(t *testing.T) string {
	t.Helper()
	for _, program := range []string{"java", "javac", "mvn"} {
		if _, err := exec.LookPath(program); err != nil {
			t.Skipf("SKIPPED: the reference Java client is not tried: %v", err)
		}
	}
	ctx, cancel := context.WithTimeout(t.Context(), 5*time.Minute)
	defer cancel()
	out := filepath.Join(t.TempDir(), "classpath")
	maven := exec.CommandContext(ctx, "mvn", "-q", "-B", "-f", "testdata/stockclient/pom.xml", "dependency:build-classpath", "-Dmdep.outputFile="+out)
	if said, err := maven.CombinedOutput(); err != nil {
		t.Skipf("SKIPPED: the reference Java client is not tried, Maven did not fetch it: %v\n%s", err, said)
	}
	path, err := os.ReadFile(out)
	if err != nil {
		t.Fatal(err)
	}
	return strings.TrimSpace(string(path))
}

// compile answers the classpath with the loading program.
func compile(t *testing.T, path string) string {
	t.Helper()
	dir := t.TempDir()
	said, err := exec.CommandContext(t.Context(), "javac", "-cp", path, "-d", dir, "testdata/stockclient/Load.java").CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, said)
	}
	return path + string(filepath.ListSeparator) + dir
}

// TestStockClient has the reference Java client load through the server, also through
// faults that it gets over.
func TestStockClient(t *testing.T) {
	path := compile(t, classpath(t))
	slow := directtest.Options{Opening: []wire.Status{wire.Initializing, wire.Waiting}, Closing: []wire.Status{wire.Committing, wire.Committing}}
	for _, c := range []struct {
		name    string
		rows    int
		threads int
		o       directtest.Options
		faults  []string
		fails   bool
	}{
		{name: "ten rows", rows: 10, threads: 1, o: slow},
		{name: "a hundred thousand rows by four threads", rows: 100_000, threads: 4},
		{name: "answers in pieces with longer headers", rows: 3000, threads: 2, o: directtest.Options{Split: 7, HeaderLength: 192}},
		{name: "closed connections", rows: 3000, threads: 1, faults: []string{"INSERT:1+2:closed"}},
		{name: "not ready", rows: 10, threads: 1, faults: []string{"BEGIN:1+1:code=-4023"}},
		{name: "rows asked for again", rows: 3000, threads: 1, faults: []string{"INSERT:2+1:code=-4023"}},
		{name: "a failing commit", rows: 10, threads: 1, o: slow, faults: []string{"GET_STATUS:4:state=ERROR/-5024"}, fails: true},
		{name: "no such table", rows: 10, threads: 1, faults: []string{"BEGIN:code=-5019"}, fails: true},
		{name: "too old", rows: 10, threads: 1, o: directtest.Options{Version: "OceanBase 4.2.1.6"}, fails: true},
	} {
		t.Run(c.name, func(t *testing.T) {
			memory := new(directtest.Memory)
			var log bytes.Buffer
			c.o.Sink, c.o.Log = memory, &log
			c.o.Account = directtest.Account{Tenant: "shop", User: "loader", Password: "s3cret", Database: "orders"}
			for _, text := range c.faults {
				f, err := directtest.ParseFault(text)
				if err != nil {
					t.Fatal(err)
				}
				c.o.Faults = append(c.o.Faults, f)
			}
			s := directtest.Start(t, c.o)
			said, err := runJava(t, path, s, c.rows, c.threads)
			t.Logf("%s", lastLine(said))
			if (err != nil) != c.fails {
				t.Errorf("%v\n%s\n%s", err, said, s.Violations())
			}
			if err := s.Close(); err != nil {
				t.Error(err)
			}
			if c.fails {
				if got := memory.Tables(); len(got) > 0 {
					t.Errorf("rows landed in %v", got)
				}
				return
			}
			checkRows(t, memory.Rows("items"), c.rows)
			if t.Failed() {
				t.Logf("%s", log.Bytes())
			}
		})
	}
}

func runJava(t *testing.T, path string, s *directtest.Server, rows, threads int) ([]byte, error) {
	t.Helper()
	_, port, _ := strings.Cut(s.Address(), ":")
	ctx, cancel := context.WithTimeout(t.Context(), 2*time.Minute)
	defer cancel()
	java := exec.CommandContext(ctx, "java", "-XX:TieredStopAtLevel=1", "-cp", path, "Load",
		port, "shop", "loader", "s3cret", "orders", "items", strconv.Itoa(rows), strconv.Itoa(threads), "60000")
	java.Dir = t.TempDir() // it writes logs beside itself
	java.Env = append(os.Environ(), "HOME="+java.Dir)
	return java.CombinedOutput()
}

func lastLine(p []byte) []byte {
	p = bytes.TrimSpace(p)
	return p[bytes.LastIndexByte(p, '\n')+1:]
}

// checkRows wants each row of the generator once.
func checkRows(t *testing.T, rows [][]wire.Cell, want int) {
	t.Helper()
	if len(rows) != want {
		t.Fatalf("%d rows landed, %d wanted", len(rows), want)
	}
	slices.SortFunc(rows, func(a, b []wire.Cell) int { return int(int64(a[0].Number) - int64(b[0].Number)) })
	for i, row := range rows {
		fourth := row[3].Meta.Type == wire.Null
		if !fourth {
			fourth = string(row[3].Bytes) == "x"+strconv.Itoa(i)
		}
		if len(row) != 8 || int(row[0].Number) != i || string(row[1].Bytes) != "item "+strconv.Itoa(i) || !fourth || (i%3 == 0) != (row[3].Meta.Type == wire.Null) ||
			row[4].Number != uint64(1700000000000+i)*1000 || len(row[6].Bytes) != i%200 || !bytes.Equal(row[7].Bytes, []byte{byte(i), 0, 255}) {
			t.Fatalf("row %d is %v", i, row)
		}
	}
}
