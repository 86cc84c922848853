package ddlfile_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/obferry/obferry/ddlconv"
	"github.com/obferry/obferry/engine/assess"
	"github.com/obferry/obferry/engine/ddlfile"
	"github.com/obferry/obferry/engine/words"
)

// A file that was written in any language is known for what it is when it is read again,
// and comes through unchanged.
func TestWrittenFileIsKnown(t *testing.T) {
	const source = "CREATE TABLE `b` (id INT PRIMARY KEY, d DATETIME DEFAULT '0000-00-00 00:00:00', KEY k (d DESC)) ENGINE=MyISAM COLLATE utf8mb4_0900_ai_ci;\n" +
		"CREATE TABLE a (id INT PRIMARY KEY, b INT, FOREIGN KEY (b) REFERENCES b (id));\n" +
		"CREATE VIEW v AS SELECT id FROM a;\n" +
		"DELIMITER $$\nCREATE TRIGGER t BEFORE INSERT ON a FOR EACH ROW BEGIN SET NEW.b = 1; END$$\n" +
		"DELIMITER ;\nGRANT SELECT ON a TO x;\n"
	once, err := ddlconv.ConvertScript(strings.NewReader(source), ddlconv.MySQL, ddlconv.Options{})
	if err != nil {
		t.Fatal(err)
	}
	for _, l := range words.Languages {
		var file strings.Builder
		if err := ddlfile.Write(&file, once, assess.Of(once, "4.3.5", nil), l); err != nil {
			t.Fatal(err)
		}
		if !strings.HasPrefix(file.String(), ddlconv.Mark+":") {
			t.Errorf("%s: it begins with %.40q", l, file.String())
		}
		twice, err := ddlconv.ConvertScript(strings.NewReader(file.String()), ddlconv.MySQL, ddlconv.Options{})
		if err != nil {
			t.Fatal(err)
		}
		if !slices.Equal(once.Statements(), twice.Statements()) {
			t.Errorf("%s: once\n%s\ntwice\n%s", l, strings.Join(once.Statements(), "\n"), strings.Join(twice.Statements(), "\n"))
		}
		for _, table := range twice.Tables {
			for _, n := range table.Notes {
				if n.Severity != ddlconv.Info {
					t.Errorf("%s: %s of %s", l, n.Rule, table.Table.Name)
				}
			}
		}
	}
}
