package views

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/obferry/obferry/ddlconv"
	"github.com/obferry/obferry/engine"
	"github.com/obferry/obferry/engine/fault"
)

// ddlPlace is where a note stands: a line of the source and one of the converted text,
// 0 where it is not known.
type ddlPlace struct{ left, right int }

// ddlPlaces finds the place of each of a table's notes. The source's line is the
// note's own; the converted one is where the thing that it is about is defined, or what
// stands beside the source's line.
func ddlPlaces(t *engine.TablePlan, left, right []string, pairs []pair) []ddlPlace {
	places := make([]ddlPlace, len(t.DDL.Notes))
	beside := map[int]int{}
	for _, p := range pairs {
		if p.left >= 0 && p.right >= 0 {
			beside[p.left+1] = p.right + 1
		}
	}
	for i, n := range t.DDL.Notes {
		if n.Line >= 1 && n.Line <= len(left) {
			places[i].left = n.Line
		}
		places[i].right = definedAt(t, n, right)
		if places[i].right == 0 && places[i].left > 0 && aboutTable(t, n) {
			if line := beside[places[i].left]; line > 0 && line <= strings.Count(t.DDL.Create, "\n")+1 {
				places[i].right = line // of the table itself, not of what waits for the rows
			}
		}
	}
	return places
}

// aboutTable tells whether a note is about the table itself.
func aboutTable(t *engine.TablePlan, n ddlconv.Note) bool {
	return n.Object == "" || strings.EqualFold(n.Object, t.Source) || strings.EqualFold(n.Object, t.Target)
}

// definedAt is the line of a text that defines what a note is about, 0 where none does.
func definedAt(t *engine.TablePlan, n ddlconv.Note, text []string) int {
	if aboutTable(t, n) {
		return 0
	}
	name := n.Object
	for _, table := range []string{t.Source, t.Target} {
		name = strings.TrimPrefix(name, table+".")
	}
	names := []string{name, n.Became}
	for _, c := range t.Columns {
		if strings.EqualFold(c.Source, name) {
			names = append(names, c.Target)
		}
	}
	for _, name := range names {
		if name == "" {
			continue
		}
		quoted := "`" + strings.ReplaceAll(name, "`", "``") + "`"
		for i, line := range text {
			line = strings.TrimSpace(line)
			if strings.HasPrefix(line, quoted) || strings.Contains(line, "KEY "+quoted) || strings.Contains(line, "CONSTRAINT "+quoted) ||
				strings.Contains(line, "INDEX "+quoted) {
				return i + 1
			}
		}
	}
	return 0
}

// atLine finds the line that a server names in its words.
var atLine = regexp.MustCompile(`at line (\d+)`)

// failureLine is the line of a table's text at which a statement was refused: the one
// that the server names, or the statement's first; 0 where the text has no such
// statement.
func failureLine(d *engine.DDLPlan, statement string, err error) int {
	line := 1
	for _, s := range append([]string{d.Create}, d.After...) {
		if s == statement && s != "" {
			if f := fault.Of(err); f != nil {
				if found := atLine.FindStringSubmatch(f.Message); found != nil {
					within, _ := strconv.Atoi(found[1])
					line += min(max(within-1, 0), strings.Count(s, "\n"))
				}
			}
			return line
		}
		line += strings.Count(s, "\n") + 2 // one text: see [engine.DDLPlan.Text]
	}
	return 0
}

// ddlMarks are the marks of both sides: of the notes, and of what was refused.
func ddlMarks(t *engine.TablePlan, places []ddlPlace, trial engine.Trial) (left, right map[int]sqlMark) {
	left, right = map[int]sqlMark{}, map[int]sqlMark{}
	put := func(marks map[int]sqlMark, line int, m sqlMark) {
		if have, marked := marks[line]; line > 0 && (!marked || have.weight < m.weight) {
			marks[line] = m
		}
	}
	for i, n := range t.DDL.Notes {
		mark := sqlMark{severityTone(n.Severity), n.Severity.Weight()}
		put(left, places[i].left, mark)
		put(right, places[i].right, mark)
	}
	for _, f := range trial.Failures {
		put(right, failureLine(&t.DDL, f.Statement, f.Err), sqlMark{toneError, len(severities)})
	}
	return left, right
}

// notesAt are the notes of a line of one side, by their place among the table's.
func notesAt(places []ddlPlace, line int, right bool) []int {
	var all []int
	for i, p := range places {
		if right && p.right == line || !right && p.left == line {
			all = append(all, i)
		}
	}
	return all
}

// after is the one of several notes behind the one that is open, the first where none
// of them is.
func after(notes []int, open int) int {
	if i := slices.Index(notes, open); i >= 0 {
		return notes[(i+1)%len(notes)]
	}
	return notes[0]
}
