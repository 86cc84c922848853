package sqlserver

import (
	"testing"

	"github.com/obferry/obferry/ddlconv/schema"
)

// TestTypes maps every type, in all its shapes.
func TestTypes(t *testing.T) {
	for from, to := range map[string]string{
		"bit": "tinyint(1)", "tinyint": "tinyint unsigned", "smallint": "smallint", "int": "int", "integer": "int", "bigint": "bigint",
		"decimal": "decimal(18,0)", "decimal(38,10)": "decimal(38,10)", "numeric(5)": "decimal(5,0)", "dec(4,2)": "decimal(4,2)",
		"money": "decimal(19,4)", "smallmoney": "decimal(10,4)",
		"float": "double", "float(24)": "float", "float(25)": "double", "real": "float", "double precision": "double",
		"date": "date", "time": "time(6)", "time(0)": "time", "time(7)": "time(6)", "time(3)": "time(3)",
		"datetime": "datetime(3)", "smalldatetime": "datetime", "datetime2": "datetime(6)", "datetime2(0)": "datetime", "datetime2(6)": "datetime(6)",
		"datetimeoffset(3)": "datetime(6)",
		"char":              "char(1)", "char(255)": "char(255)", "char(256)": "varchar(256)", "nchar(10)": "char(10)", "national character(3)": "char(3)",
		"varchar": "varchar(1)", "varchar(8000)": "varchar(8000)", "varchar(max)": "longtext", "nvarchar(4000)": "varchar(4000)",
		"nvarchar(max)": "longtext", "text": "longtext", "ntext": "longtext", "sysname": "varchar(128)", "char varying(9)": "varchar(9)",
		"binary": "binary(1)", "binary(16)": "binary(16)", "binary(300)": "varbinary(300)", "varbinary(20)": "varbinary(20)",
		"varbinary(max)": "longblob", "image": "longblob", "rowversion": "binary(8)", "timestamp": "binary(8)",
		"uniqueidentifier": "char(36)", "xml": "longtext", "xml(dbo.c)": "longtext", "sql_variant": "varchar(8000)",
		"hierarchyid": "varbinary(892)", "geometry": "geometry", "geography": "geometry", "json": "json", "vector(3)": "vector(3)",
	} {
		d := schema.NewDraft()
		c := &schema.Column{Name: "c", Type: from}
		d.Table.Columns = []*schema.Column{c}
		for _, r := range Rules {
			if r.Apply != nil {
				r.Apply(d, func(any, string, string, string) {})
			}
		}
		if c.Type != to {
			t.Errorf("%s became %s, not %s", from, c.Type, to)
		}
	}
}

// TestChosenTypesStay leaves the types alone that a person chose.
func TestChosenTypesStay(t *testing.T) {
	d := schema.NewDraft()
	c := &schema.Column{Name: "c", Type: "money", Chosen: true}
	d.Table.Columns = []*schema.Column{c}
	for _, r := range Rules {
		if r.Apply != nil {
			r.Apply(d, func(any, string, string, string) {})
		}
	}
	if c.Type != "money" {
		t.Errorf("the type became %s", c.Type)
	}
}

// TestCollations finds the nearest to SQL Server's names.
func TestCollations(t *testing.T) {
	for name, want := range map[string]string{
		"SQL_Latin1_General_CP1_CI_AS": usualCollation, "Latin1_General_100_CI_AS_SC_UTF8": usualCollation,
		"Latin1_General_CS_AS": exactCollation, "Chinese_PRC_BIN2": exactCollation, "Japanese_CI_AI": plainCollation,
	} {
		if got, ok := collationOf(name); !ok || got != want {
			t.Errorf("%s became %s", name, got)
		}
	}
	if _, ok := collationOf("nonsense"); ok {
		t.Error("nonsense is a collation")
	}
}
