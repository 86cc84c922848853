package oracle

import (
	"strings"

	"github.com/obferry/obferry/ddlconv/syntax"
)

// guarded is the one statement of DDL that a block runs, where the block does nothing but
// ask Oracle's catalogue whether it is needed, and pass over its failure; else "".
//
//	BEGIN
//	  EXECUTE IMMEDIATE 'CREATE TABLE t (a NUMBER)';
//	EXCEPTION WHEN OTHERS THEN IF SQLCODE != -955 THEN RAISE; END IF;
//	END;
func (p *parser) guarded() string {
	inner := ""
	for i, t := range p.Tokens {
		switch {
		case t.Is("IMMEDIATE"):
			what, end := p.token(i+1), p.token(i+2)
			if inner != "" || what.Kind != syntax.Text || !end.Sign(";") {
				return ""
			}
			inner = strings.TrimRight(strings.TrimSpace(what.Value), ";")
		case t.Is("FROM"):
			if !asksCatalogue(p.token(i + 1)) {
				return ""
			}
		case t.Is("INSERT"), t.Is("UPDATE"), t.Is("DELETE"), t.Is("MERGE"), t.Is("LOOP"), t.Is("ELSE"), t.Is("ELSIF"), t.Is("CALL"):
			return ""
		}
	}
	first, _, _ := strings.Cut(strings.ToUpper(inner), " ")
	switch first {
	case "CREATE", "ALTER", "COMMENT", "RENAME":
		return inner
	}
	return ""
}

// token is one of the statement's, by its number.
func (p *parser) token(i int) syntax.Token { return p.Tokens[min(i, len(p.Tokens)-1)] }

// asksCatalogue tells whether a query reads from a view of Oracle's catalogue.
func asksCatalogue(from syntax.Token) bool {
	name := strings.ToUpper(from.Identifier())
	for _, prefix := range []string{"USER_", "ALL_", "DBA_", "DUAL"} {
		if strings.HasPrefix(name, prefix) {
			return true
		}
	}
	return name == "USER" || name == "TAB" || name == "COLS" || name == "SYS"
}
