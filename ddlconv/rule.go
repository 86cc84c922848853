package ddlconv

import (
	"sort"
	"strconv"
	"strings"

	"github.com/obferry/obferry/ddlconv/rule"
	"github.com/obferry/obferry/ddlconv/schema"
)

// ownRule is a rule on what OceanBase takes, whatever the source's language.
type ownRule struct {
	rule.Rule
	apply func(*work, tell)
}

// tell leaves a note of a rule on an element of the table.
type tell = rule.Tell

// rules are those that look at one table, in the order they are applied. A fact "error"
// is what a kernel of 4.3.5.3 answers without the rule.
var rules = []ownRule{
	{rule.Rule{ID: "table.temporary", Off: rule.Never, Severity: Changed, Fact: "error 1235"}, temporaryTable},
	{rule.Rule{ID: "table.sequence", Severity: Manual, Fact: "MariaDB: SHOW CREATE TABLE of a sequence ends in SEQUENCE=1; error 1064"}, sequenceTable},
	{rule.Rule{ID: "table.engine", Off: rule.Never, Severity: Changed, Fact: "warning 1286"}, tableEngine},
	{rule.Rule{ID: "table.versioning", Off: rule.Never, Severity: Lossy, Fact: "error 1064"}, tableVersioning},
	{rule.Rule{ID: "table.period", Off: rule.Never, Severity: Lossy, Fact: "error 1064"}, tablePeriod},
	{rule.Rule{ID: "table.encryption", Off: rule.Never, Severity: Lossy, Fact: "kernel 4.3.5.3: the option is taken and forgotten"}, tableEncryption},
	{rule.Rule{ID: "table.storage", Severity: Info, Fact: "error 1064, or taken and forgotten"}, tableStorage},
	{rule.Rule{ID: "table.comment", Severity: Lossy, Fact: "error 1628"}, tableComment},
	{rule.Rule{ID: "table.columns", Severity: Blocked, Fact: "error 1117"}, tableColumns},
	{rule.Rule{ID: "column.dropped", Severity: Info, Fact: "the plan's own choice of columns"}, columnDropped},
	{rule.Rule{ID: "column.comment", Severity: Lossy, Fact: "error 1629"}, columnComment},
	{rule.Rule{ID: "column.reserved", Severity: Blocked, Fact: "error 1060"}, columnReserved},
	{rule.Rule{ID: "column.invisible", Severity: Lossy, Fact: `V4.3.3, "CREATE TABLE" (MySQL mode) has no INVISIBLE columns; kernel 4.3.5.3 has`, Before: "4.3.5"}, columnInvisible},
	{rule.Rule{ID: "type.uuid", Severity: Changed, Fact: "error 1064"}, typeUUID},
	{rule.Rule{ID: "type.inet", Severity: Changed, Fact: "error 1064"}, typeInet},
	{rule.Rule{ID: "type.year", Severity: Changed, Fact: "kernel 4.3.5.3: year(2) becomes year(4) without a word"}, typeYear},
	{rule.Rule{ID: "type.json", Severity: Info, Fact: `MariaDB Knowledge Base, "JSON Data Type"`}, typeJSON},
	{rule.Rule{ID: "type.json.missing", Severity: Lossy, Fact: "release notes V3.2.2", Before: "3.2.2"}, typeJSONMissing},
	{rule.Rule{ID: "type.srid", Off: rule.Never, Severity: Lossy, Fact: "error 3548"}, typeSRID},
	{rule.Rule{ID: "type.vector", Severity: Manual, Fact: "kernel 4.3.5.3: a vector is written as text"}, typeVector},
	{rule.Rule{ID: "type.members", Severity: Blocked, Fact: "error 4019"}, typeMembers},
	{rule.Rule{ID: "type.long", Severity: Changed, Fact: "error 1074"}, typeLong},
	{rule.Rule{ID: "type.unknown", Severity: Blocked, Fact: "error 1064"}, typeUnknown},
	{rule.Rule{ID: "charset.utf8", Severity: Info, Fact: "kernel 4.3.5.3: utf8 and utf8mb3 are names of utf8mb4"}, charsetUTF8},
	{rule.Rule{ID: "charset.missing", Severity: Changed, Fact: "error 1115"}, charsetMissing},
	{rule.Rule{ID: "collation.missing", Severity: Lossy, Fact: "error 1273"}, collationMissing},
	{rule.Rule{ID: "collation.unique", Severity: Manual, Fact: "error 1062, when the rows cross"}, collationUnique},
	{rule.Rule{ID: "default.now", Severity: Changed, Fact: "error 1067"}, defaultNow},
	{rule.Rule{ID: "default.precision", Severity: Changed, Fact: "error 1067"}, defaultPrecision},
	{rule.Rule{ID: "default.large", Severity: Lossy, Fact: "errors 1067 and 1101"}, defaultLarge},
	{rule.Rule{ID: "default.sequence", Severity: Lossy, Fact: "error 1064"}, defaultSequence},
	{rule.Rule{ID: "default.column", Severity: Lossy, Fact: "error 1235"}, defaultColumn},
	{rule.Rule{ID: "default.function", Severity: Lossy, Fact: "error 1305, or kernel 4.3.5.3 breaks off"}, defaultFunction},
	{rule.Rule{ID: "default.expression", Severity: Lossy, Fact: `V4.3.3, "CREATE TABLE" (MySQL mode): DEFAULT const_value; kernel 4.3.5.3 takes expressions`, Before: "4.3.5"}, defaultExpression},
	{rule.Rule{ID: "default.bits", Severity: Info, Fact: "error 1067"}, defaultBits},
	{rule.Rule{ID: "default.invalid", Severity: Lossy, Fact: "error 1067"}, defaultInvalid},
	{rule.Rule{ID: "generated.function", Severity: Lossy, Fact: "error 3102"}, generatedFunction},
	{rule.Rule{ID: "generated.nested", Severity: Lossy, Fact: "error 3106"}, generatedNested},
	{rule.Rule{ID: "generated.auto", Severity: Lossy, Fact: "error 1235"}, generatedAuto},
	{rule.Rule{ID: "generated.primary", Severity: Lossy, Fact: "error 3106"}, generatedPrimary},
	{rule.Rule{ID: "check.missing", Severity: Lossy, Fact: `OceanBase Migration Service, "Create a column": CHECK from V3.2.3 on`, Before: "3.2.3"}, checkMissing},
	{rule.Rule{ID: "check.function", Severity: Lossy, Fact: "errors 3814, 3815 and 3816"}, checkFunction},
	{rule.Rule{ID: "check.auto", Severity: Lossy, Fact: "error 3818"}, checkAuto},
	{rule.Rule{ID: "check.boolean", Severity: Changed, Fact: "error 3812"}, checkBoolean},
	{rule.Rule{ID: "check.name", Severity: Info, Fact: "error 3822"}, checkName},
	{rule.Rule{ID: "key.overlaps", Off: rule.Never, Severity: Lossy, Fact: "error 1064"}, keyOverlaps},
	{rule.Rule{ID: "key.vector", Off: rule.Never, Severity: Lossy, Fact: "error 1064"}, keyVector},
	{rule.Rule{ID: "key.ignored", Off: rule.Never, Severity: Changed, Fact: "error 1064"}, keyIgnored},
	{rule.Rule{ID: "key.desc", Severity: Changed, Fact: "kernel 4.3.5.3: DESC is taken and forgotten"}, keyDescending},
	{rule.Rule{ID: "key.hash", Severity: Info, Fact: "kernel 4.3.5.3: USING HASH is taken and forgotten; USING RTREE is error 1064"}, keyHash},
	{rule.Rule{ID: "key.functional", Severity: Lossy, Fact: "release notes V4.2.0", Before: "4.2.0"}, keyFunctional},
	{rule.Rule{ID: "key.multivalued", Severity: Lossy, Fact: "release notes V4.3.1", Before: "4.3.1"}, keyMultiValued},
	{rule.Rule{ID: "key.expression", Severity: Lossy, Fact: "error 3758"}, keyExpression},
	{rule.Rule{ID: "key.generated", Severity: Lossy, Fact: "error 3106"}, keyGenerated},
	{rule.Rule{ID: "key.expression.twice", Severity: Lossy, Fact: "error 4200"}, keyExpressionTwice},
	{rule.Rule{ID: "key.json", Severity: Lossy, Fact: "error 3152"}, keyJSON},
	{rule.Rule{ID: "key.geometry", Severity: Lossy, Fact: "kernel 4.3.5.3: a KEY on a geometry becomes a SPATIAL KEY without a word"}, keyGeometry},
	{rule.Rule{ID: "key.spatial", Severity: Lossy, Fact: "error 1252"}, keySpatial},
	{rule.Rule{ID: "key.prefix.primary", Severity: Changed, Fact: "error 1064"}, keyPrefixPrimary},
	{rule.Rule{ID: "key.large.primary", Severity: Manual, Fact: "error 1167"}, keyLargePrimary},
	{rule.Rule{ID: "key.large.unique", Severity: Lossy, Fact: "error 1167"}, keyLargeUnique},
	{rule.Rule{ID: "key.large.plain", Severity: Changed, Fact: "error 1167"}, keyLargePlain},
	{rule.Rule{ID: "key.parts", Severity: Lossy, Fact: "error 1070"}, keyParts},
	{rule.Rule{ID: "key.long.unique", Severity: Lossy, Fact: "error 1071"}, keyLongUnique},
	{rule.Rule{ID: "key.long.plain", Severity: Changed, Fact: "error 1071"}, keyLongPlain},
	{rule.Rule{ID: "fulltext.missing", Severity: Lossy, Fact: "release notes V4.3.1", Before: "4.3.1"}, fulltextMissing},
	{rule.Rule{ID: "fulltext.collation", Severity: Lossy, Fact: "error 1235"}, fulltextCollation},
	{rule.Rule{ID: "fulltext.generated", Severity: Lossy, Fact: "error 1235"}, fulltextGenerated},
	{rule.Rule{ID: "fulltext.prefix", Severity: Info, Fact: "kernel 4.3.5.3: the prefix is taken and forgotten, in MySQL, too"}, fulltextPrefix},
	{rule.Rule{ID: "fulltext.parser", Severity: Changed, Fact: "error 1128"}, fulltextParser},
	{rule.Rule{ID: "fulltext.default", Severity: Info, Fact: "kernel 4.3.5.3: the parser is space where none is named"}, fulltextDefault},
	{rule.Rule{ID: "foreign.inline", Severity: Info, Fact: "MySQL 8.0 Reference Manual, 15.1.20.5"}, foreignInline},
	{rule.Rule{ID: "foreign.columns", Severity: Manual, Fact: "error 1064"}, foreignColumns},
	{rule.Rule{ID: "foreign.self", Severity: Lossy, Fact: "error 1215"}, foreignSelf},
	{rule.Rule{ID: "foreign.default", Severity: Lossy, Fact: "error 1215"}, foreignDefault},
	{rule.Rule{ID: "foreign.null", Severity: Changed, Fact: "error 1830"}, foreignNull},
	{rule.Rule{ID: "foreign.database", Severity: Manual, Fact: "error 1146"}, foreignDatabase},
	{rule.Rule{ID: "foreign.index", Severity: Info, Fact: "kernel 4.3.5.3: a foreign key makes no key"}, foreignIndex},
	{rule.Rule{ID: "foreign.name", Severity: Info, Fact: `MySQL 8.0 Reference Manual, 15.1.20.5: table_ibfk_1; kernel 4.3.5.3: another with every run`}, foreignName},
	{rule.Rule{ID: "key.count", Severity: Lossy, Fact: "error 1069"}, keyCount},
	{rule.Rule{ID: "partition.system", Off: rule.Never, Severity: Lossy, Fact: "error 1064"}, partitionSystem},
	{rule.Rule{ID: "partition.linear", Off: rule.Never, Severity: Changed, Fact: "error 1064, or the partitions are dropped without a word"}, partitionLinear},
	{rule.Rule{ID: "partition.comment", Off: rule.Never, Severity: Lossy, Fact: "error 1064, or the partitions are dropped without a word"}, partitionComment},
	{rule.Rule{ID: "partition.default", Severity: Info, Fact: "error 1064"}, partitionDefault},
	{rule.Rule{ID: "partition.function", Severity: Manual, Fact: "error 1486"}, partitionFunction},
	{rule.Rule{ID: "partition.type", Severity: Manual, Fact: "error 1659"}, partitionType},
	{rule.Rule{ID: "partition.none", Severity: Manual, Fact: "errors 1235 and 1504"}, partitionNone},
	{rule.Rule{ID: "partition.count", Severity: Manual, Fact: "error 1499"}, partitionCount},
	{rule.Rule{ID: "partition.primary", Severity: Manual, Fact: "error 1503"}, partitionPrimary},
	{rule.Rule{ID: "partition.unique", Severity: Changed, Fact: "error 1503"}, partitionUnique},
	{rule.Rule{ID: "key.twice", Severity: Changed, Fact: "error 1061"}, keyTwice},
	{rule.Rule{ID: "name.long", Severity: Changed, Fact: "error 1059"}, nameLong},
	{rule.Rule{ID: "row.long", Severity: Changed, Fact: "error 1118"}, rowLong},
	{rule.Rule{ID: "row.refused", Severity: Blocked, Fact: "error 1118"}, rowRefused},
}

