package app

import (
	"database/sql"
	"strings"
	"testing"

	"github.com/obferry/obferry/engine/source/mysql/localserver/servertest"
)

// Who may list a table is not always who may read it: it fails, and says so.
func TestNoRightToRead(t *testing.T) {
	for name, c := range map[string]struct {
		grant    string
		exit     int
		id, hint string
	}{
		"may only write":      {"INSERT ON %s.*", exitUnable, "fault.mysql.denied", "Grant the user SELECT on the whole table"},
		"may read one column": {"SELECT (id) ON %s.t", exitUnable, "fault.mysql.create", "Reading it needs SELECT on the table"},
	} {
		t.Run(name, func(t *testing.T) {
			source, from := servertest.Database(t)
			from.Database, from.User = shut(t, source, "app_lister", c.grant), "app_lister"
			to, _ := kernel(t)
			args := []string{"migrate", "--source", from.URL(), "--target", to.URL(), "--create"}
			out := call(append(args, "--json")...)
			d := out.document(t)
			told := d.Error
			if len(d.Tables) > 0 {
				told = d.Tables[0].Error
			}
			if out.exit != c.exit || d.Read+d.Written != 0 || told == nil || told.ID != c.id || told.Kind != "denied" || told.Code != 1142 {
				t.Errorf("exit %d\n%s\n%s", out.exit, out.stdout, out.stderr)
			}
			if out = call(args...); out.exit != c.exit || !strings.Contains(out.stdout+out.stderr, c.hint) {
				t.Errorf("exit %d\n%s\n%s", out.exit, out.stdout, out.stderr)
			}
		})
	}
}

// shut makes a database with a table, and a user who has no right but what is granted.
// Everybody may read databases of names that begin with test_ on many servers.
func shut(t *testing.T, server *sql.DB, user, grant string) (database string) {
	t.Helper()
	database = "app_shut_" + one(t, server, "SELECT DATABASE()")
	run(t, server, "CREATE OR REPLACE DATABASE "+database, "CREATE TABLE "+database+".t (id INT PRIMARY KEY, secret INT)",
		"INSERT INTO "+database+".t VALUES (1, 2)")
	t.Cleanup(func() { run(t, server, "DROP DATABASE "+database) })
	for _, host := range []string{"localhost", "127.0.0.1"} {
		name := "'" + user + "'@'" + host + "'"
		run(t, server, "CREATE OR REPLACE USER "+name, "GRANT "+strings.ReplaceAll(grant, "%s", database)+" TO "+name)
		t.Cleanup(func() { run(t, server, "DROP USER "+name) })
	}
	return database
}
