package ddlconv_test

import (
	"strings"
	"testing"

	"github.com/obferry/obferry/ddlconv"
)

// TestCircle has views that read from each other in a circle, and one that reads from them:
// none can be made, and all are told of; one beside them can.
func TestCircle(t *testing.T) {
	const text = "CREATE VIEW a AS SELECT * FROM b;\nCREATE VIEW b AS SELECT * FROM c;\nCREATE VIEW c AS SELECT * FROM a;\nCREATE VIEW d AS SELECT * FROM a;\n" +
		"CREATE VIEW e AS SELECT 1 AS x;\nCREATE VIEW f AS SELECT * FROM e;\n"
	s, err := ddlconv.ConvertScript(strings.NewReader(text), ddlconv.MySQL, ddlconv.Options{})
	if err != nil {
		t.Fatal(err)
	}
	for _, o := range s.Objects {
		var said []string
		for _, n := range o.Notes {
			said = append(said, n.Rule+" "+n.Was)
		}
		want := map[string]string{"a": "mysql.object.missing b", "b": "mysql.object.missing c", "c": "mysql.object.missing a", "d": "mysql.object.missing a"}[o.Name]
		if got := strings.Join(said, ", "); got != want {
			t.Errorf("%s: %q, want %q", o.Name, got, want)
		}
	}
}
