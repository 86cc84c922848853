//go:build linux

package app

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"github.com/obferry/obferry/engine"
	"github.com/obferry/obferry/engine/words"
)

// A job with a limit of none ends at the first refused row, in order: one row is refused,
// every row that was read is accounted for, in the document and in what a person reads,
// under the job's own names as well; and both tell the session that it was written by.
func TestJobEndsAtItsErrorLimit(t *testing.T) {
	e := newJobEnds(t)
	run(t, e.source, "CREATE TABLE t (id INT PRIMARY KEY, name VARCHAR(40))",
		"INSERT INTO t SELECT seq, IF(seq > 3000, REPEAT('x', 40), 'y') FROM seq_1_to_20000")
	reader := e.reader(`"column": ["id", "name"],`, `"table": ["t"]`)
	writer := e.writer(`"column": ["id", "name"], "batchSize": 100, "writerThreadCount": 4,`, `"t"`)
	for _, document := range []bool{true, false} {
		e.in(t, "DROP TABLE IF EXISTS @.t", "CREATE TABLE @.t (id INT PRIMARY KEY, name VARCHAR(10))")
		path := writeJob(t, reader, writer, `"speed": { "channel": 1 }, "errorLimit": { "record": 0 }`)
		t.Chdir(filepath.Dir(path))
		args := []string{"run", path}
		if document {
			args = append(args, "--json")
		}
		out := call(args...)
		var there int64
		if err := e.target.QueryRow("SELECT COUNT(*) FROM " + e.to.Database + ".t").Scan(&there); err != nil {
			t.Fatal(err)
		}
		if out.exit != exitPartial || there == 0 || there > 3000 {
			t.Fatalf("exit %d, %d rows\n%s\n%s", out.exit, there, out.stdout, out.stderr)
		}
		if !document {
			if !strings.Contains(out.stdout, fmt.Sprintf("%s written, 1 refused", words.Number(there))) || !strings.Contains(out.stdout, "were left out") ||
				!strings.Contains(out.stderr, "ob_query_timeout=3600000000") || !strings.Contains(out.stderr, "foreign_key_checks=OFF") {
				t.Errorf("%s\n%s", out.stdout, out.stderr)
			}
			continue
		}
		d := out.document(t)
		if d.Status != engine.StatusFailed || d.Error == nil || d.Error.ID != "fault.run.rejectlimit" || d.Rejected != 1 || d.Written != there ||
			d.Read != d.Written+d.Rejected+d.Skipped || d.Statistics == nil || d.Statistics.ReadRecords != d.Read || d.Statistics.FailedRecords != 1 {
			t.Errorf("%s", out.stdout)
		}
		if n := sheetRows(t, d.ErrorsFile, "t"); n != 1 {
			t.Errorf("%d rows in the spreadsheet", n)
		}
		if s := d.Sessions["target"]; s["ob_trx_timeout"] != "3600000000" || s["time_zone"] != "+00:00" || d.Sessions["source"]["time_zone"] != "+00:00" {
			t.Errorf("sessions %v", d.Sessions)
		}
	}
}
