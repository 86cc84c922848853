package ddlconv_test

import (
	"testing"

	"github.com/obferry/obferry/ddlconv"
)

// FuzzConvert converts whatever comes, from both dialects and for an old version:
// it must end, and what it writes must be read again and stay as it is.
func FuzzConvert(f *testing.F) {
	for _, g := range goldens(f) {
		f.Add(g.in, "id")
	}
	f.Fuzz(func(t *testing.T, source, column string) {
		for _, from := range []ddlconv.Dialect{ddlconv.MySQL, ddlconv.MariaDB} {
			for _, options := range []ddlconv.Options{
				{},
				{Version: "4.2.5", Name: "other"},
				{Drop: []string{column}},
				{Columns: map[string]string{column: "renamed"}},
			} {
				c, err := ddlconv.Convert(source, from, options)
				if err != nil {
					continue
				}
				again, err := ddlconv.Convert(c.Create, ddlconv.MySQL, ddlconv.Options{Version: options.Version})
				if err != nil {
					t.Fatalf("%v\nfrom %q\nto\n%s", err, source, c.Create)
				}
				if again.Create != c.Create {
					t.Fatalf("from %q\nonce:\n%s\ntwice:\n%s", source, c.Create, again.Create)
				}
			}
		}
	})
}
