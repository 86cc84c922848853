package sqlserver

import (
	"fmt"
	"strings"

	"github.com/obferry/obferry/ddlconv/syntax"
)

// renamed are the functions that MySQL has with the same arguments and meaning: its name
// for them, and the type of what they give, "=" for that of the first argument.
var renamed = map[string][2]string{
	"ISNULL": {"IFNULL", "="}, "COALESCE": {"COALESCE", "="}, "NULLIF": {"NULLIF", "="},
	"UPPER": {"UPPER", "="}, "LOWER": {"LOWER", "="}, "LTRIM": {"LTRIM", "="}, "RTRIM": {"RTRIM", "="}, "TRIM": {"TRIM", "="},
	"REVERSE": {"REVERSE", "="}, "REPLACE": {"REPLACE", "nvarchar(4000)"}, "LEFT": {"LEFT", "="}, "RIGHT": {"RIGHT", "="},
	"SUBSTRING": {"SUBSTRING", "="}, "REPLICATE": {"REPEAT", "nvarchar(4000)"}, "SPACE": {"SPACE", "nvarchar(4000)"},
	"STUFF": {"INSERT", "nvarchar(4000)"}, "CHARINDEX": {"LOCATE", "int"}, "ASCII": {"ASCII", "int"},
	"ABS": {"ABS", "="}, "SIGN": {"SIGN", "="}, "POWER": {"POWER", "="}, "SQRT": {"SQRT", "float"}, "EXP": {"EXP", "float"},
	"LOG10": {"LOG10", "float"}, "PI": {"PI", "float"}, "SIN": {"SIN", "float"}, "COS": {"COS", "float"}, "TAN": {"TAN", "float"},
	"ASIN": {"ASIN", "float"}, "ACOS": {"ACOS", "float"}, "ATAN": {"ATAN", "float"}, "ATN2": {"ATAN2", "float"},
	"COT": {"COT", "float"}, "DEGREES": {"DEGREES", "="}, "RADIANS": {"RADIANS", "="},
	"CEILING": {"CEILING", "="}, "FLOOR": {"FLOOR", "="}, "YEAR": {"YEAR", "int"}, "MONTH": {"MONTH", "int"}, "DAY": {"DAY", "int"},
	"COUNT": {"COUNT", "int"}, "COUNT_BIG": {"COUNT", "bigint"}, "SUM": {"SUM", "="}, "MIN": {"MIN", "="}, "MAX": {"MAX", "="},
	"STDEV": {"STDDEV_SAMP", "float"}, "STDEVP": {"STDDEV_POP", "float"}, "VAR": {"VAR_SAMP", "float"}, "VARP": {"VAR_POP", "float"},
	"ROW_NUMBER": {"ROW_NUMBER", "bigint"}, "RANK": {"RANK", "bigint"}, "DENSE_RANK": {"DENSE_RANK", "bigint"},
	"NTILE": {"NTILE", "bigint"}, "LAG": {"LAG", "="}, "LEAD": {"LEAD", "="}, "FIRST_VALUE": {"FIRST_VALUE", "="},
	"LAST_VALUE": {"LAST_VALUE", "="}, "PERCENT_RANK": {"PERCENT_RANK", "float"}, "CUME_DIST": {"CUME_DIST", "float"},
	"NEWID": {"UUID", "uniqueidentifier"}, "NEWSEQUENTIALID": {"UUID", "uniqueidentifier"},
	"SYSDATETIME": {"NOW(6)", "datetime2(7)"}, "GETDATE": {"NOW(3)", "datetime"}, "SYSDATETIMEOFFSET": {"NOW(6)", "datetimeoffset(7)"},
	"GETUTCDATE": {"UTC_TIMESTAMP(3)", "datetime"}, "SYSUTCDATETIME": {"UTC_TIMESTAMP(6)", "datetime2(7)"},
	"ISJSON": {"JSON_VALID", "int"},
}

// call reads a call by a name without a schema.
func (t *translator) call(at syntax.Token) value {
	name := strings.ToUpper(at.Identifier())
	switch name {
	case "CAST", "TRY_CAST":
		return t.cast(name)
	case "CONVERT", "TRY_CONVERT":
		return t.convert(name)
	case "DATEADD", "DATEDIFF", "DATEDIFF_BIG", "DATEPART", "DATENAME":
		return t.dated(name)
	}
	args := t.arguments()
	v := t.called(name, args)
	if t.Accept("WITHIN", "GROUP") {
		t.cannot("WITHIN GROUP")
		t.skipParentheses()
	}
	if t.Ahead("OVER") {
		v.sql += t.over()
		v.parts = nil
	}
	return v
}

