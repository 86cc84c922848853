package postgres

import (
	"strconv"
	"strings"

	pg "github.com/pganalyze/pg_query_go/v6"

	"github.com/obferry/obferry/ddlconv/schema"
)

// alike is a function that MySQL has with the same meaning.
type alike struct {
	name        string
	least, most int
	kind        kind
}

// same are the functions that do in MySQL what they do in PostgreSQL, by their names
// there. Kind unknown is that of the first argument.
var same = map[string]alike{
	"lower": {"lower", 1, 1, text}, "upper": {"upper", 1, 1, text}, "char_length": {"char_length", 1, 1, whole},
	"character_length": {"char_length", 1, 1, whole}, "octet_length": {"length", 1, 1, whole}, "bit_length": {"bit_length", 1, 1, whole},
	"replace": {"replace", 3, 3, text}, "reverse": {"reverse", 1, 1, text}, "repeat": {"repeat", 2, 2, text},
	"lpad": {"lpad", 3, 3, text}, "rpad": {"rpad", 3, 3, text},
	"concat_ws": {"concat_ws", 2, 99, text}, "md5": {"md5", 1, 1, text}, "ltrim": {"ltrim", 1, 1, text}, "rtrim": {"rtrim", 1, 1, text},
	"strpos": {"instr", 2, 2, whole}, "position": {"instr", 2, 2, whole},
	"abs": {"abs", 1, 1, unknown}, "ceil": {"ceil", 1, 1, unknown}, "ceiling": {"ceil", 1, 1, unknown}, "floor": {"floor", 1, 1, unknown},
	"round": {"round", 1, 2, unknown}, "mod": {"mod", 2, 2, unknown}, "power": {"pow", 2, 2, floating}, "pow": {"pow", 2, 2, floating},
	"sqrt": {"sqrt", 1, 1, floating}, "exp": {"exp", 1, 1, floating}, "ln": {"ln", 1, 1, floating}, "log10": {"log10", 1, 1, floating},
	"sign": {"sign", 1, 1, whole}, "pi": {"pi", 0, 0, floating}, "degrees": {"degrees", 1, 1, floating}, "radians": {"radians", 1, 1, floating},
	"sin": {"sin", 1, 1, floating}, "cos": {"cos", 1, 1, floating}, "tan": {"tan", 1, 1, floating}, "asin": {"asin", 1, 1, floating},
	"acos": {"acos", 1, 1, floating}, "atan": {"atan", 1, 1, floating}, "atan2": {"atan2", 2, 2, floating}, "random": {"rand", 0, 0, floating},
	"json_build_object": {"json_object", 0, 99, document}, "jsonb_build_object": {"json_object", 0, 99, document},
	"json_build_array": {"json_array", 0, 99, document}, "jsonb_build_array": {"json_array", 0, 99, document},
	"json_array_length": {"json_length", 1, 1, whole}, "jsonb_array_length": {"json_length", 1, 1, whole}, "cardinality": {"json_length", 1, 1, whole},
	"st_x": {"st_x", 1, 1, floating}, "st_y": {"st_y", 1, 1, floating}, "st_astext": {"st_astext", 1, 1, text},
	"row_number": {"row_number", 0, 0, whole}, "rank": {"rank", 0, 0, whole}, "dense_rank": {"dense_rank", 0, 0, whole},
	"ntile": {"ntile", 1, 1, whole}, "lag": {"lag", 1, 3, unknown}, "lead": {"lead", 1, 3, unknown},
	"first_value": {"first_value", 1, 1, unknown}, "last_value": {"last_value", 1, 1, unknown},
	"percent_rank": {"percent_rank", 0, 0, floating}, "cume_dist": {"cume_dist", 0, 0, floating},
	"version": {"version", 0, 0, text}, "current_database": {"database", 0, 0, text}, "nullif": {"nullif", 2, 2, unknown},
}

// aggregates are those that MySQL has with the same meaning.
var aggregates = map[string]alike{
	"count": {"count", 0, 1, whole}, "sum": {"sum", 1, 1, unknown}, "avg": {"avg", 1, 1, decimal}, "min": {"min", 1, 1, unknown},
	"max": {"max", 1, 1, unknown}, "bool_and": {"min", 1, 1, truth}, "every": {"min", 1, 1, truth}, "bool_or": {"max", 1, 1, truth},
	"stddev": {"stddev_samp", 1, 1, decimal}, "stddev_samp": {"stddev_samp", 1, 1, decimal}, "stddev_pop": {"stddev_pop", 1, 1, decimal},
	"variance": {"var_samp", 1, 1, decimal}, "var_samp": {"var_samp", 1, 1, decimal}, "var_pop": {"var_pop", 1, 1, decimal},
	"array_agg": {"json_arrayagg", 1, 1, array}, "json_agg": {"json_arrayagg", 1, 1, document}, "jsonb_agg": {"json_arrayagg", 1, 1, document},
	"json_object_agg": {"json_objectagg", 2, 2, document}, "jsonb_object_agg": {"json_objectagg", 2, 2, document},
}

