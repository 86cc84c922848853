package ddlconv_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/obferry/obferry/ddlconv"
	"github.com/obferry/obferry/ddlconv/schema"
)

// TestNames gives a table, its columns and its parents other names: every place that
// names one must follow.
func TestNames(t *testing.T) {
	source := `CREATE TABLE orders (
  id int NOT NULL, day date, total int, twice int AS (total * 2), gone int,
  parent int, up int,
  PRIMARY KEY (id, day), KEY k (total, gone), UNIQUE KEY u (day, total), KEY f ((total + 1)), KEY (parent),
  CONSTRAINT orders_chk_1 CHECK (total > 0 and day > '2020-01-01'),
  CONSTRAINT orders_ibfk_1 FOREIGN KEY (parent) REFERENCES Customers (id),
  CONSTRAINT orders_ibfk_2 FOREIGN KEY (up) REFERENCES orders (id)
) PARTITION BY RANGE (year(day)) (PARTITION p0 VALUES LESS THAN (2030))`
	c, err := ddlconv.Convert(source, ddlconv.MySQL, ddlconv.Options{
		Name:    "订单",
		Names:   ddlconv.NewNames(map[string]string{"customers": "客户"}),
		Columns: map[string]string{"total": "合计", "day": "日期", "ID": "编号"},
		Drop:    []string{"GONE"},
	})
	if err != nil {
		t.Fatal(err)
	}
	want := "CREATE TABLE `订单` (\n" +
		"  `编号` int NOT NULL,\n  `日期` date NOT NULL,\n  `合计` int,\n" +
		"  `twice` int GENERATED ALWAYS AS (`合计` * 2) VIRTUAL,\n  `parent` int,\n  `up` int,\n" +
		"  PRIMARY KEY (`编号`, `日期`),\n  UNIQUE KEY `u` (`日期`, `合计`),\n  KEY `f` ((`合计` + 1)),\n  KEY (`parent`),\n" +
		"  KEY `orders_ibfk_2` (`up`),\n" +
		"  CONSTRAINT `订单_chk_1` CHECK (`合计` > 0 and `日期` > '2020-01-01')\n)\n" +
		"PARTITION BY RANGE (year(`日期`)) (\n  PARTITION `p0` VALUES LESS THAN (2030)\n)"
	if c.Create != want {
		t.Errorf("got:\n%s\nwant:\n%s", c.Create, want)
	}
	after := []string{
		"ALTER TABLE `订单` ADD CONSTRAINT `订单_ibfk_1` FOREIGN KEY (`parent`) REFERENCES `客户` (`id`)",
		"ALTER TABLE `订单` ADD CONSTRAINT `订单_ibfk_2` FOREIGN KEY (`up`) REFERENCES `订单` (`编号`)",
	}
	if strings.Join(c.After, "\n") != strings.Join(after, "\n") {
		t.Errorf("got:\n%s\nwant:\n%s", strings.Join(c.After, "\n"), strings.Join(after, "\n"))
	}
}

// TestOtherDatabase points to a parent in another database, by its own name and by
// one that the options give.
func TestOtherDatabase(t *testing.T) {
	source := "CREATE TABLE c (a int, KEY (a), CONSTRAINT f FOREIGN KEY (a) REFERENCES hq.p (id))"
	for _, test := range []struct {
		names map[string]string
		want  string
	}{
		{nil, "REFERENCES `hq`.`p` (`id`)"},
		{map[string]string{"hq.p": "hq_p"}, "REFERENCES `hq_p` (`id`)"},
	} {
		c, err := ddlconv.Convert(source, ddlconv.MySQL, ddlconv.Options{Names: ddlconv.NewNames(test.names)})
		if err != nil {
			t.Fatal(err)
		}
		if len(c.After) != 1 || !strings.HasSuffix(c.After[0], test.want) {
			t.Errorf("got %q, want it to end in %q", c.After, test.want)
		}
		if len(c.Notes) != 1 || c.Notes[0].Rule != "foreign.database" {
			t.Errorf("notes: %+v", c.Notes)
		}
	}
}

// TestVersion converts for a version that lacks most collations.
func TestVersion(t *testing.T) {
	source := "CREATE TABLE t (a varchar(9), b varchar(9) CHARACTER SET big5, c varchar(9) COLLATE utf8mb4_0900_as_cs) DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_0900_ai_ci"
	for version, want := range map[string][]string{
		"":        {"COLLATE = utf8mb4_0900_ai_ci", "CHARACTER SET big5", "COLLATE utf8mb4_0900_as_cs"},
		"4.3.5.1": {"COLLATE = utf8mb4_0900_ai_ci", "CHARACTER SET big5", "COLLATE utf8mb4_0900_as_cs"},
		"4.2.5":   {"COLLATE = utf8mb4_unicode_ci", "CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci", "COLLATE utf8mb4_bin"},
		"4.2.5.3": {"COLLATE = utf8mb4_unicode_ci"},
	} {
		c, err := ddlconv.Convert(source, ddlconv.MySQL, ddlconv.Options{Version: version})
		if err != nil {
			t.Fatal(err)
		}
		for _, w := range want {
			if !strings.Contains(c.Create, w) {
				t.Errorf("%q: no %q in\n%s", version, w, c.Create)
			}
		}
	}
}

