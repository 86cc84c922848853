package profiles

import (
	"net/netip"
	"strconv"
	"strings"
	"time"
	"unicode"
)

// parseServer reads what follows the scheme: user:password@host:port/database?params.
//
// It does not use net/url: that one refuses the # of a tenant's cluster, and quotes
// the whole URL, password and all, in its errors.
func parseServer(kind Kind, port int, rest string) (Address, error) {
	a := Address{Kind: kind, Port: port}
	end := strings.IndexAny(rest, "/?")
	if end < 0 {
		end = len(rest)
	}
	authority, tail := rest[:end], rest[end:]
	if strings.Contains(tail, "@") {
		// A / or ? of the password ended the authority too early.
		return Address{}, newError(BadInput, "encode")
	}
	if at := strings.LastIndexByte(authority, '@'); at >= 0 {
		user, password, hasPassword := strings.Cut(authority[:at], ":")
		authority = authority[at+1:]
		var err error
		if a.User, err = unescape(user); err != nil {
			return Address{}, err
		}
		if hasPassword {
			secret, err := unescape(password)
			if err != nil {
				return Address{}, err
			}
			a.Password = NewSecret(secret)
		}
	}
	if err := a.readHost(authority); err != nil {
		return Address{}, err
	}
	location, query, _ := strings.Cut(tail, "?")
	database := strings.TrimPrefix(location, "/")
	if strings.ContainsAny(database, "/#") {
		return Address{}, newError(BadInput, "database")
	}
	var err error
	if a.Database, err = unescape(database); err != nil {
		return Address{}, err
	}
	if a.Params, err = readParams(kind, query); err != nil {
		return Address{}, err
	}
	return a, nil
}

// readHost takes host, host:port, [v6] or [v6]:port apart.
func (a *Address) readHost(text string) error {
	var port string
	if inner, after, ok := strings.Cut(text, "]"); ok && strings.HasPrefix(inner, "[") {
		// A zone's percent is encoded in URLs.
		a.Host = strings.Replace(inner[1:], "%25", "%", 1)
		ip, err := netip.ParseAddr(a.Host)
		if err != nil || !ip.Is6() || (after != "" && after[0] != ':') {
			return newError(BadInput, "host")
		}
		port = strings.TrimPrefix(after, ":")
	} else {
		if ip, err := netip.ParseAddr(text); err == nil && ip.Is6() {
			return newError(BadInput, "brackets")
		}
		a.Host, port, _ = strings.Cut(text, ":")
		if a.Host == "" {
			return newError(BadInput, "nohost")
		}
		if strings.ContainsFunc(a.Host, notOfHosts) {
			return newError(BadInput, "host")
		}
	}
	if port == "" {
		return nil
	}
	n, err := strconv.ParseUint(port, 10, 16)
	if err != nil || n == 0 {
		return newError(BadInput, "port")
	}
	a.Port = int(n)
	return nil
}

func notOfHosts(r rune) bool {
	return r != '.' && r != '-' && r != '_' && !unicode.IsLetter(r) && !unicode.IsDigit(r)
}

// The values of the tls parameter, as MySQL's clients in Go know them.
var tlsModes = map[string]bool{"true": true, "false": true, "skip-verify": true, "preferred": true}

// The values of the sslmode parameter, as PostgreSQL's own clients know them.
var sslModes = map[string]bool{"disable": true, "allow": true, "prefer": true, "require": true, "verify-ca": true, "verify-full": true}

// readParams reads a query. An unknown parameter is refused rather than ignored: a
// misspelt tls must not send a password in the clear.
func readParams(kind Kind, query string) (map[string]string, error) {
	if query == "" {
		return nil, nil
	}
	params := map[string]string{}
	for pair := range strings.SplitSeq(query, "&") {
		name, raw, _ := strings.Cut(pair, "=")
		value, err := unescape(raw)
		if err != nil {
			return nil, err
		}
		if foreign := strings.HasPrefix(name, "ssl"); foreign != (kind == Postgres) && name != "timeout" {
			return nil, newError(BadInput, "param")
		}
		switch name {
		case "sslmode":
			if !sslModes[value] {
				return nil, newError(BadInput, "sslmode")
			}
		case "tls":
			if !tlsModes[value] {
				return nil, newError(BadInput, "tlsmode")
			}
		case "timeout":
			if d, err := time.ParseDuration(value); err != nil || d <= 0 {
				return nil, newError(BadInput, "timeout")
			}
		case "ca", "cert", "key", "sslrootcert", "sslcert", "sslkey":
			if value == "" {
				return nil, newError(BadInput, "emptyparam", "Param", name)
			}
		default:
			return nil, newError(BadInput, "param")
		}
		params[name] = value
	}
	return params, nil
}
