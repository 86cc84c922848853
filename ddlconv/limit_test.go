package ddlconv_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/obferry/obferry/ddlconv"
)

// tells wants a rule to be told of a conversion.
func tells(t *testing.T, notes []ddlconv.Note, id string) {
	t.Helper()
	if !slices.ContainsFunc(notes, func(n ddlconv.Note) bool { return n.Rule == id }) {
		t.Errorf("no note tells of %s: %+v", id, notes)
	}
}

// TestLimits goes beyond limits that are too long for a pair.
func TestLimits(t *testing.T) {
	var columns, members []string
	for i := range 5000 {
		columns = append(columns, fmt.Sprintf("c%d int", i))
	}
	for i := range 9001 {
		members = append(members, fmt.Sprintf("'m%d'", i))
	}
	for id, source := range map[string]string{
		"table.columns": "CREATE TABLE t (" + strings.Join(columns, ",") + ")",
		"type.members":  "CREATE TABLE t (e enum(" + strings.Join(members, ",") + "))",
	} {
		c, err := ddlconv.Convert(source, ddlconv.MySQL, ddlconv.Options{})
		if err != nil {
			t.Fatal(err)
		}
		tells(t, c.Notes, id)
	}
}

// TestTypeChoices follows a person's choice of a type, the narrowest first, and leaves it
// where the rule is off.
func TestTypeChoices(t *testing.T) {
	choices := []ddlconv.TypeChoice{{From: "tinyint( 1 )", Column: "flag", To: "bit(1)"}, {From: "varchar", Table: "T", To: "text"}}
	source := "CREATE TABLE t (flag tinyint(1), other tinyint(1), word varchar(20))"
	for off, want := range map[string]string{"": "bit(1) tinyint(1) text", "type.chosen": "tinyint(1) tinyint(1) varchar(20)"} {
		c, err := ddlconv.Convert(source, ddlconv.MySQL, ddlconv.Options{Types: choices, Off: []string{off}})
		if err != nil {
			t.Fatal(err)
		}
		var types []string
		for _, column := range c.Table.Columns {
			types = append(types, column.Type)
		}
		if got := strings.Join(types, " "); got != want {
			t.Errorf("without %q: %s, want %s", off, got, want)
		}
		if off == "" {
			tells(t, c.Notes, "type.chosen")
		}
	}
}

// TestChoicesOfCounters leaves columns that count the integer types that their rules give
// them, whatever the dialect, where a choice for all columns of a type is none.
func TestChoicesOfCounters(t *testing.T) {
	for dialect, source := range map[ddlconv.Dialect]string{
		ddlconv.Oracle:    "CREATE TABLE t (id NUMBER GENERATED ALWAYS AS IDENTITY PRIMARY KEY, n NUMBER);",
		ddlconv.Postgres:  "CREATE TABLE t (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, n bigint);\nCREATE TABLE u (id bigserial PRIMARY KEY, n bigint);",
		ddlconv.SQLServer: "CREATE TABLE t (id bigint IDENTITY(1,1) PRIMARY KEY, n bigint);",
		ddlconv.MySQL:     "CREATE TABLE t (id bigint AUTO_INCREMENT PRIMARY KEY, n bigint);",
		ddlconv.MariaDB:   "CREATE TABLE t (id bigint, n bigint);\nALTER TABLE t MODIFY id bigint AUTO_INCREMENT PRIMARY KEY;",
	} {
		choices := []ddlconv.TypeChoice{{From: "bigint", To: "decimal(38,10)"}, {From: "number", To: "decimal(38,10)"}, {From: "bigserial", To: "decimal(38,10)"}}
		s, err := ddlconv.ConvertScript(strings.NewReader(source), dialect, ddlconv.Options{Types: choices})
		if err != nil {
			t.Fatal(err)
		}
		for _, table := range s.Tables {
			tells(t, table.Notes, "type.chosen.unfit")
			tells(t, table.Notes, "type.chosen")
			id, n := table.Table.Columns[0], table.Table.Columns[1]
			if !id.AutoIncrement || id.Type != "bigint" || n.Type != "decimal(38,10)" {
				t.Errorf("%s: %s, %s", dialect, id.Type, n.Type)
			}
		}
	}
}

// TestChoicesUnfollowed tells of a choice that fits no column, and of one that its column
// cannot have.
func TestChoicesUnfollowed(t *testing.T) {
	choices := []ddlconv.TypeChoice{{From: "int", Column: "id", To: "enum('a')"}, {From: "varchar(30)", To: "text"}, {From: "varchar(20)", Table: "t", To: "text"}}
	s, err := ddlconv.ConvertScript(strings.NewReader("CREATE TABLE t (id int AUTO_INCREMENT PRIMARY KEY, word varchar(20));"), ddlconv.MySQL, ddlconv.Options{Types: choices})
	if err != nil {
		t.Fatal(err)
	}
	tells(t, s.Tables[0].Notes, "type.chosen.unfit")
	if got := s.Tables[0].Table.Columns; got[0].Type != "int" || got[1].Type != "text" {
		t.Errorf("%s, %s", got[0].Type, got[1].Type)
	}
	if len(s.Notes) != 1 || s.Notes[0].Rule != "type.chosen.unused" || s.Notes[0].Was != "varchar(30)" {
		t.Errorf("%+v", s.Notes)
	}
}

// TestVersions takes the versions that are converted for, and no other.
func TestVersions(t *testing.T) {
	for version, ok := range map[string]bool{"": true, "3.2": true, "3.2.3": true, "4.2.1.8": true, "v4.2.5": true, "4.3.5.3": true,
		"4.2.50": false, "4.1": false, "5.0": false, "x": false, "4.3": false} {
		_, err := ddlconv.Convert("CREATE TABLE t (a int)", ddlconv.MySQL, ddlconv.Options{Version: version})
		var refusal *ddlconv.ParseError
		if ok != (err == nil) || !ok && (!asRefusal(err, &refusal) || refusal.ID != "fault.ddl.version") {
			t.Errorf("%q: %v", version, err)
		}
	}
	for version, want := range map[string]string{"4.2.3.0": "4.2.1", "4.3.3": "4.2.5", "4.4.1": "4.3.5", "3.1.5": "3.2", "seekdb": "4.3.5"} {
		if got := ddlconv.Nearest(version); got != want {
			t.Errorf("%s: %s, want %s", version, got, want)
		}
	}
}
