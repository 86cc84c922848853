// Package proof shows what a real OceanBase makes of converted DDL: it creates
// everything in a scratch database, reads the catalogue back, compares it with the model
// and drops the scratch database again. It touches no other database.
package proof

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strings"
	"time"

	"github.com/obferry/obferry/ddlconv"
	"github.com/obferry/obferry/ddlconv/diff"
	"github.com/obferry/obferry/ddlconv/schema"
	"github.com/obferry/obferry/engine/fault"
	"github.com/obferry/obferry/engine/target"
	"github.com/obferry/obferry/profiles"
)

// Options say how a proof goes.
type Options struct {
	// Log is the path of an observer's log, or of its directory, "" for none. The lines
	// that belong to a failure's trace id are read from it, and from those of its rotated
	// files that were written to since the proof began.
	Log string
	// Observe hears of progress, from one goroutine; it may be nil.
	Observe func(Progress)
	// Settled hears of every statement as soon as it is known what becomes of it, from
	// the same goroutine; it may be nil.
	Settled func(Verdict)
	// Part tells that the script is a part of a whole: a parent that it does not have is
	// elsewhere, and a foreign key to it is left untried rather than refused.
	Part bool
}

// Progress is how far a proof has come.
type Progress struct {
	// Done and Total are statements.
	Done, Total int
	// Object is what is made now; "" while the catalogue is read.
	Object string
	// Dropping is set once everything is known and the scratch database is dropped,
	// which takes about as long as making it did.
	Dropping bool
}

// Verdict is what became of one statement: the server took it, or one of Failure and
// Untried says what else.
type Verdict struct {
	Subject
	Failure *Failure
	Untried *Untried
}

// Result is what a proof came to.
type Result struct {
	Server profiles.Server
	// Tried and Taken are how many statements were tried, and how many of them the
	// server took. Total is how many there are.
	Tried, Taken, Total int
	// Cut tells that the proof ended early: what was not tried by then is not told of, and
	// nothing was compared.
	Cut      bool
	Failures []Failure
	Untried  []Untried
	// Differences are what the catalogue has otherwise than the model, of tables that
	// were made.
	Differences []diff.Difference
	// Stand are the names of the tables that were made, as the conversion calls them.
	Stand map[string]bool
	// Made are the other objects that were made, by kind and name: "view v".
	Made map[string]bool
	// Left is the scratch database where it could not be dropped, "" where it was.
	Left string
}

// Failure is a statement that the server refused.
type Failure struct {
	Subject
	// Statement is the whole text.
	Statement string
	// Trace is the server's trace id of it, "" where it gave none.
	Trace string
	// Err is a *fault.Error with the server's code, state and message.
	Err error
	// Log are the lines of the observer's log that belong to the trace id.
	Log []string
}

// Untried is a statement that was not run.
type Untried struct {
	Subject
	Statement string
	Why       Reason
	// Name is what the reason is about: the table that is not there, or the database.
	Name string
}

// Reason is why a statement was not run.
type Reason string

// The reasons.
const (
	NoTable   Reason = "notable"  // a table that it needs was not made
	Elsewhere Reason = "database" // it would reach into another database
	NotOurs   Reason = "other"    // it is no statement that makes an object of one database
)

// Subject is what a statement makes.
type Subject struct {
	// Kind is "table", "foreign" (of a table), or the object's kind: "view".
	Kind string
	// Object is the name of the table or object on the target.
	Object string
	// Line is where it begins in the source, 0 where it is not known.
	Line int
}

// Key names the subject among all: "view v".
func (s Subject) Key() string { return s.Kind + " " + s.Object }

// Dropping the scratch database may take so long, and so much more for every table in
// it: a server takes about 140 ms to drop one.
const (
	dropTime      = 2 * time.Minute
	dropTimeTable = 300 * time.Millisecond
)