// windowOnly are functions that stand before OVER alone.
var windowOnly = map[string]bool{
	"row_number": true, "rank": true, "dense_rank": true, "ntile": true, "lag": true, "lead": true, "first_value": true,
	"last_value": true, "percent_rank": true, "cume_dist": true,
}

// call writes the call of a function.
func (w *writer) call(f *pg.FuncCall) value {
	space, name := split2(strs(f.Funcname))
	if space != "" && space != "pg_catalog" && space != "public" && space != "extensions" || w.r.functions[name] && space != "pg_catalog" {
		return w.refuse(dotted(space, name) + "()")
	}
	if w.r.overloads[name] && space != "pg_catalog" {
		for _, n := range f.Args {
			if k := w.expr(n).kind; k == array || k == document || k == other || k == unknown {
				return w.refuse(dotted(space, name) + "()")
			}
		}
	}
	if f.FuncVariadic || f.AggWithinGroup {
		return w.refuse(name + "()")
	}
	if one, ok := aggregates[name]; ok && (len(f.Args) > 0 || f.AggStar) {
		return w.aggregate(f, one)
	}
	if name == "string_agg" && len(f.Args) == 2 {
		return w.stringAgg(f)
	}
	if len(f.AggOrder) > 0 || f.AggFilter != nil || f.AggDistinct {
		return w.refuse(name + "()")
	}
	if v, ok := w.special(name, f); ok {
		return v
	}
	one, ok := same[name]
	if !ok || len(f.Args) < one.least || len(f.Args) > one.most || windowOnly[name] != (f.Over != nil) {
		return w.refuse(name + "()")
	}
	list, k := w.list(f.Args)
	if one.name == "json_object" || one.name == "json_array" {
		list = w.inDocument(f.Args, one.name == "json_object", name+"()")
	}
	long := w.long && k == whole
	if one.kind != unknown {
		k = one.kind
	}
	return value{sql: one.name + "(" + list + ")" + w.over(f.Over), kind: k, long: long}
}

// aggregate writes one that MySQL has; FILTER becomes a CASE.
func (w *writer) aggregate(f *pg.FuncCall, one alike) value {
	if f.AggStar {
		if f.AggFilter != nil {
			return value{sql: "count(CASE WHEN " + w.expr(f.AggFilter).sql + " THEN 1 END)" + w.over(f.Over), kind: whole, long: true}
		}
		return value{sql: "count(*)" + w.over(f.Over), kind: whole, long: true}
	}
	_, name := split2(strs(f.Funcname))
	gathers := strings.HasPrefix(one.name, "json")
	switch {
	case len(f.AggOrder) > 0:
		return w.refuse(name + "(… ORDER BY …)")
	case gathers && f.AggDistinct:
		return w.refuse(name + "(DISTINCT …)") // error 5798
	case gathers && f.AggFilter != nil:
		return w.refuse(name + "(…) FILTER")
	case gathers && f.Over != nil:
		return w.refuse(name + "(…) OVER")
	case len(f.Args) > 1 && one.most == 1 || len(f.Args) < one.least || f.AggFilter != nil && len(f.Args) != 1:
		return w.refuse(name + "()")
	}
	list, k := w.list(f.Args)
	long := w.long
	if gathers {
		list = w.inDocument(f.Args, len(f.Args) == 2, name+"()")
	}
	if name == "array_agg" {
		w.tell("postgres.expression.array", "array_agg()", one.name)
	}
	switch {
	case one.name == "sum" && k == whole:
		// That of integers is a bigint, that of bigints a numeric.
		if long {
			k = decimal
		}
		long = true
	case one.name == "count":
		long = true
	case one.name == "avg" && k != floating:
		w.tell("postgres.expression.division", "avg("+list+")", "")
	}
	if one.kind != unknown {
		k = one.kind
	}
	if f.AggFilter != nil {
		list = "CASE WHEN " + w.expr(f.AggFilter).sql + " THEN " + list + " END"
	}
	if f.AggDistinct {
		list = "DISTINCT " + list
	}
	return value{sql: one.name + "(" + list + ")" + w.over(f.Over), kind: k, long: long && k == whole}
}

