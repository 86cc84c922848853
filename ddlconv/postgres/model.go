package postgres

import (
	"strconv"
	"strings"

	pg "github.com/pganalyze/pg_query_go/v6"

	"github.com/obferry/obferry/ddlconv/schema"
	"github.com/obferry/obferry/ddlconv/script"
	"github.com/obferry/obferry/ddlconv/syntax"
)

// table is a draft with what cannot be written before the whole script is read.
type table struct {
	*schema.Draft
	// source is its name as the script has it.
	source string
	// renamed tells that a column has another name on the target.
	renamed bool
	columns map[*schema.Column]*column
	checks  map[*schema.Check]*pg.Node
	// alone are the checks that are not inherited (NO INHERIT).
	alone map[*schema.Check]bool
	// kept are the names of constraints that are none of the draft's: EXCLUDE, and NOT NULL
	// with a name.
	kept map[string]bool
	keys map[*schema.Index]*index
	// spec is how it is partitioned, parent the table that it is a partition of.
	spec   *pg.PartitionSpec
	at     syntax.Place // of the spec or the bound
	parent *table
	bound  *pg.PartitionBoundSpec
	// piece is the partition on the target that holds the rows of this one and no others, ""
	// where none does.
	piece string
	// children are its partitions, in the script's order.
	children []*table
	// inherited are the tables that its columns came from.
	inherited []*table
	// offspring are those that have columns from it.
	offspring []*table
	// foreign are the foreign keys whose parent's columns are not named.
	foreign map[*schema.ForeignKey]*foreign
	// slack are the foreign keys that are NOT ENFORCED, periods those that hold for a PERIOD.
	slack, periods map[*schema.ForeignKey]bool
	// unproven are the constraints that are NOT VALID.
	unproven []unproven
	// expressions are those that its keys have, and conditions how many unique ones have
	// one as theirs.
	expressions map[string]bool
	conditions  map[string]int
	// values are the columns that VALUE means in the checks of their domains.
	values map[*schema.Check]*schema.Column
}

// column is a column's type and expressions.
type column struct {
	typ       typeRef
	def       *pg.Node
	generated *pg.Node
	sequence  *sequence
	identity  bool
	// always tells that an identity refuses values that are given.
	always bool
	// bytewise tells that its texts are in the order of their bytes.
	bytewise bool
	// target is its name on the target, "" for its own.
	target string
}

// index is a key's expressions and where it was made.
type index struct {
	*schema.Index
	owner *table
	place syntax.Place
	// parts are the expressions of its parts, nil for a plain column; classes their
	// operator classes.
	parts     []*pg.Node
	classes   []string
	collation []string
	where     *pg.Node
	condition string // where in the source's words, from WHERE on
	method    string
	include   []string
	nulls     string // where NULLs lie, where that is said and not the usual
	parentOf  []*index
	attached  bool
	// constraint tells that it was made as a constraint.
	constraint bool
}

// unproven is a constraint that need not hold for the rows that were there.
type unproven struct {
	name  string
	place syntax.Place
}

// foreign is a foreign key's parent as the source calls it.
type foreign struct{ space, name string }

// userType is a type that the script makes.
type userType struct {
	space, name string
	// values are those of an enum, base that of a domain.
	enum    bool
	values  []string
	domain  bool
	base    typeRef
	checks  []domainCheck
	def     *pg.Node
	notNull bool
	// collate is how its values compare, where that is said.
	collate *pg.CollateClause
	// ranged is a range, composite one of none of these.
	ranged    bool
	composite bool
	// fields are those of a composite type.
	fields []*pg.ColumnDef
}

// domainCheck is a check of a domain.
type domainCheck struct {
	name string
	expr *pg.Node
	// unproven tells that it is NOT VALID.
	unproven bool
}

// relation is something that is no table but stands where one could.
type relation struct {
	space, name  string
	materialized bool
	temporary    bool
	query        *pg.SelectStmt
	aliases      []string
	columns      []output
	check        string
	// invoker and barrier are options: whose rights it reads with, and whether conditions
	// of a query wait for its own.
	invoker, barrier bool
	place            syntax.Place
	object           *script.Object
	// parts are the partitions that it reads, of which it was told; heirs tells that it was
	// told of tables that inherit from one that it reads.
	parts map[*table]bool
	heirs bool
	// target is its name on the target, "" until the script is read.
	target string
}

