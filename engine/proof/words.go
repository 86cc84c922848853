package proof

import (
	"github.com/obferry/obferry/ddlconv/diff"
	"github.com/obferry/obferry/engine/words"
)

// Text is a difference in a sentence of the given language.
func Text(l words.Language, d diff.Difference) string {
	place := d.Where()
	args := words.Args{"Table": visible(place.Table), "Name": visible(place.Name)}
	switch d := d.(type) {
	case diff.Missing:
		args["Want"] = visible(d.Want)
		return words.In(l, "proof.missing."+string(place.Element), args)
	case diff.Extra:
		args["Got"] = visible(d.Got)
		return words.In(l, "proof.extra."+string(place.Element), args)
	case diff.Changed:
		args["Aspect"] = words.In(l, "proof.aspect."+string(d.Aspect), nil)
		args["Want"], args["Got"] = shown(l, d.Want), shown(l, d.Got)
	}
	return words.In(l, "proof.changed", args)
}

// shown is a text for a sentence, in which nothing would be read over.
func shown(l words.Language, text string) string {
	if text == "" {
		return words.In(l, "proof.nothing", nil)
	}
	return visible(text)
}

// Because is why a statement was not run, in a sentence of the given language.
func (u Untried) Because(l words.Language) string {
	return words.In(l, "proof.untried."+string(u.Why), words.Args{"Name": u.Name})
}
