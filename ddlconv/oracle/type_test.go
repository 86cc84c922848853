package oracle

import "testing"

// TestTypes holds what becomes of types.
func TestTypes(t *testing.T) {
	for of, want := range map[string]string{
		"number": "decimal(65,30)", "number(1)": "tinyint", "number(2)": "tinyint", "number(3)": "smallint", "number(4)": "smallint",
		"number(5)": "int", "number(9)": "int", "number(10)": "bigint", "number(18)": "bigint", "number(19)": "decimal(19,0)",
		"number(38)": "decimal(38,0)", "number(*)": "decimal(38,0)", "number(*,0)": "decimal(38,0)", "number(*,5)": "decimal(38,5)",
		"number(10,2)": "decimal(10,2)", "number(5,-2)": "int", "number(38,-84)": "decimal(65,0)", "number(3,5)": "decimal(5,5)",
		"number(38,38)": "decimal(30,30)", "number(38,127)": "decimal(30,30)", "number(38,35)": "decimal(33,30)",
		"integer": "decimal(38,0)", "smallint": "decimal(38,0)", "decimal": "decimal(38,0)", "numeric(8,2)": "decimal(8,2)",
		"float": "double", "float(24)": "double", "binary_float": "float", "binary_double": "double", "real": "double",
		"varchar2(10 char)": "varchar(10)", "varchar2(10 byte)": "varchar(10)", "nvarchar2(10)": "varchar(10)", "char": "char(1)",
		"char(255)": "char(255)", "char(256)": "varchar(256)", "raw(16)": "varbinary(16)", "long": "longtext", "long raw": "longblob",
		"date": "datetime", "timestamp": "datetime(6)", "timestamp(0)": "datetime", "timestamp(3)": "datetime(3)",
		"timestamp(9)": "datetime(6)", "timestamp(3) with time zone": "datetime(3)", "timestamp with local time zone": "datetime(6)",
		"interval year to month": "varchar(14)", "interval day(3) to second(2)": "varchar(32)", "xmltype": "longtext", "json": "json",
		"boolean": "tinyint(1)", "urowid": "varchar(4000)", "urowid(100)": "varchar(100)", "vector(3, float32)": "vector(3)", "my_typ": "longtext",
	} {
		if got := mapType(of, false, false); got.to != want {
			t.Errorf("%s becomes %s, want %s", of, got.to, want)
		}
	}
	for of, want := range map[string]string{"number": "decimal(38,0)", "number(12)": "bigint", "number(20)": "decimal(20,0)"} {
		if got := mapType(of, true, false); got.to != want {
			t.Errorf("%s as a key becomes %s, want %s", of, got.to, want)
		}
	}
	for of, want := range map[string]string{"number": "bigint", "number(3)": "smallint", "number(20)": "bigint", "number(10,2)": "decimal(10,2)"} {
		if got := mapType(of, true, true); got.to != want {
			t.Errorf("%s that counts becomes %s, want %s", of, got.to, want)
		}
	}
}
