package diff

import (
	"iter"
	"slices"
	"strings"

	"github.com/obferry/obferry/ddlconv/schema"
)

// sameDefault tells whether two columns get the same value where an INSERT gives none.
func sameDefault(want, got *schema.Column) bool {
	a, b := value(want), value(got)
	if a == b {
		return true
	}
	if a == nothing || b == nothing {
		return false
	}
	if kept(want, *want.Default) == kept(want, *got.Default) {
		return true
	}
	return !literal(*want.Default) && slices.Equal(untimed(a), untimed(b))
}

// literal tells whether a default is a quoted text.
func literal(text string) bool {
	text = strings.TrimLeft(text, " (")
	return text != "" && (text[0] == '\'' || text[0] == '"')
}

// nothing stands for a column without a default, or with DEFAULT NULL.
const nothing = "\x00NULL"

// shownDefault is a column's default for a difference.
func shownDefault(c *schema.Column) string {
	if value(c) == nothing {
		return "NULL"
	}
	return *c.Default
}

// value is a default without what encloses it.
func value(c *schema.Column) string {
	if c.Default == nil || strings.EqualFold(strings.TrimSpace(*c.Default), "NULL") {
		return nothing
	}
	text := bared(*c.Default)
	if strings.EqualFold(text, "NULL") {
		return nothing
	}
	if text != "" && (text[0] == '\'' || text[0] == '"') {
		if literal, length := schema.UnquoteText(text); length == len(text) {
			return literal
		}
	}
	return text
}

// bared is a text without the parentheses around all of it.
func bared(text string) string {
	text = strings.TrimSpace(text)
	for enclosed(text) {
		text = strings.TrimSpace(text[1 : len(text)-1])
	}
	return text
}

// enclosed tells whether a text stands in one pair of parentheses.
func enclosed(s string) bool {
	if len(s) < 2 || s[0] != '(' || s[len(s)-1] != ')' {
		return false
	}
	left := 0
	for i, depth := range depths(s) {
		if left = depth; s[i] == ')' && depth == 0 && i < len(s)-1 {
			return false
		}
	}
	return left == 0
}

// depths gives the places of a text outside of its literals and quoted names, each with how
// many parentheses are open behind it.
func depths(text string) iter.Seq2[int, int] {
	return func(yield func(int, int) bool) {
		depth := 0
		for i := 0; i < len(text); i++ {
			switch text[i] {
			case '\'', '"', '`':
				_, length := schema.UnquoteText(text[i:])
				i += length - 1
				continue
			case '(':
				depth++
			case ')':
				depth--
			}
			if !yield(i, depth) {
				return
			}
		}
	}
}

// moment is a call for the present time in one spelling, anything else in lower case
// without blanks. A precision is left out: a server tells it with the type.
func moment(s string) string {
	text := squeeze(s)
	base, _, _ := strings.Cut(text, "(")
	switch base {
	case "current_timestamp", "now", "localtime", "localtimestamp":
		return "current_timestamp"
	}
	return text
}

// untimed is an expression in one spelling, without the precisions of calls for the
// present time: OceanBase's catalogue tells curtime(6) back as curtime().
func untimed(expression string) []string {
	all := canonical(expression)
	for i, piece := range all {
		if name := strings.TrimSuffix(piece, "()"); name != piece && moments[name] && i > 0 && plainNumber(all[i-1]) {
			all[i-1], all[i] = "", name
		}
	}
	return slices.DeleteFunc(all, func(piece string) bool { return piece == "" })
}
