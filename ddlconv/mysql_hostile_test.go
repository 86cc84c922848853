package ddlconv_test

import (
	"strings"
	"testing"

	"github.com/obferry/obferry/ddlconv"
)

// TestOpenComments has comments that are never closed: the rest of the text, which may
// hold statements, is told as one that is not finished, with all of its lines.
func TestOpenComments(t *testing.T) {
	for text, want := range map[string]string{
		"CREATE TABLE a (id int);\n/* open comment\nCREATE TABLE b (id int);\nCREATE TABLE c (id int);\n": "1-1 converted a; 2-4 refused; 2 script.unfinished",
		"/* files in /etc/*.conf\nCREATE TABLE a (id int);\n\n\n":                                         "1-2 refused; 1 script.unfinished",
		"CREATE TABLE a (x int);\nCREATE TABLE b (y int /* no end\n);\nCREATE TABLE c (z int);\n":         "1-1 converted a; 2-4 refused; 2 script.unfinished",
		"CREATE TABLE a (x int);\nCREATE TABLE b (y int) /*!50100 PARTITION\nBY HASH (y);\n":              "1-1 converted a; 2-3 refused; 2 script.unfinished",
		"CREATE TABLE a (id int);\n/*! open\n":                                                            "1-1 converted a; 2-2 refused; 2 script.unfinished",
		"CREATE TABLE a (id int);\n/* a /* nested */\nCREATE TABLE b (id int);\n/* b */":                  "1-1 converted a; 3-3 converted b",
	} {
		if got := fates(t, ddlconv.MySQL, text); got != want {
			t.Errorf("%q:\n got %s\nwant %s", text, got, want)
		}
	}
	s, err := ddlconv.ConvertScript(strings.NewReader("/* one\nCREATE TABLE a (id int);"), ddlconv.MySQL, ddlconv.Options{})
	if err != nil || len(s.Outcomes) != 1 || s.Outcomes[0].Text != "/* one\nCREATE TABLE a (id int);" {
		t.Errorf("%+v %v", s, err)
	}
}

// TestForgottenDelimiter has bodies without the delimiter behind them.
func TestForgottenDelimiter(t *testing.T) {
	for text, want := range map[string]string{
		"DELIMITER ;;\nCREATE PROCEDURE p()\nBEGIN\n  SELECT 1;\nEND\nCREATE TABLE c (id int);\n;;\nDELIMITER ;\nCREATE TABLE d (id int);":                      "1-1 passed; 2-5 converted p; 6-6 converted c; 8-8 passed; 9-9 converted d",
		"DELIMITER $$\nCREATE PROCEDURE p()\nb: BEGIN\n  IF 1 THEN SELECT 1; END IF;\n  SET @a = CASE 1 WHEN 1 THEN 2 END;\nEND b\n\nCREATE TABLE c (id int)$$": "1-1 passed; 2-6 converted p; 8-8 converted c",
		"DELIMITER $$\nCREATE PROCEDURE p()\nBEGIN\n  CREATE TABLE x (id int);\n  BEGIN END;\n  CREATE TABLE y (id int);\nEND$$":                                "1-1 passed; 2-7 converted p",
	} {
		if got := fates(t, ddlconv.MySQL, text); got != want {
			t.Errorf("%q:\n got %s\nwant %s", text, got, want)
		}
	}
}

