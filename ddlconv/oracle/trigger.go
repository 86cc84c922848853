package oracle

import (
	"strings"

	"github.com/obferry/obferry/ddlconv/schema"
	"github.com/obferry/obferry/ddlconv/syntax"
)

// assignment is a value that a trigger gives a column of the new row.
type assignment struct {
	column   string
	value    []syntax.Token
	onlyNull bool // where the column has none, or 0
}

// triggerReader reads a trigger that does nothing but give columns a value.
type triggerReader struct {
	*parser
	fresh     string // what the new row is called, in upper case
	variables map[string][]syntax.Token
	found     []assignment
	insert    bool
	update    bool
	columns   bool // UPDATE OF columns
}

// trigger reads a CREATE TRIGGER after its words. One that counts by a sequence, or sets
// the moment of a change, becomes part of its table; any other is PL/SQL that a person
// must write anew.
func (p *parser) trigger() {
	const verb = "CREATE TRIGGER"
	p.Accept("IF", "NOT", "EXISTS")
	_, name := p.Qualified()
	if p.Err != nil {
		p.manual(verb, "", "oracle.trigger")
		return
	}
	t := &triggerReader{parser: p, fresh: "NEW", variables: map[string][]syntax.Token{}}
	if !t.head() || !t.body() || !t.apply(name) {
		p.manual(verb, name, "oracle.trigger")
		return
	}
	p.fold(p.draft, verb)
}

// head reads when the trigger fires, and finds its table.
func (t *triggerReader) head() bool {
	if !t.Accept("BEFORE") {
		return false
	}
	for {
		switch {
		case t.Accept("INSERT"):
			t.insert = true
		case t.Accept("UPDATE"):
			t.update = true
			if t.Accept("OF") {
				t.columns = true
				for t.Peek(0).Named() {
					t.Identifier()
					if !t.AcceptSign(",") {
						break
					}
				}
			}
		default:
			return false
		}
		if !t.Accept("OR") {
			break
		}
	}
	if !t.Accept("ON") {
		return false
	}
	owner, table := t.tableName()
	draft := t.r.Table(owner, table)
	if draft == nil {
		return false
	}
	t.ofTable(draft)
	for t.Accept("REFERENCING") || t.Ahead("NEW") || t.Ahead("OLD") {
		which := t.Next()
		t.Accept("AS")
		if called := t.Identifier(); which.Is("NEW") {
			t.fresh = strings.ToUpper(called)
		}
	}
	if !t.Accept("FOR", "EACH", "ROW") {
		return false
	}
	t.Accept("ENABLE")
	if t.Accept("WHEN") {
		t.ExpectSign("(")
		from := t.At
		t.Balanced()
		if !t.onlyNull(t.Tokens[from:t.At]) {
			return false
		}
		t.ExpectSign(")")
		t.variables[""] = nil // all that follows is for columns without a value
	}
	return t.Err == nil
}

// body reads the block.
func (t *triggerReader) body() bool {
	if t.Accept("DECLARE") {
		for !t.Ahead("BEGIN") && !t.Done() {
			if t.Ahead("PROCEDURE") || t.Ahead("FUNCTION") || t.Ahead("CURSOR") || t.Ahead("PRAGMA") {
				return false
			}
			t.upTo(func(one syntax.Token) bool { return one.Sign(";") })
			t.Next()
		}
	}
	if !t.Accept("BEGIN") {
		return false
	}
	_, when := t.variables[""]
	if !t.statements(when) || !t.Accept("END") {
		return false
	}
	if t.Peek(0).Named() {
		t.Next()
	}
	for t.AcceptSign(";") {
	}
	return t.Done() && t.Err == nil && len(t.found) > 0
}

