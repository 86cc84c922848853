package wire

// Fixed fields of a login.
const (
	authMethod    = 1
	clientType    = 2 // the table client; it is the one that loads
	clientVersion = 1
)

// A LoginRequest is the payload of a login.
type LoginRequest struct {
	AuthMethod      uint8  // 1
	ClientType      uint8  // 1 C library, 2 table client, 3 HBase client
	ClientVersion   uint8  // 1
	Tenant          string // bare
	User            string // bare, without tenant and cluster
	Secret          []byte // see Secret
	Scramble        string // ScrambleLen characters of 0-9, a-z, A-Z, chosen by the client
	Database        string
	TTL             int64 // µs, 0
	ClientInfo      string
	AllowDistribute bool // only asked of servers from 4.4.1.0 on
}

// NewLogin is a login with the fields that never change.
func NewLogin(tenant, user, password, database, scramble string) *LoginRequest {
	return &LoginRequest{
		AuthMethod: authMethod, ClientType: clientType, ClientVersion: clientVersion,
		Tenant: tenant, User: user, Database: database,
		Secret: Secret(password, scramble), Scramble: scramble,
	}
}

// Append writes the login in its envelope.
func (l *LoginRequest) Append(dst []byte) []byte {
	body := []byte{l.AuthMethod, l.ClientType, l.ClientVersion, 0}
	body = AppendVarint32(body, 0) // capabilities
	body = AppendVarint32(body, 0) // largest packet
	body = AppendVarint32(body, 0)
	body = AppendVarint64(body, 0)
	body = AppendString(body, l.Tenant)
	body = AppendString(body, l.User)
	body = AppendBytes(body, l.Secret)
	body = AppendString(body, l.Scramble)
	body = AppendString(body, l.Database)
	body = AppendVarint64(body, uint64(l.TTL))
	body = AppendString(body, l.ClientInfo)
	body = AppendBool(body, l.AllowDistribute)
	return appendEnvelope(dst, 1, body)
}

// ParseLoginRequest reads a login. The last two fields may be missing: older clients
// do not write them.
func ParseLoginRequest(payload []byte) (*LoginRequest, error) {
	outer := NewReader("login", payload)
	_, r := outer.envelope("login")
	l := &LoginRequest{AuthMethod: r.Uint8(), ClientType: r.Uint8(), ClientVersion: r.Uint8()}
	r.Uint8()
	r.Varint32()
	r.Varint32()
	r.Varint32()
	r.Varint64()
	l.Tenant = r.String()
	l.User = r.String()
	l.Secret = append([]byte(nil), r.Bytes()...)
	l.Scramble = r.String()
	l.Database = r.String()
	l.TTL = int64(r.Varint64())
	if r.err == nil && r.Left() > 0 {
		l.ClientInfo = r.String()
	}
	if r.err == nil && r.Left() > 0 {
		l.AllowDistribute = r.Bool()
	}
	if r.err != nil {
		return nil, r.err
	}
	if err := outer.End(); err != nil {
		return nil, err
	}
	return l, nil
}

// A LoginResult is what a login is answered with, after a result of code 0.
type LoginResult struct {
	Capabilities  uint32 // bit 0: distributed execution
	ServerVersion string // like "OceanBase 4.2.1.8"
	Credential    []byte // opaque; echoed in every later request of the connection
	Tenant        uint64
	User          uint64
	Database      uint64
}

// Append writes the result in its envelope.
func (l *LoginResult) Append(dst []byte) []byte {
	body := AppendVarint32(nil, l.Capabilities)
	body = AppendVarint32(body, 0)
	body = AppendVarint64(body, 0)
	body = AppendString(body, l.ServerVersion)
	body = AppendBytes(body, l.Credential)
	body = AppendVarint64(body, l.Tenant)
	body = AppendVarint64(body, l.User)
	body = AppendVarint64(body, l.Database)
	return appendEnvelope(dst, 1, body)
}

// LoginResult takes what follows the result of a login.
func (r *Reader) LoginResult() *LoginResult {
	_, body := r.envelope("login result")
	l := &LoginResult{Capabilities: body.Varint32()}
	body.Varint32()
	body.Varint64()
	l.ServerVersion = body.String()
	l.Credential = append([]byte(nil), body.Bytes()...)
	l.Tenant = body.Varint64()
	l.User = body.Varint64()
	l.Database = body.Varint64()
	if body.err != nil {
		r.err = body.err
		return nil
	}
	return l
}