// add puts a draft's table in.
func (r *reader) add(d *schema.Draft) *table {
	t := &table{
		Draft: d, source: d.Table.Name, columns: map[*schema.Column]*column{}, checks: map[*schema.Check]*pg.Node{},
		alone: map[*schema.Check]bool{}, kept: map[string]bool{},
		keys: map[*schema.Index]*index{}, foreign: map[*schema.ForeignKey]*foreign{},
		slack: map[*schema.ForeignKey]bool{}, periods: map[*schema.ForeignKey]bool{},
	}
	r.tables[d] = t
	return t
}

// find finds a table; nil where the script has made none of that name.
func (r *reader) find(space, name string) *table {
	if space == "" && r.schema != "" {
		if t := r.byName[dotted(r.schema, name)]; t != nil {
			return t
		}
	}
	if home(space) != "" {
		return r.byName[dotted(space, name)]
	}
	// Of a name without a schema public's table is meant, and only then any other's: the
	// search path may stand where this script does not say it.
	if t := r.byName[name]; t != nil {
		return t
	}
	if others := r.bare[name]; len(others) > 0 {
		return others[0]
	}
	return nil
}

// named finds the table that a statement names.
func (r *reader) named(v *pg.RangeVar) *table {
	if v == nil {
		return nil
	}
	return r.find(v.Schemaname, v.Relname)
}

// grow puts a statement's text to its table's.
func (t *table) grow(st source) {
	if t.Original == "" {
		t.Original = st.Text + ";"
		return
	}
	t.Append("\n" + st.Text + ";")
}

// primary tells whether a column is in the primary key.
func (t *table) primary(name string) bool {
	pk := t.Table.PrimaryKey
	if pk == nil {
		return false
	}
	for _, p := range pk.Parts {
		if p.Column == name {
			return true
		}
	}
	return false
}

// hasKey tells whether a name is taken by a key.
func (t *table) hasKey(name string) bool {
	for _, i := range t.Table.Indexes {
		if strings.EqualFold(i.Name, name) {
			return true
		}
	}
	return false
}

// freeCheck is a name for a check that has none: with a number behind it where it is
// taken.
func (t *table) freeCheck(name string) string {
	taken := map[string]bool{}
	for _, k := range t.Table.Checks {
		taken[k.Name] = true
	}
	free := name
	for n := 1; taken[free]; n++ {
		free = name + strconv.Itoa(n)
	}
	return free
}

// freeKey is a name for a key that has none, as PostgreSQL would make it.
func (t *table) freeKey(columns []string, suffix string) string {
	free := objectName(t.source, strings.Join(columns, "_"), suffix)
	for n := 1; t.hasKey(free); n++ {
		free = objectName(t.source, strings.Join(columns, "_"), suffix+strconv.Itoa(n))
	}
	return free
}

// freeForeign is a name for a foreign key that has none.
func (t *table) freeForeign(columns []string) string {
	taken := make([]string, len(t.Table.ForeignKeys))
	for i, fk := range t.Table.ForeignKeys {
		taken[i] = fk.Name
	}
	free := objectName(t.source, strings.Join(columns, "_"), "fkey")
	for n := 1; fits(free, taken...); n++ {
		free = objectName(t.source, strings.Join(columns, "_"), "fkey"+strconv.Itoa(n))
	}
	return free
}

// objectName is the name that PostgreSQL makes for what has none: that of the table, that
// of columns and a word behind, cut where they are longer so that all fit into 63 bytes.
func objectName(table, columns, suffix string) string {
	const most = 63
	rest := most - len(suffix) - 1
	first, second := len(table), len(columns)
	if columns != "" {
		rest--
	}
	for first+second > rest {
		if first > second {
			first--
		} else {
			second--
		}
	}
	name := strings.ToValidUTF8(table[:first], "")
	if columns != "" {
		name += "_" + strings.ToValidUTF8(columns[:second], "")
	}
	return name + "_" + suffix
}

// part is the name by which a key without a name calls one of its parts.
func part(column string, expression *pg.Node, taken []string) string {
	name := column
	if name == "" {
		if name = columnName(expression); name == "?column?" {
			name = "expr"
		}
	}
	free := name
	for n := 1; fits(free, taken...); n++ {
		free = name + strconv.Itoa(n)
	}
	return free
}

// Tell leaves a note of a rule on a table, where the rule is followed.
func (r *reader) Tell(id string, d *schema.Draft, place syntax.Place, object, was, became string) {
	if r.Follows(id) {
		r.Reading.Tell(id, d, place, object, was, became)
	}
}

// TellObject leaves a note of a rule on an object, where the rule is followed.
func (r *reader) TellObject(id string, o *script.Object, place syntax.Place, was, became string) {
	if r.Follows(id) {
		r.Reading.TellObject(id, o, place, was, became)
	}
}
