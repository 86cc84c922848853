package equivalence_test

import (
	"testing"

	"github.com/obferry/obferry/ddlconv"
)

// sample is a table with everything that is compared.
func sample() *table {
	return &table{
		name: "loans", comment: "who has what",
		columns: []*column{
			{name: "id", values: integerValues(32, false), notNull: true, auto: true},
			{name: "title", values: "text 20 characters", collation: "utf8mb4_bin", value: "= none", comment: "of the book"},
			{name: "changed", values: "datetime 1000..9999 0 digits", value: "= current_timestamp", onUpdate: "current_timestamp"},
			{name: "twice", values: integerValues(32, false), generated: "virtual id*2"},
		},
		keys:       []*key{{kind: "primary", name: "PRIMARY", parts: []string{"id"}}, {kind: "plain", name: "titles", parts: []string{"title(5)", "id"}}},
		foreign:    []*foreign{{name: "to_book", columns: []string{"id"}, parent: "books", parentColumns: []string{"id"}, onDelete: "cascade", onUpdate: "restrict"}},
		checks:     []*check{{name: "positive", expression: "id>0"}},
		partitions: &partitions{by: "range id", parts: []string{"p0 10", "p1 maxvalue"}},
	}
}

// TestDetects holds that every aspect is compared: a change of one thing is one
// difference, in the aspect that it belongs to, and no note of another rule names it.
func TestDetects(t *testing.T) {
	if found := (&comparison{source: sample(), kernel: sample()}).compare(); len(found) > 0 {
		t.Fatalf("two of the same differ: %v", found)
	}
	for name, c := range map[string]struct {
		change func(*table)
		what   aspect
	}{
		"a comment":             {func(k *table) { k.comment = "" }, tableComment},
		"a column less":         {func(k *table) { k.columns = k.columns[:3] }, columnMissing},
		"a column more":         {func(k *table) { k.columns = append(k.columns, &column{name: "more"}) }, columnMissing},
		"another order":         {func(k *table) { k.columns[1], k.columns[2] = k.columns[2], k.columns[1] }, columnOrder},
		"a wider text":          {func(k *table) { k.columns[1].values = "text 255 characters" }, values},
		"another collation":     {func(k *table) { k.columns[1].collation = "utf8mb4_general_ci" }, collating},
		"NULL is taken":         {func(k *table) { k.columns[0].notNull = false }, nullable},
		"no default":            {func(k *table) { k.columns[1].value = "" }, defaults},
		"another default":       {func(k *table) { k.columns[1].value = "= some" }, defaults},
		"no update":             {func(k *table) { k.columns[2].onUpdate = "" }, onUpdate},
		"no counting":           {func(k *table) { k.columns[0].auto = false }, auto},
		"another expression":    {func(k *table) { k.columns[3].generated = "virtual id*3" }, generated},
		"a hidden column":       {func(k *table) { k.columns[1].hidden = true }, hidden},
		"a column's comment":    {func(k *table) { k.columns[1].comment = "x" }, columnComment},
		"no key":                {func(k *table) { k.keys = k.keys[:1] }, keyOf},
		"a key more":            {func(k *table) { k.keys = append(k.keys, &key{kind: "unique", name: "u", parts: []string{"id"}}) }, keyOf},
		"another prefix":        {func(k *table) { k.keys[1].parts[0] = "title" }, keyOf},
		"another direction":     {func(k *table) { k.keys[1].parts[1] = "id desc" }, keyOf},
		"a unique key":          {func(k *table) { k.keys[1].kind = "unique" }, keyOf},
		"a key's name":          {func(k *table) { k.keys[1].name = "other" }, keyName},
		"a key's comment":       {func(k *table) { k.keys[1].comment = "x" }, keyComment},
		"no foreign key":        {func(k *table) { k.foreign = nil }, foreignKey},
		"another rule":          {func(k *table) { k.foreign[0].onDelete = "restrict" }, foreignKey},
		"a foreign key's name":  {func(k *table) { k.foreign[0].name = "other" }, foreignName},
		"no check":              {func(k *table) { k.checks = nil }, checkOf},
		"no partitions":         {func(k *table) { k.partitions = nil }, partitioned},
		"a partition's comment": {func(k *table) { k.partitions.comments = []string{"p0"} }, partComments},
		"another bound":         {func(k *table) { k.partitions.parts[0] = "p0 11" }, partitioned},
	} {
		kernel := sample()
		c.change(kernel)
		found := (&comparison{source: sample(), kernel: kernel}).compare()
		if len(found) != 1 || found[0].what != c.what {
			t.Errorf("%s: found %v, and no difference in %s", name, found, c.what)
			continue
		}
		if n, ok := (naming{{Rule: "charset.utf8", Object: "loans.other"}, {Rule: "type.uuid", Object: "loans.other"}, {Rule: "key.desc", Object: "loans.other"}}).names(found[0]); ok {
			t.Errorf("%s: named by %v", name, n)
		}
	}
}

// TestValues holds what types are read as.
func TestValues(t *testing.T) {
	for columnType, want := range map[string]string{
		"tinyint(1)":                "integer -128..127",
		"bigint(20) unsigned":       "integer 0..18446744073709551615",
		"bigint(20)":                "integer -9223372036854775808..9223372036854775807",
		"decimal(10,2)":             "decimal 10,2",
		"varchar(255)":              "text 255 characters",
		"mediumtext":                "text 16777215 bytes",
		"longblob":                  "bytes 4294967295",
		"datetime(6)":               "datetime 1000..9999 6 digits",
		"timestamp":                 "moment 1970..2038 0 digits",
		"enum('a','b')":             "enum a | b",
		`set('it''s','b\\')`:        `set it's | b\`,
		"float unsigned":            "float 24 bits not negative",
		"int(10) unsigned zerofill": "integer 0..4294967295 zerofill",
	} {
		if got := mysqlValues(columnType); got != want {
			t.Errorf("%s is read as %s, not %s", columnType, got, want)
		}
	}
}

// TestNotes holds that a note names what it is about and nothing else.
func TestNotes(t *testing.T) {
	note := ddlconv.Note{Rule: "type.uuid", Object: "loans.code"}
	d := difference{table: "loans", object: "code", what: values, source: "uuid", kernel: "text 36 characters"}
	if _, ok := (naming{note}).names(d); !ok {
		t.Error("a note on the type does not name it")
	}
	other := d
	other.object = "title"
	if _, ok := (naming{note}).names(other); ok {
		t.Error("a note on one column names another's type")
	}
	other = d
	other.what = columnComment
	if _, ok := (naming{note}).names(other); ok {
		t.Error("a note on a type names a comment")
	}
}
