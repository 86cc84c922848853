package target

import (
	"testing"

	"github.com/obferry/obferry/engine/rows"
)

func TestSuspects(t *testing.T) {
	for _, c := range []struct {
		kind   rows.Kind
		kindOf string
		value  string
		want   bool
	}{
		{rows.Text, "varchar(3)", "中文字", false},
		{rows.Text, "varchar(3)", "中文字x", true},
		{rows.Text, "longtext", "anything at all", false},
		{rows.Binary, "varbinary(2)", "abc", true},
		{rows.Integer, "tinyint(4)", "127", false},
		{rows.Integer, "tinyint(4)", "128", true},
		{rows.Integer, "tinyint(4)", "-128", false},
		{rows.Integer, "tinyint(4)", "-129", true},
		{rows.Integer, "tinyint(3) unsigned", "255", false},
		{rows.Integer, "tinyint(3) unsigned", "-1", true},
		{rows.Integer, "bigint(20)", "-9223372036854775808", false},
		{rows.Integer, "bigint(20)", "9223372036854775808", true},
		{rows.Integer, "bigint(20) unsigned", "18446744073709551615", false},
		{rows.Integer, "bigint(20) unsigned", "18446744073709551616", true},
		{rows.Integer, "int", "", true},
		{rows.Integer, "int", "abc", true},
		{rows.Integer, "int", "1.5", false},
		{rows.Decimal, "decimal(5,2)", "999.99", false},
		{rows.Decimal, "decimal(5,2)", "-0999.999", false},
		{rows.Decimal, "decimal(5,2)", "1000", true},
		{rows.Decimal, "decimal(5,2)", "x", true},
		{rows.Date, "date", "2024-02-29", false},
		{rows.Date, "date", "2023-02-29", true},
		{rows.Date, "date", "2023-13-01", true},
		{rows.Date, "date", "0000-00-00", true},
		{rows.DateTime, "datetime(6)", "2024-01-31 10:00:00.5", false},
		{rows.DateTime, "datetime", "31/01/2024", true},
		{rows.JSON, "json", "{", false},
	} {
		s := suspectOf(rows.Column{Kind: c.kind, Type: c.kindOf, Nullable: true})
		if got := s.doubts([]byte(c.value)); got != c.want {
			t.Errorf("%q into %s: %t", c.value, c.kindOf, got)
		}
	}
}

// A column whose suspects the server takes all the same is not suspected for ever.
func TestSuspicionIsDropped(t *testing.T) {
	b := batchOf(t, "1", "long")
	s := newSuspicion([]rows.Column{{Kind: rows.Integer, Type: "int"}, {Kind: rows.Text, Type: "char(1)"}}, nil)
	for range misjudged {
		column := s.of(b.Row(0))
		if column != 1 {
			t.Fatalf("column %d", column)
		}
		s.taken(column)
	}
	if column := s.of(b.Row(0)); column != -1 {
		t.Errorf("column %d is suspected yet", column)
	}
}

// What the source's own type keeps out is not looked for.
func TestTypesOfTheSourceClearSuspicion(t *testing.T) {
	for _, c := range []struct {
		from, to rows.Column
		want     bool
	}{
		{rows.Column{Kind: rows.Integer, Type: "int(11)"}, rows.Column{Kind: rows.Integer, Type: "bigint(20)"}, true},
		{rows.Column{Kind: rows.Decimal, Type: "decimal(10,2)", Sound: true}, rows.Column{Kind: rows.Decimal, Type: "decimal(12,2)"}, true},
		{rows.Column{Kind: rows.Decimal, Type: "decimal(12,2)", Sound: true}, rows.Column{Kind: rows.Decimal, Type: "decimal(10,2)"}, false},
		{rows.Column{Kind: rows.DateTime, Type: "datetime", Sound: true}, rows.Column{Kind: rows.DateTime, Type: "datetime"}, true},
		{rows.Column{Kind: rows.Integer, Type: "bigint(20)"}, rows.Column{Kind: rows.Integer, Type: "int(11)"}, false},
		{rows.Column{Kind: rows.Integer, Type: "int(11)"}, rows.Column{Kind: rows.Integer, Type: "bigint(20) unsigned"}, false},
		{rows.Column{Kind: rows.Text, Type: "varchar(60)"}, rows.Column{Kind: rows.Text, Type: "varchar(60)"}, true},
		{rows.Column{Kind: rows.Text, Type: "varchar(61)"}, rows.Column{Kind: rows.Text, Type: "varchar(60)"}, false},
		{rows.Column{Kind: rows.Text, Type: "text"}, rows.Column{Kind: rows.Text, Type: "varchar(60)"}, false},
		{rows.Column{Kind: rows.Text, Type: "text"}, rows.Column{Kind: rows.Text, Type: "longtext"}, true},
		{rows.Column{Kind: rows.Text, Type: "text", Nullable: true}, rows.Column{Kind: rows.Text, Type: "longtext"}, false},
		{rows.Column{Kind: rows.Binary, Type: "varbinary(3)"}, rows.Column{Kind: rows.Text, Type: "varchar(60)"}, false},
		{rows.Column{Kind: rows.Decimal, Type: "decimal(5,2)"}, rows.Column{Kind: rows.Decimal, Type: "decimal(5,2)"}, false},
		{rows.Column{Kind: rows.DateTime, Type: "datetime"}, rows.Column{Kind: rows.DateTime, Type: "datetime"}, false},
		{rows.Column{Kind: rows.Double, Type: "double"}, rows.Column{Kind: rows.Double, Type: "double"}, true},
	} {
		s := newSuspicion([]rows.Column{c.to}, []rows.Column{c.from})
		if got := len(s.columns) == 0; got != c.want {
			t.Errorf("%+v into %+v: cleared %t", c.from, c.to, got)
		}
	}
	if s := newSuspicion([]rows.Column{{Kind: rows.Double, Nullable: true}, {Kind: rows.Double}}, nil); len(s.columns) != 1 {
		t.Errorf("%+v", s.columns)
	}
}
