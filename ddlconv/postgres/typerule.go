package postgres

import (
	"strconv"
	"strings"

	"github.com/obferry/obferry/ddlconv/rule"
	"github.com/obferry/obferry/ddlconv/schema"
)

// binaryCollation tells strings apart by their characters, as PostgreSQL does.
const binaryCollation = "utf8mb4_bin"

// foldedCollation compares without regard to case.
const foldedCollation = "utf8mb4_general_ci"

// accentedCollation does so, too, and tells accents apart, as citext does. A target that
// has it not gets the nearest, with a note of the rule collation.missing.
const accentedCollation = "utf8mb4_0900_as_ci"

// mapping is a rule for some types. To gives MySQL's type, and whether the rule is for
// the type at all; a silent one tells nothing, as the type is the same.
type mapping struct {
	id        string
	severity  rule.Severity
	fact      string
	silent    bool
	collation string // of its own, where case does not matter
	to        func(t typeRef) (string, bool)
}

// named makes the function of a mapping for one type of fixed form.
func only(to string, from ...string) func(typeRef) (string, bool) {
	return func(t typeRef) (string, bool) { return to, fits(t.name, from...) }
}

// mappings are the types, in the order in which they are asked.
var mappings = []mapping{
	{id: "postgres.type.array", severity: rule.Changed, fact: "error 1064", to: func(t typeRef) (string, bool) { return "json", t.array }},
	{id: "postgres.type.integer", severity: rule.Info, fact: `PostgreSQL 17, "Numeric Types"`, silent: true, to: integers},
	{id: "postgres.type.numeric", severity: rule.Info, fact: `PostgreSQL 17, "Numeric Types"`, silent: true, to: numerics},
	{id: "postgres.type.numeric.scale", severity: rule.Changed, fact: "errors 1425 and 1427", to: scales},
	{id: "postgres.type.numeric.large", severity: rule.Lossy, fact: "error 1426", to: largeNumerics},
	{id: "postgres.type.numeric.free", severity: rule.Lossy, fact: "errors 1425 and 1426", to: func(t typeRef) (string, bool) {
		return "decimal(65,30)", t.name == "numeric" && len(t.mods) == 0
	}},
	{id: "postgres.type.float", severity: rule.Changed, fact: "error 1265: no NaN and no infinity", to: floats},
	{id: "postgres.type.boolean", severity: rule.Info, fact: `MySQL 8.0 Reference Manual, "Numeric Data Type Syntax"`, to: only("tinyint(1)", "boolean")},
	{id: "postgres.type.money", severity: rule.Changed, fact: "error 1064", to: only("decimal(19,2)", "money")},
	{id: "postgres.type.varchar", severity: rule.Info, fact: `PostgreSQL 17, "Character Types"`, silent: true, to: varchars},
	{id: "postgres.type.char", severity: rule.Changed, fact: "error 1074", to: longChars},
	{id: "postgres.type.varchar.long", severity: rule.Changed, fact: "error 1074", to: longVarchars},
	{id: "postgres.type.text", severity: rule.Info, fact: `PostgreSQL 17, "Character Types"`, to: texts},
	{id: "postgres.type.citext", severity: rule.Changed, fact: `PostgreSQL 17, "citext": lower() on both sides`, collation: accentedCollation, to: only("longtext", "citext")},
	{id: "postgres.type.bytea", severity: rule.Info, fact: `PostgreSQL 17, "Binary Data Types"`, to: only("longblob", "bytea")},
	{id: "postgres.type.date", severity: rule.Changed, fact: `MySQL 8.0 Reference Manual, "The DATE, DATETIME, and TIMESTAMP Types"`, to: only("date", "date")},
	{id: "postgres.type.timestamp", severity: rule.Changed, fact: `MySQL 8.0 Reference Manual, "The DATE, DATETIME, and TIMESTAMP Types"`, to: digits("datetime", "timestamp without time zone")},
	{id: "postgres.type.timestamptz", severity: rule.Changed, fact: `PostgreSQL 17, "Date/Time Types": kept in UTC`, to: digits("datetime", "timestamp with time zone")},
	{id: "postgres.type.time", severity: rule.Info, fact: `PostgreSQL 17, "Date/Time Types"`, silent: true, to: digits("time", "time without time zone")},
	{id: "postgres.type.timetz", severity: rule.Changed, fact: "error 1064", to: only("varchar(21)", "time with time zone")},
	{id: "postgres.type.interval", severity: rule.Changed, fact: "error 1064", to: only("varchar(64)", "interval")},
	{id: "postgres.type.uuid", severity: rule.Info, fact: "error 1064", collation: foldedCollation, to: only("char(36)", "uuid")},
	{id: "postgres.type.json", severity: rule.Changed, fact: `PostgreSQL 17, "JSON Types"`, to: only("json", "json", "jsonb")},
	{id: "postgres.type.hstore", severity: rule.Changed, fact: "error 1064", to: only("json", "hstore")},
	{id: "postgres.type.xml", severity: rule.Changed, fact: "error 1064", to: only("longtext", "xml")},
	{id: "postgres.type.network", severity: rule.Changed, fact: "error 1064", to: networks},
	{id: "postgres.type.bit", severity: rule.Info, fact: `PostgreSQL 17, "Bit String Types"`, to: shortBits},
	{id: "postgres.type.bit.long", severity: rule.Changed, fact: "error 1064", to: longBits},
	{id: "postgres.type.search", severity: rule.Lossy, fact: "error 1064", to: only("longtext", "tsvector", "tsquery")},
	{id: "postgres.type.point", severity: rule.Changed, fact: "error 1064", to: only("point", "point")},
	{id: "postgres.type.geometric", severity: rule.Changed, fact: "error 1064", to: only("longtext", "line", "lseg", "box", "path", "polygon", "circle")},
	{id: "postgres.type.postgis", severity: rule.Changed, fact: "PostGIS, \"Data Management\"", to: postgis},
	{id: "postgres.type.range", severity: rule.Changed, fact: "error 1064", to: ranges},
	{id: "postgres.type.vector", severity: rule.Changed, fact: "kernel 4.3.5.3: a vector has its dimensions", to: vectors},
	{id: "postgres.type.internal", severity: rule.Info, fact: `PostgreSQL 17, "Object Identifier Types"`, to: internals},
	{id: "postgres.type.extension", severity: rule.Changed, fact: "error 1064", to: only("longtext",
		"ltree", "lquery", "ltxtquery", "cube", "seg", "isbn", "isbn13", "ean13", "issn", "semver", "jsonpath", "txid_snapshot", "pg_snapshot", "raster", "halfvec", "sparsevec", "geohash", "tsquery", "refcursor")},
	{id: "postgres.type.unknown", severity: rule.Manual, fact: "error 1064", to: func(typeRef) (string, bool) { return "longtext", true }},
}

