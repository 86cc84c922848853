package direct

import (
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"net/netip"
	"strconv"

	"github.com/obferry/obferry/engine/direct/wire"
)

// number is an integer as goldens write it: in quotes where it may pass 2^53, of any
// sign, up to 64 bits.
type number uint64

func (n *number) UnmarshalJSON(p []byte) error {
	text := string(p)
	if len(p) > 1 && p[0] == '"' {
		text = string(p[1 : len(p)-1])
	}
	if text == "null" {
		return nil
	}
	if v, err := strconv.ParseUint(text, 10, 64); err == nil {
		*n = number(v)
		return nil
	}
	v, err := strconv.ParseInt(text, 10, 64)
	*n = number(v)
	return err
}

type numberInput struct{ V number }

func (in numberInput) varint(bits int) ([]byte, error) {
	if bits == 32 {
		return wire.AppendVarint32(nil, uint32(in.V)), nil
	}
	return wire.AppendVarint64(nil, uint64(in.V)), nil
}

type textInput struct{ V string }

func (in textInput) bytes() ([]byte, error) { return wire.AppendString(nil, in.V), nil }

type listInput struct{ V []string }

func (in listInput) bytes() ([]byte, error) { return wire.AppendStrings(nil, in.V), nil }

type checksumInput struct {
	Data string `json:"data_hex"`
}

func (in checksumInput) bytes() ([]byte, error) {
	p, err := hex.DecodeString(in.Data)
	// In two parts, as the client sums an INSERT.
	sum := wire.Checksum(p[:len(p)/2], p[len(p)/2:])
	return []byte{byte(sum >> 56), byte(sum >> 48), byte(sum >> 40), byte(sum >> 32), byte(sum >> 24), byte(sum >> 16), byte(sum >> 8), byte(sum)}, err
}

type scrambleInput struct{ Password, Scramble string }

func (in scrambleInput) bytes() ([]byte, error) { return wire.Secret(in.Password, in.Scramble), nil }

type addressInput struct{ V string }

func (in addressInput) bytes() ([]byte, error) {
	at, err := netip.ParseAddrPort(in.V)
	if err != nil {
		return nil, err
	}
	a := wire.AddressOf(at)
	if a.String() != in.V {
		return nil, fmt.Errorf("the address prints as %v", a)
	}
	return a.Append(nil), nil
}

type taskInput struct {
	Op    string
	Table number `json:"table_id"`
	ID    number `json:"task_id"`
}

func (in taskInput) task() wire.Task { return wire.Task{Table: uint64(in.Table), ID: uint64(in.ID)} }

func (in taskInput) bytes() ([]byte, error) { return in.task().Append(nil), nil }

type beginInput struct {
	Table        string
	Parallel     number
	MaxErrorRows number `json:"max_error_rows"`
	Dup          number `json:"dup_action"`
	Timeout      number `json:"timeout_us"`
	Heartbeat    number `json:"heartbeat_timeout_us"`
	Force        bool   `json:"force_create"`
	Async        bool   `json:"async_begin"`
	Method       string `json:"load_method"`
	Columns      []string
	Partitions   []string
}

func (in beginInput) bytes() ([]byte, error) {
	b := wire.BeginArgument{
		Table: in.Table, Parallel: int64(in.Parallel), MaxErrorRows: int64(in.MaxErrorRows), Dup: wire.DupAction(in.Dup),
		Timeout: int64(in.Timeout), HeartbeatTimeout: int64(in.Heartbeat), ForceCreate: in.Force, Async: in.Async,
		Method: in.Method, Columns: in.Columns, Partitions: in.Partitions,
	}
	p := b.Append(nil)
	_, err := wire.ParseBegin(p)
	return p, err
}

type insertInput struct {
	Table number `json:"table_id"`
	Task  number `json:"task_id"`
	rowsInput
}

func (in insertInput) task() wire.Task {
	return wire.Task{Table: uint64(in.Table), ID: uint64(in.Task)}
}

func (in insertInput) bytes() ([]byte, error) {
	payload, err := in.rowsInput.bytes()
	return wire.AppendInsertArgument(nil, in.task(), payload), err
}

type loginInput struct {
	AuthMethod    uint8 `json:"auth_method"`
	ClientType    uint8 `json:"client_type"`
	ClientVersion uint8 `json:"client_version"`
	Tenant        string
	User          string
	Password      string
	Database      string
	Scramble      string
	TTL           number `json:"ttl_us"`
	Configs       string
	Distribute    bool `json:"allow_distribute"`
}

func (in loginInput) bytes() ([]byte, error) {
	l := wire.NewLogin(in.Tenant, in.User, in.Password, in.Database, in.Scramble)
	if l.AuthMethod != in.AuthMethod || l.ClientType != in.ClientType || l.ClientVersion != in.ClientVersion {
		return nil, errors.New("the client's kind is not the one that this client tells")
	}
	l.TTL, l.ClientInfo, l.AllowDistribute = int64(in.TTL), in.Configs, in.Distribute
	p := l.Append(nil)
	back, err := wire.ParseLoginRequest(p)
	if err == nil && !wire.SecretMatches(back.Secret, in.Password, back.Scramble) {
		err = errors.New("the secret does not fit the password")
	}
	return p, err
}

