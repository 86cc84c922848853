package oceanbase

import (
	"strconv"
	"strings"
)

// DefaultVersion is the version that is converted for where none is named.
const DefaultVersion = "4.3.5"

// before tells whether a version is older than another. What is no version counts
// as [DefaultVersion].
func before(version, than string) bool {
	a, ok := parseVersion(version)
	if !ok {
		a, _ = parseVersion(DefaultVersion)
	}
	b, _ := parseVersion(than)
	for i := range a {
		if a[i] != b[i] {
			return a[i] < b[i]
		}
	}
	return false
}

// Within tells whether a version lies from one on and before another; "" sets no bound.
func Within(version, since, until string) bool {
	return (since == "" || !before(version, since)) && (until == "" || before(version, until))
}

// parseVersion reads the first three numbers of a version.
func parseVersion(s string) (numbers [3]int, ok bool) {
	for i, part := range strings.SplitN(s, ".", len(numbers)+1) {
		if i == len(numbers) {
			break
		}
		n, err := strconv.Atoi(part)
		if err != nil {
			return numbers, false
		}
		numbers[i] = n
	}
	return numbers, true
}

// widths are the character sets, by the most bytes that one character takes, as
// SHOW CHARSET of a 4.3.5 kernel lists them.
var widths = map[string]int{
	"binary": 1, "utf8mb4": 4, "gbk": 2, "utf16": 4, "gb18030": 4, "latin1": 1, "gb2312": 2, "gb18030_2022": 4, "ascii": 1,
	"tis620": 1, "ujis": 3, "euckr": 2, "eucjpms": 3, "cp932": 2, "utf16le": 4, "sjis": 2, "big5": 2, "hkscs": 2, "hkscs31": 2,
	"dec8": 1, "cp850": 1, "hp8": 1, "macroman": 1, "swe7": 1,
}

// documented are the character sets of the versions before 4.3.5.
var documented = map[string]bool{
	"binary": true, "utf8mb4": true, "gbk": true, "utf16": true, "gb18030": true, "gb18030_2022": true, "latin1": true,
}

// HasCharset tells whether a version has a character set.
func HasCharset(version, charset string) bool {
	if before(version, DefaultVersion) {
		return documented[charset]
	}
	return widths[charset] > 0
}

// Width is the most bytes that one character of a character set takes, 4 of one
// that is not known.
func Width(charset string) int {
	if w := widths[charset]; w > 0 {
		return w
	}
	return 4
}

// languages are those of the collations that utf8mb4 and utf16 share.
const languages = " croatian czech danish esperanto estonian german2 hungarian icelandic latvian lithuanian persian polish " +
	"roman romanian sinhala slovak slovenian spanish spanish2 swedish turkish unicode_520 vietnamese "

// languages0900 are those of utf8mb4's collations after UCA 9.0.0; Chinese and
// Japanese have as_cs only.
const languages0900 = " bg bs cs da de_pb eo es es_trad et gl hr hu is la lt lv mn_cyrl nb nn pl ro ru sk sl sr_latn sv tr vi "

// HasCollation tells whether a version has a collation.
func HasCollation(version, collation string) bool {
	if collation == "binary" {
		return true
	}
	charset, rest, _ := strings.Cut(collation, "_")
	if strings.HasPrefix(collation, "gb18030_2022_") {
		charset, rest = "gb18030_2022", strings.TrimPrefix(collation, "gb18030_2022_")
	}
	if !HasCharset(version, charset) {
		return false
	}
	old := before(version, DefaultVersion)
	switch charset {
	case "utf8mb4", "utf16":
		if rest == "general_ci" || rest == "bin" || rest == "unicode_ci" {
			return true
		}
		if old {
			return false
		}
		if language, ok := strings.CutSuffix(rest, "_ci"); ok && listed(languages, language) {
			return true
		}
		return charset == "utf8mb4" && after0900(rest)
	case "latin1":
		if !old && listed(" danish_ci general_ci general_cs german1_ci german2_ci spanish_ci ", rest) {
			return true
		}
	case "gb18030_2022":
		if !old && listed(" chinese_cs radical_ci radical_cs stroke_ci stroke_cs ", rest) {
			return true
		}
	}
	return rest == "bin" || rest == usual[charset]
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

// usual are the collations, besides bin, of the character sets that have one more.
var usual = map[string]string{
	"gbk": "chinese_ci", "gb18030": "chinese_ci", "gb18030_2022": "chinese_ci", "gb2312": "chinese_ci", "big5": "chinese_ci",
	"latin1": "swedish_ci", "dec8": "swedish_ci", "swe7": "swedish_ci", "ascii": "general_ci", "cp850": "general_ci",
	"macroman": "general_ci", "utf16le": "general_ci", "hp8": "english_ci", "tis620": "thai_ci", "euckr": "korean_ci",
	"ujis": "japanese_ci", "sjis": "japanese_ci", "cp932": "japanese_ci", "eucjpms": "japanese_ci",
}

// listed tells whether a list of words between blanks holds a word.
func listed(list, word string) bool {
	return word != "" && strings.Contains(list, " "+word+" ")
}
