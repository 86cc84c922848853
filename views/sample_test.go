package views

import (
	"errors"
	"fmt"
	"time"

	"github.com/obferry/obferry/ddlconv"
	"github.com/obferry/obferry/engine"
	"github.com/obferry/obferry/engine/fault"
	"github.com/obferry/obferry/engine/proof"
	"github.com/obferry/obferry/engine/rows"
	"github.com/obferry/obferry/engine/source"
	"github.com/obferry/obferry/engine/source/sheet"
	"github.com/obferry/obferry/engine/verify"
	"github.com/obferry/obferry/engine/words"
	"github.com/obferry/obferry/profiles"
)

var midday = time.Date(2026, 11, 20, 12, 0, 0, 0, time.UTC)

// tableNames are as awkward as those of real databases.
var tableNames = []string{"customers", "orders", "order_items", "products", "订单明细", "select", "stock movements",
	"a_very_long_table_name_that_goes_on_until_sixty_four_characters__", "payments", "shipments", "suppliers", "reviews", "sessions", "audit_log"}

const original = "CREATE TABLE `orders` (\n  `id` bigint(20) unsigned NOT NULL AUTO_INCREMENT,\n  `customer` int(11) NOT NULL,\n  `total` decimal(12,2) NOT NULL DEFAULT 0.00,\n  `备注` varchar(200) COLLATE utf8mb4_uca1400_ai_ci DEFAULT NULL,\n  PRIMARY KEY (`id`),\n  KEY `customer` (`customer`),\n  CONSTRAINT `orders_ibfk_1` FOREIGN KEY (`customer`) REFERENCES `customers` (`id`)\n) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_ai_ci"

const converted = "CREATE TABLE `orders` (\n  `id` bigint(20) unsigned NOT NULL AUTO_INCREMENT,\n  `customer` int(11) NOT NULL,\n  `total` decimal(12,2) NOT NULL DEFAULT 0.00,\n  `备注` varchar(200) COLLATE utf8mb4_unicode_ci DEFAULT NULL,\n  PRIMARY KEY (`id`),\n  KEY `customer` (`customer`)\n) DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci"

var refusal = fault.New(fault.Denied, "fault.profiles.host").Server(1045, "28000", "Access denied for user 'root'@'10.0.0.7' (using password: YES)")

// empty is the wizard as it opens.
func empty() *Model {
	return &Model{
		Target:  TargetModel{Door: PracticeDoor, Practice: PracticeModel{State: PracticeOff}},
		Objects: ObjectsModel{UI: TableUI{Selected: -1}},
	}
}

// loading is the wizard while something is going on.
func loading() *Model {
	m := empty()
	m.Source.Form = Form{Host: "db.example.com", Port: "3306", User: "reader", Database: "shop", Password: profiles.NewSecret("x")}
	m.Source.Stages = []Stage{{ID: "probe.dns", State: StagePassed, Took: 12 * time.Millisecond},
		{ID: "probe.tcp", State: StageRunning}, {ID: "probe.login"}}
	m.Target.Practice = PracticeModel{State: PracticeStarting, Done: 40 << 20, Total: 100 << 20,
		Stage: Sentence{ID: "view.practice.starting"}}
	m.Target.Database = "shop"
	m.Work = &Work{What: Sentence{ID: "view.work.source"}, Done: 3, Total: 10}
	m.Run.Active = true
	return m
}

// failing is the wizard where everything went wrong.
func failing() *Model {
	m := full()
	m.Source.Err, m.Target.Err, m.Target.Practice.Err, m.Objects.Err, m.DDL.Err, m.Options.Err, m.Run.Err = refusal, refusal, refusal, refusal, refusal, refusal, refusal
	m.DDL.Trials["orders"] = refusedTrial("orders", fault.New(fault.DDL, "fault.proof.refused", "Object", "orders").
		Server(1064, "42000", "You have an error in your SQL syntax; check the manual for the right syntax to use near 'bigint(20)' at line 2").In(converted))
	m.Options.Checks = append(m.Options.Checks, engine.Check{ID: "database", Err: refusal})
	m.Result = &engine.Result{Status: engine.StatusFailed, Err: refusal, Began: midday}
	return m
}

// refusedTrial is a trial in which the kernel did not take a table.
func refusedTrial(table string, err *fault.Error) engine.Trial {
	return engine.Trial{Table: table, Failures: []proof.Failure{{Subject: proof.Subject{Kind: "table", Object: table},
		Statement: err.Statement, Trace: "YB427F000001-000644B2C0FFEE01-0-0", Err: err}}}
}

