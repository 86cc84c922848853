package sqlserver

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/obferry/obferry/ddlconv/schema"
	"github.com/obferry/obferry/ddlconv/script"
	"github.com/obferry/obferry/ddlconv/syntax"
)

// partitionRange is a partition function: the bounds between partitions, each the first
// value of the one on its right, or the last of the one on its left.
type partitionRange struct {
	left   bool
	bounds []syntax.Token // literals
	plain  bool           // whether all bounds are literals
}

// createPartition reads a partition function or scheme. Both become part of the tables
// that lie on them.
func (p *parser) createPartition(kind string) {
	p.At = 3
	name := p.Identifier()
	verb := "CREATE PARTITION " + kind
	switch kind {
	case "FUNCTION":
		f := &partitionRange{left: true, plain: true}
		p.ExpectSign("(")
		p.dataType(p.Cursor)
		p.ExpectSign(")")
		p.Expect("AS", "RANGE")
		if p.Accept("RIGHT") {
			f.left = false
		} else {
			p.Accept("LEFT")
		}
		p.Expect("FOR", "VALUES")
		p.ExpectSign("(")
		for !p.Done() && !p.Peek(0).Sign(")") {
			t := p.Next()
			if t.Sign("-") && p.Peek(0).Kind == syntax.Number {
				t = p.Next()
				t.Raw = "-" + t.Raw
			}
			if t.Kind == syntax.Word || t.Kind == syntax.Symbol { // CAST('…' AS datetime)
				inner := syntax.Token{}
				for depth := 0; !p.Done(); {
					if next := p.Peek(0); depth == 0 && (next.Sign(",") || next.Sign(")")) {
						break
					}
					u := p.Next()
					switch {
					case u.Sign("("):
						depth++
					case u.Sign(")"):
						depth--
					case u.Kind == syntax.Text && inner.Kind == syntax.End:
						inner = u
					}
				}
				if inner.Kind != syntax.Text {
					f.plain = false
				}
				t = inner
			}
			f.bounds = append(f.bounds, t)
			if !p.AcceptSign(",") {
				break
			}
		}
		p.ExpectSign(")")
		p.settle(verb, name, func() {
			p.ranges[strings.ToLower(name)] = f
			p.r.Folded(p.s, verb, name)
		})
	case "SCHEME":
		p.Expect("AS", "PARTITION")
		function := p.Identifier()
		p.Accept("ALL")
		p.Expect("TO")
		p.ExpectSign("(")
		p.Balanced()
		p.ExpectSign(")")
		p.settle(verb, name, func() {
			p.schemes[strings.ToLower(name)] = function
			p.r.Folded(p.s, verb, name)
		})
	default:
		p.manual(verb, name, "sqlserver.statement", firstWords(p.s.Text))
	}
}

// partition cuts a table as the scheme that it lies on says.
func (r *reader) partition(d *schema.Draft, reading *script.Reading) {
	f := r.about(d)
	if f.scheme == "" || !reading.Follows("sqlserver.partition") {
		return
	}
	place := d.Places[d.Table]
	by := r.ranges[strings.ToLower(r.schemes[strings.ToLower(f.scheme)])]
	c := d.Table.Column(f.column)
	if by == nil || c == nil {
		tell(reading, "sqlserver.partition.scheme", d, place, f.column, f.scheme, "")
		return
	}
	p := &schema.Partitioning{Method: schema.ByRangeColumns, Columns: []string{c.Name}}
	for i, b := range by.bounds {
		bound, ok := "", by.plain
		if ok {
			bound, ok = partitionBound(b, c.Type, by.left)
		}
		if !ok {
			tell(reading, "sqlserver.partition.left", d, place, f.column, f.scheme, "")
			return
		}
		p.Parts = append(p.Parts, schema.Partition{Name: "p" + strconv.Itoa(i+1), Values: "LESS THAN (" + bound + ")"})
	}
	p.Parts = append(p.Parts, schema.Partition{Name: "p" + strconv.Itoa(len(by.bounds)+1), Values: "LESS THAN (MAXVALUE)"})
	d.Table.Partitioning = p
	d.Places[p] = place
	tell(reading, "sqlserver.partition", d, place, f.column, f.scheme, fmt.Sprintf("RANGE COLUMNS, %d", len(p.Parts)))
}

// partitionBound is a bound as the first value beyond a partition. Where the bound is
// the partition's last value, that is the next one of its type.
func partitionBound(b syntax.Token, typ string, left bool) (string, bool) {
	switch kindOf(typ) {
	case integer:
		n, err := strconv.ParseInt(b.Raw, 10, 64)
		if err != nil || left && n == 1<<63-1 {
			return "", false
		}
		if left {
			n++
		}
		return strconv.FormatInt(n, 10), true
	case number:
		return b.Raw, !left && b.Kind == syntax.Number
	case text:
		return schema.QuoteText(b.Value), !left && b.Kind == syntax.Text
	case moment:
		t, ok := moments(b.Value)
		if !ok || b.Kind != syntax.Text || baseOf(typ) == "time" {
			return "", false
		}
		step, layout := time.Duration(0), "2006-01-02 15:04:05"
		switch baseOf(typ) {
		case "date":
			step, layout = 24*time.Hour, "2006-01-02"
		case "smalldatetime":
			step = time.Second
		case "datetime":
			step, layout = time.Millisecond, layout+".000"
		default:
			digits := min(argument(typ, 0, 7), 6)
			step = time.Second
			for range digits {
				step /= 10
			}
			if digits > 0 {
				layout += "." + strings.Repeat("0", digits)
			}
		}
		if left {
			t = t.Add(step)
		}
		return "'" + t.Format(layout) + "'", true
	}
	return "", false
}
