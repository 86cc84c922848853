package mysql

import "testing"

// TestWhereabouts has connections of FEDERATED, CONNECT and SPIDER: what is told of them
// holds no account.
func TestWhereabouts(t *testing.T) {
	for connection, want := range map[string]string{
		"mysql://user:secret@host:3306/db/f":          "mysql://host:3306/db/f",
		"mysql://host/db/f":                           "mysql://host/db/f",
		"jdbc:mysql://host/db?user=u&password=secret": "jdbc:mysql://host/db",
		"mysql://user:se/cret@host/db":                "…",
		"mysql://user:1?ecret@host/db":                "…",
		"fedlink/orders":                              "fedlink/orders",
		"Driver=x;UID=u;PWD=secret;Server=h":          "Driver=x, Server=h",
		`wrapper "mysql", host "10.0.0.1", user "u", password "s", table "orders"`: `wrapper "mysql", host "10.0.0.1", table "orders"`,
		`host "h", password "a; host=secret ", port "1"`:                           `host "h", port "1"`,
		"PWD={a;Server=secret};Server=h":                                           "Server=h",
		`user "u", password "secret"`:                                              "…",
		"":                                                                         "…",
	} {
		if got := whereabouts(connection); got != want {
			t.Errorf("%s is at %s, want %s", connection, got, want)
		}
	}
}
