package sqlserver

import (
	"strings"

	"github.com/obferry/obferry/ddlconv/schema"
	"github.com/obferry/obferry/ddlconv/syntax"
)

const (
	// usualCollation is the nearest to SQL_Latin1_General_CP1_CI_AS, which a server has
	// unless told otherwise: it does not regard case, and does regard accents. It
	// compares trailing blanks, which SQL Server does not.
	usualCollation = "utf8mb4_0900_as_ci"
	// plainCollation regards neither case nor accents.
	plainCollation = "utf8mb4_general_ci"
	// exactCollation regards both. It sorts by the characters' numbers.
	exactCollation = "utf8mb4_bin"
)

// collationOf is the nearest collation to one of SQL Server's, "" for the database's own,
// and whether the name is one at all.
func collationOf(name string) (string, bool) {
	upper := "_" + strings.ToUpper(name) + "_"
	switch {
	case strings.EqualFold(name, "database_default"), strings.EqualFold(name, "catalog_default"):
		return "", true
	case strings.Contains(upper, "_BIN_"), strings.Contains(upper, "_BIN2_"), strings.Contains(upper, "_CS_"):
		return exactCollation, true
	case strings.Contains(upper, "_CI_AI_"):
		return plainCollation, true
	case strings.Contains(upper, "_CI_"):
		return usualCollation, true
	}
	return "", false
}

// plainlyWestern tells whether a collation sorts as that of the table does: of the others,
// each has its language's own order.
func plainlyWestern(name string) bool {
	upper := strings.ToUpper(name)
	return strings.HasPrefix(upper, "LATIN1_GENERAL") || strings.HasPrefix(upper, "SQL_LATIN1_GENERAL")
}

// collated reads the collation of a column.
func (p *parser) collated(c *schema.Column, at syntax.Token) {
	name := p.Identifier()
	collation, ok := collationOf(name)
	if p.Err != nil {
		return
	}
	of := p.collation
	if of == "" {
		of = usualCollation
	}
	switch {
	case !ok:
		p.tell("sqlserver.collation.unknown", p.draft, at.Place, c.Name, name, of)
	case collation == "" || collation == of && plainlyWestern(name): // the table's own says it
	case collation == of:
		p.tell("sqlserver.collation", p.draft, at.Place, c.Name, name, collation)
	default:
		c.Collation = collation
		p.tell("sqlserver.collation", p.draft, at.Place, c.Name, name, collation)
	}
}
