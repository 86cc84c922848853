package ddlconv_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/obferry/obferry/ddlconv"
)

// TestRemoteSecrets keeps the passwords of tables that ask other servers out of whatever
// is written and told, also where no rule takes the comment away.
func TestRemoteSecrets(t *testing.T) {
	for _, create := range []string{
		`CREATE TABLE t (a int) ENGINE=SPIDER COMMENT='wrapper "mysql", user "u", password "hunter2"'`,
		`CREATE TABLE t (a int) COMMENT="user 'u', password 'hunter2'" ENGINE=spider`,
		`CREATE TABLE t (a int) ENGINE=SPIDER PARTITION BY HASH (a) (PARTITION p COMMENT 'srv "s", password "hunter2"')`,
		`CREATE TABLE t (a int) ENGINE=FEDERATED COMMENT='mysql://u:hunter2@h/d/t'`,
		`CREATE TABLE t (a int) ENGINE=CONNECT TABLE_TYPE=MYSQL CONNECTION='mysql://u:hunter2@h/d/t' OPTION_LIST='Password=hunter2'`,
	} {
		for _, off := range [][]string{nil, {"mysql.engine.remote"}} {
			s, err := ddlconv.ConvertScript(strings.NewReader(create), ddlconv.MariaDB, ddlconv.Options{Off: off})
			if err != nil || len(s.Tables) != 1 {
				t.Fatal(err, create)
			}
			if all := fmt.Sprint(s.Statements(), s.Tables[0].Notes, s.Notes, s.Outcomes); strings.Contains(all, "hunter2") {
				t.Errorf("without %v %s\nbecame %s", off, create, all)
			}
			if off == nil && ddlconv.State(s.Tables[0].Notes) != ddlconv.Manual {
				t.Errorf("%s is %s", create, ddlconv.State(s.Tables[0].Notes))
			}
		}
	}
}
