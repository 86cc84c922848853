package engine

import (
	"bytes"
	"context"
	"maps"
	"slices"
	"strings"

	"github.com/obferry/obferry/ddlconv"
	"github.com/obferry/obferry/ddlconv/script"
	"github.com/obferry/obferry/engine/fault"
	"github.com/obferry/obferry/engine/notes"
	"github.com/obferry/obferry/engine/source"
	"github.com/obferry/obferry/engine/source/postgres"
	"github.com/obferry/obferry/profiles"
)

// scripted is the DDL of a source whose tables are converted together: types, sequences,
// partitions and keys are statements of their own there.
type scripted struct {
	text    string
	dialect ddlconv.Dialect
	// plain is the conversion without anybody's choices, for the version that is converted
	// for by itself.
	plain *conversions
}

// conversions are the tables of a converted script by the names that their source has
// for them, and what became of the other statements.
type conversions struct {
	tables   map[string]*ddlconv.Conversion
	outcomes []script.Outcome
	notes    []ddlconv.Note
}

// readScript reads the DDL of a PostgreSQL whose tables were listed, and gives their
// columns the types that they get on the target.
func (c *Catalog) readScript(ctx context.Context, address profiles.Address) error {
	var text bytes.Buffer
	if err := postgres.Script(ctx, address, &text); err != nil {
		return err
	}
	s := &scripted{text: text.String(), dialect: ddlconv.Postgres}
	plain, err := s.convert(ddlconv.Options{})
	if err != nil {
		return err
	}
	s.plain, c.scripted = plain, s
	for _, t := range c.Tables {
		converted := plain.tables[t.Name]
		if converted == nil {
			continue
		}
		t.Create = converted.Original
		for i := range t.Columns {
			if column := converted.Table.Column(t.Columns[i].Name); column != nil {
				t.Columns[i].Type = column.Type
			}
		}
	}
	return nil
}

// convert converts the whole script.
func (s *scripted) convert(options ddlconv.Options) (*conversions, error) {
	converted, err := ddlconv.ConvertScript(strings.NewReader(s.text), s.dialect, options)
	if err != nil {
		return nil, fault.New(fault.Input, "fault.scripted", "Dialect", string(s.dialect)).Because(err)
	}
	all := &conversions{tables: map[string]*ddlconv.Conversion{}, outcomes: converted.Outcomes, notes: converted.Notes}
	for _, t := range converted.Tables {
		all.tables[postgres.Name(t.Source.Schema, t.Source.Table)] = t
	}
	return all, nil
}

// targetName is what a table is called on the target where nobody has named it.
func (c *Catalog) targetName(table *source.Table) string {
	if c.scripted != nil {
		if t := c.scripted.plain.tables[table.Name]; t != nil && table.Proposed == nil {
			return t.Table.Name
		}
	}
	return table.Name
}

// drawScripted converts those of a plan's tables that are wanted, all at once, and gives
// them by their places.
func drawScripted(catalog *Catalog, plan *Plan, wanted func(int) bool) map[int]DDLPlan {
	drawn := map[int]DDLPlan{}
	var places []int
	for i := range plan.Tables {
		if wanted(i) {
			places = append(places, i)
		}
	}
	if len(places) == 0 {
		return drawn
	}
	all, err := catalog.scripted.chosen(catalog, plan)
	for _, i := range places {
		table := catalog.Table(plan.Tables[i].Source)
		switch {
		case table == nil:
			drawn[i] = DDLPlan{}
		case table.Proposed != nil: // a query's result
			drawn[i] = DDLPlan{Create: ddlconv.Render(sheetTable(table, plan.Tables[i]))}
		case err != nil:
			drawn[i] = DDLPlan{Original: table.Create, Notes: []ddlconv.Note{notes.Refusal(table.Name, err)}}
		default:
			drawn[i] = all.drawn(table)
		}
	}
	return drawn
}

// chosen is the conversion with what a plan chooses: names, columns, and a version.
func (s *scripted) chosen(catalog *Catalog, plan *Plan) (*conversions, error) {
	options := ddlconv.Options{Version: plan.TargetVersion, Tables: map[ddlconv.SourceName]ddlconv.TableOptions{}}
	for _, one := range plan.Tables {
		table, plain := catalog.Table(one.Source), s.plain.tables[one.Source]
		if table == nil || table.Proposed != nil || plain == nil {
			continue
		}
		var chosen ddlconv.TableOptions
		chosen.Columns, chosen.Drop = renames(table, one)
		if one.Target != plain.Table.Name {
			chosen.Name = one.Target
		}
		if chosen.Name != "" || len(chosen.Columns) > 0 || len(chosen.Drop) > 0 {
			options.Tables[plain.Source] = chosen
		}
	}
	if len(options.Tables) == 0 && ddlconv.Nearest(options.Version) == ddlconv.Nearest("") {
		return s.plain, nil
	}
	return s.convert(options)
}

// drawn is what became of one table. One that the script does not make as a table of
// columns, or that was refused, comes back without Create, with the notes that say why.
func (c *conversions) drawn(table *source.Table) DDLPlan {
	t := c.tables[table.Name]
	if t == nil {
		return DDLPlan{Notes: c.why(table.Name)}
	}
	d := DDLPlan{Original: t.Original, Create: t.Create, After: t.After, Notes: slices.Clone(t.Notes)}
	// Notes tell their lines in the whole script; a person sees the table's own text, of
	// which the first statement stood there as it stands here.
	length := firstLines(t.Original)
	for i := range d.Notes {
		n := &d.Notes[i]
		if line := n.Line - t.Place.Line + 1; n.Line > 0 && line >= 1 && line <= length {
			n.Line = line
		} else {
			n.Line, n.Column = 0, 0
		}
	}
	return d
}

// firstLines is how many lines the first statement of a text takes.
func firstLines(text string) int {
	for i, line := range strings.Split(text, "\n") {
		if strings.HasSuffix(line, ";") {
			return i + 1
		}
	}
	return 1
}

// why are the notes that tell why a table was not converted.
func (c *conversions) why(name string) []ddlconv.Note {
	names := []string{name, "public." + name}
	var told []ddlconv.Note
	for _, o := range c.outcomes {
		if (o.Fate == script.Manual || o.Fate == script.Refused) && slices.Contains(names, o.Object) {
			told = append(told, ddlconv.Note{Rule: o.Rule, Severity: ddlconv.Blocked, Object: name, Was: o.Text})
		}
	}
	for _, n := range c.notes {
		if slices.Contains(names, n.Object) && n.Severity == ddlconv.Blocked {
			told = append(told, n)
		}
	}
	return told
}

// holdWanted tells a source that holds its tables which of them are going to be read.
func (r *run) holdWanted() {
	db, ok := r.source.(*postgres.Source)
	if !ok {
		return
	}
	names := map[string]bool{}
	for _, w := range r.works {
		if w.alive() {
			names[w.plan.Source] = true
		}
	}
	db.Only(slices.Collect(maps.Keys(names)))
}
