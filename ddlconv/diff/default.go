package diff

import (
	"math/big"
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
	if numeric(want) {
		x, ok := number(a)
		y, too := number(b)
		if ok && too {
			return x.Cmp(y) == 0
		}
	}
	switch want.Base() {
	case "date", "datetime", "timestamp", "time":
		return moment(a) == moment(b) || digits(a) == digits(b)
	}
	return !literal(*want.Default) && expression(a) == expression(b)
}

// literal tells whether a default is a quoted text.
func literal(text string) bool {
	text = strings.TrimLeft(text, " (")
	return text != "" && (text[0] == '\'' || text[0] == '"')
}

// nothing stands for a column without a default, or with DEFAULT NULL.
const nothing = "\x00"

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
	text := strings.TrimSpace(*c.Default)
	for enclosed(text) {
		text = strings.TrimSpace(text[1 : len(text)-1])
	}
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

// enclosed tells whether a text stands in one pair of parentheses.
func enclosed(s string) bool {
	if len(s) < 2 || s[0] != '(' || s[len(s)-1] != ')' {
		return false
	}
	depth := 0
	for i := 0; i < len(s); i++ {
		switch s[i] {
		case '\'', '"', '`':
			_, length := schema.UnquoteText(s[i:])
			i += length - 1
		case '(':
			depth++
		case ')':
			if depth--; depth == 0 && i < len(s)-1 {
				return false
			}
		}
	}
	return depth == 0
}

func numeric(c *schema.Column) bool {
	switch base := c.Base(); {
	case whole[base]:
		return true
	case base == "decimal", base == "float", base == "double", base == "bit", base == "bool", base == "boolean", base == "integer", base == "numeric":
		return true
	}
	return false
}

// number reads a numeric literal of any form: 1.50, 1e3, b'101', x'1F', 0x1F, TRUE.
func number(s string) (*big.Rat, bool) {
	lower := strings.ToLower(strings.TrimSpace(s))
	switch {
	case lower == "true":
		return big.NewRat(1, 1), true
	case lower == "false":
		return new(big.Rat), true
	}
	for _, form := range []struct {
		prefix, suffix string
		base           int
	}{{"b'", "'", 2}, {"x'", "'", 16}, {"0b", "", 2}, {"0x", "", 16}} {
		if inner, ok := strings.CutPrefix(lower, form.prefix); ok && strings.HasSuffix(inner, form.suffix) {
			n, ok := new(big.Int).SetString(strings.TrimSuffix(inner, form.suffix), form.base)
			if !ok {
				return nil, false
			}
			return new(big.Rat).SetInt(n), true
		}
	}
	if len(lower) > 100 || strings.ContainsAny(lower, "/_") {
		return nil, false
	}
	if _, exponent, found := strings.Cut(lower, "e"); found && len(strings.TrimLeft(exponent, "+-0")) > 3 {
		return nil, false // no column holds it, and it would be spelled out
	}
	return new(big.Rat).SetString(lower)
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

// digits are those of a date or time, without marks, fractions of zero, and a time of
// midnight.
func digits(s string) string {
	var b strings.Builder
	for _, r := range s {
		if r >= '0' && r <= '9' {
			b.WriteRune(r)
		}
	}
	return strings.TrimRight(b.String(), "0")
}