// reports are notes of what no rule can change: they cannot be turned off.
var reports = []rule.Rule{
	{ID: "table.refused", Severity: Blocked, Fact: "the reader of the source's language"},
	tableEmpty,
	viewPartition,
	{ID: "script.refused", Severity: Blocked, Fact: "the reader of the source's language"},
	{ID: "script.unfinished", Severity: Blocked, Fact: "the reader of the source's language"},
	encodingRead,
	encodingUnsure,
	encodingMixed,
	bytesLost,
	chosenUnfit,
	chosenUnused,
}

// tableEmpty is the report of a table that has no columns, as PostgreSQL's may.
var tableEmpty = rule.Rule{ID: "table.empty", Severity: Blocked, Fact: "error 1064"}

// chosen is the rule of a person's own choice of types.
var chosen = rule.Rule{ID: "type.chosen", Severity: Info, Fact: "the type mapping that was given"}

// chosenUnfit and chosenUnused tell of a choice that is not followed.
var (
	chosenUnfit  = rule.Rule{ID: "type.chosen.unfit", Severity: Changed, Fact: "error 1063"}
	chosenUnused = rule.Rule{ID: "type.chosen.unused", Severity: Changed, Fact: "the type mapping that was given"}
)

// work is a conversion under way.
type work struct {
	*schema.Draft
	table   *schema.Table
	source  string // the table's name in the source
	course  *course
	options Options
	notes   []Note
	// renamed are the columns that the options give another name, by their lower-case
	// names.
	renamed map[string]string
	// native tells that the text is OceanBase's already.
	native bool
	// recollated are the columns that compare otherwise than before.
	recollated map[*schema.Column]bool
}

