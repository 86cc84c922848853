package postgres

import (
	"strings"
	"sync"

	pg "github.com/pganalyze/pg_query_go/v6"
	"google.golang.org/protobuf/reflect/protoreflect"
)

// eachColumn calls a function with every name of a column in a tree.
func eachColumn(n *pg.Node, visit func(*pg.ColumnRef)) {
	if n == nil {
		return
	}
	eachMessage(n.ProtoReflect(), 0, func(m protoreflect.Message) {
		if c, ok := m.Interface().(*pg.ColumnRef); ok {
			visit(c)
		}
	})
}

// eachMessage walks over a tree.
func eachMessage(m protoreflect.Message, depth int, visit func(protoreflect.Message)) {
	if depth > 4*deepestWritten {
		return
	}
	visit(m)
	m.Range(func(f protoreflect.FieldDescriptor, v protoreflect.Value) bool {
		switch {
		case f.IsList() && f.Message() != nil:
			for i := range v.List().Len() {
				eachMessage(v.List().Get(i).Message(), depth+1, visit)
			}
		case f.Message() != nil && !f.IsList() && !f.IsMap():
			eachMessage(v.Message(), depth+1, visit)
		}
		return true
	})
}

// names tells whether an expression names a column.
func names(n *pg.Node, column string) bool {
	found := false
	eachColumn(n, func(c *pg.ColumnRef) {
		if list := strs(c.Fields); len(list) > 0 && list[len(list)-1] == column {
			found = true
		}
	})
	return found
}

// parserVersion is that of the trees that the parser makes, and takes back.
var parserVersion = sync.OnceValue(func() int32 {
	tree, err := pg.Parse("SELECT 1")
	if err != nil {
		return 0
	}
	return tree.Version
})

// deparsed is an expression as PostgreSQL's parser writes it, "" where it cannot.
func deparsed(n *pg.Node) string {
	query := &pg.SelectStmt{TargetList: []*pg.Node{pg.MakeResTargetNodeWithVal(n, 0)}, LimitOption: pg.LimitOption_LIMIT_OPTION_DEFAULT, Op: pg.SetOperation_SETOP_NONE}
	text, err := pg.Deparse(&pg.ParseResult{Version: parserVersion(), Stmts: []*pg.RawStmt{{Stmt: &pg.Node{Node: &pg.Node_SelectStmt{SelectStmt: query}}}}})
	if err != nil {
		return ""
	}
	return strings.TrimPrefix(text, "SELECT ")
}

// oneColumn is the column that an expression names where it names no other, "" else.
func oneColumn(n *pg.Node) string {
	only, more := "", false
	eachColumn(n, func(c *pg.ColumnRef) {
		list := strs(c.Fields)
		if len(list) == 0 {
			return
		}
		more = more || only != "" && only != list[len(list)-1]
		only = list[len(list)-1]
	})
	if more {
		return ""
	}
	return only
}

// renameIn gives a column another name in an expression.
func renameIn(n *pg.Node, from, to string) {
	eachColumn(n, func(c *pg.ColumnRef) {
		if len(c.Fields) == 0 {
			return
		}
		if s := c.Fields[len(c.Fields)-1].GetString_(); s != nil && s.Sval == from {
			s.Sval = to
		}
	})
}
