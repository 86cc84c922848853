package views

import (
	"strings"

	"github.com/obferry/obferry/engine"
	"github.com/obferry/obferry/engine/words"
)

// leftAtMost keeps a long list of objects from pushing everything else off the page;
// the report and the JSON document have them all.
const leftAtMost = 10

// leftNames are the objects that are not taken: "view seen, trigger t_ai".
func leftNames(left []engine.LeftBehind) string {
	names := make([]string, 0, leftAtMost+1)
	for i, o := range left {
		if i == leftAtMost {
			names = append(names, "…")
			break
		}
		names = append(names, words.Say(o.WordID(), "Name", o.Name))
	}
	return strings.Join(names, say("list.separator"))
}
