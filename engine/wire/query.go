package wire

import "io"

// Query sends a statement and reads up to its rows. An error of the server's is a
// *mysql.MySQLError, after which the connection is as it was; any other breaks it.
func (w *Line) Query(statement string) (columns int, err error) {
	if _, err := w.send([]byte(statement)); err != nil {
		return 0, err
	}
	first, err := w.packet()
	switch {
	case err != nil:
		return 0, err
	case first[0] == answerError:
		return 0, w.done(serverError(first))
	case first[0] == answerOK, first[0] == answerFile:
		return 0, ErrProtocol
	}
	count, rest, ok := Length(first)
	if !ok || count == 0 || count > 1<<16 || len(rest) > 1 {
		return 0, ErrProtocol
	}
	skip := int(count)
	if len(rest) == 1 && rest[0] == 0 {
		skip = 0 // MariaDB says here that the columns are those of last time
	}
	if !w.shortEnd {
		skip++
	}
	for range skip {
		if _, err := w.packet(); err != nil {
			return 0, err
		}
	}
	return int(count), nil
}

// Row gives the next row's values as they came, to be taken apart by [Length]: the bytes
// are good until the next call. At the end of the rows it is io.EOF.
func (w *Line) Row() ([]byte, error) {
	p, err := w.packet()
	switch {
	case err != nil:
		return nil, err
	case p[0] == answerError:
		return nil, w.done(serverError(p))
	case p[0] == answerEOF && len(p) < longestPacket:
		// A value of so many bytes would begin so too.
		return nil, w.done(io.EOF)
	}
	return p, nil
}

// done leaves the connection to its driver as it was. The error is that which ended the
// answer, unless even that fails.
func (w *Line) done(end error) error {
	if err := w.gather(false); err != nil {
		return err
	}
	return end
}

// Length takes a value's length off the front of a row; ok is false for NULL. Where the
// row is too short, size is larger than what is left.
func Length(p []byte) (size uint64, rest []byte, ok bool) {
	if len(p) == 0 {
		return 1, nil, true
	}
	n := 0
	switch p[0] {
	case 0xfb:
		return 0, p[1:], false
	case 0xfc:
		n = 2
	case 0xfd:
		n = 3
	case 0xfe:
		n = 8
	default:
		return uint64(p[0]), p[1:], true
	}
	if len(p) <= n {
		return 1, nil, true
	}
	for i := n; i > 0; i-- {
		size = size<<8 | uint64(p[i])
	}
	return size, p[1+n:], true
}
