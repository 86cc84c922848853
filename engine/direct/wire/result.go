package wire

// A Result is what every answer begins with: the server's code, 0 for success, and
// its words. After another code nothing else of the answer may be relied on.
type Result struct {
	Code     int32 // 0 or an OceanBase error number, which are negative
	Message  string
	Warnings []Warning
}

// A Warning is a remark of the server beside a result.
type Warning struct {
	Message string
	Time    int64 // as the server counts it
	Level   int32
	Line    int32
	Code    int32
}

// Append writes the result. The length of a message counts its closing zero byte, and
// no other follows.
func (c *Result) Append(dst []byte) []byte {
	body := AppendVarint32(nil, uint32(c.Code))
	body = appendClosed(body, c.Message)
	body = AppendVarint32(body, uint32(len(c.Warnings)))
	for _, w := range c.Warnings {
		one := appendClosed(nil, w.Message)
		one = AppendVarint64(one, uint64(w.Time))
		one = AppendVarint32(one, uint32(w.Level))
		one = AppendVarint32(one, uint32(w.Line))
		one = AppendVarint32(one, uint32(w.Code))
		body = appendEnvelope(body, 1, one)
	}
	return appendEnvelope(dst, 1, body)
}

// appendClosed writes a text whose length counts its closing zero byte.
func appendClosed(dst []byte, s string) []byte {
	if s == "" {
		return AppendVarint32(dst, 0)
	}
	dst = AppendVarint32(dst, uint32(len(s)+1))
	dst = append(dst, s...)
	return append(dst, 0)
}

// closed takes a text whose length counts its closing zero byte, where it has one.
func (r *Reader) closed() string {
	n := r.Varint32()
	if r.err == nil && uint64(n) > uint64(r.Left()) {
		r.fail("a text of %d bytes, %d left", n, r.Left())
	}
	if r.err != nil {
		return ""
	}
	p := r.take(int(n))
	if len(p) > 0 && p[len(p)-1] == 0 {
		p = p[:len(p)-1]
	}
	return string(p)
}

// Result takes the result that an answer's payload begins with.
func (r *Reader) Result() Result {
	_, body := r.envelope("result")
	var c Result
	c.Code = int32(body.Varint32())
	c.Message = body.closed()
	n := body.Varint32()
	const shortest = 7 // envelope and five fields of a byte each
	if body.err == nil && uint64(n)*shortest > uint64(body.Left()) {
		body.fail("%d warnings in %d bytes", n, body.Left())
	}
	if body.err == nil {
		for range n {
			_, one := body.envelope("warning")
			w := Warning{Message: one.closed(), Time: int64(one.Varint64()), Level: int32(one.Varint32()), Line: int32(one.Varint32()), Code: int32(one.Varint32())}
			if one.err != nil {
				body.err = one.err
				break
			}
			c.Warnings = append(c.Warnings, w)
		}
	}
	if body.err != nil {
		r.err = body.err
		return Result{}
	}
	return c
}