// statements reads statements up to END, and tells whether all of them give values.
func (t *triggerReader) statements(onlyNull bool) bool {
	for !t.Done() && !t.Ahead("END") {
		switch {
		case t.Accept("NULL"):
		case t.Accept("IF"):
			from := t.At
			t.upTo(func(one syntax.Token) bool { return one.Is("THEN") })
			condition := t.Tokens[from:t.At]
			if !t.Accept("THEN") {
				return false
			}
			always := t.insert && !t.update && len(condition) == 1 && condition[0].Is("INSERTING")
			if !always && !t.onlyNull(condition) {
				return false
			}
			if !t.statements(onlyNull || !always) || !t.Accept("END", "IF") {
				return false
			}
		case t.Accept("SELECT"):
			from := t.At
			t.upTo(func(one syntax.Token) bool { return one.Is("INTO") || one.Sign(";") })
			value := t.Tokens[from:t.At]
			if !t.Accept("INTO") || !t.assign(value, onlyNull) || !t.Accept("FROM") {
				return false
			}
			if _, from := t.Qualified(); !strings.EqualFold(from, "dual") {
				return false
			}
		default:
			to := t.At
			t.upTo(func(one syntax.Token) bool { return one.Sign(":=") || one.Sign(";") })
			if !t.AcceptSign(":=") {
				return false
			}
			from := t.At
			t.upTo(func(one syntax.Token) bool { return one.Sign(";") })
			end := t.At
			t.At = to
			if !t.assign(t.Tokens[from:end], onlyNull) {
				return false
			}
			t.At = end
		}
		if !t.AcceptSign(";") {
			return false
		}
	}
	return true
}

// assign reads what a value is given to: a column of the new row, or a variable.
func (t *triggerReader) assign(value []syntax.Token, onlyNull bool) bool {
	if len(value) == 1 && value[0].Kind == syntax.Word {
		if held, ok := t.variables[value[0].Value]; ok {
			value = held
		}
	}
	target := t.Next()
	if target.Kind == syntax.Word && !t.Peek(0).Sign(".") {
		t.variables[target.Value] = value
		return true
	}
	if !t.isFresh(target) || !t.AcceptSign(".") {
		return false
	}
	t.found = append(t.found, assignment{column: t.Identifier(), value: value, onlyNull: onlyNull})
	return t.Err == nil
}

// isFresh tells whether a token names the new row.
func (t *triggerReader) isFresh(one syntax.Token) bool {
	return one.Kind == syntax.Variable && strings.EqualFold(strings.Trim(one.Raw, `:"`), t.fresh)
}

// onlyNull tells whether a condition holds of new rows in which a column has no value, or
// 0, which AUTO_INCREMENT takes for none.
func (t *triggerReader) onlyNull(condition []syntax.Token) bool {
	column, asked := "", false
	for i, one := range condition {
		switch {
		case one.Kind == syntax.Variable || one.Is(t.fresh):
			if !t.isFresh(one) && !one.Is(t.fresh) || i+2 >= len(condition) || !condition[i+1].Sign(".") {
				return false
			}
			name := strings.ToUpper(condition[i+2].Identifier())
			if column != "" && column != name {
				return false
			}
			column = name
		case one.Sign("."), i > 0 && condition[i-1].Sign("."):
		case one.Is("IS"):
			asked = true
			if i+1 >= len(condition) || !condition[i+1].Is("NULL") {
				return false
			}
		case one.Sign("="):
			asked = true
			if i+1 >= len(condition) || condition[i+1].Raw != "0" {
				return false
			}
		case one.Is("NULL"), one.Is("OR"), one.Raw == "0", one.Sign("("), one.Sign(")"), one.Is("NVL"), one.Sign(","):
		case one.Is("INSERTING"), one.Is("AND") && i > 0 && condition[i-1].Is("INSERTING"):
		default:
			return false
		}
	}
	return asked && column != ""
}

// apply makes the values part of the table, or nothing where one of them cannot be.
func (t *triggerReader) apply(name string) bool {
	columns := make([]*schema.Column, len(t.found))
	counts := 0
	for i, a := range t.found {
		c := t.draft.Table.Column(a.column)
		switch {
		case c == nil:
			return false
		case nextval(a.value) != "" && t.insert && t.countable(c):
			counts++
		case moment(a.value) && dateBase(c.Type) && !(t.columns && !a.onlyNull) && (t.insert || !a.onlyNull):
		default:
			return false
		}
		columns[i] = c
	}
	if counts > 1 {
		return false
	}
	for i, a := range t.found {
		c, place := columns[i], t.s.Place
		if seq := nextval(a.value); seq != "" {
			c.NotNull = true
			t.count(c, seq, place, "oracle.trigger.counts", name)
			continue
		}
		now := "CURRENT_TIMESTAMP"
		if digits := fraction(c.Type); digits != "" {
			now += "(" + digits + ")"
		}
		became := ""
		if t.insert {
			c.Default = &now
			became = "DEFAULT " + now
		}
		if t.update && !a.onlyNull {
			c.OnUpdate = now
			became = strings.TrimSpace(became + " ON UPDATE " + now)
		}
		t.tell("oracle.trigger.now", place, c.Name, name, became)
	}
	return true
}