// full is the wizard after a run.
func full() *Model {
	m := empty()
	m.Source.Form = Form{Host: "db.example.com", Port: "3306", User: "reader", Database: "shop", Password: profiles.NewSecret("x")}
	m.Source.Stages = []Stage{{ID: "probe.dns", State: StagePassed, Took: 12 * time.Millisecond},
		{ID: "probe.tcp", State: StagePassed, Took: time.Millisecond}, {ID: "probe.login", State: StagePassed, Took: 30 * time.Millisecond}, {ID: "view.stage.tables", State: StagePassed, Took: 1300 * time.Millisecond}}
	m.Target.Database = "shop"
	m.Target.Practice = PracticeModel{State: PracticeOn, Address: "127.0.0.1:2881"}
	m.Info = &engine.TargetInfo{Server: profiles.Server{Product: "OceanBase seekdb", Version: "4.3.5.3", User: "root@%", Tenant: "sys", Charset: "utf8mb4"}, MemstoreUsed: 120 << 20, MemstoreLimit: 512 << 20, Databases: []string{"test"}}
	m.Catalog = &engine.Catalog{Product: "MariaDB", Version: "10.11.19", Left: []engine.LeftBehind{{Kind: "view", Name: "best_customers"}}}
	m.Plan = &engine.Plan{Version: 1, Mode: engine.Auto, Create: true, RejectLimit: -1, Verify: true, Writers: 4}
	m.DDL.Trials = map[string]engine.Trial{"customers": {Table: "customers"}}
	m.Result = &engine.Result{Status: engine.StatusPartial, Began: midday, Elapsed: 83 * time.Second, Errors: "/home/ana/obferry-errors-2026-11-20.xlsx", Left: m.Catalog.Left}
	progress := &m.Run.Progress
	*progress = engine.Progress{At: midday, Phase: engine.Copying, Elapsed: 41 * time.Second, RowsPerSecond: 18234.4, ETA: 29 * time.Second, Memstore: 120 << 20, MemstoreLimit: 512 << 20}
	for i, name := range tableNames {
		n := int64(1200+i*i*9173) * 3
		m.Catalog.Tables = append(m.Catalog.Tables, &source.Table{Name: name, Rows: n, Bytes: n * 91, Exact: i%3 == 0, Key: []string{"id"}[:1-i%5/4],
			Columns: []rows.Column{{Name: "id", Type: "bigint(20) unsigned", Key: true}, {Name: "备注", Type: "varchar(200)"}, {Name: "total", Type: "decimal(12,2)"}}})
		plan := engine.TablePlan{Source: name, Target: name, Skip: i == 12, DDL: engine.DDLPlan{Original: original, Create: converted, After: []string{"ALTER TABLE `orders` ADD CONSTRAINT `orders_ibfk_1` FOREIGN KEY (`customer`) REFERENCES `customers` (`id`)"}}}
		if i%4 == 1 {
			plan.DDL.Notes = []ddlconv.Note{{Rule: "collation", Severity: ddlconv.Changed, Object: "orders.备注", Line: 5, Was: "utf8mb4_uca1400_ai_ci", Became: "utf8mb4_unicode_ci"}}
		}
		m.Plan.Tables = append(m.Plan.Tables, plan)
		m.Objects.States = append(m.Objects.States, engine.TargetState{Exists: i%4 == 2, Rows: int64(i * 602)})
		if name == "reviews" {
			m.Objects.States[i] = engine.TargetState{Exists: true, Differs: []error{refusal}}
		}
		state := engine.TableState{Source: name, Target: name, State: engine.Waiting, Total: n, Exact: i%3 == 0}
		switch {
		case i < 3:
			state.State, state.Written, state.Read = engine.Finished, n, n
		case i < 6:
			state.State, state.Written, state.RowsPerSecond, state.ETA = engine.Running, n*int64(i)/9, 6011, time.Duration(i*7)*time.Second
			state.Rejected = int64(i - 3)
		}
		progress.Tables = append(progress.Tables, state)
		progress.Total += n
		progress.Written += state.Written
		progress.Rejected += state.Rejected
		if i == 12 {
			continue
		}
		result := engine.TableResult{TableState: state, Created: true, Compared: &verify.Comparison{Equal: true, SourceRows: n, TargetRows: n}}
		result.State, result.Written, result.Read = engine.Finished, n, n
		if i == 4 {
			result.Rejected, result.Written = 3, n-3
			result.Groups = []engine.RejectGroup{{Code: 1406, Count: 3, Message: "Data too long for column 'name' at row 1", Err: fault.New(fault.Row, "fault.profiles.host").Server(1406, "22001", "Data too long for column 'name' at row 1")}}
		}
		m.Result.Tables = append(m.Result.Tables, result)
		m.Result.Read += result.Read
		m.Result.Written += result.Written
		m.Result.Rejected += result.Rejected
	}
	m.Options.Checked = true
	m.Options.Checks = []engine.Check{{ID: "target", Value: "OceanBase seekdb 4.3.5.3"}, {ID: "memstore", Value: "23 %"}, {ID: "packet", Warn: true, Err: errors.New("the largest row may not fit")}}
	for i := range 60 {
		m.Run.Samples = append(m.Run.Samples, Sample{At: midday.Add(time.Duration(i) * time.Second), RowsPerSecond: 15000 + 6000*float64((i*i)%17)/17, Memstore: int64(60+i) << 20})
	}
	m.Run.Log = []engine.Event{
		engine.PhaseChanged{At: midday, Phase: engine.Connecting}, engine.PhaseChanged{At: midday.Add(time.Second), Phase: engine.Creating},
		engine.Statement{At: midday.Add(2 * time.Second), Table: "orders", SQL: converted}, engine.PhaseChanged{At: midday.Add(3 * time.Second), Phase: engine.Copying},
		engine.RowsRejected{At: midday.Add(4 * time.Second), Table: "订单明细", Count: 3, Reason: refusal},
		engine.Verified{At: midday.Add(9 * time.Second), Table: "customers", Result: verify.Comparison{Equal: true, TargetRows: 3600}},
	}
	m.Run.Heard = len(m.Run.Log)
	return m
}

