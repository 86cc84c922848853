package directtest

import (
	"crypto/rand"

	"github.com/obferry/obferry/engine/direct/wire"
)

// login lets an account in, and gives the connection its credential. The reference
// client asks again on the same connection after a second without an answer; whichever
// of the answers it takes, the credential is the same.
func (c *conn) login(_ *wire.Frame, l *wire.LoginRequest) reply {
	want := &c.server.options.Account
	switch {
	case want.Tenant != "" && l.Tenant != want.Tenant:
		return refuse(codeNoTenant, "unknown tenant")
	case want.User != "" && l.User != want.User, !wire.SecretMatches(l.Secret, want.Password, l.Scramble):
		return refuse(codeWrongPassword, "access denied")
	case want.Database != "" && l.Database != want.Database:
		return refuse(codeNoDatabase, "unknown database")
	}
	c.database = l.Database
	if c.credential == nil {
		c.credential = make([]byte, 16)
		// crypto/rand.Read never fails; see its documentation.
		_, _ = rand.Read(c.credential)
	}
	result := wire.LoginResult{ServerVersion: c.server.options.Version, Credential: c.credential, Tenant: tenantID, User: 200001, Database: 500001}
	return reply{object: result.Append, note: c.server.options.Version}
}

// Codes that this server answers, OceanBase's own numbers.
const (
	codeInvalidArgument = -4002
	codeTimeout         = -4012
	codeNoEntry         = -4018
	codeExists          = -4017
	codeSizeOverflow    = -4019
	codeWrongPassword   = -4043
	codeCancelled       = -4072
	codeStateNotMatch   = -4109
	codeNotAllowed      = -4179
	codeNoDatabase      = -5154
	codeNoTenant        = -5157
)
