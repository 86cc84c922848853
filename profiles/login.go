package profiles

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"strings"

	"github.com/go-sql-driver/mysql"
)

// refusal is what a server's code means when it comes while logging in.
type refusal struct {
	kind Trouble
	id   string
}

// refusals by code. Those of 4000 and more are OceanBase's and its proxy's own.
var refusals = map[uint16]refusal{
	1040:  {Unreachable, "full"},
	1044:  {Refused, "database.denied"},
	1045:  {Refused, "login"},
	1049:  {Absent, "database.missing"},
	1129:  {Refused, "blocked"},
	1130:  {Refused, "host.denied"},
	1203:  {Unreachable, "full"},
	1226:  {Unreachable, "full"},
	1227:  {Refused, "invited"},
	1251:  {Refused, "plugin"},
	1524:  {Refused, "plugin"},
	1698:  {Refused, "login"},
	1820:  {Refused, "expired"},
	1862:  {Refused, "expired"},
	3118:  {Refused, "locked"},
	3159:  {Refused, "needstls"},
	4669:  {Refused, "cluster"},
	5059:  {Unreachable, "full"},
	5157:  {Refused, "tenant"},
	8001:  {Unreachable, "starting"},
	8004:  {Refused, "needstls"},
	8205:  {Refused, "invited"},
	10021: {Refused, "nameform"},
}

// explain says why a server that greeted could not be used. An *Error stays as it is.
func explain(a Address, err error) error {
	var e *Error
	if errors.As(err, &e) {
		return e
	}
	var said *mysql.MySQLError
	if errors.As(err, &said) {
		return refused(a, said)
	}
	id := "dropped"
	kind := Refused
	switch {
	case errors.Is(err, context.Canceled):
		return stopped(a, err)
	case errors.Is(err, context.DeadlineExceeded):
		kind, id = Unreachable, "slow"
	case errors.Is(err, mysql.ErrNoTLS):
		id = "notls"
	case isTLS(err):
		id = "certificate"
	case errors.Is(err, mysql.ErrCleartextPassword), errors.Is(err, mysql.ErrOldPassword),
		errors.Is(err, mysql.ErrNativePassword), errors.Is(err, mysql.ErrUnknownPlugin):
		id = "plugin"
	case errors.Is(err, mysql.ErrOldProtocol):
		kind, id = Unfit, "protocol"
	default:
		kind = Unreachable
	}
	return newError(kind, id, "Address", a.address(), "User", a.User).because(err)
}

// refused says what a server's error means when it comes while logging in.
func refused(a Address, said *mysql.MySQLError) error {
	known, ok := refusals[said.Number]
	switch {
	case said.Number == 1235 && strings.Contains(strings.ToLower(said.Message), "oracle"):
		known = refusal{Unfit, "oracle"}
	case !ok:
		known = refusal{Refused, "other"}
	case known.id != "login":
	case a.Password.Empty():
		known.id = "login.nopassword"
	case a.Kind == OceanBase:
		known.id = "login.oceanbase"
	}
	e := newError(known.kind, known.id, "Address", a.address(), "User", a.User, "Database", a.Database)
	e.Code, e.Message, e.Cause = int(said.Number), said.Message, said
	if said.SQLState[0] != 0 {
		e.State = string(said.SQLState[:])
	}
	return e
}

func isTLS(err error) bool {
	var unknown x509.UnknownAuthorityError
	var name x509.HostnameError
	var invalid x509.CertificateInvalidError
	var verify *tls.CertificateVerificationError
	var record tls.RecordHeaderError
	var alert tls.AlertError
	return errors.As(err, &unknown) || errors.As(err, &name) || errors.As(err, &invalid) ||
		errors.As(err, &verify) || errors.As(err, &record) || errors.As(err, &alert)
}