// teller makes the function by which a rule leaves its notes.
func (w *work) teller(id string, severity Severity) tell {
	return func(element any, object, was, became string) {
		place := rule.Place(w.Draft, element)
		name := w.source
		if object != "" {
			name += "." + object
		}
		w.notes = append(w.notes, Note{
			Rule: id, Severity: severity, Object: name,
			Line: place.Line, Column: place.Column, Was: was, Became: became,
		})
	}
}

// remarks are those of a phrase.
func (w *work) remarks(phrase schema.Phrase) []schema.Remark {
	var found []schema.Remark
	for _, r := range w.Remarks {
		if r.Phrase == phrase {
			found = append(found, r)
		}
	}
	return found
}

// option is the value of a table option, "" without.
func (w *work) option(name string) string {
	for _, o := range w.table.Options {
		if o.Name == name {
			return o.Value
		}
	}
	return ""
}

// keys are all keys, the primary one first.
func (w *work) keys() []*schema.Index {
	if w.table.PrimaryKey == nil {
		return w.table.Indexes
	}
	return append([]*schema.Index{w.table.PrimaryKey}, w.table.Indexes...)
}

// dropKeys takes the secondary keys out that a function picks, and tells it of each.
func (w *work) dropKeys(say tell, pick func(*schema.Index) bool) {
	w.table.Indexes = filter(w.table.Indexes, func(index *schema.Index) bool {
		if !pick(index) {
			return true
		}
		say(index, index.Name, describe(index), "")
		return false
	})
}