// stringAgg writes string_agg as GROUP_CONCAT.
func (w *writer) stringAgg(f *pg.FuncCall) value {
	between := w.expr(f.Args[1])
	if !between.isPlain || f.AggFilter != nil || f.Over != nil {
		return w.refuse("string_agg()")
	}
	s := "group_concat("
	if f.AggDistinct {
		s += "DISTINCT "
	}
	s += w.expr(f.Args[0]).sql
	if len(f.AggOrder) > 0 {
		s += " ORDER BY " + w.order(f.AggOrder)
	}
	w.wide = true // group_concat_max_len
	return value{sql: s + " SEPARATOR " + between.sql + ")", kind: text}
}

// over writes OVER (…).
func (w *writer) over(d *pg.WindowDef) string {
	if d == nil {
		return ""
	}
	const usualFrame = 1058
	if d.Name != "" || d.Refname != "" || d.FrameOptions != usualFrame && d.FrameOptions != 0 {
		w.refuse("OVER")
		return ""
	}
	var parts []string
	if len(d.PartitionClause) > 0 {
		list, _ := w.list(d.PartitionClause)
		parts = append(parts, "PARTITION BY "+list)
	}
	if len(d.OrderClause) > 0 {
		parts = append(parts, "ORDER BY "+w.order(d.OrderClause))
	}
	return " OVER (" + strings.Join(parts, " ") + ")"
}

// special writes the functions that MySQL has in other words.
func (w *writer) special(name string, f *pg.FuncCall) (value, bool) {
	args := f.Args
	count := len(args)
	one := func(format string, k kind) (value, bool) {
		return value{sql: strings.Replace(format, "%", w.expr(args[0]).sql, 1), kind: k}, true
	}
	if f.Over != nil {
		return value{}, false
	}
	switch {
	case fits(name, "now", "transaction_timestamp", "statement_timestamp", "clock_timestamp") && count == 0:
		return value{sql: w.moment(w.now), kind: zoned, call: true}, true
	case fits(name, "gen_random_uuid", "uuid_generate_v4", "uuid_generate_v1", "uuid_generate_v1mc", "uuidv4", "uuidv7", "uuid_generate_v7") && count == 0:
		return value{sql: "uuid()", kind: text}, true
	case name == "length" && count == 1:
		v := w.expr(args[0])
		if v.kind == bytes {
			return value{sql: "length(" + v.sql + ")", kind: whole}, true
		}
		return value{sql: "char_length(" + v.sql + ")", kind: whole}, true
	case name == "concat":
		list, _ := w.list(args)
		return value{sql: "concat_ws('', " + list + ")", kind: text}, true
	case name == "btrim" && count == 1:
		return one("trim(%)", text)
	case fits(name, "btrim", "ltrim", "rtrim") && count == 2:
		side := map[string]string{"btrim": "BOTH", "ltrim": "LEADING", "rtrim": "TRAILING"}[name]
		cut := w.expr(args[1])
		if !cut.isPlain || len([]rune(cut.plain)) != 1 {
			return w.refuse(name + "()"), true // a set of characters there, a string here
		}
		return value{sql: "trim(" + side + " " + cut.sql + " FROM " + w.expr(args[0]).sql + ")", kind: text}, true
	case fits(name, "lpad", "rpad") && count == 2:
		list, _ := w.list(args)
		return value{sql: name + "(" + list + ", ' ')", kind: text}, true
	case fits(name, "left", "right") && count == 2:
		return w.side(name, args), true
	case fits(name, "substring", "substr") && (count == 2 || count == 3):
		return w.substring(name, args), true
	case name == "trunc" && count == 1:
		return one("truncate(%, 0)", decimal)
	case name == "trunc" && count == 2:
		list, _ := w.list(args)
		return value{sql: "truncate(" + list + ")", kind: decimal}, true
	case name == "log" && count == 1:
		return one("log10(%)", floating)
	case name == "date" && count == 1:
		return w.castTo(w.expr(args[0]), typeRef{name: "date"}, day), true
	case fits(name, "extract", "date_part") && count == 2:
		return w.extract(args), true
	case name == "date_trunc" && count == 2:
		return w.dateTrunc(args), true
	case name == "to_char" && count == 2:
		return w.toChar(args), true
	case name == "timezone" && count == 2:
		return w.timezone(args), true
	case fits(name, "num_nonnulls", "num_nulls") && count > 0:
		words := " IS NOT NULL)"
		if name == "num_nulls" {
			words = " IS NULL)"
		}
		var parts []string
		for _, n := range args {
			parts = append(parts, "("+w.expr(n).tight()+words)
		}
		return value{sql: strings.Join(parts, " + "), kind: whole, loose: true}, true
	case fits(name, "json_typeof", "jsonb_typeof") && count == 1:
		doc := w.expr(args[0]).sql
		return value{sql: "CASE json_type(" + doc + ") WHEN 'INTEGER' THEN 'number' WHEN 'UNSIGNED INTEGER' THEN 'number' WHEN 'DOUBLE' THEN 'number' WHEN 'DECIMAL' THEN 'number' ELSE lower(json_type(" + doc + ")) END", kind: text}, true
	case name == "array_length" && count == 2:
		if v := w.expr(args[0]); v.kind == array && args[1].GetAConst().GetIval().GetIval() == 1 {
			return value{sql: "nullif(json_length(" + v.sql + "), 0)", kind: whole}, true
		}
		return w.refuse("array_length()"), true
	case fits(name, "json_extract_path_text", "jsonb_extract_path_text", "json_extract_path", "jsonb_extract_path") && count > 1:
		path := "$"
		for _, n := range args[1:] {
			key := textOf(n)
			if _, err := strconv.Atoi(key); key == "" || err == nil {
				return w.refuse(name + "()"), true
			}
			path += jsonKey(key)
		}
		return extracted(w.expr(args[0]), path, strings.HasSuffix(name, "text")), true
	case fits(name, "to_json", "to_jsonb") && count == 1:
		if v := w.expr(args[0]); v.kind == document || v.kind == array {
			return v, true
		}
		return w.refuse(name + "()"), true
	case name == "regexp_replace" && (count == 3 || count == 4):
		return w.regexpReplace(args), true
	case name == "starts_with" && count == 2:
		list := w.expr(args[0])
		start := w.expr(args[1])
		return value{sql: "left(" + list.sql + ", char_length(" + start.sql + ")) = " + start.tight(), kind: truth, loose: true}, true
	case name == "age" || name == "justify_interval":
		return w.refuse(name + "()"), true
	case fits(name, "current_setting", "nextval", "currval", "setval", "lastval"):
		return w.refuse(name + "()"), true
	case fits(name, "textlen") && count == 1:
		return one("char_length(%)", whole)
	case name == "bool" && count == 1, name == "text" && count == 1:
		return w.castTo(w.expr(args[0]), typeRef{name: "text"}, text), true
	case name == "encode" && count == 2 && textOf(args[1]) == "hex":
		return one("lower(hex(%))", text)
	}
	return value{}, false
}

