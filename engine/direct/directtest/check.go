package directtest

import (
	"bytes"
	"errors"
	"fmt"
	"strings"

	"github.com/obferry/obferry/engine/direct/wire"
)

// keyValueRequest is the flag of requests of the key-value API, direct load among
// them.
const keyValueRequest = 1 << 5

// checkHeader says what is wrong with a request's header; "" for nothing.
func checkHeader(f *wire.Frame) string {
	h := &f.Header
	switch {
	case h.Code != wire.CodeLogin && h.Code != wire.CodeDirectLoad:
		return fmt.Sprintf("the request's code is %#x", h.Code)
	case h.Flags&wire.FlagResponse != 0:
		return "the request is marked as an answer"
	case h.Flags&keyValueRequest == 0:
		return fmt.Sprintf("flags %#x lack the mark of the key-value API", h.Flags)
	case h.Priority != wire.Priority:
		return fmt.Sprintf("the priority is %d", h.Priority)
	case h.Compressor > 1:
		return fmt.Sprintf("the payload is packed by compressor %d", h.Compressor)
	case !f.Intact():
		return fmt.Sprintf("the checksum is %#x, %#x wanted", h.Checksum, wire.Checksum(f.Payload))
	case h.PrivTenant != h.Tenant:
		return fmt.Sprintf("tenant %d with the privileges of tenant %d", h.Tenant, h.PrivTenant)
	case h.Timeout <= 0:
		return fmt.Sprintf("the timeout is %d", h.Timeout)
	case h.Time <= 0:
		return fmt.Sprintf("the time of sending is %d", h.Time)
	case h.DstCluster != wire.NoCluster:
		return fmt.Sprintf("the destination cluster is %d", h.DstCluster)
	case h.Length >= wire.HeaderLong && h.SrcCluster != wire.NoCluster:
		return fmt.Sprintf("the source cluster is %d", h.SrcCluster)
	case h.Trace == wire.Trace{}:
		return "there is no trace id"
	}
	return ""
}

// checkLogin holds a login to what never changes of it.
func checkLogin(f *wire.Frame, l *wire.LoginRequest) error {
	switch {
	case f.Header.Tenant != wire.LoginTenant:
		return fmt.Errorf("a login with tenant %d in its header", f.Header.Tenant)
	case l.AuthMethod != 1 || l.ClientType != 2 || l.ClientVersion != 1:
		return fmt.Errorf("a login by method %d of client type %d, version %d", l.AuthMethod, l.ClientType, l.ClientVersion)
	case len(l.Scramble) != wire.ScrambleLen || strings.Trim(l.Scramble, "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ") != "":
		return fmt.Errorf("the scramble %q", l.Scramble)
	case len(l.Secret) != 0 && len(l.Secret) != 20:
		return fmt.Errorf("a secret of %d bytes", len(l.Secret))
	case strings.ContainsAny(l.User, "@#"):
		return errors.New("the user holds a tenant or a cluster")
	}
	return nil
}

// checkRequest holds a request to its connection.
func (c *conn) checkRequest(f *wire.Frame, q *wire.Request) error {
	group := uint32(0)
	if q.Operation == wire.HeartBeat || q.Operation == wire.Detach {
		group = wire.GroupBeat
	}
	switch {
	case c.credential == nil:
		return fmt.Errorf("%v before the login", q.Operation)
	case !bytes.Equal(c.credential, q.Credential):
		return fmt.Errorf("%v with the credential of another connection", q.Operation)
	case f.Header.Tenant != tenantID:
		return fmt.Errorf("%v with tenant %d in its header", q.Operation, f.Header.Tenant)
	case f.Header.Length >= wire.HeaderLong && f.Header.Group != group:
		return fmt.Errorf("%v in resource group %d", q.Operation, f.Header.Group)
	case q.Operation == wire.Begin && !q.Address.IsZero():
		return fmt.Errorf("BEGIN is sent to %v", q.Address)
	case q.Operation != wire.Begin && q.Address != c.server.address:
		return fmt.Errorf("%v is sent to %v, BEGIN was answered by %v", q.Operation, q.Address, c.server.address)
	}
	return nil
}

// checkBegin says what a server would refuse in BEGIN; "" for nothing.
func checkBegin(b *wire.BeginArgument) string {
	seen := map[string]bool{}
	for _, name := range b.Columns {
		if name == "" || seen[name] {
			return fmt.Sprintf("column %q is empty or twice there", name)
		}
		seen[name] = true
	}
	switch {
	case b.Table == "":
		return "no table"
	case b.Parallel <= 0:
		return fmt.Sprintf("parallel is %d", b.Parallel)
	case b.MaxErrorRows < 0:
		return fmt.Sprintf("max error rows is %d", b.MaxErrorRows)
	case b.Dup > wire.DupIgnore:
		return fmt.Sprintf("action %d on duplicates", b.Dup)
	case b.Timeout <= 0 || b.HeartbeatTimeout <= 0:
		return fmt.Sprintf("timeout %d, heartbeat timeout %d", b.Timeout, b.HeartbeatTimeout)
	case b.Method == wire.MethodIncReplace && b.Dup != wire.DupStop, b.Method == wire.MethodInc && b.Dup == wire.DupReplace:
		return fmt.Sprintf("method %s with action %d on duplicates", b.Method, b.Dup)
	}
	switch b.Method {
	case "", wire.MethodFull, wire.MethodInc, wire.MethodIncReplace:
		return ""
	}
	return "method " + b.Method
}
