// Package words is the dictionary: every sentence that a user reads, in English
// and Chinese. Sentences live in JSON files, one per room, beside this file
// (en/ROOM.json and zh/ROOM.json); code names them by id and gives arguments.
//
// The language a process speaks is set once by [Speak] and may be changed at any
// time; [Say] uses it, [In] names a language itself.
package words

import (
	"embed"
	"encoding/json"
	"fmt"
	"maps"
	"sort"
	"sync"
	"sync/atomic"

	"github.com/nicksnyder/go-i18n/v2/i18n"
	"golang.org/x/text/language"
)

// Language is one that the dictionary holds.
type Language string

// The languages.
const (
	English Language = "en"
	Chinese Language = "zh"
)

// Languages lists them all.
var Languages = []Language{English, Chinese}

// Args are a sentence's arguments by name. "Count" also chooses between the
// singular and the plural form.
type Args map[string]any

//go:embed en/*.json zh/*.json
var files embed.FS

// current is the Language that the process speaks.
var current atomic.Value

func init() { current.Store(English) }

// dictionary is what is known of one language.
type dictionary struct {
	ids       map[string]bool
	localizer *i18n.Localizer
	// broken is what is wrong with the embedded files: nothing, as a test holds. A
	// sentence that could not be read is shown as its id.
	broken error
}

// dictionaries are read when they are first asked: most processes speak one language.
var dictionaries = map[Language]func() *dictionary{
	English: sync.OnceValue(func() *dictionary { return read(English, language.English) }),
	Chinese: sync.OnceValue(func() *dictionary { return read(Chinese, language.Chinese) }),
}

func read(l Language, tag language.Tag) *dictionary {
	bundle := i18n.NewBundle(tag)
	d := &dictionary{ids: map[string]bool{}}
	d.broken = d.load(bundle, l, tag)
	d.localizer = i18n.NewLocalizer(bundle, tag.String())
	return d
}

func (d *dictionary) load(bundle *i18n.Bundle, l Language, tag language.Tag) error {
	entries, err := files.ReadDir(string(l))
	if err != nil {
		return err
	}
	var all []*i18n.Message
	for _, entry := range entries {
		name := string(l) + "/" + entry.Name()
		text, err := files.ReadFile(name)
		if err != nil {
			return err
		}
		var sentences map[string]json.RawMessage
		if err := json.Unmarshal(text, &sentences); err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		for id, raw := range sentences {
			if d.ids[id] {
				return fmt.Errorf("%s: %q stands in two files", name, id)
			}
			d.ids[id] = true
			m := &i18n.Message{ID: id}
			if err := json.Unmarshal(raw, &m.Other); err != nil {
				forms := struct{ One, Other string }{}
				if err := json.Unmarshal(raw, &forms); err != nil {
					return fmt.Errorf("%s: %q: %w", name, id, err)
				}
				m.One, m.Other = forms.One, forms.Other
			}
			if m.One == "" && l == English {
				// A sentence of one form is the same for every number.
				m.One = m.Other
			}
			all = append(all, m)
		}
	}
	return bundle.AddMessages(tag, all...)
}

// Speak sets the language that the process speaks.
func Speak(l Language) { current.Store(l) }

// Spoken is the language that the process speaks.
func Spoken() Language { return current.Load().(Language) }

// Say is a sentence in the language that the process speaks. Pairs are its
// arguments: name, value, name, value.
func Say(id string, pairs ...any) string { return In(Spoken(), id, Pairs(pairs...)) }

// In is a sentence in the given language. An id that the dictionary lacks comes
// back as itself, so that it is seen; a test holds that none is missing.
func In(l Language, id string, args Args) string {
	config := &i18n.LocalizeConfig{MessageID: id, TemplateData: grouped(args)}
	if count, ok := args["Count"]; ok {
		config.PluralCount = fmt.Sprint(count)
	}
	s, err := dictionaries[l]().localizer.Localize(config)
	if err != nil {
		return id
	}
	return s
}

// quantities are the arguments that say how many, and never which: their thousands are
// parted, as those of a line, a port or a code must not be.
var quantities = []string{"Count", "Taken", "All", "Done", "Ready", "Changed", "Open"}

// grouped are arguments with the thousands of quantities parted.
func grouped(args Args) map[string]any {
	shown, copied := map[string]any(args), false
	for _, name := range quantities {
		n, ok := args[name].(int)
		if !ok || n < 1000 {
			continue
		}
		if !copied {
			shown, copied = maps.Clone(shown), true
		}
		shown[name] = Number(int64(n))
	}
	return shown
}

// Hint is what to do about what the sentence id says: the sentence id + ".hint",
// empty where the dictionary has none.
func Hint(l Language, id string, args Args) string {
	if !Has(id + ".hint") {
		return ""
	}
	return In(l, id+".hint", args)
}

// Has tells whether the dictionary knows an id.
func Has(id string) bool { return dictionaries[English]().ids[id] }

// IDs lists every id of a language, sorted.
func IDs(l Language) []string {
	ids := dictionaries[l]().ids
	all := make([]string, 0, len(ids))
	for id := range ids {
		all = append(all, id)
	}
	sort.Strings(all)
	return all
}

// Pairs makes arguments of name, value, name, value. A value without a name is dropped.
func Pairs(pairs ...any) Args {
	args := make(Args, len(pairs)/2)
	for i := 0; i+1 < len(pairs); i += 2 {
		args[fmt.Sprint(pairs[i])] = pairs[i+1]
	}
	return args
}
