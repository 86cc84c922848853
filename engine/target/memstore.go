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

// Memstore is the memory for new rows in use and its limit, in bytes, of the tenant's
// fullest node. The error is the server's where the view is missing or may not be read.
func (t *Target) Memstore(ctx context.Context) (used, limit int64, err error) {
	err = t.db.QueryRowContext(ctx, t.memstoreQuery()).Scan(&used, &limit)
	if f := fault.Server(err); f != nil && f.Code == noColumn && !t.alone.Swap(true) {
		// The stand-alone kernel (4.3.5) has one tenant, and no column for it.
		err = t.db.QueryRowContext(ctx, t.memstoreQuery()).Scan(&used, &limit)
	}
	if err != nil {
		return 0, 0, fault.Explain(err, "fault.target.memstore")
	}
	return used, limit, nil
}

// memstoreQuery asks for the fullest node: one that is full stops the writers to it,
// whatever room the others have. The tenant sys is shown all tenants, of which another's
// memory is nothing to this one.
func (t *Target) memstoreQuery() string {
	used, limit := "MEMSTORE_USED", "MEMSTORE_LIMIT"
	if t.before4() {
		used, limit = "TOTAL", "MEM_LIMIT"
	}
	own := " WHERE TENANT_ID = EFFECTIVE_TENANT_ID()"
	if t.alone.Load() {
		own = ""
	}
	return "SELECT " + used + ", " + limit + " FROM " + t.MemstoreView() + own + " ORDER BY " + used + " / " + limit + " DESC LIMIT 1"
}

// MinorFreeze asks the server to write its new rows to disk, which frees their memory
// within seconds. It wants the right ALTER SYSTEM.
func (t *Target) MinorFreeze(ctx context.Context) error {
	_, err := t.db.ExecContext(ctx, "ALTER SYSTEM MINOR FREEZE")
	return fault.Explain(err, "fault.target.freeze")
}