// Check tries a script on a server, which must be an OceanBase and where the account
// must be allowed to make a database. What the server refuses is told in the Result. The
// error is for what ends the proof early: no connection, no right, the context's end; the
// Result is then what was known by then, nil where nothing was.
func Check(ctx context.Context, address profiles.Address, script *ddlconv.Script, o Options) (_ *Result, err error) {
	began := time.Now()
	if o.Log != "" {
		if _, err := logFiles(o.Log, began); err != nil {
			return nil, err
		}
	}
	address, drop, err := scratch(ctx, address, len(script.Tables))
	if err != nil {
		return nil, err
	}
	p := &proof{script: script, options: o, result: &Result{Stand: map[string]bool{}, Made: map[string]bool{}},
		named: make(map[string]*ddlconv.Conversion, len(script.Tables))}
	p.result.Total = p.total()
	for _, c := range script.Tables {
		if name := strings.ToLower(c.Table.Name); p.named[name] == nil {
			p.named[name] = c
		}
	}
	defer func() {
		p.dropping()
		if failed := drop(); failed != nil {
			p.result.Left = address.Database
			if err == nil {
				err = fault.New(fault.Connect, "fault.proof.left", "Database", address.Database).Because(failed)
			}
		}
		p.result.Cut = !p.ended
	}()
	if err := ctx.Err(); err != nil {
		return p.result, err
	}
	k, err := open(ctx, address, o.Log != "")
	if err != nil {
		return p.result, err
	}
	defer func() { err = errors.Join(err, k.close()) }()
	p.kernel, p.result.Server = k, k.server
	for _, step := range []func(context.Context) error{p.tables, p.foreignKeys, p.objects, p.compare} {
		if err := step(ctx); err != nil {
			return p.result, err
		}
	}
	p.ended = true
	if o.Log != "" {
		if err := readLogs(ctx, o.Log, began, p.result.Failures); err != nil {
			return p.result, err
		}
	}
	return p.result, nil
}

// scratch makes a database that nobody has, and gives the way to drop it, which works
// also when the context has ended.
func scratch(ctx context.Context, address profiles.Address, tables int) (_ profiles.Address, drop func() error, err error) {
	// The making is not cut off in the middle: nobody would know whether it is there.
	whole := context.WithoutCancel(ctx)
	for range 3 {
		address.Database = fmt.Sprintf("obferry_trial_%d_%d", os.Getpid(), time.Now().UnixNano())
		made, err := target.EnsureDatabase(whole, address)
		if err != nil {
			return address, nil, err
		}
		if made {
			break
		}
		address.Database = ""
	}
	if address.Database == "" {
		return address, nil, fault.New(fault.Resource, "fault.proof.scratch")
	}
	return address, func() error {
		limited, cancel := context.WithTimeout(whole, dropTime+time.Duration(tables)*dropTimeTable)
		defer cancel()
		err := target.DropDatabase(limited, address)
		for wait := 100 * time.Millisecond; err != nil && limited.Err() == nil && wait < 10*time.Second; wait *= 4 {
			select {
			case <-time.After(wait):
			case <-limited.Done():
			}
			err = target.DropDatabase(limited, address)
		}
		return err
	}, nil
}

// proof is one under way.
type proof struct {
	*kernel
	script  *ddlconv.Script
	named   map[string]*ddlconv.Conversion // by their names in lower case
	options Options
	result  *Result
	done    int
	ended   bool // all steps are taken
}

// total counts the statements of the script.
func (p *proof) total() int {
	n := len(p.script.Tables)
	for _, t := range p.script.Tables {
		n += len(t.After)
	}
	for _, o := range p.script.Objects {
		if o.SQL != "" {
			n++
		}
	}
	return n
}

// tell says what is made next.
func (p *proof) tell(object string) {
	if p.options.Observe != nil {
		p.options.Observe(Progress{Done: p.done, Total: p.result.Total, Object: object})
	}
}

// dropping says that the scratch database is dropped now.
func (p *proof) dropping() {
	if p.options.Observe != nil {
		p.options.Observe(Progress{Done: p.done, Total: p.result.Total, Dropping: true})
	}
}

// settle says what became of a statement.
func (p *proof) settle(v Verdict) {
	p.done++
	if p.options.Settled != nil {
		p.options.Settled(v)
	}
}

// try runs one statement, and tells whether the server took it. The error is that of
// the proof's end.
func (p *proof) try(ctx context.Context, s Subject, statement string) (taken bool, err error) {
	p.tell(s.Object)
	p.result.Tried++
	refused, trace, err := p.exec(ctx, s.Object, statement)
	if err != nil {
		return false, err
	}
	if refused != nil {
		failure := Failure{Subject: s, Statement: statement, Trace: trace, Err: refused}
		p.result.Failures = append(p.result.Failures, failure)
		p.settle(Verdict{Subject: s, Failure: &failure})
		return false, nil
	}
	p.result.Taken++
	p.settle(Verdict{Subject: s})
	return true, nil
}

