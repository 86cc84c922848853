package target

import (
	"context"

	"github.com/obferry/obferry/engine/fault"
)

// MemstoreView is the view that tells how much memory new rows take: GV$OB_MEMSTORE,
// gv$memstore before version 4.0.
func (t *Target) MemstoreView() string {
	if t.before4() {
		return "oceanbase.gv$memstore"
	}
	return "oceanbase.GV$OB_MEMSTORE"
}

// before4 tells whether the server is older than 4.0.
func (t *Target) before4() bool {
	v := t.server.Version
	return len(v) > 1 && v[1] == '.' && v[0] >= '1' && v[0] < '4'
}

// Memstore is the memory for new rows in use and its limit, in bytes, of the fullest
// node that the user may see. The error is the server's where the view is missing or may
// not be read.
func (t *Target) Memstore(ctx context.Context) (used, limit int64, err error) {
	if err := t.db.QueryRowContext(ctx, t.memstoreQuery()).Scan(&used, &limit); err != nil {
		return 0, 0, fault.Explain(err, "fault.target.memstore")
	}
	return used, limit, nil
}

// memstoreQuery asks for the fullest node: one that is full stops the writers to it,
// whatever room the others have.
func (t *Target) memstoreQuery() string {
	if t.before4() {
		// There all tenants are listed to whoever may read it.
		return "SELECT TOTAL, MEM_LIMIT FROM " + t.MemstoreView() +
			" WHERE TENANT_ID = EFFECTIVE_TENANT_ID() ORDER BY TOTAL / MEM_LIMIT DESC LIMIT 1"
	}
	return "SELECT MEMSTORE_USED, MEMSTORE_LIMIT FROM " + t.MemstoreView() + " ORDER BY MEMSTORE_USED / MEMSTORE_LIMIT DESC LIMIT 1"
}

// MinorFreeze asks the server to write its new rows to disk, which frees their memory
// within seconds. It wants the right ALTER SYSTEM.
func (t *Target) MinorFreeze(ctx context.Context) error {
	_, err := t.db.ExecContext(ctx, "ALTER SYSTEM MINOR FREEZE")
	return fault.Explain(err, "fault.target.freeze")
}
