package oceanbase

import "strings"

// charset is what is known of a character set.
type charset struct {
	width int    // the most bytes that one character takes
	since string // the version that has it first, "" for all
	usual string // its collation besides bin, without its name, "" for those of Unicode
}

// charsets are the character sets that SHOW CHARSET of a 4.3.5.3 kernel lists. Since
// when an older version has one: V3.1.5, "Compatibility with MySQL" (binary and utf8mb4
// alone; 3.2 has no such page that could be found); V4.2.1, the same page (gbk, utf16,
// gb18030); release notes V4.1.0 (latin1); V4.2.3, the same page, which V4.2.2 has not
// yet (gb18030_2022). No document up to V4.3.3 has any of the others.
var charsets = map[string]charset{
	"binary":       {width: 1},
	"utf8mb4":      {width: 4},
	"gbk":          {2, "4.0.0", "chinese_ci"},
	"utf16":        {width: 4, since: "4.0.0"},
	"gb18030":      {4, "4.0.0", "chinese_ci"},
	"latin1":       {1, "4.1.0", "swedish_ci"},
	"gb18030_2022": {4, "4.2.3", "chinese_ci"},
	"gb2312":       {2, "4.3.5", "chinese_ci"},
	"big5":         {2, "4.3.5", "chinese_ci"},
	"ascii":        {1, "4.3.5", "general_ci"},
	"tis620":       {1, "4.3.5", "thai_ci"},
	"ujis":         {3, "4.3.5", "japanese_ci"},
	"euckr":        {2, "4.3.5", "korean_ci"},
	"eucjpms":      {3, "4.3.5", "japanese_ci"},
	"cp932":        {2, "4.3.5", "japanese_ci"},
	"sjis":         {2, "4.3.5", "japanese_ci"},
	"utf16le":      {4, "4.3.5", "general_ci"},
	"hkscs":        {width: 2, since: "4.3.5"},
	"hkscs31":      {width: 2, since: "4.3.5"},
	"dec8":         {1, "4.3.5", "swedish_ci"},
	"cp850":        {1, "4.3.5", "general_ci"},
	"hp8":          {1, "4.3.5", "english_ci"},
	"macroman":     {1, "4.3.5", "general_ci"},
	"swe7":         {1, "4.3.5", "swedish_ci"},
}

// HasCharset tells whether the target has a character set.
func (t Target) HasCharset(name string) bool {
	known, ok := charsets[name]
	return ok && t.Within(known.since, "")
}

// Width is the most bytes that one character of a character set takes, 4 of one
// that is not known.
func Width(name string) int {
	if known, ok := charsets[name]; ok {
		return known.width
	}
	return 4
}

// languages are those of the collations that utf8mb4 and utf16 share.
const languages = " croatian czech danish esperanto estonian german2 hungarian icelandic latvian lithuanian persian polish " +
	"roman romanian sinhala slovak slovenian spanish spanish2 swedish turkish unicode_520 vietnamese "

// languages0900 are those of utf8mb4's collations after UCA 9.0.0; Chinese and
// Japanese have as_cs only.
const languages0900 = " bg bs cs da de_pb eo es es_trad et gl hr hu is la lt lv mn_cyrl nb nn pl ro ru sk sl sr_latn sv tr vi "

// Since when there are more collations than the first ones of a character set.
const (
	// unicodeSince: V4.2.1, "Compatibility with MySQL" says that the Community Edition
	// has no unicode_ci; V4.2.3, the same page, says so no more.
	unicodeSince = "4.2.3"
	// chinese2022Since: V4.2.3, "Collation", lists those of gb18030_2022.
	chinese2022Since = "4.2.3"
	// manySince: V4.3.3, "Collation", has none of the others; the kernel of 4.3.5.3 has.
	manySince = "4.3.5"
)

// HasCollation tells whether the target has a collation.
func (t Target) HasCollation(collation string) bool {
	if collation == "binary" {
		return true
	}
	name, rest, _ := strings.Cut(collation, "_")
	if strings.HasPrefix(collation, "gb18030_2022_") {
		name, rest = "gb18030_2022", strings.TrimPrefix(collation, "gb18030_2022_")
	}
	if !t.HasCharset(name) {
		return false
	}
	many := t.Within(manySince, "")
	switch name {
	case "utf8mb4", "utf16":
		switch {
		case rest == "general_ci", rest == "bin":
			return true
		case rest == "unicode_ci":
			return t.Within(unicodeSince, "")
		case !many:
			return false
		}
		if language, ok := strings.CutSuffix(rest, "_ci"); ok && listed(languages, language) {
			return true
		}
		return name == "utf8mb4" && after0900(rest)
	case "latin1":
		if many && listed(" danish_ci general_ci general_cs german1_ci german2_ci spanish_ci ", rest) {
			return true
		}
	case "gb18030_2022":
		if t.Within(chinese2022Since, "") && listed(" chinese_cs radical_ci radical_cs stroke_ci stroke_cs ", rest) {
			return true
		}
	}
	usual := charsets[name].usual
	return rest == "bin" || usual != "" && rest == usual
}

// after0900 tells whether the rest of a name, after utf8mb4_, is a collation of
// UCA 9.0.0.
func after0900(rest string) bool {
	if listed(" 0900_ai_ci 0900_as_ci 0900_as_cs 0900_bin zh_0900_as_cs ja_0900_as_cs ja_0900_as_cs_ks ", rest) {
		return true
	}
	for _, suffix := range []string{"_0900_ai_ci", "_0900_as_cs"} {
		if language, ok := strings.CutSuffix(rest, suffix); ok {
			return listed(languages0900, language)
		}
	}
	return false
}

// listed tells whether a list of words between blanks holds a word.
func listed(list, word string) bool {
	return word != "" && strings.Contains(list, " "+word+" ")
}