// leave notes a statement that is not run.
func (p *proof) leave(s Subject, statement string, why Reason, name string) {
	untried := Untried{Subject: s, Statement: statement, Why: why, Name: name}
	p.result.Untried = append(p.result.Untried, untried)
	p.settle(Verdict{Subject: s, Untried: &untried})
}

// tables creates all tables, without foreign keys.
func (p *proof) tables(ctx context.Context) error {
	for _, t := range p.script.Tables {
		s := Subject{"table", t.Table.Name, t.Place.Line}
		if why, name := Reaches(t.Create); why != "" {
			p.leave(s, t.Create, why, name)
			continue
		}
		taken, err := p.try(ctx, s, t.Create)
		if err != nil {
			return err
		}
		if taken {
			p.result.Stand[t.Table.Name] = true
		}
	}
	return nil
}

// foreignKeys adds what waits for all tables, with the checks on, so that a parent that
// is not there is seen.
func (p *proof) foreignKeys(ctx context.Context) error {
	if err := p.foreignChecks(ctx, true); err != nil {
		return err
	}
	for _, t := range p.script.Tables {
		for _, statement := range t.After {
			s := Subject{"foreign", t.Table.Name, t.Place.Line}
			why, name := Reaches(statement)
			if why == "" {
				why, name = p.lacking(t.Table.Name, statement)
			}
			if why != "" {
				p.leave(s, statement, why, name)
				continue
			}
			if _, err := p.try(ctx, s, statement); err != nil {
				return err
			}
		}
	}
	return p.foreignChecks(ctx, false)
}

// lacking names the table that a foreign key needs and that was not made though the
// script has it, or lies in another database. A parent that the script does not have is
// for the server to name, unless the script is a part.
func (p *proof) lacking(table, statement string) (why Reason, name string) {
	if !p.result.Stand[table] {
		return NoTable, table
	}
	for _, parent := range ddlconv.References(statement) {
		c := p.converted(parent)
		if c == nil && p.options.Part || c != nil && !p.result.Stand[c.Table.Name] {
			return NoTable, parent
		}
	}
	if c := p.converted(table); c != nil {
		for _, fk := range c.Table.ForeignKeys {
			if fk.RefSchema != "" && strings.Contains(statement, schema.Quote(fk.RefSchema)+".") {
				return Elsewhere, fk.RefSchema
			}
		}
	}
	return "", ""
}

// objects makes everything else, in the script's order.
func (p *proof) objects(ctx context.Context) error {
	for _, o := range p.script.Objects {
		if o.SQL == "" {
			continue
		}
		s := Subject{string(o.Kind), o.Name, o.Place.Line}
		if why, name := Reaches(o.SQL); why != "" {
			p.leave(s, o.SQL, why, name)
			continue
		}
		taken, err := p.try(ctx, s, asleep(o.SQL))
		if err != nil {
			return err
		}
		if taken {
			p.result.Made[s.Key()] = true
		}
	}
	return nil
}

// compare holds every table that stands to its model. One whose text was not understood
// has a model without columns, and there is nothing to hold it to.
func (p *proof) compare(ctx context.Context) error {
	p.tell("")
	var stand []*schema.Table
	for _, t := range p.script.Tables {
		if p.result.Stand[t.Table.Name] && len(t.Table.Columns) > 0 {
			stand = append(stand, t.Table)
		}
	}
	if len(stand) == 0 {
		return nil
	}
	there, err := p.readBack(ctx, stand)
	if err != nil {
		return err
	}
	for _, want := range stand {
		want = p.expected(want)
		p.result.Differences = append(p.result.Differences, diff.Tables(want, there.find(want.Name))...)
	}
	return nil
}

// expected is a table as it should stand: without the foreign keys that were refused or
// not tried, which are told of by themselves.
func (p *proof) expected(t *schema.Table) *schema.Table {
	c := p.converted(t.Name)
	if c == nil || len(c.After) != len(t.ForeignKeys) {
		return t
	}
	absent := map[string]bool{}
	for _, f := range p.result.Failures {
		absent[f.Statement] = true
	}
	for _, u := range p.result.Untried {
		absent[u.Statement] = true
	}
	whole := *t
	whole.ForeignKeys = nil
	for i, fk := range t.ForeignKeys {
		if !absent[c.After[i]] {
			whole.ForeignKeys = append(whole.ForeignKeys, fk)
		}
	}
	return &whole
}

// converted finds a table of the script by its name on the target.
func (p *proof) converted(name string) *ddlconv.Conversion {
	return p.named[strings.ToLower(name)]
}
