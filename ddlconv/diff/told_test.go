package diff_test

import (
	"testing"

	"github.com/obferry/obferry/ddlconv/diff"
	"github.com/obferry/obferry/ddlconv/schema"
)

// valued is a table of one column with a default.
func valued(kind, value string) *schema.Table {
	return &schema.Table{Name: "t", Columns: []*schema.Column{{Name: "c", Type: kind, Default: &value}}}
}

// TestDefaults has defaults as they are written and as OceanBase's catalogue tells them, by
// the type of their column.
func TestDefaults(t *testing.T) {
	for _, one := range [][3]string{
		{"int", "1.6", "'2'"}, {"int", "-1.5", "'-2'"}, {"int", "'1.4'", "'1'"}, {"int", "1e2", "'100'"}, {"int", "0x10", "'16'"}, {"int", "(TRUE)", "'1'"},
		{"int", "(NOT TRUE)", "(not((1 = 1)))"}, {"int", "(~0 & 7)", "(~(0) & 7)"}, {"int", "(if(1 > 2, 3, 4))", "(case when (1 > 2) then 3 else 4 end)"},
		{"decimal(10,2)", "1.555", "'1.56'"}, {"decimal(3,1)", "(1.25)", "'1.3'"}, {"float(7,3)", "1.23456", "'1.235'"},
		{"float", "16777217", "'16777200'"}, {"float", "1.23456789", "'1.23457'"}, {"double", "123456789.123456789", "'123456789.12345679'"},
		{"char(5)", "'a '", "'a'"}, {"varchar(9)", "0x4142", "'AB'"}, {"varchar(9)", "b'1000001'", "'A'"}, {"varchar(9)", "TRUE", "'1'"}, {"varchar(9)", "1.50", "'1.50'"},
		{"varchar(9)", "(concat('a','b'))", "'concat(\\'a\\',\\'b\\')'"}, {"binary(4)", "x'0102'", "'\x01\x02'"}, {"binary(4)", "0x00", "'\\0'"}, {"varbinary(9)", "0xFF00", "'\xff\\0'"},
		{"bit(16)", "'ab'", "b'110000101100010'"}, {"bit(8)", "x'0f'", "b'1111'"},
		{"year", "70", "'1970'"}, {"year", "'24'", "'2024'"}, {"year", "'0'", "'2000'"}, {"year", "0", "'0000'"},
		{"enum('A','b')", "'a'", "'A'"}, {"enum('a ','b')", "'a'", "'a'"}, {"set('x','y')", "'y,x'", "'x,y'"},
		{"date", "'2020-1-2'", "'2020-01-02'"}, {"date", "20200102", "'2020-01-02'"}, {"date", "'20-1-2'", "'2020-01-02'"}, {"date", "DATE '2020-01-01'", "'2020-01-01'"},
		{"datetime", "'2020/01/01 1:2:3'", "'2020-01-01 01:02:03'"}, {"datetime", "'2020-01-01T10:00'", "'2020-01-01 10:00:00'"}, {"datetime", "0", "'0000-00-00 00:00:00'"},
		{"datetime(2)", "'2020-01-01 10:00:00.129'", "'2020-01-01 10:00:00.13'"}, {"datetime", "'2020-12-31 23:59:59.9'", "'2021-01-01 00:00:00'"},
		{"time", "'10:00'", "'10:00:00'"}, {"time", "1010", "'00:10:10'"}, {"time", "5", "'00:00:05'"}, {"time", "'1 10:00:00'", "'34:00:00'"}, {"time(6)", "(curtime(6))", "curtime()"},
		{"date", "(date_add(curdate(), interval 1 month))", "(curdate() + interval 1 month)"},
	} {
		for _, d := range diff.Tables(valued(one[0], one[1]), valued(one[0], one[2])) {
			t.Errorf("%s: %+v", one[0], d)
		}
	}
}