// typeRules makes the rules.
func typeRules() []rule.Rule {
	all := []rule.Rule{
		{ID: "postgres.table.charset", Severity: rule.Info, Fact: `PostgreSQL 17, "Collation Support"`, Apply: charset},
		{ID: "postgres.type.enum", Severity: rule.Info, Fact: `PostgreSQL 17, "Enumerated Types"`, Apply: enums},
		{ID: "postgres.type.range.own", Severity: rule.Changed, Fact: "error 1064", Apply: ownRanges},
		{ID: "postgres.type.row", Severity: rule.Manual, Fact: "error 1064", Apply: rows1},
		{ID: "postgres.type.text.key", Severity: rule.Changed, Fact: `error 1167; PostgreSQL 17, "B-Tree Indexes": no entry is longer than a third of a page`, Apply: keyTexts},
		{ID: "postgres.type.text.default", Severity: rule.Changed, Fact: "error 1067", Apply: defaultTexts},
	}
	for _, m := range mappings {
		all = append(all, rule.Rule{ID: m.id, Severity: m.severity, Fact: m.fact, Apply: m.apply})
	}
	return all
}

// apply maps the columns of a mapping's types.
func (m mapping) apply(d *schema.Draft, say rule.Tell) {
	for _, c := range d.Table.Columns {
		if !open(c) {
			continue
		}
		to, ok := m.to(parseType(c.Type))
		if !ok {
			continue
		}
		retype(c, to)
		if m.collation != "" {
			c.Charset, c.Collation = "utf8mb4", m.collation
		}
		if !m.silent {
			say(c, c.Name, c.Was, to)
		}
	}
}

// open tells whether a column has the source's type still.
func open(c *schema.Column) bool { return !c.Chosen && c.Was == "" }

// retype gives a column MySQL's type.
func retype(c *schema.Column, to string) { c.Was, c.Type = c.Type, to }