// running is the wizard in the middle of a run.
func running() *Model {
	m := full()
	m.Result = nil
	m.Run.Active = true
	return m
}

// directly is a direct load over the RPC port: its checks, and its phases under way.
func directly() *Model {
	m := running()
	m.Plan.Mode, m.Plan.Direct = engine.Direct, engine.DirectPlan{Port: 2882, Parallel: 8}
	m.Options.Checks = append(m.Options.Checks, engine.Check{ID: "direct", Warn: true, Err: fault.New(fault.Preflight, "fault.direct.warn.lock")},
		engine.Check{ID: "rpcport", Value: "10.0.0.3:2882 4.3.5.1"},
		engine.Check{ID: "directtable", Value: "orders", Err: fault.New(fault.Preflight, "fault.direct.fulltext", "Table", "orders", "Index", "notes_text")},
		engine.Check{ID: "table", Warn: true, Err: fault.New(fault.Preflight, "fault.direct.warn.held.stop", "Table", "customers", "Rows", "214")},
		engine.Check{ID: "directtable", Value: "customers"})
	states := []engine.State{engine.Committing, engine.Beginning, engine.Running}
	for i := range m.Run.Progress.Tables {
		m.Run.Progress.Tables[i].State = states[i%len(states)]
	}
	m.Run.Log = append(m.Run.Log, engine.Loading{At: midday, Table: "customers", Mode: engine.Direct, Status: "COMMITTING", Trace: "Y10000007F000001-000660A1B2C3D4E5", Limit: 24 * time.Hour},
		engine.ModeChosen{At: midday, Table: "orders", Mode: engine.Direct, Why: fault.New(fault.Preflight, "run.auto.direct", "Table", "orders", "Rows", "48,000,000", "Address", "10.0.0.3:2882")})
	m.Run.Heard += 2
	return m
}

// byLoadData is the same by LOAD DATA.
func byLoadData() *Model {
	m := directly()
	m.Plan.Mode, m.Plan.Direct = engine.Load, engine.DirectPlan{Duplicates: engine.ReplaceDuplicates}
	return m
}

// sheets is the wizard on a spreadsheet with something wrong in it.
func sheets() *Model {
	m := full()
	m.Source.Door, m.Source.Path, m.Source.Size = FileDoor, "/home/ana/价目表 2026.xlsx", 48213
	m.Catalog = &engine.Catalog{Product: "xlsx", Tables: []*source.Table{{Name: "价目表", Rows: 214, Exact: true, Problems: []error{refusal},
		Columns: []rows.Column{{Name: "编号"}, {Name: "名称"}, {Name: "price"}}}}}
	m.Plan = &engine.Plan{Mode: engine.Auto, Tables: []engine.TablePlan{{Source: "价目表", Target: "价目表", Sheet: &sheet.Layout{Sheet: "价目表", HeaderRow: 1, FirstRow: 2},
		Columns: []engine.ColumnPlan{{Source: "编号", Target: "编号", Type: "bigint"}, {Source: "名称", Target: "名称", Type: "varchar(64)"}, {Source: "price", Target: "price", Type: "decimal(20,4)"}},
		DDL:     engine.DDLPlan{Create: "CREATE TABLE `价目表` (\n  `编号` bigint,\n  `名称` varchar(64)\n)"}}}}
	m.Objects.UI.Selected = 0
	return m
}

