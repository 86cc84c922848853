package mysql

import (
	"slices"
	"strings"

	"github.com/obferry/obferry/ddlconv/schema"
)

// own are the table options that OceanBase alone has, with the value that a table has of
// each where nothing is said: SHOW CREATE TABLE of a 4.3.5.3 kernel writes most of them
// on every table.
var own = map[string]string{
	"ORGANIZATION": "INDEX", "AUTO_INCREMENT_MODE": "ORDER", "BLOCK_SIZE": "16384", "USE_BLOOM_FILTER": "FALSE",
	"ENABLE_MACRO_BLOCK_BLOOM_FILTER": "FALSE", "TABLET_SIZE": "134217728", "PCTFREE": "0", "PROGRESSIVE_MERGE_NUM": "0",
	"DUPLICATE_SCOPE": "NONE", "TABLE_MODE": "NORMAL", "READ": "WRITE", "PARALLEL": "", "LOB_INROW_THRESHOLD": "",
	"TABLEGROUP": "", "TTL": "", "KV_ATTRIBUTES": "", "EXPIRE_INFO": "", "MERGE_ENGINE": "PARTIAL_UPDATE",
	"SEMISTRUCT_ENCODING_TYPE": "", "STORAGE_FORMAT_VERSION": "", "DYNAMIC_PARTITION_POLICY": "", "DELTA_FORMAT": "",
}

// shared are options that MySQL has too and means otherwise, with the value that a table
// of OceanBase has where nothing is said.
var shared = map[string]string{"ROW_FORMAT": "DYNAMIC", "COMPRESSION": "zstd_1.3.8"}

// told are options that SHOW CREATE TABLE of OceanBase gives to every table, and no other
// server to any.
var told = []string{"REPLICA_NUM", "TABLET_SIZE", "USE_BLOOM_FILTER"}

// Native tells whether a table's text is OceanBase's: by an option or a type that no other
// server has, or one that it tells of every table.
func Native(t *schema.Table) bool {
	if len(t.Own) > 0 || t.Groups != "" {
		return true
	}
	if slices.ContainsFunc(t.Options, func(o schema.Option) bool { return slices.Contains(told, o.Name) }) {
		return true
	}
	if by := t.Partitioning; by != nil && by.Sub != nil && len(by.Sub.Parts) > 0 {
		return true
	}
	for _, index := range t.Indexes {
		if index.Own != "" || index.Groups != "" || index.Partitioning != nil || len(index.Storing) > 0 {
			return true
		}
	}
	return slices.ContainsFunc(t.Columns, func(c *schema.Column) bool {
		switch c.Base() {
		case "array", "map", "roaringbitmap", "sparsevector":
			return true
		}
		return c.Own != ""
	})
}

// keep puts an option of OceanBase's own into the table as it is written, and tells
// whether it is one that says something.
func keep(t *schema.Table, name, value, text string) bool {
	usual, is := own[name]
	if !is || strings.EqualFold(value, usual) {
		return false
	}
	t.Own = slices.DeleteFunc(slices.Clone(t.Own), func(o schema.Option) bool { return o.Name == name })
	t.Own = append(t.Own, schema.Option{Name: name, Value: text})
	return true
}

// keepShared keeps the options that MySQL has too, of a table that OceanBase tells of.
func keepShared(t *schema.Table) {
	if !Native(t) {
		return
	}
	t.Options = slices.DeleteFunc(t.Options, func(o schema.Option) bool {
		usual, is := shared[o.Name]
		if !is || strings.EqualFold(o.Value, usual) {
			return false
		}
		text := o.Name + " = " + o.Value
		if o.Name == "COMPRESSION" {
			text = o.Name + " = " + schema.QuoteText(o.Value)
		}
		t.Own = append(t.Own, schema.Option{Name: o.Name, Value: text})
		return true
	})
}

// groups reads WITH COLUMN GROUP where it comes next.
func (p *parser) groups(into *string) bool {
	if !p.Accept("WITH", "COLUMN", "GROUP") {
		return false
	}
	*into = "(" + p.parenthesised() + ")"
	return true
}

// ownOption reads what OceanBase alone says of a key behind its columns.
func (p *parser) ownOption(index *schema.Index) bool {
	from := p.At
	switch {
	case p.Accept("STORING"):
		index.Storing = p.SomeNames()
		return true
	case p.Ahead("PARTITION", "BY"):
		index.Partitioning = p.partitioning()
		return true
	case p.groups(&index.Groups):
		return true
	case p.Ahead("BLOCK_SIZE") && !p.usualBlock():
	case p.Ahead("PARSER_PROPERTIES") && p.Peek(1).Sign("="):
	case index.Kind == schema.Vectors && p.Accept("WITH"):
		p.parenthesised()
		index.Own = strings.TrimSpace(index.Own + " " + p.since(from))
		return true
	default:
		return false
	}
	if !p.setting() {
		return false
	}
	index.Own = strings.TrimSpace(index.Own + " " + p.since(from))
	return true
}

// usualBlock tells whether the size that comes next is the one that every key has.
func (p *parser) usualBlock() bool {
	if p.Peek(1).Sign("=") {
		return p.Peek(2).Raw == own["BLOCK_SIZE"]
	}
	return p.Peek(1).Raw == own["BLOCK_SIZE"]
}

// nested reads the type of an array's or a map's members, which may be of the kind
// again: "array(varchar(20))".
func (p *parser) nested() string {
	base := p.plain()
	if base != "array" && base != "map" {
		return p.arrays(base + p.arguments())
	}
	p.ExpectSign("(")
	members := []string{p.nested()}
	for p.AcceptSign(",") {
		members = append(members, p.nested())
	}
	p.ExpectSign(")")
	return p.arrays(base + "(" + strings.Join(members, ",") + ")")
}

// arrays reads the brackets behind a type: int[] is an array of int.
func (p *parser) arrays(of string) string {
	for p.Peek(0).Sign("[") && p.Peek(1).Sign("]") {
		p.At += 2
		of = "array(" + of + ")"
	}
	return of
}