// charset makes a table compare strings as PostgreSQL does.
func charset(d *schema.Draft, _ rule.Tell) {
	if d.Table.Charset == "" && d.Table.Collation == "" {
		d.Table.Charset, d.Table.Collation = "utf8mb4", binaryCollation
	}
}

// eachRemark calls a function with the column of every remark of a phrase.
func eachRemark(d *schema.Draft, phrase schema.Phrase, do func(*schema.Column, string)) {
	for _, r := range d.Remarks {
		if r.Phrase != phrase {
			continue
		}
		if c := d.Table.Column(r.Object); c != nil && open(c) {
			do(c, r.Text)
		}
	}
}

// enums makes ENUMs of the enums that a script makes.
func enums(d *schema.Draft, say rule.Tell) {
	eachRemark(d, enumPhrase, func(c *schema.Column, to string) {
		say(c, c.Name, c.Type, to)
		retype(c, to)
	})
}

// ownRanges keeps ranges that the script makes as their text, as PostgreSQL's own.
func ownRanges(d *schema.Draft, say rule.Tell) {
	eachRemark(d, rangePhrase, func(c *schema.Column, was string) {
		say(c, c.Name, was, "varchar(255)")
		retype(c, "varchar(255)")
	})
}

// rows1 keeps rows within rows as their text.
func rows1(d *schema.Draft, say rule.Tell) {
	eachRemark(d, compositePhrase, func(c *schema.Column, was string) {
		say(c, c.Name, was, "longtext")
		retype(c, "longtext")
	})
}

// keyTexts gives texts in keys a length.
func keyTexts(d *schema.Draft, say rule.Tell) {
	eachRemark(d, boundedPhrase, func(c *schema.Column, length string) { sizeText(c, length, say) })
}

// defaultTexts gives texts with a default a length.
func defaultTexts(d *schema.Draft, say rule.Tell) {
	eachRemark(d, defaultPhrase, func(c *schema.Column, length string) {
		if c.Default != nil && *c.Default != "NULL" {
			sizeText(c, length, say)
		}
	})
}

// sizeText makes a varchar or varbinary of a text or bytea.
func sizeText(c *schema.Column, length string, say rule.Tell) {
	to := "varchar(" + length + ")"
	if c.Type == "bytea" {
		to = "varbinary(" + length + ")"
	}
	if c.Type == "citext" {
		c.Charset, c.Collation = "utf8mb4", accentedCollation
	}
	say(c, c.Name, c.Type, to)
	retype(c, to)
}

// integers are whole numbers.
func integers(t typeRef) (string, bool) {
	switch t.name {
	case "smallint", "bigint":
		return t.name, true
	case "integer":
		return "int", true
	}
	return "", false
}

// The most digits of a DECIMAL, and the most behind its point.
const (
	mostDigits = 65
	mostScale  = 30
)

// precision is a numeric's digits, and those behind its point.
func precision(t typeRef) (digits, scale int, ok bool) {
	digits, ok = t.number(0)
	scale, _ = t.number(1)
	return digits, scale, ok && t.name == "numeric"
}

// numerics are those that a DECIMAL holds as they are.
func numerics(t typeRef) (string, bool) {
	p, s, ok := precision(t)
	return "decimal(" + strconv.Itoa(p) + "," + strconv.Itoa(s) + ")", ok && p <= mostDigits && s >= 0 && s <= min(p, mostScale)
}

// scales are those whose point lies outside of their digits.
func scales(t typeRef) (string, bool) {
	p, s, ok := precision(t)
	switch {
	case !ok:
		return "", false
	case s < 0 && p-s <= mostDigits:
		return "decimal(" + strconv.Itoa(p-s) + ",0)", true
	case s > p && s <= mostScale:
		return "decimal(" + strconv.Itoa(s) + "," + strconv.Itoa(s) + ")", true
	}
	return "", false
}

// largeNumerics are those with more digits than a DECIMAL has.
func largeNumerics(t typeRef) (string, bool) {
	p, s, ok := precision(t)
	if !ok {
		return "", false
	}
	s = min(max(s, 0), mostScale)
	return "decimal(" + strconv.Itoa(min(max(p, s), mostDigits)) + "," + strconv.Itoa(s) + ")", true
}

// floats are numbers with a floating point.
func floats(t typeRef) (string, bool) {
	switch t.name {
	case "real":
		return "float", true
	case "double precision":
		return "double", true
	case "float":
		if n, ok := t.number(0); ok && n <= 24 {
			return "float", true
		}
		return "double", true
	}
	return "", false
}

