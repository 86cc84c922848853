package proof

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/obferry/obferry/engine/fault"
)

// TestLog finds the last lines of each failure's trace, cut to their length, and no
// other lines.
func TestLog(t *testing.T) {
	const one, two = "YB427F000001-00066163A424DFD5-0-0", "YB427F000001-00066163A424DFD5-0-1"
	var text strings.Builder
	for i := range 100 {
		fmt.Fprintf(&text, "[2026-01-02 03:04:05.%06d] WDIAG [SQL.RESV] resolve (ob_resolver.cpp:1) [42][T1_L0][T1][%s] [lt=3] line %d\n", i, one, i)
		fmt.Fprintf(&text, "[2026-01-02 03:04:05.%06d] INFO [SQL] [42][T1][YB427F000001-00066163A424FFFF-0-0] of somebody else\n", i)
	}
	text.WriteString("[" + two + "] " + strings.Repeat("x", 200_000) + "\n")
	text.WriteString("\xff\xfe [" + two + "] the end without a line's end")
	path := filepath.Join(t.TempDir(), "observer.log")
	if err := os.WriteFile(path, []byte(text.String()), 0o600); err != nil {
		t.Fatal(err)
	}
	failures := []Failure{{Trace: one}, {Trace: two}, {}}
	if err := readLog(t.Context(), path, failures); err != nil {
		t.Fatal(err)
	}
	if got := failures[0].Log; len(got) != logLines || !strings.HasSuffix(got[logLines-1], "line 99") {
		t.Errorf("%d lines, the last %q", len(got), got[len(got)-1])
	}
	if got := failures[1].Log; len(got) != 2 || len(got[0]) != logLine || !strings.HasSuffix(got[1], "end") {
		t.Errorf("%d lines", len(got))
	}
	if len(failures[2].Log) > 0 {
		t.Error("lines for a failure without a trace id")
	}
	if err := readLog(t.Context(), path+"x", failures); !fault.Is(err, fault.Missing) {
		t.Errorf("%v", err)
	}
}

// TestGuard runs nothing that would reach beyond the scratch database.
func TestGuard(t *testing.T) {
	for statement, want := range map[string]Reason{
		"CREATE TABLE t (a int)":                 "",
		"CREATE TABLE IF NOT EXISTS `t` (a int)": "",
		"/* x */ create\nalgorithm=merge definer=`a`@`b` view v AS SELECT 1 FROM other.t": "",
		"ALTER TABLE t ADD KEY (a)":                                          "",
		"CREATE UNIQUE INDEX i ON t (a)":                                     "",
		"CREATE TRIGGER tr BEFORE INSERT ON t FOR EACH ROW SET @a = 1":       "",
		"CREATE TABLE other.t (a int)":                                       Elsewhere,
		"CREATE TABLE `other` . `t` (a int)":                                 Elsewhere,
		"CREATE TABLE /*!50000 other.t */ (a int)":                           Elsewhere,
		"ALTER TABLE other.t ADD KEY (a)":                                    Elsewhere,
		"CREATE INDEX i ON other.t (a)":                                      Elsewhere,
		"CREATE TRIGGER tr BEFORE INSERT ON other.t FOR EACH ROW SET @a = 1": Elsewhere,
		"CREATE PROCEDURE other.p() SELECT 1":                                Elsewhere,
		"CREATE TABLE /*/ t (a int) /*/ other.t (a int)":                     Elsewhere,
		"CREATE TABLE --\t t (a int)\nother.t (a int)":                       Elsewhere,
		"CREATE DATABASE x":                                                  NotOurs,
		"CREATE USER x":                                                      NotOurs,
		"DROP TABLE t":                                                       NotOurs,
		"GRANT ALL ON *.* TO x":                                              NotOurs,
		"SET GLOBAL a = 1":                                                   NotOurs,
		"":                                                                   NotOurs,
	} {
		if got, _ := Reaches(statement); got != want {
			t.Errorf("%q: %q, want %q", statement, got, want)
		}
	}
	for statement, want := range map[string]string{
		"CREATE EVENT e ON SCHEDULE EVERY 1 DAY DO SELECT 1":                        "CREATE EVENT e ON SCHEDULE EVERY 1 DAY DISABLE DO SELECT 1",
		"CREATE DEFINER=`a`@`b` EVENT e ON SCHEDULE EVERY 1 DAY ENABLE DO SELECT 1": "CREATE DEFINER=`a`@`b` EVENT e ON SCHEDULE EVERY 1 DAY DISABLE DO SELECT 1",
		"CREATE EVENT `do` ON SCHEDULE EVERY 1 DAY COMMENT 'do' DO SELECT 1":        "CREATE EVENT `do` ON SCHEDULE EVERY 1 DAY DISABLE COMMENT 'do' DO SELECT 1",
		"CREATE VIEW event AS SELECT do FROM t":                                     "CREATE VIEW event AS SELECT do FROM t",
	} {
		if got := asleep(statement); got != want {
			t.Errorf("%q: %q", statement, got)
		}
	}
}

// FuzzGuard wants no statement to break it.
func FuzzGuard(f *testing.F) {
	f.Add("CREATE EVENT `e` /*!50000 ON */ DO 'x")
	f.Fuzz(func(t *testing.T, statement string) {
		Reaches(statement)
		asleep(statement)
	})
}
