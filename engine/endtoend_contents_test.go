package engine_test

import (
	"database/sql"
	"fmt"
	"math"
	"sort"
	"strconv"
	"strings"
	"testing"

	"github.com/obferry/obferry/ddlconv/schema"
)

// tableContents is what a server says a table holds: one line of text a row, sorted.
type tableContents struct {
	names []string
	rows  []string
}

// reading is how one column is asked for, and brought to text.
type reading struct {
	name, expression string
	text             func(string) string
}

// contents asks a server for a table, column by column in a form that tells every
// byte. It shares nothing with the engine's own reading and comparing.
func contents(t *testing.T, db *sql.DB, table string) tableContents {
	t.Helper()
	readings := readingsOf(t, db, table)
	var c tableContents
	expressions := make([]string, len(readings))
	for i, r := range readings {
		c.names = append(c.names, r.name)
		expressions[i] = r.expression
	}
	conn, err := db.Conn(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = conn.Close() }()
	for _, s := range []string{"SET time_zone = '+00:00'", "SET NAMES utf8mb4"} {
		if _, err := conn.ExecContext(t.Context(), s); err != nil {
			t.Fatal(err)
		}
	}
	found, err := conn.QueryContext(t.Context(), "SELECT "+strings.Join(expressions, ", ")+" FROM "+schema.Quote(table))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = found.Close() }()
	values, places := make([]sql.NullString, len(readings)), make([]any, len(readings))
	for i := range values {
		places[i] = &values[i]
	}
	for found.Next() {
		if err := found.Scan(places...); err != nil {
			t.Fatal(err)
		}
		var row strings.Builder
		for i, v := range values {
			switch {
			case !v.Valid:
				row.WriteString("NULL|")
			default:
				row.WriteString("=" + readings[i].text(v.String) + "|")
			}
		}
		c.rows = append(c.rows, row.String())
	}
	if err := found.Err(); err != nil {
		t.Fatal(err)
	}
	sort.Strings(c.rows)
	return c
}

// readingsOf says how each column of a table is read, by the type it has there.
func readingsOf(t *testing.T, db *sql.DB, table string) []reading {
	t.Helper()
	found, err := db.QueryContext(t.Context(), "SELECT c.COLUMN_NAME, LOWER(c.DATA_TYPE), LOWER(c.COLUMN_TYPE) FROM information_schema.COLUMNS c"+
		" WHERE c.TABLE_SCHEMA = DATABASE() AND c.TABLE_NAME = ? ORDER BY c.ORDINAL_POSITION", table)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = found.Close() }()
	var all []reading
	for found.Next() {
		var name, dataType, columnType string
		if err := found.Scan(&name, &dataType, &columnType); err != nil {
			t.Fatal(err)
		}
		all = append(all, readingOf(name, dataType, columnType))
	}
	if err := found.Err(); err != nil {
		t.Fatal(err)
	}
	if len(all) == 0 {
		t.Fatalf("%s has no columns", table)
	}
	return all
}

func readingOf(name, dataType, columnType string) reading {
	r := reading{name: name, text: func(s string) string { return s }}
	q := schema.Quote(name)
	switch dataType {
	case "char", "varchar", "tinytext", "text", "mediumtext", "uuid", "inet4", "inet6":
		r.expression = "HEX(CONVERT(" + q + " USING utf8mb4))"
	case "longtext":
		// As it is: in hexadecimal the largest would not fit into one packet. A document
		// stays the text that it is, as both sides keep it in a longtext.
		r.expression, r.text = q, func(s string) string { return fmt.Sprintf("%x", s) }
	case "enum", "set":
		// The member's place as well as its text.
		r.expression = "CONCAT(HEX(CONVERT(" + q + " USING utf8mb4)), '/', CAST(" + q + "+0 AS CHAR))"
		if dataType == "set" {
			r.expression = "CONCAT(HEX(CONVERT(" + q + " USING utf8mb4)), '/', CAST(CAST(" + q + " AS UNSIGNED) AS CHAR))"
		}
	case "binary", "varbinary", "tinyblob", "blob", "mediumblob":
		r.expression = "HEX(" + q + ")"
	case "longblob":
		r.expression = "CONCAT(LENGTH(" + q + "), ':', MD5(" + q + "))"
	case "bit":
		r.expression = "CAST(CAST(" + q + " AS UNSIGNED) AS CHAR)"
	case "float":
		r.expression, r.text = q+" * 1e0", func(s string) string { return floatBits(s, 32) }
	case "double":
		r.expression, r.text = q, func(s string) string { return floatBits(s, 64) }
	case "geometry", "point", "linestring", "polygon", "multipoint", "multilinestring", "multipolygon",
		"geometrycollection", "geomcollection":
		r.expression = "HEX(ST_AsBinary(" + q + "))"
	default: // whole and exact numbers, dates and times: their text tells all
		r.expression = "CAST(" + q + " AS CHAR)"
		if strings.Contains(columnType, "zerofill") {
			r.expression = "CAST(" + q + " + 0 AS CHAR)"
		}
	}
	return r
}

// floatBits tells apart what is printed alike and takes as one what is printed
// differently: 1e20 and 100000000000000000000.
func floatBits(s string, size int) string {
	f, err := strconv.ParseFloat(s, size)
	if err != nil {
		return s
	}
	return fmt.Sprintf("%016x", math.Float64bits(f))
}
