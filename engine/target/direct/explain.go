package direct

import (
	"context"
	"errors"

	rpc "github.com/obferry/obferry/engine/direct"
	"github.com/obferry/obferry/engine/fault"
)

// explain makes a fault of what the client says. Address is that of the RPC port, where the
// error may be about it, and table the one that is loaded.
func explain(err error, address, table string) error {
	if err == nil {
		return nil
	}
	var (
		said      *rpc.ServerError
		over      *rpc.EndedError
		doubt     *rpc.DoubtError
		lost      *rpc.TransportError
		wrong     *rpc.WrongPortError
		broken    *rpc.ProtocolError
		lacking   *rpc.UnsupportedError
		unfit     *rpc.RowError
		senseless *rpc.UsageError
		late      *rpc.TimeoutError
	)
	switch {
	case errors.As(err, &wrong) && wrong.Looks == rpc.SpeaksMySQL:
		return fault.New(fault.Input, "fault.direct.sqlport", "Address", wrong.Peer)
	case errors.As(err, &wrong):
		return fault.New(fault.Input, "fault.direct.otherport", "Address", wrong.Peer, "Speaks", string(wrong.Looks))
	case errors.As(err, &doubt) && doubt.Rows > 0:
		return fault.New(fault.Connect, "fault.direct.doubt.insert", "Table", table, "Rows", doubt.Rows, "Trace", doubt.Trace).Because(doubt.Err)
	case errors.As(err, &doubt):
		return fault.New(fault.Connect, "fault.direct.doubt.commit", "Table", table, "Trace", doubt.Trace).Because(doubt.Err)
	case errors.As(err, &over):
		return ended(over)
	case errors.As(err, &said):
		return refused(said, table)
	case errors.As(err, &lacking):
		return fault.New(fault.Preflight, "fault.direct.unsupported", "Feature", lacking.Feature, "Version", lacking.Has.String(), "Needs", lacking.Needs)
	case errors.As(err, &broken):
		return fault.New(fault.Connect, "fault.direct.protocol", "Address", broken.Peer, "Operation", broken.Operation, "Trace", broken.Trace).Because(errors.New(broken.Reason))
	case errors.Is(err, context.Canceled):
		return context.Canceled
	case errors.As(err, &lost):
		return fault.New(fault.Connect, "fault.direct.lost", "Address", lost.Peer, "Operation", lost.Operation).Because(lost.Err)
	case errors.As(err, &late):
		return fault.New(fault.Connect, "fault.direct.late", "Table", table, "What", late.What, "Limit", late.Limit.String())
	case errors.As(err, &unfit):
		return fault.New(fault.Row, "fault.direct.rowtoolarge", "Bytes", unfit.Size, "Limit", rpc.MaxRowBytes)
	case errors.As(err, &senseless):
		return fault.New(fault.Input, "fault.direct.usage", "What", senseless.What, "Address", address)
	}
	return fault.New(fault.Connect, "fault.direct.lost", "Address", address, "Operation", "").Because(err)
}

// rowCodes are the server's codes that blame a row (OceanBase's own numbers).
var rowCodes = map[int]bool{
	-4219: true, // bad date or number
	-4224: true, // out of range
	-4235: true, // NULL where none may be
	-5024: true, // duplicate key
	-5167: true, // too long
	-5284: true, // no partition
	-5693: true, // CHECK violated
	-4163: true, // too many error rows
}

// ended tells why the server gave up.
func ended(e *rpc.EndedError) error {
	f := fault.New(fault.Connect, "fault.direct.ended", "Table", e.Table, "Trace", e.Trace)
	switch {
	case e.Code == rpc.CodeTimeout:
		f.ID = "fault.direct.heartbeat"
	case e.Code == rpc.CodeCancelled:
		f.ID = "fault.direct.otherload"
	case rowCodes[e.Code]:
		f.Kind, f.ID = fault.Row, "fault.direct.badrow"
	}
	var words string
	var said *rpc.ServerError
	if errors.As(e.Err, &said) {
		words = said.Message
	}
	f.Cause = e
	return f.Server(e.Code, "", words)
}

// refused tells of a refusal of one request.
func refused(e *rpc.ServerError, table string) error {
	f := fault.New(fault.Connect, "fault.direct.refused", "Operation", e.Operation, "Address", e.Peer, "Trace", e.Trace, "Table", table)
	switch {
	case e.Code == rpc.CodeWrongPassword:
		f.Kind, f.ID = fault.Denied, "fault.direct.login"
	case e.Code == noTenant, e.Code == rpc.CodeNoTenantHere:
		f.Kind, f.ID = fault.Denied, "fault.direct.tenant"
	case e.Code == rpc.CodeNoTable:
		f.Kind, f.ID = fault.Missing, "fault.direct.notable"
	case e.Code == rpc.CodeNotSupported:
		f.Kind, f.ID = fault.Preflight, "fault.direct.notsupported"
	case e.Code == rpc.CodeNotAllowed, e.Code == exists:
		f.ID = "fault.direct.otherload"
	case rowCodes[e.Code]:
		f.Kind, f.ID = fault.Row, "fault.direct.badrow"
	}
	f.Cause = e
	return f.Server(e.Code, "", e.Message)
}

// OceanBase's own numbers.
const (
	noTenant = -5157
	exists   = -4017
)
