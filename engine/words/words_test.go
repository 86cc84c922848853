package words

import (
	"encoding/json"
	"regexp"
	"slices"
	"strings"
	"testing"
)

var argument = regexp.MustCompile(`\{\{\s*\.(\w+)`)

// Every sentence stands in both languages, with the same arguments, and can be said.
func TestBothLanguagesAreComplete(t *testing.T) {
	for _, l := range Languages {
		if err := dictionaries[l]().broken; err != nil {
			t.Fatal(l, err)
		}
	}
	if !slices.Equal(IDs(English), IDs(Chinese)) {
		for _, l := range Languages {
			for _, id := range IDs(l) {
				for _, other := range Languages {
					if !dictionaries[other]().ids[id] {
						t.Errorf("%s lacks %s", other, id)
					}
				}
			}
		}
	}
	// Said without arguments, a sentence shows which it has: "<no value>" stands for each.
	for _, id := range IDs(English) {
		for _, l := range Languages {
			for _, count := range []int{1, 2} {
				if said := In(l, id, Args{"Count": count}); said == id || said == "" {
					t.Errorf("%s in %s, count %d: %q", id, l, count, said)
				}
			}
		}
	}
}

func TestWordsOfARoomAreItsOwn(t *testing.T) {
	entries, err := files.ReadDir("en")
	if err != nil {
		t.Fatal(err)
	}
	for _, entry := range entries {
		en, zh := rawArguments(t, "en/"+entry.Name()), rawArguments(t, "zh/"+entry.Name())
		for id, arguments := range en {
			if !slices.Equal(arguments, zh[id]) {
				t.Errorf("%s: English has the arguments %v, Chinese %v", id, arguments, zh[id])
			}
		}
	}
}

// rawArguments are the names of each sentence's arguments, sorted, each once.
func rawArguments(t *testing.T, file string) map[string][]string {
	t.Helper()
	text, err := files.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var sentences map[string]json.RawMessage
	if err := json.Unmarshal(text, &sentences); err != nil {
		t.Fatal(err)
	}
	all := map[string][]string{}
	for id, raw := range sentences {
		var names []string
		for _, found := range argument.FindAllSubmatch(raw, -1) {
			names = append(names, string(found[1]))
		}
		slices.Sort(names)
		all[id] = slices.Compact(names)
	}
	return all
}

// How many is easy to read, in both languages; what was given stays as it was.
func TestQuantitiesHavePartedThousands(t *testing.T) {
	args := Args{"Taken": 4999, "All": 5000, "Rows": "12"}
	for _, l := range []Language{English, Chinese} {
		if said := In(l, "view.objects.taken", args); !strings.Contains(said, "4,999") || !strings.Contains(said, "5,000") {
			t.Errorf("%s", said)
		}
	}
	if args["All"] != 5000 {
		t.Errorf("%v", args)
	}
}
