package wire

import (
	"bytes"
	"errors"
	"io"
	"net/netip"
	"testing"
	"testing/iotest"
)

func TestVarints(t *testing.T) {
	for name, c := range map[string]struct {
		bytes string
		want  uint64
		wrong bool
	}{
		"small":         {"\x7f", 127, false},
		"padded":        {"\x81\x80\x80\x80\x00", 1, false},
		"32 bits in 64": {"\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01", 1<<64 - 1, false},
		"padded to ten": {"\x85\x80\x80\x80\x80\x80\x80\x80\x80\x00", 5, false},
		"cut off":       {"\x80\x80", 0, true},
		"eleven bytes":  {"\x80\x80\x80\x80\x80\x80\x80\x80\x80\x80\x01", 0, true},
		"nothing":       {"", 0, true},
	} {
		r := NewReader("number", []byte(c.bytes))
		got := r.Varint64()
		if got != c.want || (r.End() != nil) != c.wrong {
			t.Errorf("%s: %d, %v", name, got, r.Err())
		}
		r = NewReader("number", []byte(c.bytes))
		if got := r.Varint32(); got != uint32(c.want) {
			t.Errorf("%s in 32 bits: %d", name, got)
		}
	}
	var p [PaddedLen]byte
	for _, v := range []uint32{0, 1, 127, 128, 1 << 28, 1<<32 - 1} {
		PutPadded32(p[:], v)
		if got := NewReader("", p[:]).Varint32(); got != v || p[0]&p[1]&p[2]&p[3]&0x80 == 0 || p[4] >= 0x80 {
			t.Errorf("%d is % x", v, p)
		}
		if got := varintLen(uint64(v)); got != len(AppendVarint32(nil, v)) {
			t.Errorf("%d takes %d bytes", v, got)
		}
	}
}

// TestMalformed gives every reader what it must not take.
func TestMalformed(t *testing.T) {
	begin := (&BeginArgument{Table: "t", Parallel: 1, Columns: []string{"a"}}).Append(nil)
	task := Task{1, 2}.Append(nil)
	login := NewLogin("t", "u", "p", "d", "12345678901234567890").Append(nil)
	request := (&Request{Operation: Commit, Credential: []byte{1}, Argument: task}).Append(nil)
	insert := AppendInsertArgument(nil, Task{1, 2}, payloadOf(t, 1))
	readers := map[string]func([]byte) error{
		"BEGIN":   func(p []byte) error { _, err := ParseBegin(p); return err },
		"task":    func(p []byte) error { _, err := ParseTask(p); return err },
		"login":   func(p []byte) error { _, err := ParseLoginRequest(p); return err },
		"request": func(p []byte) error { _, err := ParseRequest(p); return err },
		"INSERT": func(p []byte) error {
			a, err := ParseInsert(p)
			if err != nil {
				return err
			}
			return a.Each(func(int) error { return nil }, func(Cell) error { return nil })
		},
	}
	for name, whole := range map[string][]byte{"BEGIN": begin, "task": task, "login": login, "request": request, "INSERT": insert} {
		read := readers[name]
		if err := read(whole); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		for n := range len(whole) {
			// A cut login may be an older client's, which ends earlier; not within its envelope.
			if err := read(whole[:n]); !errors.As(err, new(*FormatError)) {
				t.Errorf("%s cut after %d bytes: %v", name, n, err)
			}
		}
		if err := read(append(bytes.Clone(whole), 1)); !errors.As(err, new(*FormatError)) {
			t.Errorf("%s with a byte more: %v", name, err)
		}
	}
	if a, err := ParseInsert(append(bytes.Clone(insert), 0)); err != nil || a.Rows != 1 {
		t.Errorf("rows with their closing zero byte: %v", err)
	}
	for name, p := range map[string][]byte{
		"version":   bytes.Replace(request, request[:1], []byte{1}, 1),
		"operation": (&Request{Operation: 7, Argument: task}).Append(nil),
		"argument":  (&Request{Operation: Commit}).Append(nil),
	} {
		if _, err := ParseRequest(p); !errors.As(err, new(*FormatError)) {
			t.Errorf("a request with a wrong %s: %v", name, err)
		}
	}
	for _, refused := range []Type{13, 14, 15, 16, 24, 26, 200} {
		r := NewReader("cell", []byte{byte(refused), 5, 63, 10, 0, 0, 0, 0})
		if r.Cell(); !errors.As(r.Err(), new(*FormatError)) {
			t.Errorf("a cell of type %d is taken", refused)
		}
	}
}

// payloadOf is a row payload of rows with one NULL each.
func payloadOf(t *testing.T, rows int) []byte {
	t.Helper()
	p := make([]byte, RowsHead)
	for range rows {
		p = AppendNull(AppendRowHead(p, 1))
	}
	PutRowsHead(p, rows)
	return p
}

