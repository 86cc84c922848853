package direct

import (
	"encoding/hex"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"net/netip"
	"os"
	"strings"
	"testing"

	"github.com/obferry/obferry/engine/direct/wire"
)

var writeGoldens = flag.String("write", "", "where to write the goldens of -goldens anew, from their inputs alone")

// referenceGoldens is the variable that names the file which the reference client
// wrote.
const referenceGoldens = "OBFERRY_TEST_GOLDENS"

// TestWriteGoldens writes the goldens anew: every byte of the file comes from this
// package's own writers.
func TestWriteGoldens(t *testing.T) {
	if *writeGoldens == "" {
		t.Skip("nothing is to be written: -write names no file")
	}
	all, err := readGoldens(*goldensFile)
	if err != nil {
		t.Fatal(err)
	}
	var out strings.Builder
	out.WriteString("# name, kind, input, bytes; written by the package's own writers, and held to those of the reference client by TestGoldens with its file\n")
	for _, g := range all {
		got, err := g.rewritten()
		if err != nil {
			t.Fatalf("%s: %v", g.name, err)
		}
		fmt.Fprintf(&out, "%s\t%s\t%s\t%s\n", g.name, g.kind, g.input, got)
	}
	if err := os.WriteFile(*writeGoldens, []byte(out.String()), 0o644); err != nil {
		t.Fatal(err)
	}
}

// TestReferenceGoldens holds the goldens that stand here to the reference client's
// own, where that file is at hand: the same inputs, the same bytes, but for answers,
// which no client writes.
func TestReferenceGoldens(t *testing.T) {
	path := os.Getenv(referenceGoldens)
	if path == "" {
		t.Skipf("SKIPPED: %s names no file of goldens that the reference Java client wrote; the ones in testdata were written by this package", referenceGoldens)
	}
	reference, err := readGoldens(path)
	if err != nil {
		t.Fatal(err)
	}
	ours, err := readGoldens("testdata/goldens.tsv")
	if err != nil {
		t.Fatal(err)
	}
	if len(ours) != len(reference) || len(ours) == 0 {
		t.Fatalf("%d goldens stand here, %d in the reference", len(ours), len(reference))
	}
	for i, g := range reference {
		o := ours[i]
		if o.name != g.name || o.kind != g.kind || o.input != g.input {
			t.Errorf("%s is %s here", g.name, o.name)
		}
		if o.want != g.want && g.kind != "decode_frame" {
			t.Errorf("%s\nhere %s\nreference %s", g.name, o.want, g.want)
		}
		g.check(t)
	}
}

// rewritten answers the bytes of a golden, made from its input alone.
func (g *golden) rewritten() (string, error) {
	if g.kind == "decode_frame" {
		p, err := answerFrame([]byte(g.input))
		return hex.EncodeToString(p), err
	}
	write, known := goldenWriters[g.kind]
	if !known {
		return "", fmt.Errorf("kind %q is unknown", g.kind)
	}
	return write([]byte(g.input))
}

// An answerInput is what a golden tells of an answer.
type answerInput struct {
	Channel    number
	Code       number `json:"pcode"`
	Length     number `json:"hlen"`
	Flags      number
	IsResponse bool `json:"is_response"`
	Tenant     number
	Trace0     number
	Trace1     number
	Checksum   number
	Intact     bool  `json:"checksum_ok"`
	Result     int32 `json:"rcode"`
	Message    string
	Warnings   int
	Login      *struct {
		Capabilities uint32
		Version      string `json:"server_version"`
		Credential   string `json:"credential_hex"`
		Tenant       number `json:"tenant_id"`
		User         number `json:"user_id"`
		Database     number `json:"database_id"`
	}
	Direct *struct {
		Address string `json:"addr"`
		Op      wire.Operation
		OpName  string `json:"op_name"`
		Res     struct {
			Table      number `json:"table_id"`
			Task       number `json:"task_id"`
			Columns    []string
			Status     wire.Status
			StatusName string `json:"status_name"`
			Code       int32  `json:"error_code"`
		}
	}
}

func answerFrame(input []byte) ([]byte, error) {
	in, err := parseInput[answerInput](input)
	if err != nil {
		return nil, err
	}
	if in.Warnings > 0 {
		return nil, errors.New("a warning whose words are not told")
	}
	result := wire.Result{Code: in.Result, Message: in.Message}
	payload := result.Append(nil)
	if l := in.Login; l != nil {
		credential, err := hex.DecodeString(l.Credential)
		if err != nil {
			return nil, err
		}
		told := wire.LoginResult{Capabilities: l.Capabilities, ServerVersion: l.Version, Credential: credential, Tenant: uint64(l.Tenant), User: uint64(l.User), Database: uint64(l.Database)}
		payload = told.Append(payload)
	}
	if d := in.Direct; d != nil {
		at, err := netip.ParseAddrPort(d.Address)
		if err != nil {
			return nil, err
		}
		a := wire.Answer{Address: wire.AddressOf(at), Operation: d.Op}
		switch {
		case d.Op == wire.Begin:
			b := wire.BeginResult{Task: wire.Task{Table: uint64(d.Res.Table), ID: uint64(d.Res.Task)}, Columns: d.Res.Columns, Status: d.Res.Status, Code: d.Res.Code}
			a.Content = b.Append(nil)
		case d.Op.HasContent():
			a.Content = wire.StatusResult{Status: d.Res.Status, Code: d.Res.Code}.Append(nil)
		}
		payload = a.Append(payload)
	}
	h := wire.Header{
		Code: uint32(in.Code), Length: uint8(in.Length), Priority: wire.Priority, Flags: uint16(in.Flags), Tenant: uint64(in.Tenant), PrivTenant: uint64(in.Tenant),
		Trace: wire.Trace{uint64(in.Trace0), uint64(in.Trace1)}, DstCluster: wire.NoCluster, SrcCluster: wire.NoCluster,
	}
	frame := wire.AppendFrame(nil, uint32(in.Channel), &h, payload)
	if !in.Intact {
		return damaged(input)
	}
	if h.Checksum != uint64(in.Checksum) {
		return nil, fmt.Errorf("the checksum is %d", h.Checksum)
	}
	return frame, nil
}

// damaged answers a frame whose checksum is not that of its payload: the checksum is
// the told one, of the same answer to an INSERT, and the last byte of that another.
func damaged(input []byte) ([]byte, error) {
	var whole map[string]any
	if err := json.Unmarshal(input, &whole); err != nil {
		return nil, err
	}
	whole["checksum_ok"] = true
	whole["direct"] = map[string]any{"addr": "10.1.2.3:2882", "op": wire.Insert, "op_name": "INSERT", "res": map[string]any{}}
	again, err := json.Marshal(whole)
	if err != nil {
		return nil, err
	}
	frame, err := answerFrame(again)
	if err == nil {
		frame[len(frame)-1] ^= 1
	}
	return frame, err
}
