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
	id       string
	severity Severity
	apply    func(*work, tell)
}

// tell leaves a note of a rule on an element of the table.
type tell = rule.Tell

// rules are all of them, in the order they are applied.
var rules = []ownRule{
	{"table.temporary", Changed, temporaryTable},
	{"table.sequence", Manual, sequenceTable},
	{"table.engine", Changed, tableEngine},
	{"table.versioning", Lossy, tableVersioning},
	{"table.period", Lossy, tablePeriod},
	{"table.encryption", Lossy, tableEncryption},
	{"table.storage", Info, tableStorage},
	{"table.comment", Lossy, tableComment},
	{"column.dropped", Info, columnDropped},
	{"column.comment", Lossy, columnComment},
	{"column.reserved", Blocked, columnReserved},
	{"type.uuid", Changed, typeUUID},
	{"type.inet", Changed, typeInet},
	{"type.year", Changed, typeYear},
	{"type.json", Info, typeJSON},
	{"type.srid", Lossy, typeSRID},
	{"type.vector", Manual, typeVector},
	{"type.members", Blocked, typeMembers},
	{"type.unknown", Blocked, typeUnknown},
	{"charset.utf8", Info, charsetUTF8},
	{"charset.missing", Changed, charsetMissing},
	{"collation.missing", Lossy, collationMissing},
	{"collation.unique", Manual, collationUnique},
	{"default.now", Changed, defaultNow},
	{"default.precision", Changed, defaultPrecision},
	{"default.large", Lossy, defaultLarge},
	{"default.sequence", Lossy, defaultSequence},
	{"default.column", Lossy, defaultColumn},
	{"default.function", Lossy, defaultFunction},
	{"default.invalid", Lossy, defaultInvalid},
	{"generated.function", Lossy, generatedFunction},
	{"generated.nested", Lossy, generatedNested},
	{"generated.auto", Lossy, generatedAuto},
	{"generated.primary", Lossy, generatedPrimary},
	{"check.function", Lossy, checkFunction},
	{"check.auto", Lossy, checkAuto},
	{"check.boolean", Changed, checkBoolean},
	{"check.name", Info, checkName},
	{"key.overlaps", Lossy, keyOverlaps},
	{"key.vector", Lossy, keyVector},
	{"key.ignored", Changed, keyIgnored},
	{"key.desc", Changed, keyDescending},
	{"key.hash", Info, keyHash},
	{"key.expression", Lossy, keyExpression},
	{"key.json", Lossy, keyJSON},
	{"key.geometry", Lossy, keyGeometry},
	{"key.spatial", Lossy, keySpatial},
	{"key.prefix.primary", Changed, keyPrefixPrimary},
	{"key.large.primary", Manual, keyLargePrimary},
	{"key.large.unique", Lossy, keyLargeUnique},
	{"key.large.plain", Changed, keyLargePlain},
	{"key.long.unique", Lossy, keyLongUnique},
	{"key.long.plain", Changed, keyLongPlain},
	{"fulltext.collation", Lossy, fulltextCollation},
	{"fulltext.generated", Lossy, fulltextGenerated},
	{"fulltext.parser", Changed, fulltextParser},
	{"fulltext.default", Info, fulltextDefault},
	{"foreign.inline", Info, foreignInline},
	{"foreign.columns", Manual, foreignColumns},
	{"foreign.self", Lossy, foreignSelf},
	{"foreign.default", Lossy, foreignDefault},
	{"foreign.database", Manual, foreignDatabase},
	{"foreign.index", Info, foreignIndex},
	{"partition.system", Lossy, partitionSystem},
	{"partition.linear", Changed, partitionLinear},
	{"partition.default", Info, partitionDefault},
	{"partition.function", Manual, partitionFunction},
	{"partition.type", Manual, partitionType},
	{"partition.count", Manual, partitionCount},
	{"partition.primary", Manual, partitionPrimary},
	{"partition.unique", Changed, partitionUnique},
}

// work is a conversion under way.
type work struct {
	*schema.Draft
	table   *schema.Table
	from    Dialect
	options Options
	notes   []Note
	// recollated are the columns that compare otherwise than before.
	recollated map[*schema.Column]bool
}

// teller makes the function by which a rule leaves its notes.
func (w *work) teller(id string, severity Severity) tell {
	return func(element any, object, was, became string) {
		place := rule.Place(w.Draft, element)
		name := w.table.Name
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
