package wire

// BeginArgument is what BEGIN asks for. Servers stop reading where their own version
// of it ends: the first seven fields are as old as 4.2.1 and 4.3.0, then came Async
// and Method, then Columns, then Partitions.
type BeginArgument struct {
	Table            string // bare, in the login's database
	Parallel         int64  // threads of the server, > 0
	MaxErrorRows     int64  // ≥ 0
	Dup              DupAction
	Timeout          int64    // µs for the whole load, > 0
	HeartbeatTimeout int64    // µs
	ForceCreate      bool     // abort a running load of the same table first
	Async            bool     // answer at once, with Initializing
	Method           string   // MethodFull and so on; "" is full
	Columns          []string // empty: all, in the table's order
	Partitions       []string // empty: all
}

// Append writes the argument, which has no envelope.
func (b *BeginArgument) Append(dst []byte) []byte {
	dst = AppendString(dst, b.Table)
	dst = AppendVarint64(dst, uint64(b.Parallel))
	dst = AppendVarint64(dst, uint64(b.MaxErrorRows))
	dst = append(dst, byte(b.Dup))
	dst = AppendVarint64(dst, uint64(b.Timeout))
	dst = AppendVarint64(dst, uint64(b.HeartbeatTimeout))
	dst = AppendBool(dst, b.ForceCreate)
	dst = AppendBool(dst, b.Async)
	dst = AppendString(dst, b.Method)
	dst = AppendStrings(dst, b.Columns)
	return AppendStrings(dst, b.Partitions)
}

// ParseBegin reads a whole argument; nothing may be missing, nothing may follow.
func ParseBegin(argument []byte) (*BeginArgument, error) {
	r := NewReader("BEGIN argument", argument)
	b := &BeginArgument{
		Table:            r.String(),
		Parallel:         int64(r.Varint64()),
		MaxErrorRows:     int64(r.Varint64()),
		Dup:              DupAction(r.Uint8()),
		Timeout:          int64(r.Varint64()),
		HeartbeatTimeout: int64(r.Varint64()),
		ForceCreate:      r.Bool(),
		Async:            r.Bool(),
		Method:           r.String(),
		Columns:          r.Strings(),
		Partitions:       r.Strings(),
	}
	if err := r.End(); err != nil {
		return nil, err
	}
	return b, nil
}

// BeginResult is what BEGIN is answered with.
type BeginResult struct {
	Task    Task
	Columns []string // of the table, on older servers; newer ones leave it empty
	Status  Status
	Code    int32 // why, where the status is Failed or Aborted
}

// Append writes the result, which has no envelope.
func (b *BeginResult) Append(dst []byte) []byte {
	dst = b.Task.Append(dst)
	dst = AppendStrings(dst, b.Columns)
	dst = append(dst, byte(b.Status))
	return AppendVarint32(dst, uint32(b.Code))
}

// ParseBeginResult reads the content of BEGIN's answer. Bytes that follow are left to
// newer servers.
func ParseBeginResult(content []byte) (*BeginResult, error) {
	r := NewReader("BEGIN result", content)
	b := &BeginResult{Task: r.task(), Columns: r.Strings(), Status: Status(r.Uint8()), Code: int32(r.Varint32())}
	if r.err != nil {
		return nil, r.err
	}
	return b, nil
}
