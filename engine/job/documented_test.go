package job

import (
	"fmt"
	"strings"
	"testing"

	"github.com/obferry/obferry/engine/fault"
)

// Every parameter that the manuals of DataX's plugins name changes the plan, or is told of,
// or is refused with a reason: none is passed over.
func TestDocumentedParameters(t *testing.T) {
	const target = `"username": "u", "password": "p", "connection": [{ "jdbcUrl": "jdbc:mysql://h:2881/d", "table": ["t"] }]`
	readers := map[string]string{
		"streamreader":     `"sliceRecordCount": 7, "column": [{ "type": "long", "value": 1 }]`,
		"mysqlreader":      `"username": "u", "password": "p", "column": ["a"], "connection": [{ "jdbcUrl": ["jdbc:mysql://s:3306/d"], "table": ["t"] }]`,
		"postgresqlreader": `"username": "u", "password": "p", "column": ["a"], "connection": [{ "jdbcUrl": ["jdbc:postgresql://s:5432/d"], "table": ["t"] }]`,
		"txtfilereader":    `"path": "testdata/text/people-1.csv", "column": [{ "index": 0, "type": "string" }]`,
	}
	const none, noted, refused = "", "noted", "refused"
	for _, c := range []struct{ plugin, parameter, what string }{
		{"streamreader", `"sliceRecordCount": 8`, none},
		{"streamreader", `"column": [{ "type": "string", "value": "x" }]`, none},
		{"streamreader", `"column": [{ "type": "date", "value": "01022024", "dateFormat": "ddMMyyyy" }]`, none},
		{"streamreader", `"column": [{ "type": "bool", "random": "1,2" }]`, none},
		{"streamreader", `"column": [{ "type": "bytes", "random": "1,2" }]`, none},
		{"streamreader", `"column": []`, refused},
		{"mysqlreader", `"where": "a > 1"`, none},
		{"mysqlreader", `"splitPk": "a"`, none},
		{"mysqlreader", `"splitPk": "a + 1"`, refused},
		{"mysqlreader", `"column": ["a", "'x'"]`, refused}, // the writer wants one
		{"mysqlreader", `"column": ["'x'"]`, none},
		{"mysqlreader", `"connection": [{ "jdbcUrl": ["jdbc:mysql://s:3306/d"], "querySql": ["SELECT 1"] }]`, none},
		{"mysqlreader", `"username": "v"`, none},
		{"mysqlreader", `"fetchSize": 9`, noted},
		{"mysqlreader", `"session": ["SET a = 1"]`, noted},
		{"postgresqlreader", `"where": "a > 1"`, none},
		{"postgresqlreader", `"splitPk": "a"`, none},
		{"postgresqlreader", `"connection": [{ "jdbcUrl": ["jdbc:postgresql://s:5432/d"], "querySql": ["SELECT 1"] }]`, none},
		{"postgresqlreader", `"fetchSize": 9`, noted},
		{"txtfilereader", `"path": ["testdata/text/people-2.csv"]`, none},
		{"txtfilereader", `"path": ["testdata/text/people-*.csv"]`, none},
		{"txtfilereader", `"column": [{ "index": 1, "type": "long" }]`, none},
		{"txtfilereader", `"column": [{ "value": "x", "type": "string" }]`, none},
		{"txtfilereader", `"column": [{ "index": 0, "type": "date", "format": "yyyy.MM.dd" }]`, none},
		{"txtfilereader", `"fieldDelimiter": ";"`, none},
		{"txtfilereader", `"fieldDelimiter": "ab"`, refused},
		{"txtfilereader", `"compress": "gzip"`, "known by the first bytes"},
		{"txtfilereader", `"compress": "snappy"`, refused},
		{"txtfilereader", `"encoding": "Big5"`, none},
		{"txtfilereader", `"encoding": "no-such"`, refused},
		{"txtfilereader", `"skipHeader": true`, none},
		{"txtfilereader", `"nullFormat": "\\N"`, none},
		{"txtfilereader", `"csvReaderConfig": { "trimWhitespace": false }`, none},
		{"txtfilereader", `"csvReaderConfig": { "useTextQualifier": false }`, none},
		{"txtfilereader", `"csvReaderConfig": { "textQualifier": "'" }`, none},
		{"txtfilereader", `"csvReaderConfig": { "useComments": true }`, none},
		{"txtfilereader", `"csvReaderConfig": { "escapeMode": 2 }`, none},
		{"txtfilereader", `"csvReaderConfig": { "recordDelimiter": "|" }`, refused},
		{"writer", `"obWriteMode": "insert"`, none},
		{"writer", `"obWriteMode": "upsert"`, refused},
		{"writer", `"column": ["b"]`, none},
		{"writer", `"column": ["1"]`, refused},
		{"writer", `"preSql": ["DELETE FROM @table"]`, none},
		{"writer", `"preSql": ["DROP TABLE t"]`, refused},
		{"writer", `"postSql": ["UPDATE @table SET a = 1"]`, none},
		{"writer", `"batchSize": 77`, none},
		{"writer", `"memstoreThreshold": "0.8"`, none},
		{"writer", `"memstoreThreshold": "1.8"`, refused},
		{"writer", `"writerThreadCount": 9`, none},
		{"writer", `"username": "u@t#c"`, none},
		{"writer", `"connection": [{ "jdbcUrl": "||_dsc_ob10_dsc_||c:t||_dsc_ob10_dsc_||jdbc:mysql://h:2881/d", "table": ["t"] }]`, none},
		{"writer", `"connection": [{ "jdbcUrl": "jdbc:mysql://h:2881/d", "table": ["t[1-2]"] }]`, refused}, // one table is read
		{"writer", `"rpcPort": 2882`, noted},
		{"writer", `"directPath": true`, refused}, // without its port
		{"writer", `"session": ["SET a = 1"]`, noted},
	} {
		t.Run(c.plugin+" "+c.parameter, func(t *testing.T) {
			job := func(more string) (plan, notes string, err error) {
				reader, writer := c.plugin, target+`, "column": ["a"]`
				if reader == "writer" {
					reader = "streamreader"
				}
				parameters := readers[reader]
				if more != "" && c.plugin == "writer" {
					writer = over(writer, more)
				} else if more != "" {
					parameters = over(parameters, more)
				}
				j, err := parse("job.json", fmt.Appendf(nil, `{ "job": { "content": [{ "reader": { "name": %q, "parameter": { %s } },
					"writer": { "name": "oceanbasev10writer", "parameter": { %s } } }] } }`, reader, parameters, writer), nil, filesOf)
				if err != nil {
					return "", "", err
				}
				return saved(t, j.Plan), told(t, j.Notes), nil
			}
			base, before, err := job("")
			if err != nil {
				t.Fatal(err)
			}
			plan, notes, err := job(c.parameter)
			switch {
			case c.what == refused:
				if err == nil {
					t.Error("it is taken")
				}
				for _, one := range all(err) {
					if fault.Of(one).ID == "fault.job.unknown" {
						t.Error(one)
					}
				}
			case err != nil:
				t.Error(told(t, all(err)))
			case c.what == noted && notes == before:
				t.Error("nothing is told")
			case c.what == none && plan == base:
				t.Errorf("the plan is the same:\n%s", plan)
			}
		})
	}
}

// over is a list of parameters with one put in its place, or added.
func over(parameters, one string) string {
	name, _, _ := strings.Cut(one, ":")
	at := strings.Index(parameters, name+":")
	if at < 0 {
		return parameters + ", " + one
	}
	depth, end := 0, len(parameters)
	for i := at; i < len(parameters) && end == len(parameters); i++ {
		switch c := parameters[i]; {
		case c == '[' || c == '{':
			depth++
		case c == ']' || c == '}':
			depth--
		case c == ',' && depth == 0:
			end = i
		}
	}
	return parameters[:at] + one + parameters[end:]
}
