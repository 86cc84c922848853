package postgres

import (
	"math/big"
	"slices"
	"strings"

	pg "github.com/pganalyze/pg_query_go/v6"

	"github.com/obferry/obferry/ddlconv/rule"
	"github.com/obferry/obferry/ddlconv/schema"
	"github.com/obferry/obferry/ddlconv/script"
)

// Finish settles what wants the whole script.
func (r *reader) Finish(reading *script.Reading) {
	r.Reading = reading
	r.nameTwins()
	r.eachTable(func(t *table) { r.nameColumns(t, true) })
	r.eachTable(func(t *table) {
		if t.spec != nil && t.parent == nil {
			r.partition(t)
		}
	})
	r.eachTable(r.settleConstraints)
	r.eachTable(r.settleTypes)
	r.eachTable(r.count)
	r.eachTable(func(t *table) {
		for _, fk := range slices.Clone(t.Table.ForeignKeys) {
			if f := t.foreign[fk]; f != nil {
				r.point(t, fk, f)
			}
		}
	})
	r.bound()
	r.eachTable(r.settleColumns)
	r.eachTable(r.settleChecks)
	r.eachTable(r.settleKeys)
	r.eachTable(func(t *table) {
		if pk := t.Table.PrimaryKey; pk != nil {
			r.includes(t, t.keys[pk])
		}
	})
	r.freeSequences()
	r.settleViews()
	r.renameColumns()
	if len(r.Tables) > 0 && r.Follows("postgres.collation.padded") {
		place := r.Tables[0].Places[r.Tables[0]]
		r.Notes = append(r.Notes, rule.Note{Rule: "postgres.collation.padded", Severity: rule.Changed, Object: r.Tables[0].Table.Name, Line: place.Line, Column: place.Column, Became: binaryCollation})
	}
	if len(r.Tables) > 0 && r.Follows("postgres.collation.binary") {
		place := r.Tables[0].Places[r.Tables[0]]
		r.Notes = append(r.Notes, rule.Note{Rule: "postgres.collation.binary", Severity: rule.Info, Object: r.Tables[0].Table.Name, Line: place.Line, Column: place.Column, Became: binaryCollation})
	}
}

// eachTable calls a function with every table of the script that is there still.
func (r *reader) eachTable(do func(*table)) {
	for _, d := range slices.Clone(r.Tables) {
		if t := r.tables[d]; t != nil {
			do(t)
		}
	}
}

// settleConstraints tells of constraints that hold less on the source than they do here, and
// takes out the foreign keys that hold otherwise.
func (r *reader) settleConstraints(t *table) {
	for _, u := range t.unproven {
		r.Tell("postgres.constraint.invalid", t.Draft, u.place, u.name, "NOT VALID", "")
	}
	t.Table.ForeignKeys = keep(t.Table.ForeignKeys, func(fk *schema.ForeignKey) bool {
		switch {
		case t.periods[fk]:
			r.Tell("postgres.foreign.period", t.Draft, t.Places[fk], fk.Name, "PERIOD", "")
		case t.slack[fk]:
			r.Tell("postgres.foreign.slack", t.Draft, t.Places[fk], fk.Name, "NOT ENFORCED", "")
		default:
			return true
		}
		return false
	})
}

// point gives a foreign key the schema of the table that it points to.
func (r *reader) point(t *table, fk *schema.ForeignKey, f *foreign) {
	fk.RefTable, fk.RefSchema = f.name, f.space
	parent := r.find(f.space, f.name)
	if parent == nil {
		if piece := r.pieceOf(f.space, &pg.RangeVar{Relname: f.name}); piece != nil {
			r.Tell("postgres.foreign.partition", t.Draft, t.Places[fk], fk.Name, piece.source, piece.root().source)
			t.Table.ForeignKeys = keep(t.Table.ForeignKeys, func(o *schema.ForeignKey) bool { return o != fk })
		}
		return
	}
	fk.RefTable, fk.RefSchema = parent.Table.Name, parent.Schema
	if parent == t {
		fk.RefSchema = ""
	}
}

// settleTypes puts the types that domains stand for in their places, with what a domain
// checks, and leaves the rules what they want to know of enums.
func (r *reader) settleTypes(t *table) {
	for _, c := range t.Table.Columns {
		own := t.columns[c]
		seen := map[*userType]bool{}
		for {
			u, ok := lookup(r.types, own.typ.space, own.typ.name)
			if !ok || !u.domain || own.typ.array || seen[u] {
				break
			}
			seen[u] = true
			r.fromDomain(t, c, own, u)
		}
		c.Type = own.typ.String()
		u, ok := lookup(r.types, own.typ.space, own.typ.name)
		switch {
		case !ok || own.typ.array:
		case u.enum:
			t.Remarks = append(t.Remarks, schema.Remark{Phrase: enumPhrase, Object: c.Name, Text: enumType(u.values), Place: t.Places[c]})
		case u.ranged:
			t.Remarks = append(t.Remarks, schema.Remark{Phrase: rangePhrase, Object: c.Name, Text: c.Type, Place: t.Places[c]})
		case u.composite:
			t.Remarks = append(t.Remarks, schema.Remark{Phrase: compositePhrase, Object: c.Name, Text: c.Type, Place: t.Places[c]})
		}
	}
}

