package direct

import "context"

// A Client knows a server and its version. It holds no connection: each load opens its
// own. Any number of goroutines may use it.
type Client struct {
	config  Config
	version Version
	banner  string
	tenant  uint64
}

// Dial logs in once, to prove the address and the account and to learn the version.
// Its errors: UsageError, TransportError, WrongPortError, ProtocolError, and a
// ServerError of code CodeWrongPassword and others, as the server finds.
func Dial(ctx context.Context, c Config) (*Client, error) {
	if err := c.complete(); err != nil {
		return nil, err
	}
	l, err := c.dial(ctx)
	if err != nil {
		return nil, err
	}
	l.close()
	return &Client{config: c, version: ParseVersion(l.version), banner: l.version, tenant: l.tenant}, nil
}

// Version is the server's; the zero version where what it said holds none.
func (c *Client) Version() Version { return c.version }

// Banner is what the server said about its version, in its own words.
func (c *Client) Banner() string { return c.banner }

// Tenant is the number of the tenant that was logged in to.
func (c *Client) Tenant() uint64 { return c.tenant }

// Check says, before anything is touched, whether these options make sense and the
// server's version can do what they want: a UsageError or UnsupportedError else.
func (c *Client) Check(o Options) error {
	if err := o.complete(); err != nil {
		return err
	}
	return c.version.check(&o)
}