// TestModes follows sql_mode: under NO_BACKSLASH_ESCAPES a backslash is a letter.
func TestModes(t *testing.T) {
	const plain = "CREATE TABLE n (a varchar(10) DEFAULT 'a\\nb' COMMENT 'p\\\\q', b enum('c\\','d'));\nCREATE TABLE m (a varchar(10) DEFAULT 'c:\\', b int);\n" +
		"CREATE VIEW v AS SELECT 'e:\\' AS a, \"f\\\" AS b;\n"
	const usual = "CREATE TABLE u (a varchar(10) DEFAULT 'a\\nb');\n"
	wanted := []string{"DEFAULT 'a\\\\nb' COMMENT 'p\\\\\\\\q'", "enum('c\\\\','d')", "DEFAULT 'c:\\\\'", "SELECT 'e:\\\\' AS a, 'f\\\\' AS b", "DEFAULT 'a\\nb'"}
	for _, text := range []string{
		"SET sql_mode='NO_BACKSLASH_ESCAPES';\n" + plain + "SET sql_mode='';\n" + usual,
		"/*!40101 SET @OLD_SQL_MODE=@@SQL_MODE, SQL_MODE='NO_AUTO_VALUE_ON_ZERO,NO_BACKSLASH_ESCAPES' */;\n" + plain + "/*!40101 SET SQL_MODE=@OLD_SQL_MODE */;\n" + usual,
		"SET @s = @@sql_mode;\nSET SESSION sql_mode = CONCAT(@@sql_mode, ',NO_BACKSLASH_ESCAPES');\n" + plain + "SET sql_mode = REPLACE(@@sql_mode, 'NO_BACKSLASH_ESCAPES', '');\n" + usual,
		"SET @@session.sql_mode := 'PIPES_AS_CONCAT,NO_BACKSLASH_ESCAPES', NAMES utf8;\n" + plain + "SET GLOBAL sql_mode = 'NO_BACKSLASH_ESCAPES', sql_mode = DEFAULT;\n" + usual,
	} {
		s, err := ddlconv.ConvertScript(strings.NewReader(text), ddlconv.MySQL, ddlconv.Options{})
		if err != nil {
			t.Fatal(err)
		}
		all := strings.Join(s.Statements(), ";\n")
		for _, want := range wanted {
			if !strings.Contains(all, want) {
				t.Errorf("%s\nbecomes, without %s\n%s", text, want, all)
			}
		}
	}
}

// TestTakenNames has objects of names that are taken: the first one stays, and whoever
// reads the conversion is told.
func TestTakenNames(t *testing.T) {
	for text, want := range map[string]string{
		"CREATE TABLE t (id int, keepme varchar(10));\nCREATE VIEW t AS SELECT 1 AS a;\nCREATE TABLE k (id int);":                                        "1-1 converted t; 2-2 manual t; 3-3 converted k; 2 mysql.object.twice",
		"CREATE TABLE t (id int);\nCREATE OR REPLACE VIEW t AS SELECT 1 AS a;":                                                                           "1-1 converted t; 2-2 manual t; 2 mysql.object.twice",
		"CREATE VIEW v AS SELECT 1 AS a;\nCREATE TABLE v (id int);":                                                                                      "1-1 converted v; 2-2 manual v; 2 mysql.object.twice",
		"CREATE VIEW v AS SELECT 1 AS a;\nCREATE OR REPLACE TABLE v (id int);":                                                                           "1-1 converted v; 2-2 manual v; 2 mysql.object.twice",
		"CREATE TABLE s (id int);\nCREATE SEQUENCE s;":                                                                                                   "1-1 converted s; 2-2 manual s; 2 mysql.object.twice",
		"CREATE SEQUENCE s;\nCREATE SEQUENCE S START 9;\nCREATE VIEW s AS SELECT 1;":                                                                     "1-1 converted s; 2-2 manual S; 3-3 manual s; 2 mysql.object.twice; 3 mysql.object.twice",
		"CREATE VIEW v AS SELECT 1 AS a;\nCREATE VIEW v AS SELECT 2 AS b;":                                                                               "1-1 converted v; 2-2 manual v; 2 mysql.object.twice",
		"CREATE PROCEDURE p() SELECT 1;\nCREATE PROCEDURE p() SELECT 2;\nCREATE FUNCTION p() RETURNS int RETURN 1;":                                      "1-1 converted p; 2-2 manual p; 3-3 converted p; 2 mysql.object.twice",
		"CREATE TABLE t (id int);\nCREATE TRIGGER g AFTER INSERT ON t FOR EACH ROW SET @a=1;\nCREATE TRIGGER g AFTER UPDATE ON t FOR EACH ROW SET @a=1;": "1-1 converted t; 2-2 converted g; 3-3 manual g; 3 mysql.object.twice",
		"CREATE EVENT e ON SCHEDULE EVERY 1 DAY DO SELECT 1;\nCREATE EVENT e ON SCHEDULE EVERY 2 DAY DO SELECT 1;":                                       "1-1 converted e; 2-2 manual e; 2 mysql.object.twice",
		"CREATE VIEW v AS SELECT 1 AS a;\nDROP VIEW v;\nCREATE VIEW v AS SELECT 2 AS b;\nALTER VIEW v AS SELECT 3;":                                      "1-1 converted v; 2-2 folded v; 3-3 converted v; 4-4 folded v",
		"CREATE TABLE v (a int);\nDROP TABLE IF EXISTS v;\nCREATE VIEW v AS SELECT 2 AS b;":                                                              "1-1 converted v; 2-2 folded v; 3-3 converted v",
		"USE a;\nCREATE TABLE x (id int);\nUSE b;\nCREATE VIEW x AS SELECT 1 AS a;":                                                                      "1-1 passed a; 2-2 converted x; 3-3 passed b; 4-4 converted x",
		"CREATE TABLE a (id int);\nCREATE VIEW b AS SELECT 1;\nRENAME TABLE a TO b;\nALTER TABLE a RENAME b;":                                            "1-1 converted a; 2-2 converted b; 3-3 manual a; 4-4 manual a; 3 mysql.rename.taken; 4 mysql.rename.taken",
	} {
		if got := fates(t, ddlconv.MySQL, text); got != want {
			t.Errorf("%q:\n got %s\nwant %s", text, got, want)
		}
	}
}

