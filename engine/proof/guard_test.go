package proof

import "testing"

// TestMakes names the table that a statement creates, however it is written.
func TestMakes(t *testing.T) {
	for statement, want := range map[string]string{
		"CREATE TABLE a (id int)":                                     "a",
		"-- why\n create /* x */ table if not exists `a``b` (id int)": "a`b",
		"CREATE TABLE `a\\b` (id int)":                                `a\b`,
		"CREATE OR REPLACE TABLE a (id int)":                          "a",
		"/*!40101 CREATE TABLE a (id int) */":                         "a",
		"CREATE TABLE d . `a` LIKE b":                                 "d/a",
		"CREATE TEMPORARY TABLE a (id int)":                           "",
		"CREATE VIEW a AS SELECT 1":                                   "",
		"CREATE TABLE":                                                "",
		"CREATE TABLE IF EXISTS a (id int)":                           "",
		"DROP TABLE a":                                                "",
		"":                                                            "",
		"CREATE TABLE `open":                                          "open",
	} {
		database, table, ok := Makes(statement)
		got := table
		if database != "" {
			got = database + "/" + table
		}
		if got != want || ok != (want != "") {
			t.Errorf("%q makes %q (%t), want %q", statement, got, ok, want)
		}
	}
}