// The most characters of a CHAR and a VARCHAR.
const (
	mostChar    = 255
	mostVarchar = 262144
)

// lengthOf is a string's length; char without one has 1.
func lengthOf(t typeRef) (int, bool) {
	n, ok := t.number(0)
	if !ok && t.name == "character" {
		return 1, true
	}
	return n, ok && (t.name == "character" || t.name == "character varying")
}

// varchars are strings that fit.
func varchars(t typeRef) (string, bool) {
	n, ok := lengthOf(t)
	if !ok {
		return "", false
	}
	if t.name == "character" {
		return "char(" + strconv.Itoa(n) + ")", n <= mostChar
	}
	return "varchar(" + strconv.Itoa(n) + ")", n <= mostVarchar
}

// longChars are padded strings that are longer than a CHAR.
func longChars(t typeRef) (string, bool) {
	n, ok := lengthOf(t)
	if n > mostVarchar {
		return "longtext", ok && t.name == "character"
	}
	return "varchar(" + strconv.Itoa(n) + ")", ok && t.name == "character"
}

// longVarchars are strings that are longer than a VARCHAR.
func longVarchars(t typeRef) (string, bool) {
	_, ok := lengthOf(t)
	return "longtext", ok
}

// texts are strings without a length.
func texts(t typeRef) (string, bool) {
	return "longtext", t.name == "text" || t.name == "character varying" && len(t.mods) == 0
}

// digits makes the function of a mapping for a type with digits of a second.
func digits(to, from string) func(typeRef) (string, bool) {
	return func(t typeRef) (string, bool) {
		n := digitsOf(t)
		if n == 0 {
			return to, t.name == from
		}
		return to + "(" + strconv.Itoa(n) + ")", t.name == from
	}
}

// networks are addresses.
func networks(t typeRef) (string, bool) {
	switch t.name {
	case "inet", "cidr":
		return "varchar(49)", true
	case "macaddr":
		return "char(17)", true
	case "macaddr8":
		return "char(23)", true
	}
	return "", false
}

// mostBits is the most bits of a BIT.
const mostBits = 64

// shortBits are bits that fit into a BIT.
func shortBits(t typeRef) (string, bool) {
	n, ok := t.number(0)
	if !ok {
		n = 1
	}
	return "bit(" + strconv.Itoa(n) + ")", t.name == "bit" && n <= mostBits
}

// longBits are other bits, kept as zeros and ones.
func longBits(t typeRef) (string, bool) {
	if t.name != "bit" && t.name != "bit varying" {
		return "", false
	}
	n, ok := t.number(0)
	if !ok || n > mostVarchar {
		return "longtext", true
	}
	return "varchar(" + strconv.Itoa(n) + ")", true
}

// postgis are the types of PostGIS: geometry(Point,4326).
func postgis(t typeRef) (string, bool) {
	if !fits(t.name, "geometry", "geography") {
		return "", false
	}
	if len(t.mods) > 0 {
		if kind := strings.ToLower(strings.TrimSpace(t.mods[0])); (&schema.Column{Type: kind}).Spatial() {
			return kind, true
		}
	}
	return "geometry", true
}

// ranges are kept as their text.
func ranges(t typeRef) (string, bool) {
	switch t.name {
	case "int4range", "int8range", "numrange", "tsrange", "tstzrange", "daterange":
		return "varchar(255)", true
	case "int4multirange", "int8multirange", "nummultirange", "tsmultirange", "tstzmultirange", "datemultirange":
		return "longtext", true
	}
	return "", false
}

// vectors are those of pgvector; one without dimensions is kept as its text.
func vectors(t typeRef) (string, bool) {
	if t.name != "vector" {
		return "", false
	}
	if n, ok := t.number(0); ok {
		return "vector(" + strconv.Itoa(n) + ")", true
	}
	return "longtext", true
}

// internals are PostgreSQL's own types.
func internals(t typeRef) (string, bool) {
	switch t.name {
	case "oid", "xid", "cid":
		return "int unsigned", true
	case "xid8":
		return "bigint unsigned", true
	case "name":
		return "varchar(63)", true
	case `"char"`:
		return "char(1)", true
	case "pg_lsn", "tid":
		return "varchar(32)", true
	case "regclass", "regproc", "regprocedure", "regtype", "regoper", "regoperator", "regrole", "regnamespace", "regconfig", "regdictionary":
		return "varchar(255)", true
	}
	return "", false
}