// called writes a call whose arguments have been read.
func (t *translator) called(name string, args []value) value {
	if to, ok := renamed[name]; ok {
		return t.rename(name, to, args)
	}
	list := func() string { return join(args) }
	switch {
	case name == "LEN" && len(args) == 1:
		return typed("CHAR_LENGTH(RTRIM("+args[0].sql+"))", "int")
	case name == "ROUND" && len(args) == 2:
		return typed("ROUND("+list()+")", args[0].typ)
	case name == "RAND" && len(args) == 0:
		return typed("RAND()", "float")
	case name == "LOG" && len(args) == 1:
		return typed("LOG("+list()+")", "float")
	case name == "SQUARE" && len(args) == 1:
		return typed("POWER("+args[0].sql+", 2)", "float")
	case name == "IIF" && len(args) == 3:
		typ := common(args[1].typ, args[2].typ)
		return value{sql: "IF(" + list() + ")", typ: typ, kind: kindOf(typ)}
	case name == "CONCAT" && len(args) > 0: // it takes NULL for an empty string
		each := make([]string, len(args))
		length := 0
		for i, a := range args {
			each[i] = "IFNULL(" + a.sql + ", '')"
			if a.literal != nil {
				each[i] = a.sql
			}
			if a.kind == text {
				length += textLength(a.typ)
			} else {
				length += 40
			}
		}
		return typed("CONCAT("+strings.Join(each, ", ")+")", textType(min(length, 4000)))
	case (name == "CHAR" || name == "NCHAR") && len(args) == 1:
		return typed("CHAR("+list()+" USING utf8mb4)", "nvarchar(1)")
	case name == "AVG" && len(args) == 1:
		if args[0].kind == integer {
			return typed("TRUNCATE(AVG("+list()+"), 0)", "int")
		}
		if args[0].kind == unknown {
			t.cannot("AVG(" + list() + ")")
		}
		return typed("AVG("+list()+")", args[0].typ)
	case name == "JSON_VALUE" && len(args) == 2:
		return typed("JSON_UNQUOTE(JSON_EXTRACT("+list()+"))", "nvarchar(4000)")
	case name == "DATALENGTH" && len(args) == 1 && args[0].kind == octets:
		return typed("LENGTH("+list()+")", "int")
	case name == "DATEFROMPARTS" && len(args) == 3:
		return typed("CAST(CONCAT_WS('-', "+list()+") AS DATE)", "date")
	case name == "EOMONTH" && len(args) == 1:
		return typed("LAST_DAY("+list()+")", "date")
	}
	t.cannot(name + "()")
	switch name {
	case "STR", "FORMAT", "STRING_AGG", "DATENAME", "SUSER_SNAME", "SUSER_NAME", "USER_NAME", "HOST_NAME", "APP_NAME", "DB_NAME",
		"ORIGINAL_LOGIN", "SOUNDEX", "QUOTENAME", "TRANSLATE", "CONCAT_WS", "JSON_QUERY", "OBJECT_NAME":
		return typed(name+"()", "nvarchar(4000)")
	case "HASHBYTES", "COMPRESS", "DECOMPRESS", "BINARY_CHECKSUM_AGG":
		return typed(name+"()", "varbinary(8000)")
	case "CHECKSUM", "BINARY_CHECKSUM", "PATINDEX", "DATALENGTH", "ISNUMERIC", "ISDATE", "UNICODE", "DIFFERENCE", "SUSER_ID", "USER_ID":
		return typed(name+"()", "int")
	}
	return value{sql: name + "()"}
}

// rename writes a call under MySQL's name.
func (t *translator) rename(name string, to [2]string, args []value) value {
	typ := to[1]
	switch {
	case name == "COALESCE": // the type of all of them, as of CASE
		typ = ""
		for _, a := range args {
			if a.literal == nil || !a.literal.Is("NULL") {
				typ = common(typ, a.typ)
			}
		}
	case typ == "=" && len(args) > 0:
		typ = args[0].typ
		if name == "ISNULL" && typ == "" {
			for _, a := range args {
				if typ == "" {
					typ = a.typ
				}
			}
		}
	case typ == "=":
		typ = ""
	}
	if (name == "LEFT" || name == "RIGHT" || name == "SUBSTRING") && len(args) > 1 && kindOf(typ) == text {
		if n := args[len(args)-1]; n.literal != nil && n.kind == integer {
			typ = textType(min(textLength(typ), argument("x("+n.sql+")", 0, 4000)))
		}
	}
	if strings.HasSuffix(to[0], ")") {
		return typed(to[0], typ)
	}
	v := typed(to[0]+"("+join(args)+")", typ)
	if typ == "" && (name == "SUM" || name == "ABS" || name == "CEILING" || name == "FLOOR" || name == "POWER") {
		v.kind = number
	}
	return v
}

func join(args []value) string {
	all := make([]string, len(args))
	for i, a := range args {
		all[i] = a.sql
	}
	return strings.Join(all, ", ")
}

