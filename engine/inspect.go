package engine

import (
	"context"
	"errors"

	"github.com/obferry/obferry/engine/fault"
	"github.com/obferry/obferry/engine/source"
	"github.com/obferry/obferry/engine/source/mysql"
	"github.com/obferry/obferry/engine/source/postgres"
	"github.com/obferry/obferry/engine/target"
	"github.com/obferry/obferry/profiles"
)

// Catalog is what a source offers.
type Catalog struct {
	// Product and Version of the server ("MariaDB", "10.11.19"), or "xlsx", "csv".
	Product, Version string
	Tables           []*source.Table
	// Left are objects that are not taken: views, triggers, routines, events, empty sheets.
	Left []LeftBehind
	// scripted is the DDL of a source whose tables are converted together, nil of others.
	scripted *scripted
}

// Inspect connects to a source and lists what it offers.
func Inspect(ctx context.Context, from Endpoint) (*Catalog, error) {
	return InspectPlanned(ctx, &Plan{Source: from})
}

// InspectPlanned is [Inspect] of a plan's source, with the sheets' rows found as the
// plan says: the first row, the headers, the encoding that a person has corrected; and
// with the results of its queries among the tables.
func InspectPlanned(ctx context.Context, plan *Plan) (*Catalog, error) {
	address, err := plan.Source.Address()
	if err != nil {
		return nil, err
	}
	src, err := openSource(ctx, address, plan)
	if err != nil {
		return nil, err
	}
	catalog, err := catalogOf(ctx, address, src)
	if err == nil {
		err = errors.Join(catalog.addQueries(ctx, src, plan)...)
	}
	return catalog, errors.Join(err, src.Close())
}

func catalogOf(ctx context.Context, address profiles.Address, src source.Source) (*Catalog, error) {
	tables, err := src.Tables(ctx)
	if err != nil {
		return nil, err
	}
	catalog := &Catalog{Product: string(address.Kind), Tables: tables}
	switch db := src.(type) {
	case *mysql.Source:
		catalog.Product, catalog.Version = db.Server().Product, db.Server().Version
	case *postgres.Source:
		catalog.Product, catalog.Version = "PostgreSQL", db.Server().Version
		if err := catalog.readScript(ctx, address); err != nil {
			return nil, err
		}
	}
	others, err := src.Others(ctx)
	if err != nil {
		return nil, err
	}
	for _, o := range others {
		catalog.Left = append(catalog.Left, LeftBehind(o))
	}
	return catalog, nil
}

// TargetInfo is what is at the target.
type TargetInfo struct {
	profiles.Server
	// MemstoreUsed and MemstoreLimit in bytes; both 0 where the view may not be read.
	MemstoreUsed, MemstoreLimit int64
	// Databases that the user may see, without the server's own.
	Databases []string
}

// InspectTarget connects to a target and says what is there. Its database need not
// be there yet.
func InspectTarget(ctx context.Context, to Endpoint) (*TargetInfo, error) {
	address, err := to.Address()
	if err != nil {
		return nil, err
	}
	if address, err = resolveTarget(ctx, address, profiles.Address{}, nil); err != nil {
		return nil, err
	}
	address.Database = ""
	t, err := target.Open(ctx, address, target.Rules{})
	if err != nil {
		return nil, err
	}
	info := &TargetInfo{Server: t.Server()}
	// Without the right to see it both stay 0; a run says so.
	info.MemstoreUsed, info.MemstoreLimit, _ = t.Memstore(ctx)
	info.Databases, err = t.Databases(ctx)
	if err == nil && !info.OceanBase() {
		err = fault.New(fault.Input, "fault.target.product", "Product", info.Product, "Version", info.Version)
	}
	return info, errors.Join(err, t.Close())
}
