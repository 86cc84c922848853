package postgres

import (
	"strings"

	"github.com/obferry/obferry/engine/rows"
)

// typ is a type, below its domains.
type typ struct {
	// words are PostgreSQL's for it, with its length: "numeric(10,2)", "text[]".
	words string
	// mod is its length as the catalogue has it, -1 without.
	mod          int32
	schema, name string // "pg_catalog", "int4"
	class        string // typtype: b, c(omposite), e(num), r(ange), m(ultirange)
	category     string // typcategory: A for arrays
}

// rendering is how the values of a type are read. The zero rendering is for text as it is.
type rendering struct {
	kind  rows.Kind
	text  string
	form  form
	sorts bool
}

// renderings are those of PostgreSQL's own types, by their internal names. What a type's
// values become is what the conversion of its column's DDL says (rules postgres.type.*).
// Types that are not here are kept as their text.
var renderings = map[string]rendering{
	"bool":        {kind: rows.Integer, form: truth},
	"int2":        {kind: rows.Integer, sorts: true},
	"int4":        {kind: rows.Integer, sorts: true},
	"int8":        {kind: rows.Integer, sorts: true},
	"oid":         {kind: rows.Integer, sorts: true},
	"xid":         {kind: rows.Integer},
	"cid":         {kind: rows.Integer},
	"xid8":        {kind: rows.Integer},
	"numeric":     {kind: rows.Decimal, form: decimal, sorts: true},
	"float4":      {kind: rows.Float, form: single, sorts: true},
	"float8":      {kind: rows.Double, sorts: true},
	"money":       {kind: rows.Decimal, text: "$::pg_catalog.numeric"},
	"text":        {sorts: true},
	"varchar":     {sorts: true},
	"bpchar":      {sorts: true},
	"uuid":        {sorts: true},
	"bytea":       {kind: rows.Binary, form: unhexed, sorts: true},
	"date":        {kind: rows.Date, form: christian, sorts: true},
	"timestamp":   {kind: rows.DateTime, form: christian, sorts: true},
	"timestamptz": {kind: rows.DateTime, form: universal, sorts: true},
	"time":        {kind: rows.Time, sorts: true},
	"json":        {kind: rows.JSON},
	"jsonb":       {kind: rows.JSON},
	"point":       {kind: rows.Geometry, form: point},
}

// The most digits behind a DECIMAL's point, and the most bits of a BIT.
const (
	mostScale = 30
	mostBits  = 64
)

// columnOf settles how a column of a type is read.
func columnOf(name string, is typ) *column {
	r := renderingOf(is)
	return &column{name: name, typ: is.words, kind: r.kind, text: r.text, form: r.form, sorts: r.sorts}
}

func renderingOf(is typ) rendering {
	switch {
	case is.category == "A" && strings.HasSuffix(is.words, "[]"):
		return rendering{kind: rows.JSON, text: "pg_catalog.to_json($)"}
	case is.class == "e":
		return rendering{kind: rows.Enum, sorts: true}
	case is.name == "hstore" && is.class == "b":
		// The extension's own cast, wherever it is installed.
		return rendering{kind: rows.JSON, text: "$::pg_catalog.json"}
	case is.schema != "pg_catalog":
		return rendering{}
	}
	r := renderings[is.name]
	switch {
	case is.name == "bpchar" && is.mod > 0:
		r.form = unpadded
	case is.name == "bit" && is.mod <= mostBits:
		r = rendering{kind: rows.Bit, form: bits}
	}
	return r
}
