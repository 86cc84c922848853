package fault

import (
	"context"
	"database/sql/driver"
	"errors"

	"github.com/go-sql-driver/mysql"
)

// Explain turns an error of the MySQL driver into a fault: the sentence named by id
// says what was being done; where the server spoke, its code, state and words stand
// behind it and the code decides the kind, else the connection failed. A nil error
// stays nil; a fault and a context's end stay as they are.
func Explain(err error, id string, pairs ...any) error {
	switch {
	case err == nil:
		return nil
	case Of(err) != nil, errors.Is(err, context.Canceled), errors.Is(err, context.DeadlineExceeded):
		return err
	}
	if server := Server(err); server != nil {
		return New(server.Kind, id, pairs...).Because(err).Server(server.Code, server.State, server.Message)
	}
	if errors.Is(err, driver.ErrBadConn) || errors.Is(err, mysql.ErrInvalidConn) {
		lost := New(Connect, "fault.lost")
		lost.Cause = err // its own words would say less
		return New(Connect, id, pairs...).Because(lost)
	}
	return New(Connect, id, pairs...).Because(err)
}

// Server is what the server said, as a fault of its own code; nil where the error
// is not a server's.
func Server(err error) *Error {
	var said *mysql.MySQLError
	if !errors.As(err, &said) {
		return nil
	}
	return FromServer(int(said.Number), string(said.SQLState[:]), said.Message)
}
