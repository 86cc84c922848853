package engine_test

import (
	"os/exec"
	"strconv"
	"testing"
	"time"

	"github.com/obferry/obferry/engine/practice/practicetest"
)

// BenchmarkLoadData measures a whole run, from MariaDB and from the file, against LOAD DATA
// LOCAL of the same rows by MariaDB's own client, whose file stands ready on disk.
func BenchmarkLoadData(b *testing.B) {
	const promised = 2
	client, err := exec.LookPath("mariadb")
	if err != nil {
		b.Skip(err)
	}
	p := fromMariaDB(b)
	path := mixedFile(b, p.count)
	p.allowLocal(b)
	var runs, loads []float64
	for b.Loop() {
		for range rounds {
			p.clear(b)
			loads = append(loads, p.load(b, client, path).Seconds())
			p.clear(b)
			whole, _ := p.ferry(b)
			runs = append(runs, whole.Seconds())
		}
	}
	ratio := median(loads) / median(runs)
	b.ReportMetric(0, "ns/op")
	b.ReportMetric(float64(p.count)/median(runs), "rows/s")
	b.ReportMetric(float64(p.count)/median(loads), "load-rows/s")
	b.ReportMetric(ratio, "times-load")
	if ratio < promised {
		b.Errorf("%.2f times as fast as LOAD DATA LOCAL, promised is %d (loads %.2f, runs %.2f)", ratio, promised, loads, runs)
	}
}

// allowLocal has the server take LOAD DATA LOCAL for as long as the benchmark runs.
func (p *passage) allowLocal(b *testing.B) {
	b.Helper()
	var allowed bool
	if err := p.to.QueryRow("SELECT @@GLOBAL.local_infile").Scan(&allowed); err != nil {
		b.Fatal(err)
	}
	if allowed {
		return
	}
	if _, err := p.to.Exec("SET GLOBAL local_infile = 1"); err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() {
		if _, err := p.to.Exec("SET GLOBAL local_infile = 0"); err != nil {
			b.Error(err)
		}
	})
}

// load has the stock client load a file.
func (p *passage) load(b *testing.B, client, path string) time.Duration {
	b.Helper()
	address := practicetest.Address(b)
	began := time.Now()
	said, err := exec.Command(client, "--no-defaults", "--local-infile=1", "--host", address.Host, "--port", strconv.Itoa(address.Port),
		"--user", address.User, p.name(), "--execute",
		"SET SESSION ob_query_timeout = 3600000000; LOAD DATA LOCAL INFILE '"+path+"' INTO TABLE t FIELDS TERMINATED BY ',' LINES TERMINATED BY '\\n' IGNORE 1 LINES").CombinedOutput()
	took := time.Since(began)
	if err != nil {
		b.Fatalf("%v: %s", err, said)
	}
	var there int64
	if err := p.to.QueryRow("SELECT COUNT(*) FROM t").Scan(&there); err != nil || there != p.count {
		b.Fatalf("%d rows loaded, %v", there, err)
	}
	return took
}
