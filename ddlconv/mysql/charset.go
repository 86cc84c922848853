package mysql

import "strings"

// charsets are the character sets of MySQL 5.7 to 8.4 and MariaDB 10 and 11.
const charsets = " armscii8 ascii big5 binary cp1250 cp1251 cp1256 cp1257 cp850 cp852 cp866 cp932 dec8 eucjpms euckr gb18030 " +
	"gb2312 gbk geostd8 greek hebrew hp8 keybcs2 koi8r koi8u latin1 latin2 latin5 latin7 macce macroman sjis swe7 tis620 " +
	"ucs2 ujis utf16 utf16le utf32 utf8 utf8mb3 utf8mb4 "

// Charset tells whether a name, in lower case, is a character set.
func Charset(name string) bool { return name != "" && strings.Contains(charsets, " "+name+" ") }

// CharsetOf is the character set that a collation belongs to: what its name begins
// with. MariaDB's uca1400 collations may stand without; they are utf8mb4's.
func CharsetOf(collation string) string {
	if collation == "binary" {
		return "binary"
	}
	if prefix, _, _ := strings.Cut(collation, "_"); Charset(prefix) {
		return prefix
	}
	return "utf8mb4"
}

// DefaultCollation is the collation that a character set has where none is named.
func DefaultCollation(charset string) string {
	switch charset {
	case "binary":
		return "binary"
	case "big5", "gb2312", "gbk", "gb18030", "gb18030_2022":
		return charset + "_chinese_ci"
	case "latin1", "dec8", "swe7":
		return charset + "_swedish_ci"
	case "latin5":
		return "latin5_turkish_ci"
	case "hp8":
		return "hp8_english_ci"
	case "ujis", "sjis", "cp932", "eucjpms":
		return charset + "_japanese_ci"
	case "euckr":
		return "euckr_korean_ci"
	case "tis620":
		return "tis620_thai_ci"
	}
	return charset + "_general_ci"
}

// charsetWidth is the most bytes that a character of a character set takes; one that is
// not named is taken for the widest.
func charsetWidth(charset string) int {
	switch charset {
	case "big5", "cp932", "euckr", "gb2312", "gbk", "sjis", "ucs2":
		return 2
	case "eucjpms", "ujis", "utf8", "utf8mb3":
		return 3
	case "", "gb18030", "utf16", "utf16le", "utf32", "utf8mb4":
		return 4
	}
	return 1
}
