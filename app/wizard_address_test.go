package app

import (
	"testing"

	"github.com/obferry/obferry/profiles"
	"github.com/obferry/obferry/views"
)

// A PostgreSQL server is reached by the fields of the form too, and its plan fills them.
func TestPostgresByFields(t *testing.T) {
	for tls, mode := range sslModes {
		form := views.Form{Kind: profiles.Postgres, Host: "db", Port: "5433", User: "ann", Database: "shop", TLS: tls}
		end, err := endpointOf(form, profiles.Postgres, form.Database)
		if err != nil {
			t.Fatal(err)
		}
		address, err := end.Address()
		if err != nil {
			t.Fatal(err)
		}
		if address.Kind != profiles.Postgres || address.Port != 5433 || address.Params["sslmode"] != mode {
			t.Errorf("TLS %q: %+v", tls, address)
		}
		if back := formOf(address); back != form {
			t.Errorf("%+v became %+v", form, back)
		}
	}
	if got := tlsOf(""); got != "preferred" {
		t.Errorf("without an sslmode: %q", got)
	}
}
