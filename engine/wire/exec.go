package wire

import "database/sql/driver"

// Exec runs a statement that gives no rows and says how many it has changed. The text is
// sent as it lies in memory. An error of the server's is a *mysql.MySQLError, after which
// the connection is as it was. One that is [driver.ErrBadConn] says that nothing was sent;
// after any other nobody knows whether the statement was carried out, and the connection is
// of no use.
func (w *Line) Exec(statement []byte) (affected int64, err error) {
	if w.ended {
		return 0, driver.ErrBadConn
	}
	answer, err := w.send(statement)
	if err != nil {
		return 0, err
	}
	p, err := w.packet()
	switch {
	case err != nil:
		return 0, err
	case p[0] == answerError:
		// A server that ends a connection says so unasked, and then no more: what is sent
		// after that it does not read.
		w.ended = w.sequence != answer
		return 0, serverError(p)
	case p[0] != answerOK || w.sequence != answer:
		return 0, ErrProtocol
	}
	count, rest, ok := Length(p[1:])
	if !ok || len(rest) == 0 {
		return 0, ErrProtocol
	}
	return int64(count), nil
}
