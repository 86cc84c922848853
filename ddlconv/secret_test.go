package ddlconv_test

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/obferry/obferry/ddlconv"
)

// TestSecretScripts converts scripts full of passwords: none stands in what is told.
func TestSecretScripts(t *testing.T) {
	for _, d := range []ddlconv.Dialect{ddlconv.Oracle, ddlconv.SQLServer} {
		text, err := os.ReadFile("testdata/secrets/" + string(d) + ".sql")
		if err != nil {
			t.Fatal(err)
		}
		s, err := ddlconv.ConvertScript(strings.NewReader(string(text)), d, ddlconv.Options{})
		if err != nil {
			t.Fatal(err)
		}
		for _, o := range s.Outcomes {
			if told := fmt.Sprint(o); strings.Contains(told, "S3cr3t") {
				t.Errorf("%s: %s", d, told)
			}
		}
		for _, n := range notesIn(s) {
			if told := fmt.Sprint(n); strings.Contains(told, "S3cr3t") {
				t.Errorf("%s: %s", d, told)
			}
		}
		for _, o := range s.Objects {
			if strings.Contains(o.Original, "S3cr3t") {
				t.Errorf("%s: %s", d, o.Original)
			}
		}
	}
}
