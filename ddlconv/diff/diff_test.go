package diff_test

import (
	"testing"

	"github.com/obferry/obferry/ddlconv/diff"
	"github.com/obferry/obferry/ddlconv/schema"
)

// text is a pointer to a default.
func text(s string) *string { return &s }

// one is a table of one column.
func one(c schema.Column) *schema.Table {
	c.Name = "c"
	return &schema.Table{Name: "t", Columns: []*schema.Column{&c}}
}

// TestOtherWords has pairs that a server writes otherwise and means alike.
func TestOtherWords(t *testing.T) {
	for _, pair := range [][2]schema.Column{
		{{Type: "int"}, {Type: "int(11)"}},
		{{Type: "INTEGER UNSIGNED"}, {Type: "int(10) unsigned"}},
		{{Type: "bool", Default: text("true")}, {Type: "tinyint(1)", Default: text("'1'")}},
		{{Type: "decimal(10)"}, {Type: "decimal(10,0)"}},
		{{Type: "numeric"}, {Type: "decimal(10,0)"}},
		{{Type: "decimal(10, 2)", Default: text("1.5")}, {Type: "decimal(10,2)", Default: text("'1.50'")}},
		{{Type: "datetime(0)"}, {Type: "datetime"}},
		{{Type: "char"}, {Type: "char(1)"}},
		{{Type: "int(5) zerofill"}, {Type: "int(5) unsigned zerofill"}},
		{{Type: "year(4)"}, {Type: "year"}},
		{{Type: "enum('a','b''c ')"}, {Type: "enum('a','b'c')"}},
		{{Type: "bit(8)", Default: text("b'101'")}, {Type: "bit(8)", Default: text("5")}},
		{{Type: "bit(8)", Default: text("0x0F")}, {Type: "bit(8)", Default: text("b'1111'")}},
		{{Type: "datetime(3)", Default: text("NOW(3)"), OnUpdate: "now(3)"}, {Type: "datetime(3)", Default: text("CURRENT_TIMESTAMP"), OnUpdate: "CURRENT_TIMESTAMP(3)"}},
		{{Type: "datetime", Default: text("'2020-01-01'")}, {Type: "datetime", Default: text("'2020-01-01 00:00:00'")}},
		{{Type: "int", Default: text("NULL")}, {Type: "int"}},
		{{Type: "varchar(36)", Default: text("(uuid())")}, {Type: "varchar(36)", Default: text("'uuid()'")}},
		{{Type: "double", Default: text("1e3")}, {Type: "double", Default: text("'1000'")}},
		{{Type: "text", Charset: "binary"}, {Type: "blob"}},
		{{Type: "int", Generated: "`c` <> 'x'"}, {Type: "int", Generated: "((`c` != _utf8mb4'x'))"}},
		{{Type: "int", Generated: "`c` between 1 and 5"}, {Type: "int", Generated: "((`c` >= 1) and (`c` <= 5))"}},
		{{Type: "varchar(9)", Charset: "gbk"}, {Type: "varchar(9)", Charset: "gbk", Collation: "gbk_chinese_ci"}},
	} {
		for _, d := range diff.Tables(one(pair[0]), one(pair[1])) {
			t.Errorf("%+v and %+v: %+v", pair[0], pair[1], d)
		}
	}
}

// TestDifferent has pairs that must not pass for alike.
func TestDifferent(t *testing.T) {
	for _, pair := range [][2]schema.Column{
		{{Type: "int"}, {Type: "bigint(20)"}},
		{{Type: "int unsigned"}, {Type: "int(11)"}},
		{{Type: "decimal(10,2)"}, {Type: "decimal(10,0)"}},
		{{Type: "varchar(10)"}, {Type: "varchar(1)"}},
		{{Type: "datetime(6)"}, {Type: "datetime"}},
		{{Type: "enum('a','b')"}, {Type: "enum('b','a')"}},
		{{Type: "bit(2)"}, {Type: "bit(1)"}},
		{{Type: "int", Default: text("1")}, {Type: "int", Default: text("'10'")}},
		{{Type: "int", Default: text("0")}, {Type: "int"}},
		{{Type: "varchar(9)", Default: text("''")}, {Type: "varchar(9)"}},
		{{Type: "varchar(9)", Default: text("'a'")}, {Type: "varchar(9)", Default: text("'A'")}},
		{{Type: "datetime", Default: text("CURRENT_TIMESTAMP")}, {Type: "datetime", Default: text("'2020-01-01'")}},
		{{Type: "date", Default: text("'2020-01-01'")}, {Type: "date", Default: text("'2020-01-10'")}},
		{{Type: "int", NotNull: true}, {Type: "int"}},
		{{Type: "int", AutoIncrement: true}, {Type: "int"}},
		{{Type: "int", Generated: "1", Stored: true}, {Type: "int", Generated: "1"}},
		{{Type: "int", Generated: "`c` + 1"}, {Type: "int", Generated: "`c` + 2"}},
		{{Type: "int", Invisible: true}, {Type: "int"}},
		{{Type: "int", Comment: "a"}, {Type: "int", Comment: "b"}},
		{{Type: "varchar(9)", Collation: "utf8mb4_bin"}, {Type: "varchar(9)", Collation: "utf8mb4_general_ci"}},
		{{Type: "int", Generated: "`c` between 1 and 5"}, {Type: "int", Generated: "((`c` >= 1) and (`c` <= 6))"}},
		{{Type: "varchar(9)", Charset: "gbk"}, {Type: "varchar(9)", Collation: "utf8mb4_general_ci"}},
		{{Type: "datetime", OnUpdate: "CURRENT_TIMESTAMP"}, {Type: "datetime"}},
	} {
		if found := diff.Tables(one(pair[0]), one(pair[1])); len(found) != 1 {
			t.Errorf("%+v and %+v: %+v", pair[0], pair[1], found)
		}
	}
}

// TestNoTable has none to compare with.
func TestNoTable(t *testing.T) {
	found := diff.Tables(one(schema.Column{Type: "int"}), nil)
	if len(found) != 1 || found[0].Where() != (diff.Place{Table: "t", Element: diff.OfTable}) {
		t.Errorf("%+v", found)
	}
}

// FuzzTables wants no text to break the comparison, and a table to be like itself.
func FuzzTables(f *testing.F) {
	f.Add("int(11)", "b'1'", "`a` + 1", "LESS THAN (1)")
	f.Add("enum('a", "'", "((", "IN ('")
	f.Add("double", "1e999999999", "", "")
	f.Fuzz(func(t *testing.T, columnType, def, expression, values string) {
		table := one(schema.Column{Type: columnType, Default: &def, Generated: ""})
		table.Checks = []*schema.Check{{Expression: expression}}
		table.Indexes = []*schema.Index{{Kind: schema.Plain, Parts: []schema.Part{{Expression: expression}}}}
		table.Partitioning = &schema.Partitioning{Method: schema.ByList, Expression: expression, Parts: []schema.Partition{{Name: "p", Values: values}}}
		if found := diff.Tables(table, table); len(found) > 0 {
			t.Errorf("%+v", found)
		}
	})
}
