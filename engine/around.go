package engine

import (
	"context"
	"slices"
	"strconv"
	"time"

	"github.com/obferry/obferry/ddlconv/schema"
	"github.com/obferry/obferry/engine/checkpoint"
	"github.com/obferry/obferry/engine/sqltext"
)

// tableVariable stands for the target's table in the statements around its rows.
const tableVariable = "@table"

// carryBefore runs a table's PreSQL: before it is looked at whether rows are in the table,
// since that may change it. A statement that is refused fails the table before a row of
// it is written.
func (r *run) carryBefore(ctx context.Context, w *work) error {
	for i, statement := range w.plan.PreSQL {
		if err := r.carryOne(ctx, w, "pre_sql "+strconv.Itoa(i+1), statement); err != nil {
			return err
		}
	}
	return nil
}

// carryAfter runs every table's PostSQL, once the rows of all of them are there and
// before they are compared. A statement that is refused is kept with its table, as one of
// DDL is; those behind it are not run, since they may build on it.
func (r *run) carryAfter(ctx context.Context) {
	for _, w := range r.works {
		for i, statement := range w.plan.PostSQL {
			if ctx.Err() != nil || !w.alive() {
				break
			}
			err := r.carryOne(ctx, w, "post_sql "+strconv.Itoa(i+1), statement)
			if checkpoint.Failed(err) {
				r.end(err)
				return
			}
			if err != nil {
				w.mu.Lock()
				w.issues = append(w.issues, err)
				w.mu.Unlock()
				break
			}
		}
	}
}

// carryOne runs a person's statement, unless the run that this one goes on with has done
// so: that is known by the statement's place and text. Where that run was cut off while
// the server carried it out, it is run again.
func (r *run) carryOne(ctx context.Context, w *work, place, statement string) error {
	table, mark := w.plan.Target, place+": "+statement
	if slices.Contains(r.store.Table(table).Done, mark) {
		return nil
	}
	sql := sqltext.Put(statement, tableVariable, schema.Quote(table))
	err := r.target.Carry(ctx, table, sql)
	if ctx.Err() != nil {
		return context.Cause(ctx)
	}
	r.stream.send(Statement{At: time.Now(), Table: table, SQL: sql, Err: err})
	if err != nil {
		return err
	}
	return r.store.PutTable(table, func(t *checkpoint.Table) { t.Done = append(t.Done, mark) })
}
