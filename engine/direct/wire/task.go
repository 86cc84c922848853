package wire

import "fmt"

// A Task names a load on its server. It is the whole argument of COMMIT, ABORT,
// GET_STATUS, HEART_BEAT and DETACH.
type Task struct {
	Table uint64
	ID    uint64
}

// String is table/task.
func (t Task) String() string { return fmt.Sprintf("%d/%d", t.Table, t.ID) }

// Append writes the task, which has no envelope.
func (t Task) Append(dst []byte) []byte {
	dst = AppendVarint64(dst, t.Table)
	return AppendVarint64(dst, t.ID)
}

func (r *Reader) task() Task { return Task{Table: r.Varint64(), ID: r.Varint64()} }

// ParseTask reads an argument that is a task and nothing else.
func ParseTask(argument []byte) (Task, error) {
	r := NewReader("task", argument)
	t := r.task()
	return t, r.End()
}

// StatusResult is the content of the answers to GET_STATUS and HEART_BEAT.
type StatusResult struct {
	Status Status
	Code   int32 // why, where the status is Failed or Aborted
}

// Append writes the result, which has no envelope.
func (s StatusResult) Append(dst []byte) []byte {
	dst = append(dst, byte(s.Status))
	return AppendVarint32(dst, uint32(s.Code))
}

// ParseStatus reads a StatusResult. Bytes that follow are left to newer servers.
func ParseStatus(content []byte) (StatusResult, error) {
	r := NewReader("status", content)
	s := StatusResult{Status: Status(r.Uint8()), Code: int32(r.Varint32())}
	if r.err != nil {
		return StatusResult{}, r.err
	}
	return s, nil
}

// An ExecutionID is the token with which another process joins a load that this one
// began: it is handed from client to client and never sent to a server.
type ExecutionID struct {
	Task    Task
	Address Address // of the server that owns the load
	Trace   Trace
}

// Append writes the token, which has no envelope, and no trace id where that is zero.
func (e *ExecutionID) Append(dst []byte) []byte {
	dst = e.Task.Append(dst)
	dst = e.Address.Append(dst)
	if e.Trace == (Trace{}) {
		return dst
	}
	dst = AppendVarint64(dst, e.Trace[0])
	return AppendVarint64(dst, e.Trace[1])
}

// ParseExecutionID reads a token; one without a trace id, as older clients write it,
// is taken too.
func ParseExecutionID(token []byte) (*ExecutionID, error) {
	r := NewReader("execution id", token)
	e := &ExecutionID{Task: r.task(), Address: r.Address()}
	if r.err == nil && r.Left() > 0 {
		e.Trace = Trace{r.Varint64(), r.Varint64()}
	}
	if err := r.End(); err != nil {
		return nil, err
	}
	return e, nil
}
