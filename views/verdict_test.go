package views

import (
	"testing"

	"github.com/obferry/obferry/engine"
	"github.com/obferry/obferry/engine/verify"
)

func TestComparisonTellsRowsFromBefore(t *testing.T) {
	for _, c := range []struct {
		compared *verify.Comparison
		tone     tone
		text     string
	}{
		{nil, tonePending, "Not verified"},
		{&verify.Comparison{Equal: true, SourceRows: 7, TargetRows: 7}, toneOK, "Equal, 7 rows"},
		{&verify.Comparison{Equal: true, SourceRows: 7, TargetRows: 4328, Extra: 4321}, toneOK, "Equal, 7 rows; 4,321 more from before"},
		{&verify.Comparison{SourceRows: 7, TargetRows: 6}, toneError, "Differs: 7 against 6"},
	} {
		if tone, text := comparison(&engine.TableResult{Compared: c.compared}); tone != c.tone || text != c.text {
			t.Errorf("%+v: %q", c.compared, text)
		}
	}
}
