package views

import "github.com/obferry/obferry/engine/words"

// say is one of the window's own sentences in the language spoken: "view." + id in
// the dictionary. Sentences of other rooms are said by [words.Say].
func say(id string, pairs ...any) string { return words.Say("view."+id, pairs...) }

// tell is a sentence of any room, as the model names it.
func tell(s Sentence) string {
	if s.ID == "" {
		return ""
	}
	return words.Say(s.ID, s.Args...)
}
