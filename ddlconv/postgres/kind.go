package postgres

// kind is as much of a type as an expression's meaning depends on.
type kind uint8

const (
	unknown kind = iota
	literal      // a quoted string that takes the type of what it stands beside
	whole
	decimal
	floating
	truth
	text
	day
	moment
	zoned // a moment with its zone
	clock
	span
	document // json, jsonb, hstore
	array
	bytes
	bits
	place
	other
)

// kindOf is the kind of a type.
func (r *reader) kindOf(t typeRef) kind {
	if t.array {
		return array
	}
	switch t.name {
	case "smallint", "integer", "bigint", "oid":
		return whole
	case "numeric", "money":
		return decimal
	case "real", "double precision", "float":
		return floating
	case "boolean":
		return truth
	case "text", "character varying", "character", "name", `"char"`, "citext", "xml", "uuid", "inet", "cidr", "macaddr", "macaddr8", "ltree":
		return text
	case "date":
		return day
	case "timestamp without time zone":
		return moment
	case "timestamp with time zone":
		return zoned
	case "time without time zone", "time with time zone":
		return clock
	case "interval":
		return span
	case "json", "jsonb", "hstore":
		return document
	case "bytea":
		return bytes
	case "bit", "bit varying":
		return bits
	case "point", "geometry", "geography":
		return place
	}
	if u, ok := lookup(r.types, t.space, t.name); ok {
		switch {
		case u.enum:
			return text
		case u.domain && u.base.name != t.name:
			return r.kindOf(u.base)
		}
	}
	return other
}

// numeric tells whether a kind can be counted with.
func (k kind) numeric() bool { return k == whole || k == decimal || k == floating }

// timely tells whether a kind is a moment.
func (k kind) timely() bool { return k == day || k == moment || k == zoned }