// substring writes what begins at a place; with a pattern it is another function.
func (w *writer) substring(name string, args []*pg.Node) value {
	for _, n := range args[1:] {
		if v := w.expr(n); v.kind != whole && v.kind != unknown {
			return w.refuse(name + "()")
		}
	}
	if from := args[1].GetAConst(); from != nil && from.GetIval().GetIval() < 1 {
		return w.refuse(name + "()") // before the first character there, from the end here
	}
	list, _ := w.list(args)
	if args[1].GetAConst() == nil {
		w.tell("postgres.expression.substring", "substr("+list+")", "")
	}
	return value{sql: "substr(" + list + ")", kind: text}
}

// side writes left and right. A number below zero leaves as many characters out at the
// other end; MySQL gives an empty text.
func (w *writer) side(name string, args []*pg.Node) value {
	s, n := w.expr(args[0]), w.expr(args[1])
	short := name + "(" + s.sql + ", " + n.sql + ")"
	by, negative := strings.CutPrefix(n.sql, "-")
	rest := "left(" + s.sql + ", char_length(" + s.sql + ") + " + n.tight() + ")"
	switch {
	case name == "left" && negative:
		rest = "left(" + s.sql + ", char_length(" + s.sql + ") - " + by + ")"
	case negative:
		rest = "substr(" + s.sql + ", 1 + " + by + ")"
	case name == "right":
		rest = "substr(" + s.sql + ", 1 - " + n.tight() + ")"
	}
	negative = negative && isNumber(by)
	switch {
	case negative:
		return value{sql: rest, kind: text}
	case args[1].GetAConst() != nil:
		return value{sql: short, kind: text}
	}
	return value{sql: "CASE WHEN " + n.tight() + " < 0 THEN " + rest + " ELSE " + short + " END", kind: text}
}

// regexpReplace writes regexp_replace: without g it replaces the first match.
func (w *writer) regexpReplace(args []*pg.Node) value {
	p, to := w.expr(args[1]), w.expr(args[2])
	flags := ""
	if len(args) == 4 {
		flags = textOf(args[3])
	}
	text1, ok := pattern(p.plain)
	if !p.isPlain || !to.isPlain || !ok || strings.Trim(flags, "gic") != "" || strings.ContainsAny(to.plain, `$\`) {
		return w.refuse("regexp_replace()")
	}
	occurrence, mode := "1", "c"
	if strings.Contains(flags, "g") {
		occurrence = "0"
	}
	if strings.Contains(flags, "i") {
		mode = "i"
	}
	return value{sql: "regexp_replace(" + w.expr(args[0]).sql + ", " + schema.QuoteText(text1) + ", " + to.sql + ", 1, " + occurrence + ", '" + mode + "')", kind: text}
}
