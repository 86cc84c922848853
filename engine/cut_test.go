package engine_test

import (
	"fmt"
	"math/rand/v2"
	"net"
	"strconv"
	"sync"
	"testing"
	"time"

	"github.com/Shopify/toxiproxy/v2"
	"github.com/rs/zerolog"

	"github.com/obferry/obferry/engine"
	"github.com/obferry/obferry/profiles"
)

// throughProxy puts a proxy that can be cut in front of a server.
func throughProxy(t *testing.T, to profiles.Address) (*toxiproxy.Proxy, profiles.Address) {
	t.Helper()
	server := toxiproxy.NewServer(toxiproxy.NewMetricsContainer(nil), zerolog.Nop())
	p := toxiproxy.NewProxy(server, t.Name(), "127.0.0.1:0", net.JoinHostPort(to.Host, strconv.Itoa(to.Port)))
	if err := p.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(p.Stop)
	host, port, err := net.SplitHostPort(p.Listen)
	if err != nil {
		t.Fatal(err)
	}
	to.Host = host
	if to.Port, err = strconv.Atoi(port); err != nil {
		t.Fatal(err)
	}
	return p, to
}

// Connections that are cut while rows are written, a hundred times at random moments,
// lose nothing and double nothing, also where rows have no key.
func TestCutConnectionsNeitherLoseNorDouble(t *testing.T) {
	const cuts, count = 100, 100_000
	v := newVoyage(t,
		"CREATE TABLE keyed (id INT PRIMARY KEY, name VARCHAR(40), amount DECIMAL(20,4))", fmt.Sprintf(into("keyed"), count),
		"CREATE TABLE keyless (id INT, name VARCHAR(40), amount DECIMAL(20,4))", fmt.Sprintf(into("keyless"), count),
		"CREATE TABLE parted (id INT PRIMARY KEY, name VARCHAR(40), amount DECIMAL(20,4)) PARTITION BY HASH (id) PARTITIONS 4",
		fmt.Sprintf(into("parted"), count))
	direct, err := profiles.Parse(v.plan.Target.URL)
	if err != nil {
		t.Fatal(err)
	}
	proxy, through := throughProxy(t, direct)
	v.plan.Target.URL = through.URL()

	var copying sync.Once
	begin, end := make(chan struct{}), make(chan struct{})
	done := make(chan int)
	go func() {
		made := 0
		defer func() { done <- made }()
		<-begin
		for made < cuts {
			select {
			case <-end:
				return
			case <-time.After(time.Duration(rand.IntN(120)) * time.Millisecond):
			}
			proxy.Stop()
			if err := proxy.Start(); err != nil {
				t.Error(err)
				return
			}
			made++
		}
	}()
	result, err := engine.Run(t.Context(), v.plan, func(e engine.Event) {
		if p, ok := e.(engine.Progress); ok && p.Phase == engine.Copying && p.Written > 0 {
			copying.Do(func() { close(begin) })
		}
		if p, ok := e.(engine.PhaseChanged); ok && p.Phase == engine.Finishing {
			close(end)
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	made := <-done
	t.Logf("%d cuts", made)
	if made < 20 {
		t.Errorf("%d cuts are too few to tell", made)
	}
	for _, one := range result.Tables {
		if one.Written != count || one.Read != count || one.Rejected != 0 || one.Skipped != 0 || one.Compared == nil || !one.Compared.Equal {
			t.Errorf("%s: %d read, %d written, %d refused, %d skipped, %+v", one.Target, one.Read, one.Written, one.Rejected, one.Skipped, one.Compared)
		}
		if n := number(t, v.to, "SELECT COUNT(*) FROM "+one.Target); n != count {
			t.Errorf("%s: %d rows", one.Target, n)
		}
	}
	if n := number(t, v.to, "SELECT COUNT(*) FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE()"); n != 3 {
		t.Errorf("%d tables", n)
	}
}

// into fills one of the tables.
func into(table string) string {
	return "INSERT INTO " + table + " SELECT seq, CONCAT('name ', seq), seq / 7 FROM seq_1_to_%d"
}