// TestTriggersFollow holds triggers to their table: they go on with it under its new name,
// and go with it.
func TestTriggersFollow(t *testing.T) {
	const begin = "CREATE TABLE t (id int);\nCREATE TRIGGER g AFTER INSERT ON t FOR EACH ROW INSERT INTO log VALUES (NEW.id);\nCREATE TABLE log (id int);\n"
	for text, want := range map[string]string{
		begin + "RENAME TABLE t TO u":                          "TRIGGER `g` AFTER INSERT ON `u` FOR EACH ROW INSERT INTO log VALUES (NEW.id)",
		begin + "RENAME TABLE t TO u;\nALTER TABLE u RENAME v": "TRIGGER `g` AFTER INSERT ON `v` FOR EACH ROW INSERT INTO log VALUES (NEW.id)",
		begin + "DROP TABLE t;\nCREATE TABLE t (id int);\nCREATE TRIGGER g AFTER UPDATE ON t FOR EACH ROW SET @a = 1":           "TRIGGER `g` AFTER UPDATE ON t FOR EACH ROW SET @a = 1",
		"CREATE TABLE d.t (id int);\nCREATE TRIGGER d.g AFTER INSERT ON d.t FOR EACH ROW SET @a = 1;\nRENAME TABLE d.t TO d.u;": "TRIGGER `g` AFTER INSERT ON `u` FOR EACH ROW SET @a = 1",
		begin + "DROP TABLE t;": "",
	} {
		s, err := ddlconv.ConvertScript(strings.NewReader(text), ddlconv.MySQL, ddlconv.Options{})
		if err != nil {
			t.Fatal(err)
		}
		got := ""
		for _, o := range s.Objects {
			got += strings.TrimPrefix(o.SQL, "CREATE ")
			if len(o.Notes) > 0 {
				t.Errorf("%s\ntells %v", text, o.Notes)
			}
		}
		if got != want {
			t.Errorf("%s\ngives %s\nwant %s", text, got, want)
		}
	}
}

// TestSwallowed has a view that nothing ends: the statement behind it is not lost in it.
func TestSwallowed(t *testing.T) {
	const text = "CREATE VIEW v AS SELECT 1 AS a\nCREATE TABLE lost (id int);\nCREATE TABLE t (id int);"
	if got := fates(t, ddlconv.MySQL, text); got != "1-1 converted v; 2-2 converted lost; 3-3 converted t" {
		t.Error(got)
	}
}