// recorder remembers what the person wanted.
type recorder struct{ said []string }

func (r *recorder) note(format string, args ...any) {
	r.said = append(r.said, fmt.Sprintf(format, args...))
}

func (r *recorder) Open(s Step)                         { r.note("Open %d", s) }
func (r *recorder) Next()                               { r.note("Next") }
func (r *recorder) Back()                               { r.note("Back") }
func (r *recorder) Cancel()                             { r.note("Cancel") }
func (r *recorder) StartOver()                          { r.note("StartOver") }
func (r *recorder) SwitchLanguage(l words.Language)     { r.note("SwitchLanguage %s", l) }
func (r *recorder) SwitchTheme(dark bool)               { r.note("SwitchTheme %t", dark) }
func (r *recorder) Copy(text string)                    { r.note("Copy %s", text) }
func (r *recorder) ChooseSource(d Door)                 { r.note("ChooseSource %d", d) }
func (r *recorder) EditSource(f Form)                   { r.note("EditSource %s %s", f.Host, f.URL) }
func (r *recorder) TestSource()                         { r.note("TestSource") }
func (r *recorder) BrowseFile()                         { r.note("BrowseFile") }
func (r *recorder) ChooseFile(path string)              { r.note("ChooseFile %s", path) }
func (r *recorder) ChooseTarget(d Door)                 { r.note("ChooseTarget %d", d) }
func (r *recorder) EditTarget(f Form)                   { r.note("EditTarget %s %s", f.Host, f.URL) }
func (r *recorder) NameDatabase(name string)            { r.note("NameDatabase %s", name) }
func (r *recorder) TestTarget()                         { r.note("TestTarget") }
func (r *recorder) StartPractice()                      { r.note("StartPractice") }
func (r *recorder) StopPractice()                       { r.note("StopPractice") }
func (r *recorder) TakeTable(table int, take bool)      { r.note("TakeTable %d %t", table, take) }
func (r *recorder) TakeTables(tables []int)             { r.note("TakeTables %d", len(tables)) }
func (r *recorder) RenameTarget(table int, name string) { r.note("RenameTarget %d %s", table, name) }
func (r *recorder) RenameColumn(t, c int, name string)  { r.note("RenameColumn %d %d %s", t, c, name) }
func (r *recorder) EditColumnType(t, c int, s string)   { r.note("EditColumnType %d %d %s", t, c, s) }
func (r *recorder) EditDDL(table int, create string)    { r.note("EditDDL %d %s", table, create) }
func (r *recorder) DiscardDDL(table int)                { r.note("DiscardDDL %d", table) }
func (r *recorder) TryDDL(table int)                    { r.note("TryDDL %d", table) }
func (r *recorder) SetMode(mode engine.Mode)            { r.note("SetMode %s", mode) }
func (r *recorder) SetOption(o Option, v int64)         { r.note("SetOption %s %d", o, v) }
func (r *recorder) SetVerify(verify bool)               { r.note("SetVerify %t", verify) }
func (r *recorder) SetErrorFile(path string)            { r.note("SetErrorFile %s", path) }
func (r *recorder) SetDuplicates(kind string)           { r.note("SetDuplicates %s", kind) }
func (r *recorder) RunPreflight()                       { r.note("RunPreflight") }
func (r *recorder) Run()                                { r.note("Run") }
func (r *recorder) Pause()                              { r.note("Pause") }
func (r *recorder) Resume()                             { r.note("Resume") }
func (r *recorder) Stop()                               { r.note("Stop") }
func (r *recorder) OpenErrors()                         { r.note("OpenErrors") }
func (r *recorder) RetryRows()                          { r.note("RetryRows") }
func (r *recorder) RunAgain()                           { r.note("RunAgain") }
func (r *recorder) SavePlan()                           { r.note("SavePlan") }
func (r *recorder) ResumeRun(run int)                   { r.note("ResumeRun %d", run) }
func (r *recorder) ForgetRun(run int)                   { r.note("ForgetRun %d", run) }
func (r *recorder) ReadSheet(table int, as sheet.Layout) {
	r.note("ReadSheet %d %d %d %s", table, as.HeaderRow, as.FirstRow, as.DateOrder)
}
func (r *recorder) HoldTour()     { r.note("HoldTour") }
func (r *recorder) ContinueTour() { r.note("ContinueTour") }

func (r *recorder) last() string {
	if len(r.said) == 0 {
		return ""
	}
	return r.said[len(r.said)-1]
}
