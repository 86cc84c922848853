package oracle

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/obferry/obferry/ddlconv/rule"
	"github.com/obferry/obferry/ddlconv/schema"
	"github.com/obferry/obferry/ddlconv/script"
)

// Finish settles what wants the whole script.
func (d *reader) Finish(r *script.Reading) {
	d.foldSequences(r)
	named := map[string]int{}
	for _, draft := range r.Tables {
		named[strings.ToLower(draft.Table.Name)]++
	}
	for _, draft := range r.Tables {
		resolveParents(draft, r, named)
	}
	alignTypes(r)
	for _, draft := range r.Tables {
		dropUnknownColumns(draft, r)
		uncutPartitions(draft, r)
		dropSameKeys(draft, r)
		dropNullDefaults(draft)
		if r.Follows("oracle.collation") {
			draft.Table.Charset, draft.Table.Collation = "utf8mb4", "utf8mb4_bin"
		}
	}
	if len(r.Tables) > 0 && r.Follows("oracle.collation") {
		at := r.Tables[0].Places[r.Tables[0]]
		r.Notes = append(r.Notes, rule.Note{Rule: "oracle.collation", Severity: rule.Info, Line: at.Line, Column: at.Column, Became: "utf8mb4_bin"})
	}
	if d.emptied.Line > 0 {
		r.Notes = append(r.Notes, rule.Note{Rule: "oracle.empty", Severity: rule.Info, Line: d.emptied.Line, Column: d.emptied.Column, Was: "DEFAULT ''"})
	}
	d.finishViews(r)
}

// resolveParents gives foreign keys the tables and columns that they point to, and leaves
// out those whose parent the script does not make.
func resolveParents(draft *schema.Draft, r *script.Reading, named map[string]int) {
	table := draft.Table
	table.ForeignKeys = slices.DeleteFunc(table.ForeignKeys, func(fk *schema.ForeignKey) bool {
		owner := fk.RefSchema
		if owner == "" {
			owner = draft.Schema
		}
		parent := r.Table(owner, fk.RefTable)
		if parent == nil && fk.RefSchema == "" {
			parent = r.Table("", fk.RefTable)
		}
		if parent == nil {
			full := fk.RefTable
			if fk.RefSchema != "" {
				full = fk.RefSchema + "." + full
			}
			tell(r, "oracle.foreign.missing", draft, draft.Places[fk], fk.Name, strings.Join(fk.Columns, ", "), full)
			return true
		}
		fk.RefTable = parent.Table.Name
		fk.RefSchema = ""
		if named[strings.ToLower(parent.Table.Name)] > 1 { // another schema has a table of that name
			fk.RefSchema = parent.Schema
		}
		if len(fk.RefColumns) == 0 && parent.Table.PrimaryKey != nil {
			for _, part := range parent.Table.PrimaryKey.Parts {
				fk.RefColumns = append(fk.RefColumns, part.Column)
			}
		}
		for _, name := range fk.RefColumns {
			parent.Remarks = append(parent.Remarks, schema.Remark{Phrase: pointedTo, Object: name})
		}
		return false
	})
}

// end is a column at one end of a foreign key, with its table and the type it will have.
type end struct {
	draft  *schema.Draft
	column *schema.Column
	of     string
	child  bool // it points to another
	group  int
}

// alignTypes gives both ends of a foreign key one type (1215 where they differ, 5319 where
// the child is shorter): that of the end to which all others point, which holds all
// values of theirs.
func alignTypes(r *script.Reading) {
	ends := map[*schema.Column]*end{}
	var order []*end
	get := func(draft *schema.Draft, name string) *end {
		c := draft.Table.Column(name)
		if c == nil {
			return nil
		}
		if ends[c] == nil {
			ends[c] = &end{draft: draft, column: c, of: mapType(c.Type, true, c.AutoIncrement).to, group: len(order)}
			order = append(order, ends[c])
		}
		return ends[c]
	}
	for _, draft := range r.Tables {
		for _, fk := range draft.Table.ForeignKeys {
			parent := r.Table(fk.RefSchema, fk.RefTable)
			for i, name := range fk.Columns {
				if parent == nil || i >= len(fk.RefColumns) {
					break
				}
				from, to := get(draft, name), get(parent, fk.RefColumns[i])
				if from == nil || to == nil || from == to {
					continue
				}
				from.child = true
				old, now := from.group, to.group
				for _, e := range order {
					if e.group == old {
						e.group = now
					}
				}
			}
		}
	}
	groups := map[int][]*end{}
	for _, e := range order {
		groups[e.group] = append(groups[e.group], e)
	}
	for _, e := range order {
		group := groups[e.group]
		if len(group) < 2 {
			continue
		}
		to := common(group)
		if to == "" || to == e.of && e.column.Type != "" || longer(e.of, to) {
			continue
		}
		e.draft.Remarks = append(e.draft.Remarks, schema.Remark{Phrase: settledAs, Object: e.column.Name, Text: to, Place: e.draft.Places[e.column]})
	}
}