// TestOtherDefaults has defaults of which one must not pass for the other.
func TestOtherDefaults(t *testing.T) {
	for _, one := range [][3]string{
		{"int", "1.4", "'2'"}, {"int", "1", "'-1'"}, {"decimal(10,2)", "1.5", "'1.51'"}, {"double", "0.1", "'0.10001'"}, {"float", "0.1", "'0.1001'"},
		{"varchar(5)", "'a '", "'a'"}, {"varchar(5)", "'a'", "'A'"}, {"varchar(5)", "'1'", "'01'"}, {"binary(2)", "0x00", "NULL"}, {"binary(2)", "x'01'", "'1'"},
		{"year", "70", "'2070'"}, {"enum('a','A')", "'a'", "'A'"}, {"set('x','y')", "'x'", "'x,y'"}, {"date", "'2020-01-10'", "'2020-01-01'"},
		{"datetime", "'2020-01-01 10:00'", "'2020-01-01 00:10:00'"}, {"time", "'10:00'", "'00:10:00'"}, {"time", "'-1:00:00'", "'01:00:00'"},
		{"datetime(3)", "'2020-01-01 00:00:00.5'", "'2020-01-01 00:00:00'"}, {"int", "(1 + 2)", "(2 + 1)"}, {"bit(8)", "'a'", "b'1'"},
	} {
		if len(diff.Tables(valued(one[0], one[1]), valued(one[0], one[2]))) == 0 {
			t.Errorf("%s: %s passes for %s", one[0], one[1], one[2])
		}
	}
}

// cut is a table that is partitioned by its columns.
func cut(method schema.Method, values string, kinds ...string) *schema.Table {
	by := &schema.Partitioning{Method: method, Parts: []schema.Partition{{Name: "p0", Values: values}}}
	t := &schema.Table{Name: "t", Partitioning: by}
	for i, kind := range kinds {
		name := string(rune('a' + i))
		t.Columns = append(t.Columns, &schema.Column{Name: name, Type: kind})
		by.Columns = append(by.Columns, name)
	}
	if len(kinds) == 0 {
		by.Expression = "a"
	}
	return t
}

// TestBounds has the bounds of partitions as they are written and as the catalogue tells
// them, with some that must not pass for each other.
func TestBounds(t *testing.T) {
	for _, one := range []struct {
		method     schema.Method
		kinds      []string
		want, told string
		other      string
	}{
		{schema.ByRange, nil, "LESS THAN (-5)", "-5", "5"},
		{schema.ByRange, nil, "LESS THAN MAXVALUE", "MAXVALUE", "7"},
		{schema.ByList, nil, "IN (3,1,NULL)", "NULL,1,3", "NULL,1,2"},
		{schema.ByRangeColumns, []string{"decimal(10,2)"}, "LESS THAN (1.5)", "1.50", "1.51"},
		{schema.ByRangeColumns, []string{"decimal(10,2)"}, "LESS THAN ('10')", "10.00", "100.00"},
		{schema.ByRangeColumns, []string{"date"}, "LESS THAN ('20200201')", "'2020-02-01'", "'2020-02-10'"},
		{schema.ByRangeColumns, []string{"datetime"}, "LESS THAN ('2020-01-01')", "'2020-01-01 00:00:00'", "'2020-01-01 01:00:00'"},
		{schema.ByRangeColumns, []string{"time(3)"}, "LESS THAN ('20:00:00.5')", "'20:00:00.500000'", "'20:00:00'"},
		{schema.ByRangeColumns, []string{"varbinary(4)"}, "LESS THAN (x'7f')", "'\x7f'", "'7f'"},
		{schema.ByRangeColumns, []string{"int", "varchar(9)", "date"}, `LESS THAN (1,'it\'s, x',MAXVALUE)`, "1,'it's, x',MAXVALUE", "1,'its, x',MAXVALUE"},
		{schema.ByListColumns, []string{"varchar(9)"}, `IN ('it''s', 'c\\d', 'a', NULL)`, `NULL,'a','c\d','it's'`, `NULL,'A','c\d','it's'`},
		{schema.ByListColumns, []string{"int", "varchar(9)"}, "IN ((2,'y'), (1,'x,)'))", "(1,'x,)'),(2,'y')", "(1,'y'),(2,'x,)')"},
		{schema.ByListColumns, []string{"int"}, "IN (DEFAULT)", "DEFAULT", "1"},
	} {
		want := cut(one.method, one.want, one.kinds...)
		for _, d := range diff.Tables(want, cut(one.method, one.told, one.kinds...)) {
			t.Errorf("%s: %+v", one.want, d)
		}
		if len(diff.Tables(want, cut(one.method, one.other, one.kinds...))) == 0 {
			t.Errorf("%s passes for %s", one.want, one.other)
		}
	}
	if computed := cut(schema.ByRange, "LESS THAN (to_days('2020-01-01'))"); len(diff.Tables(computed, cut(schema.ByRange, "737790"))) > 0 {
		t.Error("what is computed is compared")
	}
}
