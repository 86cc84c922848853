package postgres

import (
	"regexp"
	"strings"

	pg "github.com/pganalyze/pg_query_go/v6"

	"github.com/obferry/obferry/ddlconv/script"
)

// Scripts that may run twice make their types, columns and constraints in blocks that look
// whether they are there already, or that pass over the error that tells so:
//
//	DO $$ BEGIN CREATE TYPE mood AS ENUM ('sad', 'ok'); EXCEPTION WHEN duplicate_object THEN NULL; END $$
//
// Their statements are read as if they stood alone. All other blocks are for a person.

var (
	blockFrame   = regexp.MustCompile(`(?is)^\s*BEGIN\b(.*)\bEND\s*;?\s*$`)
	blockCaught  = regexp.MustCompile(`(?is)\bEXCEPTION\s+WHEN\s+(?:duplicate_\w+|undefined_\w+)(?:\s+OR\s+(?:duplicate_\w+|undefined_\w+))*\s+THEN\s*(?:NULL\s*;|RAISE\s+NOTICE\b[^;]*;|\s)*$`)
	blockGuard   = regexp.MustCompile(`(?is)^IF\s+NOT\s+EXISTS\s*\(`)
	blockThen    = regexp.MustCompile(`(?is)^\s*THEN\b\s*`)
	blockEnd     = regexp.MustCompile(`(?is)^END\s+IF$`)
	blockNothing = regexp.MustCompile(`(?is)^(?:NULL|RAISE\s+NOTICE\b.*)$`)
	catalogue    = regexp.MustCompile(`(?i)\b(?:pg_[a-z_]+|information_schema)\b`)
	makes        = regexp.MustCompile(`(?i)\b(?:CREATE|ALTER|DROP)\s+(?:UNIQUE\s+)?(?:TABLE|INDEX|TYPE|DOMAIN|SEQUENCE|SCHEMA|VIEW|MATERIALIZED\s+VIEW)\s+(?:IF\s+(?:NOT\s+)?EXISTS\s+)?["a-z0-9_.]+`)
)

// block reads DO.
func (r *reader) block(st source, n *pg.DoStmt) verdict {
	body := ""
	for _, node := range n.Args {
		if e := node.GetDefElem(); e != nil && e.Defname == "as" {
			body = e.Arg.GetString_().GetSval()
		}
	}
	spoken := language(n.Args)
	if nodes, inner, ok := unguarded(st, body); ok && spoken == "plpgsql" {
		worst := passed("")
		for i, node := range nodes {
			v := r.take(inner[i], node)
			if v.fate == script.Manual || worst.fate != script.Manual && v.fate != script.Passed {
				worst = v
			}
		}
		return worst
	}
	was := spoken
	if found := makes.FindAllString(body, 6); len(found) > 0 {
		for i := range found {
			found[i] = strings.Join(strings.Fields(found[i]), " ")
		}
		was += ": " + strings.Join(found, ", ")
	}
	return manual("", "postgres.block", was)
}

// unguarded are the statements of a block that does nothing but make what is not there
// yet.
func unguarded(st source, body string) ([]*pg.Node, []source, bool) {
	frame := blockFrame.FindStringSubmatch(body)
	if frame == nil {
		return nil, nil, false
	}
	inner := blockCaught.ReplaceAllString(frame[1], "")
	var nodes []*pg.Node
	var all []source
	open := 0
	for s := range split(func(yield func(script.Line) bool) { yield(script.Line{Text: inner, Number: 1}) }) {
		text := s.Text
		for {
			guard := blockGuard.FindString(text)
			if guard == "" {
				break
			}
			end := closing(text[len(guard):])
			if end < 0 || !catalogue.MatchString(text[len(guard):len(guard)+end]) {
				return nil, nil, false
			}
			rest := text[len(guard)+end+1:]
			then := blockThen.FindString(rest)
			if then == "" {
				return nil, nil, false
			}
			text, open = rest[len(then):], open+1
		}
		switch {
		case blockEnd.MatchString(text):
			if open--; open < 0 {
				return nil, nil, false
			}
			continue
		case blockNothing.MatchString(text):
			continue
		}
		one := source{Statement: &script.Statement{Text: text, Place: st.at(int32(strings.Index(st.Text, text))), Last: st.Last}}
		node, fault := one.parse()
		if fault != nil || !plainDefinition(node) {
			return nil, nil, false
		}
		nodes, all = append(nodes, node), append(all, one)
	}
	return nodes, all, open == 0 && len(nodes) > 0
}

// closing is where the parenthesis ends that a text stands behind; below 0 where it does
// not.
func closing(text string) int {
	depth, quoted := 1, false
	for i := range len(text) {
		switch c := text[i]; {
		case c == '\'':
			quoted = !quoted
		case quoted:
		case c == '(':
			depth++
		case c == ')':
			if depth--; depth == 0 {
				return i
			}
		}
	}
	return -1
}

// plainDefinition tells whether a statement makes or changes something of a schema.
func plainDefinition(node *pg.Node) bool {
	switch node.GetNode().(type) {
	case *pg.Node_CreateStmt, *pg.Node_AlterTableStmt, *pg.Node_IndexStmt, *pg.Node_CreateSchemaStmt, *pg.Node_CreateSeqStmt, *pg.Node_AlterSeqStmt,
		*pg.Node_CreateEnumStmt, *pg.Node_AlterEnumStmt, *pg.Node_CreateDomainStmt, *pg.Node_CommentStmt, *pg.Node_ViewStmt, *pg.Node_CompositeTypeStmt,
		*pg.Node_CreateExtensionStmt:
		return true
	}
	return false
}