// TestRefusals holds what cannot be read to its error and place.
func TestRefusals(t *testing.T) {
	for source, want := range map[string]struct {
		id           string
		line, column int
		near         string
	}{
		"":                                      {"fault.ddl.notable", 1, 1, ""},
		"CREATE VIEW v AS SELECT 1":             {"fault.ddl.notable", 1, 1, "CREATE VIEW v AS SELECT 1"},
		"CREATE TABLE t LIKE u":                 {"fault.ddl.like", 1, 16, "LIKE u"},
		"CREATE TABLE t AS SELECT 1":            {"fault.ddl.select", 1, 16, "AS SELECT 1"},
		"CREATE TABLE t (a int) SELECT 1 a":     {"fault.ddl.select", 1, 24, "SELECT 1 a"},
		"CREATE TABLE t (\n  中 int,\n  b !)":    {"fault.ddl.syntax", 3, 5, "!)"},
		"CREATE TABLE t (a enum('x)":            {"fault.ddl.unfinished", 1, 24, "'x)"},
		"CREATE TABLE t (a int) /*!50100 x":     {"fault.ddl.unfinished", 1, 34, ""},
		"CREATE TABLE t (a int key, b int key)": {"fault.ddl.twoprimary", 1, 34, "key)"},
		"CREATE TABLE t (a int); DROP TABLE t":  {"fault.ddl.syntax", 1, 25, "DROP TABLE t"},
		"CREATE TABLE t (PRIMARY KEY (a))":      {"fault.ddl.nocolumns", 1, 1, "CREATE TABLE t (PRIMARY KEY (a))"},
		"CREATE TABLE t (a int CHECK ())":       {"fault.ddl.syntax", 1, 30, "))"},
	} {
		_, err := ddlconv.Convert(source, ddlconv.MySQL, ddlconv.Options{})
		var refusal *ddlconv.ParseError
		if !errors.As(err, &refusal) {
			t.Errorf("%q: %v", source, err)
			continue
		}
		if refusal.ID != want.id || refusal.Line != want.line || refusal.Column != want.column || refusal.Near != want.near {
			t.Errorf("%q: %s at %d:%d near %q, want %+v", source, refusal.ID, refusal.Line, refusal.Column, refusal.Near, want)
		}
	}
}

// TestUnknownColumns names columns that are not there.
func TestUnknownColumns(t *testing.T) {
	for _, options := range []ddlconv.Options{{Drop: []string{"b"}}, {Columns: map[string]string{"b": "c"}}} {
		_, err := ddlconv.Convert("CREATE TABLE t (a int)", ddlconv.MySQL, options)
		var refusal *ddlconv.ParseError
		if !errors.As(err, &refusal) || refusal.ID != "fault.ddl.column" || refusal.Near != "b" {
			t.Errorf("%+v: %v", options, err)
		}
	}
	_, err := ddlconv.Convert("CREATE TABLE t (a int)", ddlconv.MySQL, ddlconv.Options{Drop: []string{"a"}})
	var refusal *ddlconv.ParseError
	if !errors.As(err, &refusal) || refusal.ID != "fault.ddl.nocolumns" {
		t.Errorf("a table without columns: %v", err)
	}
}

// TestSecrets keeps a password out of the notes.
func TestSecrets(t *testing.T) {
	c, err := ddlconv.Convert("CREATE TABLE t (a int) ENGINE=FEDERATED CONNECTION='mysql://u:hunter2@h/d' PASSWORD='hunter2'", ddlconv.MySQL, ddlconv.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if len(c.Notes) == 0 {
		t.Fatal("no notes")
	}
	for _, n := range c.Notes {
		if strings.Contains(n.Was+n.Became+n.Object, "hunter2") {
			t.Errorf("%+v", n)
		}
	}
}

// TestLargeTables reads an enum of many members on one line, and very many columns,
// in a time that grows with their number only.
func TestLargeTables(t *testing.T) {
	members := strings.TrimSuffix(strings.Repeat("'一个成员',", 60000), ",")
	columns := strings.TrimSuffix(strings.Repeat("`c` int DEFAULT (1 + 1), ", 4000), ", ")
	for _, source := range []string{"CREATE TABLE t (a enum(" + members + "))", "CREATE TABLE t (" + columns + ")", "CREATE TABLE t (a int DEFAULT " + strings.Repeat("(", 100000)} {
		if _, err := ddlconv.Convert(source, ddlconv.MySQL, ddlconv.Options{}); err != nil && !strings.Contains(source, "((((") {
			t.Error(err)
		}
	}
}

// TestRender writes a table that no source had, as one proposed for a spreadsheet.
func TestRender(t *testing.T) {
	zero := "'0'"
	table := &schema.Table{
		Name: "sheet 1",
		Columns: []*schema.Column{
			{Name: "编号", Type: "bigint", NotNull: true},
			{Name: "qty", Type: "int", Default: &zero, Comment: "it's"},
		},
		PrimaryKey: &schema.Index{Kind: schema.Primary, Parts: []schema.Part{{Column: "编号"}}},
		Charset:    "utf8mb4",
	}
	want := "CREATE TABLE `sheet 1` (\n  `编号` bigint NOT NULL,\n  `qty` int DEFAULT '0' COMMENT 'it\\'s',\n  PRIMARY KEY (`编号`)\n) DEFAULT CHARSET = utf8mb4"
	if got := ddlconv.Render(table); got != want {
		t.Errorf("got:\n%s\nwant:\n%s", got, want)
	}
}
