package profiles

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"net"
	"os"
	"time"

	"github.com/go-sql-driver/mysql"
)

// connectTimeout is how long an address without a timeout parameter may take to
// answer, from the look-up of its name to the server's greeting.
const connectTimeout = 10 * time.Second

// Config is what the driver needs to reach the address. Every field is filled by
// itself: in a DSN's text the @, # and : of a tenant's user would be taken apart.
//
// Values cross as utf8mb4 and over the text protocol (parameters are interpolated),
// which every server of the family understands. Queries may take any time; connecting
// may take 10 s unless the address says otherwise. Connections made with it report a
// failure as an *Error.
func (a Address) Config() (*mysql.Config, error) {
	if !a.Server() {
		return nil, newError(BadInput, "notserver", "Path", a.Label())
	}
	if a.Kind == Postgres {
		return nil, newError(BadInput, "postgres", "Address", a.address())
	}
	if a.Host == "" {
		return nil, newError(BadInput, "nohost")
	}
	c := mysql.NewConfig()
	c.Net, c.Addr = "tcp", a.address()
	c.User, c.Passwd, c.DBName = a.User, a.Password.Reveal(), a.Database
	if a.Kind == Practice && c.User == "" {
		c.User = "root"
	}
	c.InterpolateParams = true
	c.MaxAllowedPacket = 0 // ask the server
	c.Logger = &mysql.NopLogger{}
	c.ConnectionAttributes = "program_name:obferry"
	c.Timeout = connectTimeout
	if text := a.Params["timeout"]; text != "" {
		d, err := time.ParseDuration(text)
		if err != nil || d <= 0 {
			return nil, newError(BadInput, "timeout")
		}
		c.Timeout = d
	}
	c.DialFunc = func(ctx context.Context, _, _ string) (net.Conn, error) {
		return dial(ctx, a)
	}
	if err := a.secure(c); err != nil {
		return nil, err
	}
	return c, c.Apply(mysql.Charset("utf8mb4", ""), mysql.BeforeConnect(ownCopy))
}

// ownCopy makes the driver work on a copy of the configuration for each connection:
// falling back from TLS changes it, and connections are made by several at once.
func ownCopy(context.Context, *mysql.Config) error { return nil }

// secure sets up TLS as the tls, ca, cert and key parameters say. Naming a file
// without tls means tls=true.
func (a Address) secure(c *mysql.Config) error {
	ca, cert, key := a.Params["ca"], a.Params["cert"], a.Params["key"]
	mode := a.Params["tls"]
	if mode == "" && ca+cert+key != "" {
		mode = "true"
	}
	switch mode {
	case "", "false":
		return nil
	case "true":
		c.TLS = &tls.Config{MinVersion: tls.VersionTLS12}
	case "preferred":
		c.AllowFallbackToPlaintext = true
		fallthrough
	case "skip-verify":
		// The address asks for encryption without proof of who answers.
		c.TLS = &tls.Config{MinVersion: tls.VersionTLS12, InsecureSkipVerify: true}
	default:
		return newError(BadInput, "tlsmode")
	}
	if ca != "" {
		text, err := os.ReadFile(ca)
		if err != nil {
			return newError(BadInput, "tlsfile", "Path", ca).because(err)
		}
		c.TLS.RootCAs = x509.NewCertPool()
		if !c.TLS.RootCAs.AppendCertsFromPEM(text) {
			return newError(BadInput, "pem", "Path", ca)
		}
	}
	if cert == "" && key == "" {
		return nil
	}
	if cert == "" || key == "" {
		return newError(BadInput, "pair")
	}
	pair, err := tls.LoadX509KeyPair(cert, key)
	if err != nil {
		return newError(BadInput, "tlsfile", "Path", cert).because(err)
	}
	c.TLS.Certificates = []tls.Certificate{pair}
	return nil
}
