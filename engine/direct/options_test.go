package direct

import (
	"errors"
	"slices"
	"testing"
	"time"

	"github.com/obferry/obferry/engine/direct/wire"
)

func TestParseVersion(t *testing.T) {
	for text, want := range map[string]Version{
		"OceanBase 4.2.1.8":                      {4, 2, 1, 8},
		"OceanBase_CE 4.3.5.3":                   {4, 3, 5, 3},
		"OceanBase_CE 4.3.5.1 + Obproxy 4.3.0.0": {4, 3, 5, 1},
		"5.7.25-OceanBase_CE-v4.3.5.3":           {4, 3, 5, 3},
		"OceanBase 4.3.5":                        {4, 3, 5, 0},
		"MySQL 8.0.36":                           {},
		"":                                       {},
		"OceanBase 99999999999999999999.1.1.1 xx": {},
	} {
		if got := ParseVersion(text); got != want {
			t.Errorf("%q is %v", text, got)
		}
	}
}

// TestVersionGates holds which versions can do what.
func TestVersionGates(t *testing.T) {
	plain := Options{Method: wire.MethodFull}
	inc := Options{Method: wire.MethodInc}
	parts := Options{Method: wire.MethodFull, Partitions: []string{"p0"}}
	columns := Options{Method: wire.MethodFull, Columns: []string{"c"}}
	for _, c := range []struct {
		version Version
		plain   bool
		columns bool
		inc     bool
		parts   bool
		detach  bool
	}{
		{version: Version{}},
		{version: Version{4, 1, 0, 0}},
		{version: Version{4, 2, 1, 6}},
		{version: Version{4, 2, 1, 7}, plain: true},
		{version: Version{4, 2, 2, 0}},
		{version: Version{4, 2, 3, 9}},
		{version: Version{4, 2, 4, 0}, plain: true, columns: true},
		{version: Version{4, 2, 5, 2}, plain: true, columns: true},
		{version: Version{4, 2, 5, 3}, plain: true, columns: true, detach: true},
		{version: Version{4, 3, 0, 0}},
		{version: Version{4, 3, 0, 1}, plain: true},
		{version: Version{4, 3, 1, 0}, plain: true, columns: true},
		{version: Version{4, 3, 2, 0}, plain: true, columns: true, inc: true},
		{version: Version{4, 3, 4, 9}, plain: true, columns: true, inc: true},
		{version: Version{4, 3, 5, 0}, plain: true, columns: true, inc: true, parts: true},
		{version: Version{4, 4, 2, 0}, plain: true, columns: true, inc: true, parts: true, detach: true},
		{version: Version{4, 5, 0, 0}, plain: true, columns: true, inc: true, parts: true},
		{version: Version{4, 5, 1, 0}, plain: true, columns: true, inc: true, parts: true, detach: true},
	} {
		for name, feature := range map[string]struct {
			o    *Options
			want bool
		}{"plain": {&plain, c.plain}, "inc": {&inc, c.inc}, "partitions": {&parts, c.parts}, "columns": {&columns, c.columns}} {
			err := c.version.check(feature.o)
			if (err == nil) != feature.want {
				t.Errorf("%v, %s: %v", c.version, name, err)
			}
			var lacks *UnsupportedError
			if err != nil && (!errors.As(err, &lacks) || lacks.Has != c.version || lacks.Needs == "") {
				t.Errorf("%v, %s: %v", c.version, name, err)
			}
		}
		if got := c.version.detaches(); got != c.detach && c.plain {
			t.Errorf("%v detaches: %t", c.version, got)
		}
	}
}

// TestOptionsRefused are those that make no sense.
func TestOptionsRefused(t *testing.T) {
	good := func() Options { return Options{Table: "t", Width: 2, Parallel: 1} }
	o := good()
	if err := o.complete(); err != nil || o.Method != wire.MethodFull || o.Writers != 1 || o.Timeout != DefaultTimeout || o.HeartbeatTimeout != DefaultHeartbeatTimeout {
		t.Errorf("%+v, %v", o, err)
	}
	for name, spoil := range map[string]func(*Options){
		"no table":              func(o *Options) { o.Table = "" },
		"no width":              func(o *Options) { o.Width = 0 },
		"no parallel":           func(o *Options) { o.Parallel = 0 },
		"negative writers":      func(o *Options) { o.Writers = -1 },
		"negative errors":       func(o *Options) { o.MaxErrorRows = -1 },
		"unknown action":        func(o *Options) { o.Dup = 3 },
		"negative timeout":      func(o *Options) { o.Timeout = -1 },
		"width and columns":     func(o *Options) { o.Columns = []string{"a"} },
		"a column twice":        func(o *Options) { o.Columns = []string{"a", "a"} },
		"a column without name": func(o *Options) { o.Columns = []string{"a", ""} },
		"a partition twice":     func(o *Options) { o.Partitions = []string{"p", "p"} },
		"an unknown method":     func(o *Options) { o.Method = "partial" },
		"inc that replaces":     func(o *Options) { o.Method, o.Dup = wire.MethodInc, wire.DupReplace },
		"inc_replace that acts": func(o *Options) { o.Method, o.Dup = wire.MethodIncReplace, wire.DupIgnore },
		"a hasty heartbeat":     func(o *Options) { o.HeartbeatInterval = time.Millisecond },
		"an impatient server":   func(o *Options) { o.HeartbeatTimeout = time.Second },
		"a patient server":      func(o *Options) { o.HeartbeatTimeout = 366 * 24 * time.Hour },
		"a late heartbeat":      func(o *Options) { o.HeartbeatTimeout, o.HeartbeatInterval = 5*time.Second, 5*time.Second },
	} {
		o := good()
		spoil(&o)
		if err := o.complete(); !errors.As(err, new(*UsageError)) {
			t.Errorf("%s: %v", name, err)
		}
	}
	for name, c := range map[string]Config{
		"no address": {Tenant: "t", User: "u", Database: "d"},
		"no port":    {Address: "host", Tenant: "t", User: "u", Database: "d"},
		"no tenant":  {Address: "host:1", User: "u", Database: "d"},
		"no user":    {Address: "host:1", Tenant: "t", Database: "d"},
		"no base":    {Address: "host:1", Tenant: "t", User: "u"},
	} {
		if err := c.complete(); !errors.As(err, new(*UsageError)) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if !slices.IsSorted([]int{Version{4, 2}.Compare(Version{4, 3}), 0, Version{4, 3}.Compare(Version{4, 2})}) {
		t.Error("versions are compared the wrong way round")
	}
}
