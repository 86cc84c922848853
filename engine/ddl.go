package engine

import (
	"bytes"
	"context"
	"errors"
	"io"

	"github.com/obferry/obferry/ddlconv"
	"github.com/obferry/obferry/engine/fault"
	"github.com/obferry/obferry/engine/practice"
	"github.com/obferry/obferry/engine/source/mysql"
	"github.com/obferry/obferry/engine/source/postgres"
	"github.com/obferry/obferry/profiles"
)

// scripts write the DDL of a live database as one text and tell its dialect, by the kind
// of address.
var scripts = map[profiles.Kind]func(context.Context, profiles.Address, io.Writer) (ddlconv.Dialect, error){
	profiles.MySQL:     mysqlScript,
	profiles.OceanBase: mysqlScript,
	profiles.Postgres:  postgresScript,
	profiles.Practice:  practiceScript,
}

// Script reads the DDL of a live database as one text, in its server's dialect.
func Script(ctx context.Context, e Endpoint) (string, ddlconv.Dialect, error) {
	address, err := e.Address()
	if err != nil {
		return "", "", err
	}
	write := scripts[address.Kind]
	if write == nil {
		return "", "", fault.New(fault.Input, "fault.ddlverb.live", "Kind", string(address.Kind))
	}
	var text bytes.Buffer
	dialect, err := write(ctx, address, &text)
	return text.String(), dialect, err
}

func mysqlScript(ctx context.Context, address profiles.Address, to io.Writer) (_ ddlconv.Dialect, err error) {
	s, err := mysql.Open(ctx, address)
	if err != nil {
		return "", err
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	dialect := ddlconv.MySQL
	if s.Server().Product == "MariaDB" {
		dialect = ddlconv.MariaDB
	}
	return dialect, s.Script(ctx, to)
}

func postgresScript(ctx context.Context, address profiles.Address, to io.Writer) (ddlconv.Dialect, error) {
	return ddlconv.Postgres, postgres.Script(ctx, address, to)
}

func practiceScript(ctx context.Context, address profiles.Address, to io.Writer) (ddlconv.Dialect, error) {
	server, err := practiceAddress(ctx, address, nil)
	if err != nil {
		return "", err
	}
	return mysqlScript(ctx, server, to)
}

// Kernel finds the server on which DDL is to be proven: the practice kernel is started
// where it does not run. The address has no database.
func Kernel(ctx context.Context, e Endpoint, observe func(practice.Stage)) (profiles.Address, profiles.Server, error) {
	address, err := e.Address()
	if err != nil {
		return address, profiles.Server{}, err
	}
	if !address.Server() {
		return address, profiles.Server{}, fault.New(fault.Input, "fault.target.file", "Path", address.Path)
	}
	if address.Kind == profiles.Practice {
		if address, err = practiceAddress(ctx, address, observe); err != nil {
			return address, profiles.Server{}, err
		}
	}
	address.Database = ""
	server, err := profiles.Probe(ctx, address, nil)
	if err == nil && !server.OceanBase() {
		err = fault.New(fault.Input, "fault.target.product", "Product", server.Product, "Version", server.Version)
	}
	return address, server, err
}
