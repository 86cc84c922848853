package engine

import (
	"testing"

	"github.com/obferry/obferry/profiles"
)

// The practice kernel is a database as well: judged like a file, its zero dates would
// be refused and its timestamps come out hours off.
func TestEveryServerIsADatabase(t *testing.T) {
	for _, c := range []struct {
		address  string
		database bool
	}{
		{"mysql://root@h/d", true}, {"oceanbase://root@h/d", true}, {"practice/d", true}, {"a.csv", false}, {"a.xlsx", false},
	} {
		a, err := profiles.Parse(c.address)
		if err != nil || fromDatabase(a) != c.database {
			t.Errorf("%s: %v, %v", c.address, fromDatabase(a), err)
		}
	}
}
