package fault

import (
	"strconv"
	"strings"
	"testing"

	"github.com/obferry/obferry/engine/words"
)

// What a 4.3.5 kernel says, and what must become of it.
func TestFromServer(t *testing.T) {
	for _, c := range []struct {
		code           int
		state, message string
		kind           Kind
		class          Class
		id             string
		arg, value     string
	}{
		{1406, "22001", "Data too long for column 'n' at row 1", Row, Reject, "1406", "Column", "n"},
		{1406, "22001", "Data too long for column 'it's at home' at row 7", Row, Reject, "1406", "Column", "it's at home"},
		{1048, "23000", "Column 'n' cannot be null", Row, Reject, "1048", "Column", "n"},
		{1364, "HY000", "Field '数量' doesn't have a default value", Row, Reject, "1364", "Column", "数量"},
		{1062, "23000", "Duplicate entry '1-a' for key 'PRIMARY'", Row, Reject, "1062", "Key", "PRIMARY"},
		{1062, "23000", "Duplicate entry 'a\nb' for key 'uq'", Row, Reject, "1062", "Value", "a\nb"},
		{1366, "HY000", "Incorrect string value", Row, Reject, "1366", "", ""},
		{1366, "HY000", "Incorrect integer value for column 'id' at row 1", Row, Reject, "1366", "Column", "id"},
		{1292, "22007", "Incorrect datetime value: '2024-13-01' for column 'dt' at row 1", Row, Reject, "1292", "Value", "2024-13-01"},
		{3105, "HY000", "The value specified for generated column 'g' in table 't' is not allowed", Row, Reject, "3105", "Column", "g"},
		{1054, "42S22", "Unknown column 'zz' in 'field list'", Missing, Stop, "1054", "Column", "zz"},
		{1146, "42S02", "Table 'shop.orders' doesn't exist", Missing, Stop, "1146", "Table", "shop.orders"},
		{1142, "42000", "INSERT command denied to user 'a'@'%' for table 'orders'", Denied, Stop, "1142", "Table", "orders"},
		{1045, "42000", "Access denied for user 'a'@'10.0.0.1' (using password: YES)", Denied, Stop, "1045", "User", "'a'@'10.0.0.1'"},
		{4030, "HY000", "Over tenant memory limits", Resource, Retry, "4030", "", ""},
		{4012, "HY000", "Timeout", Resource, Reduce, "4012", "", ""},
		{4012, "25000", "Transaction timeout occurred", Resource, Reduce, "6002", "", ""},
		{4025, "23000", "CONSTRAINT `c` failed", Row, Reject, "3819", "", ""},
		{1153, "08S01", "Got a packet bigger than 'max_allowed_packet' bytes", Resource, Reduce, "1153", "", ""},
		{4723, "HY000", "Log stream not exist", Resource, Retry, "4038", "", ""},
		{1235, "0A000", "Not supported feature or function", DDL, Stop, "1235", "", ""},
		{3999, "22032", "Some new kind of bad value", Row, Reject, "other", "", ""},
		{3998, "HY000", "unheard of", Row, Reject, "other", "", ""},
		{4999, "HY000", "unheard of", Resource, Retry, "other", "", ""},
		{9999, "HY000", "unheard of", DDL, Stop, "other", "", ""},
		{9998, "08S01", "unheard of", Connect, Retry, "other", "", ""},
	} {
		e := FromServer(c.code, c.state, c.message)
		if e.Kind != c.kind || e.Class() != c.class || classOf(c.code, c.state) != c.class || e.ID != "fault.server."+c.id {
			t.Errorf("%d (%s): kind %d class %s id %s; want %d %s %s",
				c.code, c.state, e.Kind, e.Class(), e.ID, c.kind, c.class, c.id)
		}
		if c.arg != "" && e.Args[c.arg] != c.value {
			t.Errorf("%q: %s is %v, want %q", c.message, c.arg, e.Args[c.arg], c.value)
		}
		for _, l := range words.Languages {
			text, hint := e.Text(l), e.Hint(l)
			if !strings.Contains(text, c.message) || !strings.Contains(text, strconv.Itoa(c.code)) {
				t.Errorf("%d: %s: %q lacks the server's words or code", c.code, l, text)
			}
			if strings.Contains(text+hint, "<no value>") || strings.Contains(text+hint, "{{") || hint == "" {
				t.Errorf("%d: %s: text %q hint %q", c.code, l, text, hint)
			}
			if c.arg == "Column" && !strings.Contains(text, c.value) {
				t.Errorf("%d: %s: %q does not name the column", c.code, l, text)
			}
		}
	}
}

// Every code of the table has a sentence and a hint in both languages, or lends
// those of one that has; and a row's fault is always set aside, never fatal.
func TestEveryCodeHasWords(t *testing.T) {
	check := func(code int, a answer) {
		t.Helper()
		at := code
		if a.like != 0 {
			at = a.like
			if next := byCode[at]; next.like != 0 {
				t.Errorf("%d borrows from %d, which borrows itself", code, at)
			}
		}
		id := "fault.server." + strconv.Itoa(at)
		for _, l := range words.Languages {
			has := map[string]bool{}
			for _, known := range words.IDs(l) {
				has[known] = true
			}
			if !has[id] || !has[id+".hint"] {
				t.Errorf("%d: %s: no words or no hint under %s", code, l, id)
			}
		}
		if (a.kind == Row) != (a.class == Reject) {
			t.Errorf("%d: kind and class disagree about whose fault it is", code)
		}
	}
	for code, a := range byCode {
		check(code, a)
	}
	for code, all := range byState {
		for _, a := range all {
			check(code, a.answer)
		}
	}
}

// No message may break the reading of names.
func FuzzFromServer(f *testing.F) {
	f.Add(1406, "22001", "Data too long for column 'n' at row 1")
	f.Add(1062, "23000", "Duplicate entry ''' for key ''")
	f.Add(0, "", "\xff")
	f.Fuzz(func(t *testing.T, code int, state, message string) {
		e := FromServer(code, state, message)
		for name, v := range e.Args {
			if s, ok := v.(string); ok && name != "State" && !strings.Contains(message, s) {
				t.Fatalf("%s %q is not of the message %q", name, s, message)
			}
		}
		if e.Text(words.Chinese) == "" {
			t.Fatal("no text")
		}
	})
}
