package sqlserver

import (
	"strings"

	"github.com/obferry/obferry/ddlconv/schema"
)

// methods are those of the types that have some, with the type of what they give.
var methods = map[string]string{
	"GETLEVEL": "smallint", "GETANCESTOR": "hierarchyid", "GETDESCENDANT": "hierarchyid", "ISDESCENDANTOF": "bit",
	"GETREPARENTEDVALUE": "hierarchyid", "TOSTRING": "nvarchar(4000)", "VALUE": "", "QUERY": "xml", "EXIST": "bit", "NODES": "table",
	"STASTEXT": "nvarchar(max)", "STASBINARY": "varbinary(max)", "STAREA": "float", "STLENGTH": "float", "STDISTANCE": "float",
	"STSRID": "int", "STX": "float", "STY": "float", "STISVALID": "bit", "STINTERSECTS": "bit", "STCONTAINS": "bit",
	"STBUFFER": "geometry", "STENVELOPE": "geometry", "STCENTROID": "geometry",
}

// foreignCall reads a call of a function with a schema before its name, or of a method:
// neither can be written, but the type of what it gives may be known.
func (t *translator) foreignCall(path []string) value {
	last := path[len(path)-1]
	args := t.arguments()
	typ, method := methods[strings.ToUpper(last)]
	t.cannot(strings.Join(path, ".") + "()")
	if strings.EqualFold(last, "value") && len(args) == 2 && args[1].literal != nil {
		typ = strings.ToLower(strings.ReplaceAll(args[1].literal.Value, " ", ""))
	}
	if !method {
		typ = t.reader.functions[strings.ToLower(last)]
	}
	return typed(schema.Quote(last)+"()", typ)
}

// arguments reads the arguments of a call.
func (t *translator) arguments() []value {
	var all []value
	t.ExpectSign("(")
	for !t.Done() && !t.Peek(0).Sign(")") {
		switch {
		case t.Peek(0).Sign("*") && (t.Peek(1).Sign(")")):
			t.Next()
			all = append(all, value{sql: "*"})
		case t.Accept("DISTINCT"):
			v := t.condition()
			v.sql = "DISTINCT " + v.sql
			all = append(all, v)
		default:
			t.Accept("ALL")
			all = append(all, t.condition())
		}
		if !t.AcceptSign(",") {
			break
		}
	}
	t.ExpectSign(")")
	return all
}
