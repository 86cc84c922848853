package ddlconv_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/obferry/obferry/ddlconv"
)

// speaks are the rules that change nothing: to turn one off is to be told less.
var speaks = []string{
	"collation.unique", "column.reserved", "row.refused", "table.sequence", "type.unknown", "type.vector",
	"mysql.function.missing", "mysql.names.ambiguous", "mysql.object.missing", "mysql.timestamp.implicit",
	"oracle.type.char", "oracle.type.elsewhere", "oracle.type.json", "sqlserver.type.char", "sqlserver.type.geometry",
	"oracle.unique.null", "postgres.collation.padded", "postgres.connect",
	"sqlserver.collation.default", "sqlserver.conditional", "sqlserver.unique.null",
}

// notesIn are all notes of a script, those of its objects among them.
func notesIn(s *ddlconv.Script) []ddlconv.Note {
	all := append(notesOf(s), s.Notes...)
	for _, o := range s.Objects {
		all = append(all, o.Notes...)
	}
	return all
}

// TestOff turns every rule off that pairs tell of: it cannot be, or it is silent and what it
// would change stays or is told of by another.
func TestOff(t *testing.T) {
	var refused, off int
	for file, d := range sources(t) {
		if !strings.HasPrefix(file, "testdata/") {
			continue
		}
		text, s := readScript(t, file, d)
		told, count := map[string]ddlconv.Severity{}, len(notesIn(s))
		for _, n := range notesIn(s) {
			told[n.Rule] = n.Severity
		}
		for id, severity := range told {
			if ddlconv.CheckOff(d, []string{id}) != nil {
				refused++
				continue
			}
			off++
			without, err := ddlconv.ConvertScript(strings.NewReader(text), d, ddlconv.Options{Off: []string{id}})
			if err != nil {
				t.Fatal(file, id, err)
			}
			notes := notesIn(without)
			own := func(n ddlconv.Note) bool { return n.Rule == id }
			if slices.ContainsFunc(notes, own) {
				t.Errorf("%s: %s is off, and speaks", file, id)
			}
			others := 0
			for _, n := range notesIn(s) {
				if !own(n) {
					others++
				}
			}
			if severity != ddlconv.Info && !slices.Contains(speaks, id) && len(notes) <= others && slices.Equal(s.Statements(), without.Statements()) {
				t.Errorf("%s: %s is off, and what it tells of happens all the same (%d notes)", file, id, count)
			}
		}
	}
	if refused < 100 || off < 300 {
		t.Errorf("%d refused, %d turned off", refused, off)
	}
}

// TestAlways names rules that must not be turned off, and some that can be.
func TestAlways(t *testing.T) {
	for d, ids := range map[ddlconv.Dialect]string{
		ddlconv.MySQL:     "type.srid partition.linear partition.comment table.encryption table.versioning table.temporary mysql.table.twice mysql.alter.missing mysql.orreplace",
		ddlconv.Postgres:  "postgres.check postgres.default postgres.generated postgres.constraint.exclude postgres.trigger postgres.grant postgres.comment postgres.routine postgres.view.syntax",
		ddlconv.Oracle:    "oracle.check oracle.default oracle.routine oracle.trigger oracle.synonym oracle.view.syntax oracle.view.missing",
		ddlconv.SQLServer: "sqlserver.check sqlserver.index.columnstore sqlserver.view sqlserver.trigger sqlserver.routine",
	} {
		for _, id := range strings.Fields(ids) {
			var refusal *ddlconv.ParseError
			if err := ddlconv.CheckOff(d, []string{id}); !asRefusal(err, &refusal) || refusal.ID != "fault.ddl.always" {
				t.Errorf("%s: %v", id, err)
			}
		}
	}
	for d, id := range map[ddlconv.Dialect]string{ddlconv.Oracle: "oracle.type.number", ddlconv.SQLServer: "sqlserver.lifetime", ddlconv.Postgres: "postgres.type.xml", ddlconv.MariaDB: "key.desc"} {
		if err := ddlconv.CheckOff(d, []string{id}); err != nil {
			t.Error(err)
		}
	}
}
