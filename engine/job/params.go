package job

import (
	"strconv"
	"strings"
	"time"

	"github.com/obferry/obferry/profiles"
)

// params are a URL's parameters as addresses know them: how to encrypt, and how long to
// wait. The others are the driver's, which is another one here; they are named together.
func (r *reading) params(n *node, p place) map[string]string {
	given := map[string]string{}
	for _, one := range p.params {
		given[one.name] = one.value
	}
	params := map[string]string{}
	used := map[string]bool{}
	take := func(name string) (string, bool) {
		value, ok := given[name]
		used[name] = ok
		return value, ok
	}
	if p.kind == profiles.Postgres {
		for _, name := range []string{"sslmode", "sslrootcert", "sslcert", "sslkey"} {
			if value, ok := take(name); ok && value != "" {
				params[name] = value
			}
		}
		if ssl, ok := take("ssl"); ok && params["sslmode"] == "" && !strings.EqualFold(ssl, "false") {
			params["sslmode"] = "verify-full" // as the driver means ssl=true
		}
		if seconds, ok := take("connectTimeout"); ok {
			r.timeout(params, seconds, time.Second)
		}
	} else {
		if mode := tlsMode(take); mode != "" {
			params["tls"] = mode
		}
		if milliseconds, ok := take("connectTimeout"); ok {
			r.timeout(params, milliseconds, time.Millisecond)
		}
	}
	var unused []string
	for _, one := range p.params {
		if !used[one.name] {
			unused = append(unused, shown(one.name))
		}
	}
	if len(unused) > 0 {
		r.note(n, "fault.job.note.params", "Names", strings.Join(unused, ", "))
	}
	if len(params) == 0 {
		return nil
	}
	return params
}

// timeout carries over how long connecting may take; 0 means for ever to JDBC, and here
// the usual time.
func (r *reading) timeout(params map[string]string, value string, unit time.Duration) {
	if n, err := strconv.ParseInt(strings.TrimSpace(value), 10, 32); err == nil && n > 0 {
		params["timeout"] = (time.Duration(n) * unit).String()
	}
}

// tlsMode is what Connector/J's parameters say of encryption; "" where they say nothing.
func tlsMode(take func(string) (string, bool)) string {
	mode, named := take("sslMode")
	use, using := take("useSSL")
	require, _ := take("requireSSL")
	check, _ := take("verifyServerCertificate")
	switch {
	case named:
		return map[string]string{"DISABLED": "false", "PREFERRED": "preferred", "REQUIRED": "skip-verify",
			"VERIFY_CA": "true", "VERIFY_IDENTITY": "true"}[strings.ToUpper(mode)]
	case !using:
		return ""
	case strings.EqualFold(use, "false"):
		return "false"
	case !strings.EqualFold(check, "false"):
		return "true"
	case strings.EqualFold(require, "true"):
		return "skip-verify"
	}
	return "preferred"
}
