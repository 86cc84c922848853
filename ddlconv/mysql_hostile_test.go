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
