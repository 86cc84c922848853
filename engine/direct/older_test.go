package direct_test

import (
	"errors"
	"testing"

	"github.com/obferry/obferry/engine/direct"
	"github.com/obferry/obferry/engine/direct/directtest"
	"github.com/obferry/obferry/engine/direct/wire"
)

// TestOlderServers are asked for nothing that they cannot do.
func TestOlderServers(t *testing.T) {
	for version, spoil := range map[string]func(*direct.Options){
		"OceanBase 4.2.1.6":    func(*direct.Options) {},
		"OceanBase_CE 4.3.1.0": func(o *direct.Options) { o.Method = wire.MethodInc },
		"OceanBase 4.3.4.0":    func(o *direct.Options) { o.Partitions = []string{"p0"} },
		"OceanBase 4.2.1.8":    func(o *direct.Options) { o.Columns = []string{"a", "b"} },
		"no version at all":    func(*direct.Options) {},
	} {
		s := serve(t, directtest.Options{Version: version})
		o := options()
		spoil(&o)
		c := dial(t, s)
		var lacks *direct.UnsupportedError
		if _, err := c.Begin(bounded(t), o); !errors.As(err, &lacks) {
			t.Errorf("%s: %v", version, err)
		}
		if err := c.Check(o); !errors.As(err, &lacks) {
			t.Errorf("%s, checked: %v", version, err)
		}
		if n := s.Count("BEGIN"); n != 0 {
			t.Errorf("%s: %d BEGINs", version, n)
		}
		if c.Banner() != version || c.Tenant() == 0 {
			t.Errorf("%q, tenant %d", c.Banner(), c.Tenant())
		}
	}
}

// TestToldColumns compares those that an older server fills with those that were asked
// for.
func TestToldColumns(t *testing.T) {
	for _, c := range []struct {
		told, wanted []string
		refused      bool
	}{
		{told: []string{"ID", "name"}, wanted: []string{"id", "name"}},
		{told: []string{"id", "name"}},
		{told: []string{"name", "id"}, wanted: []string{"id", "name"}, refused: true},
		{told: []string{"id", "name", "more"}, wanted: []string{"id", "name"}, refused: true},
	} {
		s := serve(t, directtest.Options{TellColumns: c.told})
		o := options()
		o.Columns = c.wanted
		_, err := load(bounded(t), s, o)
		var lacks *direct.UnsupportedError
		if errors.As(err, &lacks) != c.refused || err != nil && !c.refused {
			t.Errorf("%+v: %v", c, err)
		}
		if aborted := s.Count("ABORT") > 0; aborted != c.refused {
			t.Errorf("%+v: aborted: %t", c, aborted)
		}
	}
}
