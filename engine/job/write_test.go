package job

import (
	"encoding/json"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/obferry/obferry/engine"
	"github.com/obferry/obferry/engine/fault"
	"github.com/obferry/obferry/engine/source/sheet"
	"github.com/obferry/obferry/engine/source/stream"
	"github.com/obferry/obferry/profiles"
)

// percent is a share as plans point to it.
func percent(p float64) *float64 { return &p }

// written are plans that a job can say whole.
var written = map[string]*engine.Plan{
	"a table": {
		Source: engine.Endpoint{URL: "mysql://reader@db.example:3307/shop?timeout=3s&tls=preferred", PasswordEnv: "SOURCE_PW"},
		Target: engine.Endpoint{URL: "oceanbase://root%40shop%23obdemo@10.0.0.3:2883/trade?tls=skip-verify", PasswordEnv: "TARGET_PW"},
		Tables: []engine.TablePlan{{Source: "order", Target: "orders", Where: "a > '${' and 1", Split: "id", PreSQL: []string{"DELETE FROM @table"}, PostSQL: []string{"ANALYZE TABLE @table"},
			Columns: []engine.ColumnPlan{{Source: "id", Target: "Id"}, {Source: "na`me, x", Target: "name"}, {Source: "null", Target: "default"}}}},
		Mode: engine.Insert, Readers: 3, Writers: 6, BatchRows: 512, BatchBytes: 1 << 20, RejectLimit: 7,
		Memstore: engine.MemstorePlan{Pause: 0.8}, Pace: engine.PacePlan{RowsPerSecond: 3000, BytesPerSecond: 3 << 20},
	},
	"a share": {
		Source: engine.Endpoint{URL: "oceanbase://r%40t%23c@[::1]:2881/商店", PasswordEnv: "SOURCE_PW"},
		Target: engine.Endpoint{URL: "oceanbase://root%40t@h:2883/trade?tls=true", PasswordEnv: "TARGET_PW"},
		Tables: []engine.TablePlan{{Source: "订单", Target: "订单", Columns: []engine.ColumnPlan{{Source: "编号", Target: "编号"}}}},
		Mode:   engine.Upsert, Readers: 1, Writers: 1, RejectLimit: -1, RejectPercent: percent(0.7),
	},
	"direct load": {
		Source: engine.Endpoint{URL: "mysql://r@h:3306/shop", PasswordEnv: "SOURCE_PW"},
		Target: engine.Endpoint{URL: "oceanbase://root%40t@h:2881/trade", PasswordEnv: "TARGET_PW"},
		Tables: []engine.TablePlan{{Source: "a", Target: "b", Columns: []engine.ColumnPlan{{Source: "id", Target: "id"}}}},
		Mode:   engine.Direct, Readers: 2, Writers: 2, RejectLimit: 5,
		Direct: engine.DirectPlan{Port: 2882, Parallel: 8, BufferBytes: 2 << 20, HeartbeatInterval: 2 * time.Second, HeartbeatTimeout: 20 * time.Second,
			Duplicates: engine.IgnoreDuplicates, MaxErrors: new(int64)},
	},
	"postgres": {
		Source: engine.Endpoint{URL: "postgres://r@pg:5432/shop?sslmode=verify-full&sslrootcert=%2Fca.pem&timeout=5s", PasswordEnv: "SOURCE_PW"},
		Target: engine.Endpoint{URL: "oceanbase://root@h:2881/trade?tls=false", PasswordEnv: "TARGET_PW"},
		Tables: []engine.TablePlan{{Source: "sales.Orders", Target: "orders", Columns: []engine.ColumnPlan{{Source: "Id", Target: "id"}, {Source: "b\"c", Target: "b"}}}},
		Mode:   engine.Upsert, Readers: 2, Writers: 2, RejectLimit: 0,
	},
	"postgres in public": {
		Source: engine.Endpoint{URL: "postgres://r@pg:5432/shop", PasswordEnv: "SOURCE_PW"},
		Target: engine.Endpoint{URL: "oceanbase://root@h:2881/trade", PasswordEnv: "TARGET_PW"},
		Tables: []engine.TablePlan{{Source: `public."a.b"`, Target: "orders", Columns: []engine.ColumnPlan{{Source: "id", Target: "id"}}}},
		Mode:   engine.Upsert, Readers: 2, Writers: 2, RejectLimit: 0,
	},
	"postgres with spaces": {
		Source: engine.Endpoint{URL: "postgres://r@pg:5432/shop", PasswordEnv: "SOURCE_PW"},
		Target: engine.Endpoint{URL: "oceanbase://root@h:2881/trade", PasswordEnv: "TARGET_PW"},
		Tables: []engine.TablePlan{{Source: `sales.my x`, Target: "orders", Columns: []engine.ColumnPlan{{Source: "id", Target: "id"}}}},
		Mode:   engine.Upsert, Readers: 2, Writers: 2, RejectLimit: 0,
	},
	"all columns": {
		Source: engine.Endpoint{URL: "mysql://r@h:3306/shop", PasswordEnv: "SOURCE_PW"},
		Target: engine.Endpoint{URL: "oceanbase://root@h:2881/trade", PasswordEnv: "TARGET_PW"},
		Tables: []engine.TablePlan{{Source: "a", Target: "b"}}, Mode: engine.Upsert, Readers: 1, Writers: 1, RejectLimit: -1,
	},
	"rows made up": {
		Source: engine.Endpoint{URL: "stream:"},
		Target: engine.Endpoint{URL: "oceanbase://root@h:2881/trade", PasswordEnv: "TARGET_PW"},
		Tables: []engine.TablePlan{{Source: "t", Target: "t", Columns: []engine.ColumnPlan{{Source: "c1", Target: "x"}, {Source: "c2", Target: "y"}},
			Stream: &stream.Layout{Rows: 4000, Columns: []stream.Column{{Name: "c1", Type: "long", Random: "1,5"}, {Name: "c2", Type: "date", Value: "2024", Format: "yyyy"}}}}},
		Mode: engine.Upsert, Readers: 4, Writers: 4, RejectLimit: -1,
	},
	"a text": {
		Source: engine.Endpoint{URL: "HERE/testdata/text/people-1.csv"},
		Target: engine.Endpoint{URL: "oceanbase://root@h:2881/trade", PasswordEnv: "TARGET_PW"},
		Tables: []engine.TablePlan{{Source: "people-1", Target: "t", Columns: []engine.ColumnPlan{{Source: "column_3", Target: "x", Type: "datetime"}, {Source: "column_1", Target: "y", Type: "bigint"}, {Source: "column_2", Target: "z", Type: "text"},
			{Source: "constant_1", Target: "c", Type: "datetime(3)"}},
			Sheet: &sheet.Layout{FirstRow: 2, Encoding: "euc-kr", Delimiter: "\t", Quote: "'", EmptyIsText: true, NullText: `\N`, Trim: true, Comment: "%", Escape: `\`,
				DateFormats: map[string]string{"column_3": "M/d/yy", "constant_1": "yyyyMMdd HH.mm.ss.SSS"},
				Constants:   []sheet.Constant{{Column: "constant_1", Value: "20240229 01.02.03.004"}}, Files: []string{"HERE/testdata/text/people-2.csv"}}}},
		Mode: engine.Upsert, Readers: 1, Writers: 1, RejectLimit: -1,
	},
}

// What a plan says and a job can say comes back from the job.
func TestPlansComeBack(t *testing.T) {
	for name, plan := range written {
		t.Run(name, func(t *testing.T) {
			plan.Version = engine.PlanVersion
			plan.Source.URL = strings.ReplaceAll(plan.Source.URL, "HERE", here(t))
			for _, table := range plan.Tables {
				for i := 0; table.Sheet != nil && i < len(table.Sheet.Files); i++ {
					table.Sheet.Files[i] = strings.ReplaceAll(table.Sheet.Files[i], "HERE", here(t))
				}
			}
			result, err := Write(t.Context(), plan)
			if err != nil {
				t.Fatal(err)
			}
			told(t, result.Notes)
			if len(result.Jobs) != 1 || !json.Valid(result.Jobs[0].Text) {
				t.Fatalf("%+v", result)
			}
			text := result.Jobs[0].Text
			j, err := parse("job.json", text, nil, filesOf)
			if err != nil {
				t.Fatalf("%s\n%s", told(t, all(err)), text)
			}
			if got, want := saved(t, j.Plan), saved(t, plan); got != want {
				t.Errorf("--- was\n%s--- became\n%s--- by\n%s", want, got, text)
			}
		})
	}
}

// The jobs that a plan was read from say the same once more.
func TestJobsComeBack(t *testing.T) {
	compared := 0
	for _, path := range matches(t, "testdata/golden/*/job.json", 25) {
		t.Run(filepath.Base(filepath.Dir(path)), func(t *testing.T) {
			j, err := Read(path, values)
			if err != nil {
				t.Fatal(err)
			}
			p := j.Plan
			if len(j.open) > 0 || len(p.Tables) > 1 || p.Tables[0].Query != "" {
				return // what only servers know; several jobs; a query that is put around a query
			}
			compared++
			// What a plan leaves open, a job has to say.
			p.Readers, p.Writers, p.Source.PasswordEnv, p.Target.PasswordEnv = max(p.Readers, 1), max(p.Writers, 1), "SOURCE_PASSWORD", "TARGET_PASSWORD"
			if p.Tables[0].Stream != nil || p.Tables[0].Sheet != nil {
				p.Source.PasswordEnv = ""
			}
			result, err := Write(t.Context(), p)
			if err != nil {
				t.Fatal(err)
			}
			again, err := parse("job.json", result.Jobs[0].Text, nil, filesOf)
			if err != nil {
				t.Fatalf("%s\n%s", told(t, all(err)), result.Jobs[0].Text)
			}
			if got, want := saved(t, again.Plan), saved(t, p); got != want {
				t.Errorf("--- was\n%s--- became\n%s--- by\n%s", want, got, result.Jobs[0].Text)
			}
		})
	}
	if compared < 10 {
		t.Errorf("only %d jobs were compared", compared)
	}
}

// What a job has no words for is told, and what it would do otherwise is refused.
func TestWhatJobsCannotSay(t *testing.T) {
	plan := func() *engine.Plan {
		return &engine.Plan{Version: 1, RejectLimit: -1, Mode: engine.Auto,
			Source: engine.Endpoint{URL: "mysql://r@h:3306/shop?tls=true&ca=%2Fca.pem", Password: profiles.NewSecret("hunter2")},
			Target: engine.Endpoint{URL: "oceanbase://root@h:2881", Password: profiles.NewSecret("hunter2")},
			Tables: []engine.TablePlan{{Source: "a", Target: "b"}, {Source: "left", Target: "left", Skip: true},
				{Source: "c", Target: "d", Query: "SELECT 1 AS x", PreSQL: []string{"TRUNCATE TABLE @table"}, Columns: []engine.ColumnPlan{{Source: "x", Target: "y"}}}}}
	}
	p := plan()
	p.Create, p.Verify, p.Report, p.Errors, p.BatchBytes = true, true, "r.xlsx", "e.xlsx", 5
	p.Memstore = engine.MemstorePlan{Slow: 0.5, Freeze: true}
	p.RejectLimit, p.RejectPercent = 1, percent(2)
	result, err := Write(t.Context(), p)
	if err != nil {
		t.Fatal(err)
	}
	if len(result.Jobs) != 2 {
		t.Fatalf("%d jobs of two tables", len(result.Jobs))
	}
	hold(t, "testdata/written/notes.txt", told(t, result.Notes))
	hold(t, "testdata/written/b.json", string(result.Jobs[0].Text))
	hold(t, "testdata/written/d.json", string(result.Jobs[1].Text))
	for id, change := range map[string]func(*engine.Plan){
		"fault.job.write.ignore":          func(p *engine.Plan) { p.Mode = engine.Ignore },
		"fault.job.write.target":          func(p *engine.Plan) { p.Target.URL = "practice" },
		"fault.job.write.source.practice": func(p *engine.Plan) { p.Source.URL = "practice/x" },
		"fault.job.write.source.xlsx":     func(p *engine.Plan) { p.Source.URL = "book.xlsx" },
		"fault.job.write.notables":        func(p *engine.Plan) { p.Tables = p.Tables[1:2] },
		"fault.job.write.database":        func(p *engine.Plan) { p.Source.URL = "mysql://h" },
	} {
		p := plan()
		change(p)
		if _, err := Write(t.Context(), p); fault.Of(err) == nil || fault.Of(err).ID != id || fault.Of(err).Kind != fault.Input {
			t.Errorf("%v, want %s", err, id)
		} else {
			told(t, []error{err})
		}
	}
}

// A text file is looked into where the plan leaves open how it is written.
func TestTextsAreLookedInto(t *testing.T) {
	path := filepath.Join(here(t), "testdata/text/people-1.csv")
	p := &engine.Plan{Version: 1, Mode: engine.Upsert, Source: engine.Endpoint{URL: path}, Target: engine.Endpoint{URL: "oceanbase://root@h:2881/d"}, RejectLimit: -1,
		Tables: []engine.TablePlan{{Source: "people-1", Target: "t", Columns: []engine.ColumnPlan{{Source: "born", Target: "x"}, {Source: "id", Target: "y", Type: "bigint"}}}}}
	result, err := Write(t.Context(), p)
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{`"skipHeader": true`, `"fieldDelimiter": ","`, "\"index\": 2,\n                \"type\": \"string\"", "\"index\": 0,\n                \"type\": \"long\""} {
		if !strings.Contains(string(result.Jobs[0].Text), want) {
			t.Errorf("%s is missing in\n%s", want, result.Jobs[0].Text)
		}
	}
	p.Tables[0].Columns[0].Source = "absent"
	if _, err := Write(t.Context(), p); fault.Of(err) == nil || fault.Of(err).ID != "fault.run.nosourcecolumn" {
		t.Errorf("a column that is not there: %v", err)
	}
}
