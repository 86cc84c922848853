package job

import (
	"net/url"
	"regexp"
	"strconv"
	"strings"

	"github.com/obferry/obferry/engine"
	"github.com/obferry/obferry/profiles"
)

// place is what a JDBC URL names.
type place struct {
	kind profiles.Kind
	// hosts are one or several that offer the same; the first that answers is meant.
	hosts    []host
	database string
	params   []param
	// cluster and tenant of a writer's URL that begins with its mark, "" of others.
	cluster, tenant string
}

type host struct {
	name string
	port int
}

type param struct{ name, value string }

// mark is what OceanBase's writer has around cluster and tenant before the URL.
const mark = "||_dsc_ob10_dsc_||"

var (
	jdbc = regexp.MustCompile(`(?i)^jdbc:(mysql|mariadb|oceanbase|postgresql)(:[a-z]+)?://([^/?]+)(?:/([^?]*))?(?:\?(.*))?$`)
	// hostAndPort is a host, or an IPv6 address in brackets, and a port.
	hostAndPort = regexp.MustCompile(`^(?:\[([0-9A-Fa-f:.%]+)\]|([^:\[\]@]+))(?::(\d+))?$`)
)

// standard ports of JDBC's drivers.
var ports = map[profiles.Kind]int{profiles.MySQL: 3306, profiles.OceanBase: 3306, profiles.Postgres: 5432}

// parsePlace reads a JDBC URL. Problem is the id of what is wrong with it, "" where
// nothing is; the URL itself, which may hold a password, is never repeated.
func parsePlace(text string) (p place, problem string) {
	text = strings.TrimSpace(text)
	if rest, marked := strings.CutPrefix(text, mark); marked {
		home, after, ok := strings.Cut(rest, mark)
		if !ok {
			return p, "fault.job.url.mark"
		}
		cluster, tenant, ok := strings.Cut(strings.TrimSpace(home), ":")
		if !ok || cluster == "" || tenant == "" || strings.Contains(tenant, ":") {
			return p, "fault.job.url.mark"
		}
		p.cluster, p.tenant, text = cluster, tenant, strings.TrimSpace(after)
	}
	m := jdbc.FindStringSubmatch(text)
	switch {
	case m == nil:
		return p, "fault.job.url.form"
	case m[2] != "":
		return p, "fault.job.url.several"
	}
	p.kind = map[string]profiles.Kind{"mysql": profiles.MySQL, "mariadb": profiles.MySQL,
		"oceanbase": profiles.OceanBase, "postgresql": profiles.Postgres}[strings.ToLower(m[1])]
	for one := range strings.SplitSeq(m[3], ",") {
		h, ok := parseHost(strings.TrimSpace(one), ports[p.kind])
		if !ok {
			return p, "fault.job.url.host"
		}
		p.hosts = append(p.hosts, h)
	}
	var err error
	if p.database, err = url.PathUnescape(m[4]); err != nil || p.database == "" {
		return p, "fault.job.url.database"
	}
	for pair := range strings.SplitSeq(m[5], "&") {
		name, raw, _ := strings.Cut(pair, "=")
		value, err := url.QueryUnescape(raw)
		if name != "" && err == nil {
			p.params = append(p.params, param{name, value})
		}
	}
	return p, ""
}

func parseHost(text string, port int) (host, bool) {
	m := hostAndPort.FindStringSubmatch(text)
	if m == nil {
		return host{}, false
	}
	h := host{name: m[1] + m[2], port: port}
	if m[3] != "" {
		n, err := strconv.ParseUint(m[3], 10, 16)
		if err != nil || n == 0 {
			return host{}, false
		}
		h.port = int(n)
	}
	return h, true
}

// login is who reads or writes.
type login struct {
	user     string
	password profiles.Secret
	// env names the variable that holds the password, "" where the job holds it.
	env string
}

// login reads the name and the password of a reader or a writer. A password that is a
// placeholder is taken from the environment variable of its name when the plan runs.
func (s *scope) login() login {
	var l login
	if s.need("username") != nil {
		l.user = s.text("username")
	}
	n := s.get("password")
	switch {
	case n == nil:
	case !n.plain():
		s.is(n, '"')
	case n.whole:
		l.env = n.unset
	default:
		l.password = profiles.NewSecret(n.text)
	}
	return l
}

// ends are the endpoints that a place names, one for each of its hosts, with the URL's
// parameters that matter. What of them does not is noted at n.
func (r *reading) ends(n *node, p place, l login) []engine.Endpoint {
	params := r.params(n, p)
	user := l.user
	if p.tenant != "" {
		// How OceanBase's proxy wants the name of an account of a tenant.
		user += "@" + p.tenant + "#" + p.cluster
	}
	var all []engine.Endpoint
	for _, h := range p.hosts {
		address := profiles.Address{Kind: p.kind, Host: h.name, Port: h.port, User: user, Database: p.database, Params: params}
		again, err := profiles.Parse(address.URL())
		if err != nil {
			r.wrong(n, "fault.job.url.host")
			return nil
		}
		all = append(all, engine.Endpoint{URL: again.URL(), PasswordEnv: l.env, Password: l.password})
	}
	return all
}
