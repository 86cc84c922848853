package mysql

import (
	"regexp"
	"strings"
)

var (
	// address is a URL that leads to a table: its scheme, an account, the host, the path
	// and what is set behind it.
	address = regexp.MustCompile(`^([A-Za-z][A-Za-z0-9+.:-]*://)(?:[^@/?;]*@)?([\w.-]+(?::\d+)?(?:/[\w.$-]+)*)/?(?:[?;][^@]*)?$`)
	// link is the name of a server that CREATE SERVER made, with a table.
	link = regexp.MustCompile(`^[\w.$-]+(?:/[\w.$-]+)*$`)
	// located is a setting that says where rows are, and nothing about who may read them.
	located = regexp.MustCompile(`(?i)(?:^|[\s;,])((?:wrapper|host|srv|server|database|table|tbl|port|dsn|driver|dbname|data source)\s*=?\s*(?:"[\w.$/:-]+"|'[\w.$/:-]+'|[\w.$/:-]+))(?:[\s;,]|$)`)
	// account is a setting that says who may read them, in whatever quotes.
	account = regexp.MustCompile(`(?i)\b(?:\w*pass\w*|pwd|uid|user\w*)\s*=?\s*(?:"[^"]*"?|'[^']*'?|\{[^}]*\}?)`)
	// connects is a setting of SPIDER's, as it stands in the comment of a table.
	connects = regexp.MustCompile(`(?i)\b(?:wrapper|host|srv|server|database|table|tbl|port|user|username|password|socket|\w+_\w+)\s*=?\s*(?:["'…]|\\["'])`)
)

// whereabouts says where the rows are that a connection leads to: a host, a database, a
// table. Accounts and passwords are no part of it; what cannot be told from them is "…".
func whereabouts(connection string) string {
	connection = strings.TrimSpace(connection)
	if found := address.FindStringSubmatch(connection); found != nil {
		return found[1] + found[2]
	}
	if link.MatchString(connection) {
		return connection
	}
	var all []string
	for rest := account.ReplaceAllString(connection, ""); ; {
		at := located.FindStringSubmatchIndex(rest)
		if at == nil {
			break
		}
		all = append(all, strings.Join(strings.Fields(rest[at[2]:at[3]]), " "))
		rest = rest[at[3]:]
	}
	if len(all) == 0 {
		return "…"
	}
	return strings.Join(all, ", ")
}