// The remarks that the reader leaves for its rules.
const (
	enumPhrase      schema.Phrase = "postgres.enum"      // the type that an enum becomes
	compositePhrase schema.Phrase = "postgres.composite" // a composite type
	rangePhrase     schema.Phrase = "postgres.range"     // a range of the script's own
	boundedPhrase   schema.Phrase = "postgres.bounded"   // the type of a text in a key
	defaultPhrase   schema.Phrase = "postgres.default"   // the type of a text with a default
)

// enumType is an enum of values, or a string where it has none.
func enumType(values []string) string {
	if len(values) == 0 {
		return "varchar(63)"
	}
	quoted := make([]string, len(values))
	for i, v := range values {
		quoted[i] = schema.QuoteText(v)
	}
	return "enum(" + strings.Join(quoted, ",") + ")"
}

// fromDomain makes a column of what its domain stands for.
func (r *reader) fromDomain(t *table, c *schema.Column, own *column, u *userType) {
	r.Tell("postgres.type.domain", t.Draft, t.Places[c], c.Name, own.typ.String(), u.base.String())
	own.typ = u.base
	if u.notNull {
		c.NotNull = true
	}
	if u.collate != nil {
		r.collate(t, c, u.collate)
	}
	if own.def == nil && own.sequence == nil && own.generated == nil {
		own.def = u.def
	}
	for _, check := range u.checks {
		name := check.name
		if name == "" {
			name = shortName(u.name, "_check")
		}
		k := &schema.Check{Name: shortName(t.Table.Name+"_"+c.Name+"_", name)}
		t.Table.Checks = append(t.Table.Checks, k)
		t.checks[k] = check.expr
		t.Places[k] = t.Places[c]
		r.Tell("postgres.check.domain", t.Draft, t.Places[c], k.Name, u.name, "")
		if check.unproven {
			r.Tell("postgres.constraint.invalid", t.Draft, t.Places[c], k.Name, "NOT VALID", "")
		}
		t.valueOf(k, c)
	}
}

// valueOf tells what VALUE means in a domain's check.
func (t *table) valueOf(k *schema.Check, c *schema.Column) {
	if t.values == nil {
		t.values = map[*schema.Check]*schema.Column{}
	}
	t.values[k] = c
}

// rowWriter writes expressions over a table's own columns. Now is how many digits of a
// second the moment of a change has.
func (r *reader) rowWriter(t *table, now int) *writer {
	return &writer{r: r, now: now, column: func(parts []string) (value, bool) {
		name := parts[len(parts)-1]
		c := t.column(name)
		if c == nil || len(parts) > 1 && parts[len(parts)-2] != t.source {
			return value{}, false
		}
		typ := t.columns[c].typ
		return value{sql: schema.Quote(t.target(c)), kind: r.kindOf(typ), long: typ.name == "bigint"}, true
	}}
}

// settleColumns writes the defaults and the expressions of generated columns.
func (r *reader) settleColumns(t *table) {
	for _, c := range t.Table.Columns {
		own := t.columns[c]
		switch {
		case own.generated != nil:
			w := r.rowWriter(t, 6)
			v := w.expr(own.generated)
			if w.failed() {
				r.Tell("postgres.generated", t.Draft, t.Places[c], c.Name, w.refused, "")
				c.Stored = false
				continue
			}
			c.Generated = v.sql
			r.confess(w, t, t.Places[c], c.Name)
		case own.def != nil:
			r.settleDefault(t, c, own)
		}
	}
}

