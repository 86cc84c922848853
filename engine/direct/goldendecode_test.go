package direct

import (
	"bytes"
	"encoding/hex"
	"encoding/json"
	"reflect"
	"strconv"
	"testing"

	"github.com/obferry/obferry/engine/direct/wire"
)

// checkDecoding reads the frame and compares all that the golden names of it.
func (g *golden) checkDecoding(t *testing.T) {
	raw, err := hex.DecodeString(g.want)
	if err != nil {
		t.Fatal(err)
	}
	frames := wire.NewFrameReader(bytes.NewReader(raw), len(raw))
	frame, err := frames.Read()
	if err != nil {
		t.Fatal(err)
	}
	got, err := json.Marshal(described(t, &frame))
	if err != nil {
		t.Fatal(err)
	}
	var have, want map[string]any
	if err := json.Unmarshal(got, &have); err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal([]byte(g.input), &want); err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(have, want) {
		t.Errorf(" got %v\nwant %v", have, want)
	}
	if _, err := frames.Read(); err == nil {
		t.Error("another frame follows")
	}
}

// described is a frame in the words of the goldens.
func described(t *testing.T, f *wire.Frame) map[string]any {
	t.Helper()
	h := &f.Header
	r := wire.NewReader("answer", f.Payload)
	result := r.Result()
	d := map[string]any{
		"channel": f.Channel, "pcode": h.Code, "hlen": h.Length, "flags": h.Flags, "is_response": h.Flags&wire.FlagResponse != 0,
		"tenant": h.Tenant, "trace0": decimal(h.Trace[0]), "trace1": decimal(h.Trace[1]), "checksum": decimal(h.Checksum),
		"checksum_ok": f.Intact(), "rcode": result.Code, "message": result.Message, "warnings": len(result.Warnings),
	}
	if result.Code == 0 && f.Intact() {
		if h.Code == wire.CodeLogin {
			d["login"] = describedLogin(r.LoginResult())
		} else {
			d["direct"] = describedAnswer(t, r.Answer())
		}
	}
	if err := r.Err(); err != nil {
		t.Error(err)
	}
	return d
}

func decimal(v uint64) string { return strconv.FormatUint(v, 10) }

func describedLogin(l *wire.LoginResult) any {
	if l == nil {
		return nil
	}
	return map[string]any{
		"capabilities": l.Capabilities, "server_version": l.ServerVersion, "credential_hex": hex.EncodeToString(l.Credential),
		"tenant_id": decimal(l.Tenant), "user_id": decimal(l.User), "database_id": decimal(l.Database),
	}
}

func describedAnswer(t *testing.T, a wire.Answer) any {
	t.Helper()
	content := map[string]any{}
	switch {
	case a.Operation == wire.Begin:
		b, err := wire.ParseBeginResult(a.Content)
		if err != nil {
			t.Fatal(err)
		}
		columns := append([]string{}, b.Columns...)
		content = map[string]any{
			"table_id": decimal(b.Task.Table), "task_id": decimal(b.Task.ID), "columns": columns,
			"status": b.Status, "status_name": b.Status.String(), "error_code": b.Code,
		}
	case a.Operation.HasContent():
		s, err := wire.ParseStatus(a.Content)
		if err != nil {
			t.Fatal(err)
		}
		content = map[string]any{"status": s.Status, "status_name": s.Status.String(), "error_code": s.Code}
	case len(a.Content) > 0:
		t.Errorf("%v is answered with %d bytes", a.Operation, len(a.Content))
	}
	return map[string]any{"addr": a.Address.String(), "op": a.Operation, "op_name": a.Operation.String(), "res": content}
}