// TestNewerPeers have longer objects; what is known of them is read.
func TestNewerPeers(t *testing.T) {
	body := (&LoginResult{ServerVersion: "OceanBase 9.0.0.0", Credential: []byte{7}, Tenant: 1002}).Append(nil)
	longer := append([]byte{body[0], body[1] + 3}, body[2:]...)
	longer = append(longer, 1, 2, 3)
	r := NewReader("answer", longer)
	if l := r.LoginResult(); r.End() != nil || l.Tenant != 1002 {
		t.Errorf("%+v, %v", l, r.Err())
	}
	status := append(StatusResult{Status: Waiting}.Append(nil), 9, 9)
	if s, err := ParseStatus(status); err != nil || s.Status != Waiting {
		t.Errorf("%v, %v", s, err)
	}
	for _, text := range []string{"\x01\x05\x00\x00\x00\x00\x00", "\x01\x04\x00\x01\x00\x00"} {
		r := NewReader("answer", []byte(text))
		if c := r.Result(); r.End() != nil || c.Message != "" || c.Code != 0 {
			t.Errorf("% x: %+v, %v", text, c, r.Err())
		}
	}
}

// TestStreams reads frames that were split and joined, and refuses what are none.
func TestStreams(t *testing.T) {
	var stream []byte
	for i, length := range []uint8{HeaderShort, HeaderLong, HeaderLonger, 255} {
		h := &Header{Code: CodeLogin, Length: length, Flags: FlagsRequest, Group: 3, DataVersion: 4, Trace: Trace{1, 2}}
		stream = AppendFrame(stream, uint32(i), h, bytes.Repeat([]byte{byte(i)}, i*100_000))
	}
	for name, from := range map[string]io.Reader{
		"joined": bytes.NewReader(stream), "byte for byte": iotest.OneByteReader(bytes.NewReader(stream)), "in halves": iotest.HalfReader(bytes.NewReader(stream)),
	} {
		r := NewFrameReader(from, 1<<20)
		for i := range 4 {
			f, err := r.Read()
			if err != nil || f.Channel != uint32(i) || len(f.Payload) != i*100_000 || !f.Intact() || f.Header.Trace != (Trace{1, 2}) {
				t.Fatalf("%s: frame %d: %v", name, i, err)
			}
			if (f.Header.Group == 3) != (i >= 1) || (f.Header.DataVersion == 4) != (i >= 2) {
				t.Errorf("%s: frame %d has header %+v", name, i, f.Header)
			}
		}
		if _, err := r.Read(); err != io.EOF {
			t.Errorf("%s: the end is %v", name, err)
		}
	}
	if _, err := NewFrameReader(bytes.NewReader(stream[:100]), 1<<20).Read(); err != io.ErrUnexpectedEOF {
		t.Errorf("a frame that breaks off: %v", err)
	}
	if _, err := NewFrameReader(bytes.NewReader(stream[len(stream)-300_000-300:]), 1<<20).Read(); !errors.As(err, new(*MagicError)) {
		t.Errorf("the middle of a frame: %v", err)
	}
	huge := bytes.Clone(stream)
	copy(huge[4:], []byte{0xff, 0xff, 0xff, 0xff})
	if _, err := NewFrameReader(bytes.NewReader(huge), 1<<20).Read(); !errors.As(err, new(*SizeError)) {
		t.Errorf("a huge frame: %v", err)
	}
	short := bytes.Clone(stream)
	short[frameHead+4] = 127
	if _, err := NewFrameReader(bytes.NewReader(short), 1<<20).Read(); !errors.As(err, new(*FormatError)) {
		t.Errorf("a header of 127 bytes: %v", err)
	}
}

func TestAddresses(t *testing.T) {
	for _, text := range []string{"0.0.0.0:0", "127.0.0.1:2882", "255.254.253.252:65535", "[2001:db8::1]:2882"} {
		a := AddressOf(netip.MustParseAddrPort(text))
		r := NewReader("", a.Append(nil))
		if back := r.Address(); r.End() != nil || back != a {
			t.Errorf("%s became %v, %v", text, back, r.Err())
		}
		if a.IsZero() != (text == "0.0.0.0:0") {
			t.Errorf("%s is zero: %t", text, a.IsZero())
		}
	}
	r := NewReader("", []byte{1, 6, 9, 0, 0, 0, 0, 0})
	if r.Address(); r.Err() == nil {
		t.Error("an address of kind 9 is taken")
	}
}

func TestTrace(t *testing.T) {
	trace := NewTrace(netip.MustParseAddrPort("127.0.0.1:80"), 0x1234)
	if got, want := trace.String(), "Y100507F000001-0000000000001234"; got != want {
		t.Errorf("%s, %s wanted", got, want)
	}
}

func TestSecretMatches(t *testing.T) {
	const scramble = "12345678901234567890"
	if !SecretMatches(Secret("pw", scramble), "pw", scramble) || SecretMatches(Secret("pw", scramble), "other", scramble) ||
		SecretMatches(nil, "pw", scramble) || !SecretMatches(nil, "", scramble) || SecretMatches(Secret("pw", scramble), "", scramble) {
		t.Error("a secret fits the wrong password, or not its own")
	}
}
