package postgres

import (
	"strconv"

	pg "github.com/pganalyze/pg_query_go/v6"

	"github.com/obferry/obferry/ddlconv/schema"
	"github.com/obferry/obferry/ddlconv/script"
)

// countedBy is the sequence that serial makes for a column.
func (r *reader) countedBy(t *table, c *schema.Column, typ typeRef) *sequence {
	q := &sequence{space: t.Schema, name: objectName(t.source, c.Name, "seq"), place: t.Places[c], step: 1, implied: true, used: true}
	r.addSequence(q)
	return q
}

// setIdentity makes a column one that counts.
func (r *reader) setIdentity(t *table, c *schema.Column, k *pg.Constraint) {
	own := t.columns[c]
	q := r.countedBy(t, c, own.typ)
	if k != nil {
		old := q.name
		q.options(k.Options)
		if q.name != old {
			r.addSequence(q)
			r.ordered = r.ordered[:len(r.ordered)-1]
		}
	}
	own.identity, own.sequence, c.NotNull = true, q, true
	own.always = k.GetGeneratedWhen() == "a"
}

// setDefault keeps a column's default, and the sequence that it takes values from.
func (r *reader) setDefault(t *table, c *schema.Column, e *pg.Node) {
	own := t.columns[c]
	own.def = e
	n := e
	for n.GetTypeCast() != nil {
		n = n.GetTypeCast().Arg
	}
	call := n.GetFuncCall()
	if call == nil || len(call.Args) != 1 {
		return
	}
	if _, name := split2(strs(call.Funcname)); name != "nextval" {
		return
	}
	q := r.sequenceOf(call.Args[0])
	if q == nil {
		space, name := split2(nameParts(textOf(call.Args[0])))
		if name == "" {
			return
		}
		q = &sequence{space: space, name: name, place: t.Places[c], step: 1, implied: true, foretold: true}
		r.addSequence(q)
	}
	own.sequence = q
}

// count makes AUTO_INCREMENT of the column that takes its values from a sequence.
func (r *reader) count(t *table) {
	var counting []*schema.Column
	for _, c := range t.Table.Columns {
		if t.columns[c].sequence != nil {
			counting = append(counting, c)
		}
	}
	if len(counting) == 0 {
		return
	}
	chosen := counting[0]
	for _, c := range counting {
		if t.primary(c.Name) {
			chosen = c
			break
		}
	}
	for _, c := range counting {
		own := t.columns[c]
		q := own.sequence
		own.def = nil
		if c != chosen || r.kindOf(own.typ) != whole {
			r.Tell("postgres.sequence.default", t.Draft, t.Places[c], c.Name, q.name, "")
			continue
		}
		c.AutoIncrement = true
		if own.always {
			r.Tell("postgres.identity.always", t.Draft, t.Places[c], c.Name, "GENERATED ALWAYS", "")
		}
		if q.cache != "" {
			r.Tell("postgres.sequence.cache", t.Draft, t.Places[c], c.Name, q.name, q.cache)
		}
		if !q.implied {
			r.Tell("postgres.sequence.auto", t.Draft, t.Places[c], c.Name, q.name, "AUTO_INCREMENT")
		}
		if q.step != 1 && q.step != 0 || q.cycle {
			r.Tell("postgres.sequence.step", t.Draft, t.Places[c], c.Name, q.name, strconv.FormatInt(q.step, 10))
		}
		if q.cycle && q.least != "" && q.least != "1" {
			r.Tell("postgres.sequence.least", t.Draft, t.Places[c], c.Name, q.name, q.least)
		}
		if q.ends() {
			r.Tell("postgres.sequence.end", t.Draft, t.Places[c], c.Name, q.name, q.most)
		}
		if q.counts++; q.counts > 1 {
			r.Tell("postgres.sequence.shared", t.Draft, t.Places[c], c.Name, q.name, "")
		}
		q.used = true
		if v := q.value(); v > 1 {
			t.Table.AutoIncrement = uint64(v)
		}
	}
}

// ends tells whether a sequence ends before the numbers of its type do.
func (q *sequence) ends() bool {
	return q.most != "" && q.step >= 0 && !fits(q.most, "32767", "2147483647", "9223372036854775807")
}

// freeSequences gives the sequences that no column counts by as objects of their own.
func (r *reader) freeSequences() {
	for _, q := range r.ordered {
		if q.used || q.original == "" {
			continue
		}
		o := &script.Object{Kind: script.Sequence, Name: q.name, Original: q.original, Place: q.place, SQL: q.sql()}
		r.TellObject("postgres.sequence", o, q.place, q.name, "")
		r.Objects = append(r.Objects, o)
	}
}
