package report

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"slices"

	"github.com/obferry/obferry/engine/fault"
	"github.com/obferry/obferry/engine/words"
)

// storedFault is a fault as the spool keeps it: without its cause, whose text is in
// Message.
type storedFault struct {
	Kind    fault.Kind `json:"kind"`
	ID      string     `json:"id"`
	Args    words.Args `json:"args,omitempty"`
	Code    int        `json:"code,omitempty"`
	State   string     `json:"state,omitempty"`
	Message string     `json:"message,omitempty"`
}

// encodeRow writes a row: the table's number, place, chunk, batch, key, fault as JSON, the number of
// values, and each value's length plus one (0 for NULL) and bytes. Numbers are varints. Where
// there is any of it, the row's root, the number of held positions and these, and the
// positions of typed values follow.
func encodeRow(dst []byte, table int, r Refused) ([]byte, error) {
	e := r.Err
	if e == nil {
		e = fault.New(fault.Row, "fault.report.unknown")
	}
	why, err := json.Marshal(storedFault{e.Kind, e.ID, e.Args, e.Code, e.State, e.Message})
	if err != nil { // an argument that JSON cannot hold: its text will do
		args := words.Args{}
		for name, v := range e.Args {
			args[name] = fmt.Sprint(v)
		}
		if why, err = json.Marshal(storedFault{e.Kind, e.ID, args, e.Code, e.State, e.Message}); err != nil {
			return dst, err
		}
	}
	dst = binary.AppendUvarint(dst, uint64(table))
	dst = binary.AppendVarint(dst, r.Place)
	dst = binary.AppendVarint(dst, int64(r.Chunk))
	dst = binary.AppendVarint(dst, r.Batch)
	dst = appendField(dst, []byte(r.Key))
	dst = appendField(dst, why)
	dst = binary.AppendUvarint(dst, uint64(len(r.Values)))
	for _, v := range r.Values {
		if v.Null {
			dst = append(dst, 0)
		} else {
			dst = appendField(dst, v.Bytes)
		}
	}
	return appendMarks(dst, r), nil
}

// appendMarks writes what a retry must know of a row, where there is anything.
func appendMarks(dst []byte, r Refused) []byte {
	var typed []int
	for i, v := range r.Values {
		if v.Typed {
			typed = append(typed, i)
		}
	}
	if r.Root == 0 && len(r.Held) == 0 && len(typed) == 0 {
		return dst
	}
	dst = binary.AppendVarint(dst, r.Root)
	dst = binary.AppendUvarint(dst, uint64(len(r.Held)))
	for _, at := range slices.Concat(r.Held, typed) {
		dst = binary.AppendVarint(dst, int64(at))
	}
	return dst
}

// readMarks reads them into a row.
func readMarks(r *Refused, body []byte) error {
	if len(body) == 0 {
		return nil
	}
	var n int
	if r.Root, n = binary.Varint(body); n <= 0 {
		return errRecord
	}
	body = body[n:]
	held, n := binary.Uvarint(body)
	if n <= 0 || held > uint64(len(body)) {
		return errRecord
	}
	for body = body[n:]; len(body) > 0; body = body[n:] {
		var at int64
		at, n = binary.Varint(body)
		switch {
		case n <= 0 || at < HeldRow || at >= int64(len(r.Values)):
			return errRecord
		case held > 0:
			r.Held = append(r.Held, int(at))
			held--
		case at < 0:
			return errRecord
		default:
			r.Values[at].Typed = true
		}
	}
	if held > 0 {
		return errRecord
	}
	return nil
}

// appendField writes a length plus one and bytes.
func appendField(dst, v []byte) []byte {
	return append(binary.AppendUvarint(dst, uint64(len(v))+1), v...)
}

var errRecord error = fault.New(fault.Input, "fault.report.record")

func decodeRow(body []byte) (r Refused, err error) {
	_, n := binary.Uvarint(body)
	if n <= 0 {
		return r, errRecord
	}
	body = body[n:]
	var chunk int64
	for _, number := range []*int64{&r.Place, &chunk, &r.Batch} {
		if *number, n = binary.Varint(body); n <= 0 {
			return r, errRecord
		}
		body = body[n:]
	}
	r.Chunk = int(chunk)
	key, body, err := field(body)
	if err != nil {
		return r, err
	}
	r.Key = string(key.Bytes)
	why, body, err := field(body)
	if err != nil {
		return r, err
	}
	var stored storedFault
	numbers := json.NewDecoder(bytes.NewReader(why.Bytes))
	numbers.UseNumber() // as they were: a count of a million is no 1e+06
	if err := numbers.Decode(&stored); err != nil {
		return r, errRecord
	}
	r.Err = &fault.Error{Kind: stored.Kind, ID: stored.ID, Args: stored.Args, Code: stored.Code, State: stored.State, Message: stored.Message}
	count, n := binary.Uvarint(body)
	if n <= 0 || count > uint64(len(body)) {
		return r, errRecord
	}
	body = body[n:]
	r.Values = make([]Value, count)
	for i := range r.Values {
		if r.Values[i], body, err = field(body); err != nil {
			return r, err
		}
	}
	return r, readMarks(&r, body)
}

func field(body []byte) (v Value, rest []byte, err error) {
	size, n := binary.Uvarint(body)
	if n <= 0 || size > uint64(len(body)-n)+1 {
		return v, nil, errRecord
	}
	if size == 0 {
		return Value{Null: true}, body[n:], nil
	}
	end := n + int(size-1)
	return Value{Bytes: body[n:end]}, body[end:], nil
}
