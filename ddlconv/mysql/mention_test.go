package mysql_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/obferry/obferry/ddlconv/mysql"
)

// TestRenameTables gives tables of two databases their names in one: t is in both.
func TestRenameTables(t *testing.T) {
	to := func(database, name string, routine bool) (string, bool) {
		if database == "" {
			database = "a"
		}
		switch full := strings.ToLower(database + "." + name); full {
		case "a.t", "b.t", "a.f":
			return strings.ReplaceAll(full, ".", "_"), true
		case "a.u", "b.w", "b.f":
			return name, true
		}
		return "", false
	}
	for _, test := range []struct{ source, want, ambiguous string }{
		{"select `t`.`id` AS `id` from `t`", "select `a_t`.`id` AS `id` from `a_t`", ""},
		{"select `x`.`id` AS `t` from `t` `x` where x.t = 1", "select `x`.`id` AS `t` from `a_t` `x` where x.t = 1", ""},
		{"select `b`.`t`.`id`, `a`.`t`.`id` from (`a`.`t` join `b`.`t` on((`a`.`t`.`id` = `b`.`t`.`id`)))",
			"select `b_t`.`id`, `a_t`.`id` from (`a_t` join `b_t` on((`a_t`.`id` = `b_t`.`id`)))", ""},
		{"SELECT * FROM u, b.t AS s, b.w WHERE u.id = s.id", "SELECT * FROM u, `b_t` AS s, `w` WHERE u.id = s.id", ""},
		{"SELECT (SELECT max(t.n) FROM b.t) FROM t", "SELECT (SELECT max(`a_t`.n) FROM `b_t`) FROM `a_t`", "t"},
		{"WITH t AS (SELECT 1 AS id FROM u) SELECT t.id FROM t", "WITH t AS (SELECT 1 AS id FROM u) SELECT t.id FROM t", ""},
		{"SELECT extract(year FROM t), trim(both 'x' FROM u.t) FROM u", "SELECT extract(year FROM t), trim(both 'x' FROM u.t) FROM u", ""},
		{"SELECT a.f(1), b.f(2), f(3) FROM elsewhere.t", "SELECT `a_f`(1), `f`(2), f(3) FROM elsewhere.t", ""},
		{"CREATE TRIGGER r AFTER INSERT ON `t` FOR EACH ROW BEGIN INSERT INTO b.t (t, n) VALUES (NEW.t, 1) ON DUPLICATE KEY UPDATE n = n + 1; UPDATE t SET t.n = 2; DELETE FROM a.t WHERE t = 1; END",
			"CREATE TRIGGER r AFTER INSERT ON `a_t` FOR EACH ROW BEGIN INSERT INTO `b_t` (t, n) VALUES (NEW.t, 1) ON DUPLICATE KEY UPDATE n = n + 1; UPDATE `a_t` SET `a_t`.n = 2; DELETE FROM `a_t` WHERE t = 1; END", "t"},
		{"CREATE PROCEDURE p() BEGIN DECLARE t int; SELECT n INTO t FROM u; CALL a.f(); TRUNCATE TABLE t; END",
			"CREATE PROCEDURE p() BEGIN DECLARE t int; SELECT n INTO t FROM u; CALL `a_f`(); TRUNCATE TABLE `a_t`; END", ""},
	} {
		got, ambiguous := mysql.RenameTables(test.source, to)
		if got != test.want || strings.Join(ambiguous, ",") != test.ambiguous {
			t.Errorf("%s\nbecame %s\nwant   %s\nambiguous: %v", test.source, got, test.want, ambiguous)
		}
	}
}

// TestTables finds what views read.
func TestTables(t *testing.T) {
	for source, want := range map[string]string{
		"CREATE VIEW v AS select 1 from (((`t` `x` left join `d`.`u` on(x.id = u.id)) join w) , (select 2 from z) s)":    "[[ t] [d u] [ w] [ z]]",
		"CREATE VIEW v AS SELECT * FROM JSON_TABLE('[]', '$[*]' COLUMNS (a int PATH '$')) j":                             "[]",
		"CREATE VIEW v AS SELECT a FROM t FORCE INDEX (k) WHERE a IN (SELECT b FROM u) UNION SELECT c FROM w ORDER BY 1": "[[ t] [ u] [ w]]",
		"CREATE VIEW v AS TABLE": "[]",
		"'":                      "[]",
	} {
		if got := fmt.Sprint(mysql.Tables(source)); got != want {
			t.Errorf("%s names %s, want %s", source, got, want)
		}
	}
}
