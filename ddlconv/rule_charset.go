package ddlconv

import (
	"strings"

	"github.com/obferry/obferry/ddlconv/mysql"
	"github.com/obferry/obferry/ddlconv/schema"
)

// charsetUTF8: utf8 and utf8mb3 are utf8mb4 here. One note tells it for the table.
func charsetUTF8(w *work, say tell) {
	found := widen(&w.table.Charset, &w.table.Collation)
	for _, c := range w.table.Columns {
		found = widen(&c.Charset, &c.Collation) || found
	}
	if found {
		say(w.table, "", "utf8mb3", "utf8mb4")
	}
}

// widen makes utf8mb4 of utf8 and utf8mb3, and tells whether it did.
func widen(charset, collation *string) bool {
	was := *charset + *collation
	if *charset == "utf8" || *charset == "utf8mb3" {
		*charset = "utf8mb4"
	}
	for _, prefix := range []string{"utf8_", "utf8mb3_"} {
		if rest, ok := strings.CutPrefix(*collation, prefix); ok {
			*collation = "utf8mb4_" + rest
		}
	}
	return was != *charset+*collation
}

// charsetMissing: a character set that the target lacks becomes utf8mb4, which holds
// all that it holds; the rows travel as utf8mb4 anyway.
func charsetMissing(w *work, say tell) {
	if w.recode(&w.table.Charset, &w.table.Collation, func(was, became string) { say(w.table, "", was, became) }) {
		for _, c := range w.table.Columns {
			if c.Textual() && c.Charset == "" && c.Collation == "" {
				w.recollate(c)
			}
		}
	}
	for _, c := range w.table.Columns {
		if w.recode(&c.Charset, &c.Collation, func(was, became string) { say(c, c.Name, was, became) }) {
			w.recollate(c)
		}
	}
}

// recode makes utf8mb4 of a character set that the target lacks, with the nearest
// collation, and tells whether values then compare otherwise.
func (w *work) recode(charset, collation *string, say func(was, became string)) bool {
	name := *charset
	if name == "" && *collation != "" {
		name = mysql.CharsetOf(*collation)
	}
	if name == "" || w.course.target.HasCharset(name) {
		return false
	}
	was := *collation
	if was == "" {
		was = mysql.DefaultCollation(name)
	}
	*charset, *collation = "utf8mb4", w.nearest(was)
	say(name, *charset+" "+*collation)
	return !comparesAlike(name, was, *collation)
}

// comparesAlike tells whether a collation of another character set of Unicode compares
// as the one of utf8mb4 in its place: both are the same rules on the same characters.
func comparesAlike(charset, was, became string) bool {
	switch charset {
	case "utf32", "ucs2", "utf16", "utf16le":
		return strings.TrimPrefix(was, charset+"_") == strings.TrimPrefix(became, "utf8mb4_")
	}
	return false
}

// collationMissing: a collation that the target lacks becomes the nearest one it
// has; some strings then compare and sort otherwise.
func collationMissing(w *work, say tell) {
	if was := w.table.Collation; was != "" && !w.course.target.HasCollation(was) {
		w.table.Collation = w.nearest(was)
		say(w.table, "", was, w.table.Collation)
		for _, c := range w.table.Columns {
			if c.Textual() && c.Charset == "" && c.Collation == "" {
				w.recollate(c)
			}
		}
	}
	for _, c := range w.table.Columns {
		if was := c.Collation; was != "" && !w.course.target.HasCollation(was) {
			c.Collation = w.nearest(was)
			say(c, c.Name, was, c.Collation)
			w.recollate(c)
		}
	}
}

// recollate marks a column as one that compares otherwise than before.
func (w *work) recollate(c *schema.Column) {
	if w.recollated == nil {
		w.recollated = map[*schema.Column]bool{}
	}
	w.recollated[c] = true
}

// nearest is the collation of the target that is nearest to one it lacks: of the
// same character set where the target has that, of the same language, and with the
// same regard to case.
func (w *work) nearest(collation string) string {
	charset := mysql.CharsetOf(collation)
	rest := strings.TrimPrefix(collation, charset+"_")
	if !w.course.target.HasCharset(charset) {
		charset = "utf8mb4"
	}
	for _, candidate := range candidates(charset, rest) {
		if w.course.target.HasCollation(candidate) {
			return candidate
		}
	}
	return mysql.DefaultCollation(charset)
}

// languageCodes are the languages of MariaDB's collations by the codes in MySQL's.
var languageCodes = map[string]string{
	"croatian": "hr", "czech": "cs", "danish": "da", "esperanto": "eo", "estonian": "et", "german2": "de_pb", "hungarian": "hu",
	"icelandic": "is", "latvian": "lv", "lithuanian": "lt", "polish": "pl", "roman": "la", "romanian": "ro", "slovak": "sk",
	"slovenian": "sl", "spanish": "es", "spanish2": "es_trad", "swedish": "sv", "turkish": "tr", "vietnamese": "vi",
	"bulgarian": "bg",
}

// candidates are the collations that may stand for one, the nearest first. Rest is
// its name without the character set.
func candidates(charset, rest string) []string {
	padded := strings.Replace(strings.Replace(rest, "_nopad", "", 1), "nopad_", "", 1)
	sensitive := strings.HasSuffix(rest, "_cs")
	language, _, _ := strings.Cut(strings.TrimPrefix(padded, "uca1400_"), "_")
	code := languageCodes[language]
	var names []string
	switch {
	case strings.HasSuffix(rest, "bin"):
		if padded != rest {
			names = append(names, "0900_bin")
		}
		names = append(names, "bin")
	case sensitive:
		names = append(names, padded, code+"_0900_as_cs", "0900_as_cs", "bin")
	case strings.Contains(rest, "_as_"):
		names = append(names, "0900_as_ci", "unicode_ci")
	case strings.Contains(rest, "uca1400"), strings.Contains(rest, "0900"), strings.HasPrefix(rest, "unicode"):
		if padded != rest || strings.Contains(rest, "0900") {
			names = append(names, code+"_0900_ai_ci", "0900_ai_ci")
		}
		names = append(names, language+"_ci", padded, "unicode_520_ci", "unicode_ci")
	default:
		names = append(names, padded, language+"_ci", "general_ci")
	}
	for i := range names {
		names[i] = charset + "_" + names[i]
	}
	return append(names, mysql.DefaultCollation(charset))
}

// collationUnique: two values that differed before may be equal now, and a unique
// key would refuse the second.
func collationUnique(w *work, say tell) {
	for _, index := range w.keys() {
		if index.Kind != schema.Primary && index.Kind != schema.Unique {
			continue
		}
		for _, p := range index.Parts {
			if c := w.table.Column(p.Column); c != nil && w.recollated[c] && !strings.HasSuffix(w.collation(c), "_bin") {
				say(index, index.Name, c.Name, w.collation(c))
			}
		}
	}
}

// charset is the character set of a column, its table's where it has none.
func (w *work) charset(c *schema.Column) string {
	switch {
	case c.Charset != "":
		return c.Charset
	case c.Collation != "":
		return mysql.CharsetOf(c.Collation)
	case w.table.Charset != "":
		return w.table.Charset
	case w.table.Collation != "":
		return mysql.CharsetOf(w.table.Collation)
	}
	return "utf8mb4"
}

// collation is the collation of a column, its table's where it has none.
func (w *work) collation(c *schema.Column) string {
	switch {
	case c.Collation != "":
		return c.Collation
	case c.Charset == "" && w.table.Collation != "":
		return w.table.Collation
	}
	return mysql.DefaultCollation(w.charset(c))
}
