package ddlconv_test

import (
	"strings"
	"testing"

	"github.com/obferry/obferry/ddlconv"
)

// TestConvertTo holds that CONVERT TO CHARACTER SET makes room for as many characters as
// a text held before, as MySQL and MariaDB do it.
func TestConvertTo(t *testing.T) {
	s, err := ddlconv.ConvertScript(strings.NewReader(`CREATE TABLE letters (
  subject tinytext, body text, sealed text CHARACTER SET utf8mb4, raw blob, whole longtext, short varchar(10)
) DEFAULT CHARSET=latin1;
ALTER TABLE letters CONVERT TO CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
ALTER TABLE letters CONVERT TO CHARACTER SET latin1;`), ddlconv.MySQL, ddlconv.Options{})
	if err != nil || len(s.Tables) != 1 {
		t.Fatal(s, err)
	}
	want := []string{"text", "mediumtext", "text", "blob", "longtext", "varchar(10)"}
	for i, c := range s.Tables[0].Table.Columns {
		if c.Type != want[i] {
			t.Errorf("%s becomes %s, not %s", c.Name, c.Type, want[i])
		}
		if c.Charset != "" {
			t.Errorf("%s keeps the character set %s", c.Name, c.Charset)
		}
	}
}
