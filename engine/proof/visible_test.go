package proof_test

import (
	"strings"
	"testing"

	"github.com/obferry/obferry/ddlconv/diff"
	"github.com/obferry/obferry/engine/proof"
	"github.com/obferry/obferry/engine/words"
)

// TestTextVisible wants a difference told without a byte that is no character or steers a
// terminal.
func TestTextVisible(t *testing.T) {
	place := diff.Place{Table: "t", Element: diff.OfColumn, Name: "c\x1b[2J"}
	for _, d := range []diff.Difference{
		diff.Changed{Place: place, Aspect: diff.Default, Want: "0x00ff", Got: "\x00\xff值"},
		diff.Missing{Place: place, Want: "a\x07"}, diff.Extra{Place: place, Got: "a\x07"},
	} {
		got := proof.Text(words.English, d)
		if strings.ContainsAny(got, "\x00\x07\x1b\ufffd") || !strings.Contains(got, `\x1b[2J`) {
			t.Errorf("%q", got)
		}
		if _, changed := d.(diff.Changed); changed && !strings.Contains(got, `\x00\xff值`) {
			t.Errorf("%q", got)
		}
	}
}
