package wire

// A Request is the payload of a direct-load request.
type Request struct {
	Address    Address // empty in BEGIN, the one of BEGIN's answer later
	Operation  Operation
	Credential []byte
	Argument   []byte // of the operation; never empty
}

const requestVersion = 2

// Append writes the request in its envelope.
func (q *Request) Append(dst []byte) []byte {
	body := q.head(nil)
	body = AppendBytes(body, q.Argument)
	return appendEnvelope(dst, requestVersion, body)
}

// head writes what stands before the argument.
func (q *Request) head(dst []byte) []byte {
	dst = q.Address.Append(dst)
	dst = append(dst, byte(q.Operation))
	return AppendBytes(dst, q.Credential)
}

// ParseRequest reads a request; its parts are parts of payload. Wrong is a version
// other than 2, an operation that nobody knows, and an empty argument.
func ParseRequest(payload []byte) (*Request, error) {
	outer := NewReader("direct-load request", payload)
	version, r := outer.envelope("direct-load request")
	if r.err == nil && version != requestVersion {
		r.fail("version %d, %d wanted", version, requestVersion)
	}
	q := &Request{Address: r.Address(), Operation: Operation(r.Uint8())}
	if r.err == nil && q.Operation > Detach {
		r.fail("operation %d is unknown", q.Operation)
	}
	q.Credential = r.Bytes()
	q.Argument = r.Bytes()
	if r.err == nil && len(q.Argument) == 0 {
		r.fail("an empty argument")
	}
	if r.err != nil {
		return nil, r.err
	}
	return q, outer.End()
}

// An Answer is what follows a result of code 0.
type Answer struct {
	Address   Address
	Operation Operation // the request's
	Content   []byte    // see Operation.HasContent
}

// Append writes the answer in its envelope.
func (a *Answer) Append(dst []byte) []byte {
	body := a.Address.Append(nil)
	body = append(body, byte(a.Operation))
	body = AppendBytes(body, a.Content)
	return appendEnvelope(dst, requestVersion, body)
}

// Answer takes what follows the result of a direct-load request; Content is a part of
// what is read. Any version of the envelope is taken.
func (r *Reader) Answer() Answer {
	_, body := r.envelope("direct-load answer")
	a := Answer{Address: body.Address(), Operation: Operation(body.Uint8()), Content: body.Bytes()}
	if body.err != nil {
		r.err = body.err
		return Answer{}
	}
	return a
}