// describe is a key in a few words.
func describe(index *schema.Index) string {
	parts := make([]string, len(index.Parts))
	for i, p := range index.Parts {
		parts[i] = p.Column
		if p.Expression != "" {
			parts[i] = "(" + p.Expression + ")"
		}
		if p.Length > 0 {
			parts[i] += "(" + strconv.Itoa(p.Length) + ")"
		}
		if p.Descending {
			parts[i] += " DESC"
		}
	}
	return string(index.Kind) + " (" + strings.Join(parts, ", ") + ")"
}

// filter keeps what a function keeps.
func filter[T any](list []T, keep func(T) bool) []T {
	var kept []T
	for _, item := range list {
		if keep(item) {
			kept = append(kept, item)
		}
	}
	return kept
}

// keys are those of a map, sorted.
func keys(m map[string]string) []string {
	names := make([]string, 0, len(m))
	for name := range m {
		names = append(names, name)
	}
	sort.Strings(names)
	return names
}

// holds tells whether a list holds a name, without regard to case.
func holds(list []string, name string) bool {
	for _, n := range list {
		if strings.EqualFold(n, name) {
			return true
		}
	}
	return false
}

// runes cuts a text to its first characters.
func runes(s string, most int) string {
	if r := []rune(s); len(r) > most {
		return string(r[:most])
	}
	return s
}
