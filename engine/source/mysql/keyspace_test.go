package mysql

import (
	"testing"
	"unicode/utf8"

	"github.com/obferry/obferry/engine/rows"
)

func TestMiddles(t *testing.T) {
	for _, c := range []struct {
		column          rows.Column
		collation       string
		low, high, want string
	}{
		{rows.Column{Kind: rows.Integer}, "", "-9223372036854775808", "18446744073709551615", "4611686018427387903"},
		{rows.Column{Kind: rows.Integer}, "", "-3", "-2", ""},
		{rows.Column{Kind: rows.Integer}, "", "-4", "-1", "-3"},
		{rows.Column{Kind: rows.Integer}, "", "x", "1", ""},
		{rows.Column{Kind: rows.Decimal, Type: "decimal(20,4)"}, "", "-0.0003", "0.0001", "-0.0001"},
		{rows.Column{Kind: rows.Decimal, Type: "decimal(20,4)"}, "", "1", "2", "1.5000"},
		{rows.Column{Kind: rows.Decimal, Type: "decimal(20)"}, "", "1", "9", "5"},
		{rows.Column{Kind: rows.Date}, "", "0001-01-01", "9999-12-31", "5000-07-02"},
		{rows.Column{Kind: rows.Date}, "", "2024-02-28", "2024-02-29", ""},
		{rows.Column{Kind: rows.Date}, "", "0000-00-00", "2024-02-29", ""},
		{rows.Column{Kind: rows.DateTime}, "", "2024-01-01 00:00:00.000000", "2024-01-01 00:00:00.000003", "2024-01-01 00:00:00.000001"},
		{rows.Column{Kind: rows.Binary}, "", "", "\xff", "\x7f"},
		{rows.Column{Kind: rows.Binary}, "", "\x01", "\x02", "\x01\x7f"},
		{rows.Column{Kind: rows.Text, Type: "varchar(5)"}, "utf8mb4_bin", "a", "c", "b"},
		{rows.Column{Kind: rows.Text, Type: "varchar(5)"}, "utf8mb4_bin", "a", "b", "aN"},
		{rows.Column{Kind: rows.Text, Type: "varchar(5)"}, "utf8mb4_bin", "a", "bc", "b"},
		{rows.Column{Kind: rows.Text, Type: "varchar(5)"}, "utf8mb4_general_ci", "aBc", "ABx", "ABM"},
		{rows.Column{Kind: rows.Text, Type: "varchar(5)"}, "utf8mb4_bin", "b", "a", ""},
		{rows.Column{Kind: rows.Text, Type: "varchar(5)"}, "utf8mb4_bin", "a", "a", ""},
		{rows.Column{Kind: rows.Text, Type: "uuid"}, "", "a", "c", "none"},
		{rows.Column{Kind: rows.Double, Type: "double"}, "", "1", "3", "none"},
	} {
		space := keyspaceOf(&c.column, "utf8mb4", c.collation)
		if space == nil {
			if c.want != "none" {
				t.Errorf("%+v is not cut", c.column)
			}
			continue
		}
		got, ok := space.between(c.low, c.high)
		if got != c.want || ok != (c.want != "") {
			t.Errorf("between %q and %q: %q, want %q", c.low, c.high, got, c.want)
		}
	}
}

// Whatever a server holds, what lies between two texts is text, and no other than both.
func FuzzMiddles(f *testing.F) {
	f.Add("ord-1", "ORD-2", "utf8mb4_general_ci", "utf8mb4")
	f.Add("号", "码", "gbk_bin", "gbk")
	f.Fuzz(func(t *testing.T, low, high, collation, charset string) {
		column := rows.Column{Kind: rows.Text, Type: "char(9)"}
		got, ok := keyspaceOf(&column, charset, collation).between(low, high)
		if ok && (got == low || got == high || utf8.ValidString(low) && !utf8.ValidString(got)) {
			t.Fatalf("between %q and %q: %q", low, high, got)
		}
		column.Kind = rows.Binary
		if got, ok = keyspaceOf(&column, "", "").between(low, high); ok && (got <= low || got >= high) {
			t.Fatalf("between %q and %q: %q", low, high, got)
		}
	})
}