// settleDefault writes a default as one of its column's type.
func (r *reader) settleDefault(t *table, c *schema.Column, own *column) {
	k := r.kindOf(own.typ)
	digits := 0
	if k == moment || k == zoned || k == clock {
		digits = digitsOf(own.typ)
	}
	w := r.rowWriter(t, digits)
	v := w.expr(bare(own.def))
	if !w.failed() && v.isPlain {
		v = w.literalOf(v.plain, own.typ, k)
	}
	if w.failed() {
		r.Tell("postgres.default", t.Draft, t.Places[c], c.Name, w.refused, "")
		return
	}
	if was := v.sql; own.typ.name == "character" && !own.typ.array && v.isPlain && strings.HasSuffix(v.plain, " ") && r.Follows("postgres.default.blank") {
		v = textValue(strings.TrimRight(v.plain, " "))
		r.Tell("postgres.default.blank", t.Draft, t.Places[c], c.Name, was, v.sql)
	}
	// Before 4.3.5 a default is no expression: then the moment is that of the session.
	text, ok := defaultText(v, k, own.typ, !r.Follows("default.expression"))
	if text == "NULL" && c.NotNull {
		return
	}
	if !ok {
		r.Tell("postgres.default", t.Draft, t.Places[c], c.Name, v.sql, "")
		return
	}
	if k == zoned && strings.HasPrefix(text, "(") && inPlace.MatchString(text) {
		w.tell("postgres.expression.zone", text, "UTC")
	}
	r.confess(w, t, t.Places[c], c.Name)
	if strings.Contains(text, "uuid()") {
		r.Tell("postgres.default.uuid", t.Draft, t.Places[c], c.Name, "uuid", text)
	}
	c.Default = &text
}

// bare is an expression without the casts that a default's column makes anyway.
func bare(n *pg.Node) *pg.Node {
	for {
		cast := n.GetTypeCast()
		if cast == nil {
			return n
		}
		switch cast.Arg.Node.(type) {
		case *pg.Node_TypeCast:
			n = cast.Arg
			continue
		case *pg.Node_AConst:
			if cast.Arg.GetAConst().GetSval() != nil || cast.Arg.GetAConst().Isnull {
				return n
			}
			return cast.Arg
		}
		return n
	}
}

// defaultText is a default as it stands behind DEFAULT. UTC tells that the moment of a
// change is written in UTC for a column that had a zone.
func defaultText(v value, k kind, typ typeRef, utc bool) (string, bool) {
	switch {
	case v.sql == "NULL":
		return "NULL", true
	case v.sql == "TRUE", v.sql == "FALSE":
		return map[string]string{"TRUE": "1", "FALSE": "0"}[v.sql], k == truth || k == whole
	case v.loose && k == zoned && utc:
		// A sum with the moment of a change, as of "in a day".
		return "(" + strings.ReplaceAll(v.sql, "CURRENT_TIMESTAMP(", "utc_timestamp(") + ")", true
	case strings.HasPrefix(v.sql, "CURRENT_TIMESTAMP") && !v.loose:
		switch k {
		case moment:
			return moments(digitsOf(typ)), true
		case zoned:
			if utc {
				return "(utc_timestamp(" + strings.Trim(strings.TrimPrefix(moments(digitsOf(typ)), "CURRENT_TIMESTAMP"), "()") + "))", true
			}
			return moments(digitsOf(typ)), true
		case day:
			return "(curdate())", true
		case clock:
			return "(curtime(" + string(rune('0'+digitsOf(typ))) + "))", true
		}
		return "(" + v.sql + ")", true
	case v.sql == "curdate()" && (k == moment || k == zoned):
		return "(curdate())", true
	case !v.loose && (v.kind == literal || v.sql != "" && v.sql[0] == '\''):
		if k == truth {
			b, ok := truthWord(v.plain)
			return map[string]string{"TRUE": "1", "FALSE": "0"}[b], ok
		}
		return v.sql, true
	case isNumber(v.sql):
		return v.sql, true
	case v.kind == bits || v.kind == bytes:
		return v.sql, !strings.Contains(v.sql, "(")
	}
	return "(" + v.sql + ")", true
}

// settleChecks writes the checks; those that cannot be are left out.
func (r *reader) settleChecks(t *table) {
	t.Table.Checks = keep(t.Table.Checks, func(k *schema.Check) bool {
		w := r.rowWriter(t, 6)
		if c := t.values[k]; c != nil {
			w.column = func(parts []string) (value, bool) {
				return value{sql: schema.Quote(t.target(c)), kind: r.kindOf(t.columns[c].typ)}, len(parts) == 1 && strings.EqualFold(parts[0], "value")
			}
		}
		v := w.expr(t.checks[k])
		if w.failed() {
			r.Tell("postgres.check", t.Draft, t.Places[k], k.Name, w.refused, "")
			return false
		}
		k.Expression = v.sql
		r.confess(w, t, t.Places[k], k.Name)
		return true
	})
}

// compareNumbers orders two numbers as they are written.
func compareNumbers(a, b string) int {
	x, ok := new(big.Rat).SetString(a)
	y, fine := new(big.Rat).SetString(b)
	if !ok || !fine {
		return strings.Compare(a, b)
	}
	return x.Cmp(y)
}
