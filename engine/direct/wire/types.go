package wire

import "fmt"

// A Type is the type of a cell's value (the observer's ObObjType). The server casts
// every cell to its column's type.
type Type uint8

// Types that a cell may have. The others (decimals among them: number, unsigned
// float) cannot be sent; their values go as text.
const (
	Null           Type = 0
	TinyInt        Type = 1
	SmallInt       Type = 2
	MediumInt      Type = 3
	Int            Type = 4
	BigInt         Type = 5
	UnsignedTiny   Type = 6
	UnsignedSmall  Type = 7
	UnsignedMedium Type = 8
	UnsignedInt    Type = 9
	UnsignedBig    Type = 10
	Float          Type = 11
	Double         Type = 12
	DateTime       Type = 17 // µs since 1970-01-01 00:00:00 of the wall clock
	Timestamp      Type = 18 // µs since 1970-01-01 00:00:00 UTC
	Date           Type = 19 // days since 1970-01-01
	Time           Type = 20 // µs, signed
	Year           Type = 21 // 0 for '0000', else the year less 1900
	VarChar        Type = 22
	Char           Type = 23
	Extend         Type = 25 // marks the least and the greatest value; not for rows
	TinyText       Type = 27
	Text           Type = 28
	MediumText     Type = 29
	LongText       Type = 30
	Bit            Type = 31
	MySQLDate      Type = 52 // the server's layout of these two is not established
	MySQLDateTime  Type = 53
)

// Parts of a meta.
const (
	collationBinary  = 63
	collationGeneral = 45 // utf8mb4_general_ci
	levelExplicit    = 0
	levelNumeric     = 5
	levelIgnorable   = 6
)

// form is how the value of a type stands in a cell.
type form uint8

const (
	formNone form = iota
	formByte
	formVarint32
	formVarint64
	formBytes
	formRefused
)

// forms says it for every type; types that are not listed are refused.
var forms = func() (table [256]form) {
	for i := range table {
		table[i] = formRefused
	}
	table[Null] = formNone
	for _, t := range []Type{TinyInt, UnsignedTiny, Year} {
		table[t] = formByte
	}
	for _, t := range []Type{SmallInt, MediumInt, Int, UnsignedSmall, UnsignedMedium, UnsignedInt, Float, Date, MySQLDate} {
		table[t] = formVarint32
	}
	for _, t := range []Type{BigInt, UnsignedBig, Double, DateTime, Timestamp, Time, Bit, Extend, MySQLDateTime} {
		table[t] = formVarint64
	}
	for _, t := range []Type{VarChar, Char, TinyText, Text, MediumText, LongText} {
		table[t] = formBytes
	}
	return table
}()

// Meta is what stands before every value.
type Meta struct {
	Type      Type
	Level     uint8 // collation level: 0 explicit, 5 numeric, 6 ignorable
	Collation uint8 // 63 binary, 45 utf8mb4_general_ci, 46 utf8mb4_bin
	Scale     int8
}

// noScale is what the reference client writes where a scale means nothing.
const noScale = 10

// MetaOf is what the reference client writes for a type. Strings come out as text;
// BinaryMeta is for those that are bytes.
func MetaOf(t Type) Meta {
	m := Meta{Type: t, Level: levelNumeric, Collation: collationBinary, Scale: noScale}
	switch {
	case t == Null:
		m.Level = levelIgnorable
	case t == UnsignedInt:
		m.Scale = -1
	case t == DateTime, t == Timestamp, t == MySQLDateTime:
		m.Scale = 6
	case forms[t] == formBytes:
		m.Level, m.Collation = levelExplicit, collationGeneral
	}
	return m
}

// BinaryMeta is MetaOf(VarChar) with the collation of bytes that are no text.
func BinaryMeta() Meta {
	return Meta{Type: VarChar, Level: levelExplicit, Collation: collationBinary, Scale: noScale}
}

// String is the type's name in the field.
func (t Type) String() string {
	if name, known := typeNames[t]; known {
		return name
	}
	return fmt.Sprintf("type %d", uint8(t))
}

var typeNames = map[Type]string{
	Null: "null", TinyInt: "tinyint", SmallInt: "smallint", MediumInt: "mediumint", Int: "int", BigInt: "bigint",
	UnsignedTiny: "unsigned tinyint", UnsignedSmall: "unsigned smallint", UnsignedMedium: "unsigned mediumint",
	UnsignedInt: "unsigned int", UnsignedBig: "unsigned bigint", Float: "float", Double: "double",
	DateTime: "datetime", Timestamp: "timestamp", Date: "date", Time: "time", Year: "year",
	VarChar: "varchar", Char: "char", Extend: "extend", TinyText: "tinytext", Text: "text",
	MediumText: "mediumtext", LongText: "longtext", Bit: "bit", MySQLDate: "mysql date", MySQLDateTime: "mysql datetime",
}