// skipParentheses passes over what stands in parentheses.
func (t *translator) skipParentheses() {
	t.ExpectSign("(")
	t.Balanced()
	t.ExpectSign(")")
}

// over reads the window of a call.
func (t *translator) over() string {
	t.Expect("OVER")
	t.ExpectSign("(")
	var pieces []string
	if t.Accept("PARTITION", "BY") {
		pieces = append(pieces, "PARTITION BY "+t.list())
	}
	if t.Accept("ORDER", "BY") {
		pieces = append(pieces, "ORDER BY "+t.order())
	}
	if t.Ahead("ROWS") || t.Ahead("RANGE") {
		var frame []string
		for !t.Done() && !t.Peek(0).Sign(")") {
			frame = append(frame, t.Next().Raw)
		}
		pieces = append(pieces, strings.ToUpper(strings.Join(frame, " ")))
	}
	t.ExpectSign(")")
	return " OVER (" + strings.Join(pieces, " ") + ")"
}

// list reads expressions between commas.
func (t *translator) list() string {
	var all []string
	for !t.Done() {
		all = append(all, t.sum().sql)
		if !t.AcceptSign(",") {
			break
		}
	}
	return strings.Join(all, ", ")
}

// order reads what follows ORDER BY.
func (t *translator) order() string {
	var all []string
	for !t.Done() {
		one := t.sum().sql
		if t.Accept("DESC") {
			one += " DESC"
		} else {
			t.Accept("ASC")
		}
		all = append(all, one)
		if !t.AcceptSign(",") {
			break
		}
	}
	return strings.Join(all, ", ")
}

// dateParts are the parts of a moment by all their names.
var dateParts = map[string]string{
	"YEAR": "YEAR", "YY": "YEAR", "YYYY": "YEAR", "QUARTER": "QUARTER", "QQ": "QUARTER", "Q": "QUARTER",
	"MONTH": "MONTH", "MM": "MONTH", "M": "MONTH", "DAYOFYEAR": "DAYOFYEAR", "DY": "DAYOFYEAR", "Y": "DAYOFYEAR",
	"DAY": "DAY", "DD": "DAY", "D": "DAY", "WEEK": "WEEK", "WK": "WEEK", "WW": "WEEK", "HOUR": "HOUR", "HH": "HOUR",
	"MINUTE": "MINUTE", "MI": "MINUTE", "N": "MINUTE", "SECOND": "SECOND", "SS": "SECOND", "S": "SECOND",
	"MILLISECOND": "MILLISECOND", "MS": "MILLISECOND", "WEEKDAY": "WEEKDAY", "DW": "WEEKDAY",
}

// dated reads a function whose first argument names a part of a moment.
func (t *translator) dated(name string) value {
	t.ExpectSign("(")
	word := t.Identifier()
	part := dateParts[strings.ToUpper(word)]
	var args []value
	for t.AcceptSign(",") {
		args = append(args, t.condition())
	}
	t.ExpectSign(")")
	said := name + "(" + word + ")"
	switch {
	case name == "DATEADD" && len(args) == 2:
		v := args[1]
		v.parts, v.literal = nil, nil
		switch part {
		case "DAYOFYEAR", "WEEKDAY":
			part = "DAY"
		case "":
			t.cannot(said)
		}
		amount := args[0].sql
		if part == "MILLISECOND" {
			amount, part = "("+amount+") * 1000", "MICROSECOND"
		}
		v.sql = "DATE_ADD(" + v.sql + ", INTERVAL " + amount + " " + part + ")"
		if v.kind != moment {
			v.typ, v.kind = "datetime", moment
		}
		return v
	case name == "DATEPART" && len(args) == 1:
		switch part {
		case "YEAR", "QUARTER", "MONTH", "DAYOFYEAR", "DAY", "HOUR", "MINUTE", "SECOND":
			return typed(part+"("+args[0].sql+")", "int")
		case "MILLISECOND":
			return typed("MICROSECOND("+args[0].sql+") DIV 1000", "int")
		}
		t.cannot(said) // weeks and their days depend on DATEFIRST
		return typed(said, "int")
	case strings.HasPrefix(name, "DATEDIFF") && len(args) == 2:
		a, b := args[0].sql, args[1].sql
		switch part {
		case "DAY", "DAYOFYEAR", "WEEKDAY":
			return typed("DATEDIFF("+b+", "+a+")", "int")
		case "YEAR":
			return typed(fmt.Sprintf("(YEAR(%s) - YEAR(%s))", b, a), "int")
		case "MONTH":
			return typed(fmt.Sprintf("(PERIOD_DIFF(EXTRACT(YEAR_MONTH FROM %s), EXTRACT(YEAR_MONTH FROM %s)))", b, a), "int")
		}
		t.cannot(said) // it counts the turns of hours and minutes, TIMESTAMPDIFF whole ones
		return typed(said, "int")
	}
	t.cannot(said)
	return typed(said, "nvarchar(30)")
}