type requestInput struct {
	Op         number
	Address    string `json:"addr"`
	Credential string `json:"credential_hex"`
	Arg        json.RawMessage
}

// request answers the request with its argument, and for INSERT the rows.
func (in requestInput) request() (*wire.Request, *insertInput, error) {
	at, err := netip.ParseAddrPort(in.Address)
	if err != nil {
		return nil, nil, err
	}
	q := &wire.Request{Operation: wire.Operation(in.Op), Address: wire.AddressOf(at)}
	if q.Credential, err = hex.DecodeString(in.Credential); err != nil {
		return nil, nil, err
	}
	switch q.Operation {
	case wire.Begin:
		q.Argument, err = argument[beginInput](in.Arg)
	case wire.Insert:
		rows, err := parseInput[insertInput](in.Arg)
		if err != nil {
			return nil, nil, err
		}
		q.Argument, err = rows.bytes()
		return q, &rows, err
	default:
		q.Argument, err = argument[taskInput](in.Arg)
	}
	return q, nil, err
}

func argument[I interface{ bytes() ([]byte, error) }](raw []byte) ([]byte, error) {
	in, err := parseInput[I](raw)
	if err != nil {
		return nil, err
	}
	return in.bytes()
}

func (in requestInput) bytes() ([]byte, error) {
	q, _, err := in.request()
	if err != nil {
		return nil, err
	}
	p := q.Append(nil)
	_, err = wire.ParseRequest(p)
	return p, err
}

type headerInput struct {
	Channel     number
	Code        number `json:"pcode"`
	Length      number `json:"hlen"`
	Priority    number
	Flags       number
	Tenant      number
	PrivTenant  number `json:"priv_tenant"`
	Session     number
	Trace0      number
	Trace1      number
	Timeout     number
	Timestamp   number
	CostLen     number `json:"cost_len"`
	DstCluster  number `json:"dst_cluster"`
	Compress    number
	OriginalLen number `json:"original_len"`
	SrcCluster  number `json:"src_cluster"`
	Unis        number `json:"unis_version"`
	Level       number `json:"request_level"`
	Sequence    number `json:"seq_no"`
	Group       number `json:"group_id"`
	Trace2      number
	Trace3      number
	ClusterHash number `json:"cluster_name_hash"`
}

func (in headerInput) header() *wire.Header {
	return &wire.Header{
		Code: uint32(in.Code), Length: uint8(in.Length), Priority: uint8(in.Priority), Flags: uint16(in.Flags),
		Tenant: uint64(in.Tenant), PrivTenant: uint64(in.PrivTenant), Session: uint64(in.Session),
		Trace: wire.Trace{uint64(in.Trace0), uint64(in.Trace1)}, TraceHigh: wire.Trace{uint64(in.Trace2), uint64(in.Trace3)},
		Timeout: int64(in.Timeout), Time: int64(in.Timestamp), DstCluster: int64(in.DstCluster), Compressor: uint32(in.Compress),
		OriginalLen: uint32(in.OriginalLen), SrcCluster: int64(in.SrcCluster), UnisVersion: uint64(in.Unis), RequestLevel: uint32(in.Level),
		Sequence: uint64(in.Sequence), Group: uint32(in.Group), ClusterHash: uint64(in.ClusterHash),
	}
}

type loginFrameInput struct {
	Header headerInput
	Login  loginInput
}

func (in loginFrameInput) bytes() ([]byte, error) {
	payload, err := in.Login.bytes()
	return wire.AppendFrame(nil, uint32(in.Header.Channel), in.Header.header(), payload), err
}

type requestFrameInput struct {
	Header headerInput
	requestInput
}

func (in requestFrameInput) bytes() ([]byte, error) {
	q, rows, err := in.request()
	if err != nil {
		return nil, err
	}
	channel := uint32(in.Header.Channel)
	whole := wire.AppendFrame(nil, channel, in.Header.header(), q.Append(nil))
	if rows == nil {
		return whole, nil
	}
	// The way the client goes: the rows stay where they are.
	payload, err := rows.rowsInput.bytes()
	frame := wire.AppendInsertFrame(nil, channel, in.Header.header(), q, rows.task(), payload)
	frame = append(append(frame, payload...), wire.InsertTail...)
	if err == nil && string(frame) != string(whole) {
		err = fmt.Errorf("an INSERT in parts is %x, in one piece %x", frame, whole)
	}
	return frame, err
}

type executionInput struct {
	Table   number `json:"table_id"`
	Task    number `json:"task_id"`
	Address string `json:"addr"`
	Trace0  number
	Trace1  number
}

func (in executionInput) bytes() ([]byte, error) {
	at, err := netip.ParseAddrPort(in.Address)
	if err != nil {
		return nil, err
	}
	id := wire.ExecutionID{
		Task:    wire.Task{Table: uint64(in.Table), ID: uint64(in.Task)},
		Address: wire.AddressOf(at), Trace: wire.Trace{uint64(in.Trace0), uint64(in.Trace1)},
	}
	p := id.Append(nil)
	back, err := wire.ParseExecutionID(p)
	if err == nil && *back != id {
		err = fmt.Errorf("read back as %+v", *back)
	}
	return p, err
}
