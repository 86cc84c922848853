package typemap

import (
	"os"
	"reflect"
	"testing"

	"github.com/obferry/obferry/ddlconv"
	"github.com/obferry/obferry/engine/fault"
	"github.com/obferry/obferry/engine/words"
)

const good = `# ours
- {from: number(1), to: tinyint}
- from: "number"
  to: decimal(38, 10) unsigned
  table: orders
  column: total
- from: status
  to: enum('a','it''s')
`

// TestRead reads every key.
func TestRead(t *testing.T) {
	path := t.TempDir() + "/map.yaml"
	if err := os.WriteFile(path, []byte(good), 0o600); err != nil {
		t.Fatal(err)
	}
	got, err := Read(path)
	want := []ddlconv.TypeChoice{{From: "number(1)", To: "tinyint"}, {From: "number", To: "decimal(38, 10) unsigned", Table: "orders", Column: "total"}, {From: "status", To: "enum('a','it''s')"}}
	if err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("%v %+v", err, got)
	}
	if _, err := Read(path + "x"); !fault.Is(err, fault.Missing) {
		t.Errorf("%v", err)
	}
}

// TestRefusals names the line of whatever is wrong.
func TestRefusals(t *testing.T) {
	for text, want := range map[string]struct {
		id   string
		line int
	}{
		"from: a\nto: b\n":                           {"list", 1},
		"- a\n":                                      {"entry", 1},
		"- from: a\n  to: int\n  tabel: x\n":         {"key", 3},
		"- from: a\n  from: b\n  to: int\n":          {"twice", 2},
		"- from: a\n  to: [int]\n":                   {"value", 2},
		"- from: a\n  to: int\n- from: b\n":          {"without", 3},
		"- to: int\n":                                {"without", 1},
		"- from: a\n  to: int); DROP TABLE t; -- \n": {"type", 1},
		"- from: a\n  to: \"int\n":                   {"syntax", 2},
		"- from: a\n  to: int\n---\n- from: b\n":     {"second", 1},
	} {
		_, err := parse("m.yaml", []byte(text))
		f := fault.Of(err)
		if f == nil || f.ID != "fault.typemap."+want.id || f.Args["Line"] != want.line || f.Kind != fault.Input {
			t.Errorf("%q: %+v, want %+v", text, f, want)
			continue
		}
		for _, l := range words.Languages {
			if !words.Has(f.ID) || f.Hint(l) == "" {
				t.Errorf("no words for %s", f.ID)
			}
		}
	}
	for _, text := range []string{"", "# nothing\n", "[]", "~"} {
		if got, err := parse("m.yaml", []byte(text)); err != nil || len(got) > 0 {
			t.Errorf("%q: %v %v", text, got, err)
		}
	}
}

// TestTypes takes the types that there are, with numbers that they take.
func TestTypes(t *testing.T) {
	for of, want := range map[string]bool{
		"foo": false, "int(99999)": false, "decimal(66,2)": false, "decimal(10,31)": false, "decimal(5,6)": false, "bit(65)": false,
		"datetime(7)": false, "int(3,2)": false, "number(10)": false,
		"int": true, "INT(11) unsigned": true, "integer": true, "decimal(65,30)": true, "numeric(9)": true, "double precision": true, "double(10,2)": true,
		"varchar(40)": true, "enum('a')": true, "set('a','b')": true, "json": true, "longtext": true, "bit(64)": true, "datetime(6)": true, "year": true, "bool": true,
		"boolean": true, "char": true, "varbinary(9)": true, "geometry": true, "point": true, "real": true, "float": true, "dec(3)": true,
	} {
		if _, err := parse("m.yaml", []byte("- {from: a, to: \""+of+"\"}")); (err == nil) != want {
			t.Errorf("%s: %v", of, err)
		}
	}
}

// FuzzParse wants no panic, and nothing but types.
func FuzzParse(f *testing.F) {
	f.Add([]byte(good))
	f.Add([]byte("- {from: a, to: &x b}\n- *x"))
	f.Add([]byte("a: [\x00"))
	f.Fuzz(func(t *testing.T, text []byte) {
		choices, err := parse("m.yaml", text)
		if err != nil && fault.Of(err) == nil {
			t.Errorf("%v is no fault", err)
		}
		for _, c := range choices {
			if c.From == "" || !to.MatchString(c.To) {
				t.Errorf("%+v", c)
			}
		}
	})
}