// common is the type for a group of columns that point to each other.
func common(group []*end) string {
	to, counts := "", false
	pick := func(roots bool) {
		for _, e := range group {
			counts = counts || e.column.AutoIncrement
			if e.column.Type == "" || roots && e.child {
				continue
			}
			to = wider(to, e.of)
		}
	}
	if pick(true); to == "" {
		pick(false)
	}
	if counts && strings.HasPrefix(to, "decimal") {
		return "bigint"
	}
	return to
}

// longer tells whether a type is the longer of two of the same kind for characters or
// bytes, as that of a child may be.
func longer(of, than string) bool {
	a, x := lengthOf(of)
	b, y := lengthOf(than)
	return a == b && (a == "varchar" || a == "char" || a == "varbinary") && x >= y
}

// lengthOf cuts a type of MySQL into its name and first number.
func lengthOf(of string) (string, int) {
	base, rest, _ := strings.Cut(of, "(")
	n, _ := strconv.Atoi(digits(rest))
	return base, n
}

// wholeDigits are how many digits whole numbers of MySQL's types have.
var wholeDigits = map[string]int{"tinyint": 3, "smallint": 5, "mediumint": 7, "int": 10, "bigint": 19}

// wider is the wider of two types, as far as they can be compared; else the first.
func wider(a, b string) string {
	if a == "" || a == b {
		return b
	}
	x, n := lengthOf(a)
	y, m := lengthOf(b)
	switch {
	case x == y && x != "decimal":
		if m > n {
			return b
		}
		return a
	case wholeDigits[x] > 0 && wholeDigits[y] > 0:
		if wholeDigits[y] > wholeDigits[x] {
			return b
		}
		return a
	case (wholeDigits[x] > 0 || x == "decimal") && (wholeDigits[y] > 0 || y == "decimal"):
		whole, scale := max(wholes(a), wholes(b)), max(scaleOf(a), scaleOf(b))
		return fmt.Sprintf("decimal(%d,%d)", min(whole+scale, 65), scale)
	case (x == "char" || x == "varchar") && (y == "char" || y == "varchar"):
		return fmt.Sprintf("varchar(%d)", max(n, m))
	}
	return a
}

// wholes is how many digits a number type has before the point.
func wholes(of string) int {
	base, n := lengthOf(of)
	if d := wholeDigits[base]; d > 0 {
		return d
	}
	return n - scaleOf(of)
}

// scaleOf is how many digits a decimal has behind the point.
func scaleOf(of string) int {
	_, rest, _ := strings.Cut(of, ",")
	n, _ := strconv.Atoi(digits(rest))
	return n
}

// dropSameKeys leaves out an index over the very columns of the primary key or of another
// unique key: Oracle has one index for both (ORA-01408), and the constraint makes it here.
func dropSameKeys(draft *schema.Draft, r *script.Reading) {
	table := draft.Table
	holders := []*schema.Index{}
	if table.PrimaryKey != nil {
		holders = append(holders, table.PrimaryKey)
	}
	for _, index := range table.Indexes {
		if index.Kind == schema.Unique {
			holders = append(holders, index)
		}
	}
	for _, holder := range holders {
		var columns []string
		for _, part := range holder.Parts {
			columns = append(columns, part.Column)
		}
		if !slices.Contains(table.Indexes, holder) && holder != table.PrimaryKey || !plainColumns(holder) {
			continue
		}
		table.Indexes = slices.DeleteFunc(table.Indexes, func(index *schema.Index) bool {
			if index == holder || index.Kind != schema.Plain && index.Kind != schema.Unique || !sameColumns(index, columns) {
				return false
			}
			was := index.Name
			tell(r, "oracle.key.same", draft, draft.Places[index], was, was+" ("+strings.Join(columns, ", ")+")", string(holder.Kind)+" "+holder.Name)
			return true
		})
	}
}

// dropNullDefaults leaves out DEFAULT NULL of columns that are NOT NULL, which says
// nothing in Oracle and is refused here (1067).
func dropNullDefaults(draft *schema.Draft) {
	for _, c := range draft.Table.Columns {
		if c.NotNull && c.Default != nil && *c.Default == "NULL" {
			c.Default = nil
		}
	}
}

// dropUnknownColumns leaves out keys and foreign keys over columns that the table does not
// have, with which the target would not take the table (1072).
func dropUnknownColumns(draft *schema.Draft, r *script.Reading) {
	const id = "oracle.column.missing"
	table := draft.Table
	if !r.Follows(id) {
		return
	}
	unknown := func(element any, object string, names []string) bool {
		for _, name := range names {
			if name != "" && table.Column(name) == nil {
				tell(r, id, draft, draft.Places[element], object, name, "")
				return true
			}
		}
		return false
	}
	if table.PrimaryKey != nil && unknown(table.PrimaryKey, "", columnsOf(table.PrimaryKey)) {
		table.PrimaryKey = nil
	}
	table.Indexes = slices.DeleteFunc(table.Indexes, func(i *schema.Index) bool { return unknown(i, i.Name, columnsOf(i)) })
	table.ForeignKeys = slices.DeleteFunc(table.ForeignKeys, func(fk *schema.ForeignKey) bool { return unknown(fk, fk.Name, fk.Columns) })
}

// columnsOf are the columns of a key, "" for an expression.
func columnsOf(index *schema.Index) []string {
	names := make([]string, len(index.Parts))
	for i, part := range index.Parts {
		names[i] = part.Column
	}
	return names
}