// cast reads CAST(x AS type).
func (t *translator) cast(name string) value {
	t.ExpectSign("(")
	v := t.condition()
	t.Expect("AS")
	typ, _ := t.reader.dataType(t.Cursor)
	t.ExpectSign(")")
	if name == "TRY_CAST" {
		t.cannot(name)
	}
	return t.castTo(v, typ, "")
}

// convert reads CONVERT(type, x, style).
func (t *translator) convert(name string) value {
	t.ExpectSign("(")
	typ, _ := t.reader.dataType(t.Cursor)
	t.ExpectSign(",")
	v := t.condition()
	style := ""
	if t.AcceptSign(",") {
		style = strings.Trim(t.condition().sql, "()")
	}
	t.ExpectSign(")")
	if name == "TRY_CONVERT" {
		t.cannot(name)
	}
	return t.castTo(v, typ, style)
}

// styles are CONVERT's styles of dates that DATE_FORMAT can write.
var styles = map[string]string{
	"101": "%m/%d/%Y", "102": "%Y.%m.%d", "103": "%d/%m/%Y", "104": "%d.%m.%Y", "105": "%d-%m-%Y", "108": "%H:%i:%s",
	"110": "%m-%d-%Y", "111": "%Y/%m/%d", "112": "%Y%m%d", "120": "%Y-%m-%d %H:%i:%s", "20": "%Y-%m-%d %H:%i:%s", "23": "%Y-%m-%d",
}

// castTo writes a value as one of another type.
func (t *translator) castTo(v value, typ, style string) value {
	if bare := strings.Trim(v.sql, "()"); typ == "date" && style == "" && (strings.HasPrefix(bare, "NOW(") || bare == "NOW") {
		return typed("CURDATE()", "date") // the kernel breaks off at CAST(NOW() AS DATE) in a DEFAULT
	}
	to, ok := castType(typ)
	from := v.kind
	sql := v.sql
	switch k := kindOf(typ); {
	case !ok:
		t.cannot("CONVERT to " + typ)
	case baseOf(typ) == "bit":
		out := typed("("+sql+" <> 0)", typ)
		out.literal = v.literal
		return out
	case k == text && from == moment:
		format, known := styles[style]
		if !known {
			t.cannot("CONVERT(" + typ + ", " + sql + ")")
		}
		sql = "DATE_FORMAT(" + sql + ", '" + format + "')"
	case k == text && from == number && baseOf(v.typ) != "decimal" && baseOf(v.typ) != "numeric":
		t.cannot("CONVERT(" + typ + ", " + sql + ")") // money and float are written otherwise
	case k == moment && from == text && style != "" && style != "0" && styles[style] != "%Y%m%d" && style != "120" && style != "121" && style != "126" && style != "20" && style != "21":
		t.cannot("CONVERT(" + typ + ", " + sql + ", " + style + ")")
	case k == integer && from == number && baseOf(v.typ) != "money" && baseOf(v.typ) != "smallmoney":
		sql = "TRUNCATE(" + sql + ", 0)"
	case k == integer && from == moment, k == moment && (from == integer || from == number):
		t.cannot("CONVERT(" + typ + ", " + sql + ")")
	}
	out := typed("CAST("+sql+" AS "+to+")", typ)
	if v.literal != nil {
		out.literal = v.literal
	}
	return out
}

// castType is a type as CAST of MySQL names it.
func castType(typ string) (string, bool) {
	switch base := baseOf(typ); base {
	case "bit", "tinyint", "smallint", "int", "integer", "bigint":
		return "SIGNED", true
	case "decimal", "numeric", "dec", "money", "smallmoney":
		p, s := digitsOf(typ)
		return fmt.Sprintf("DECIMAL(%d,%d)", p, s), true
	case "float", "real", "double precision":
		return "DOUBLE", true
	case "date":
		return "DATE", true
	case "datetime":
		return "DATETIME(3)", true
	case "smalldatetime":
		return "DATETIME", true
	case "datetime2":
		return fmt.Sprintf("DATETIME(%d)", min(argument(typ, 0, 7), 6)), true
	case "time":
		return fmt.Sprintf("TIME(%d)", min(argument(typ, 0, 7), 6)), true
	case "binary", "varbinary":
		return "BINARY", true
	default:
		if kinds[base] != text {
			return "", false
		}
	}
	length := textLength(typ)
	if len(argumentsOf(typ)) == 0 && length == 1 {
		length = 30
	}
	if length >= longest {
		return "CHAR", true
	}
	return fmt.Sprintf("CHAR(%d)", length), true
}
