package engine

import (
	"context"
	"net"
	"strconv"
	"strings"
	"time"

	rpc "github.com/obferry/obferry/engine/direct"
	"github.com/obferry/obferry/engine/direct/directtest"
	"github.com/obferry/obferry/engine/direct/directtest/land"
	"github.com/obferry/obferry/engine/fault"
	"github.com/obferry/obferry/engine/target/direct"
	"github.com/obferry/obferry/profiles"
)

// rpcPorts are the RPC ports that go with SQL ports, where they are as servers come:
// observer, ODP, and ODP of the cloud.
var rpcPorts = map[int]int{2881: 2882, 2883: 2885, 3306: 3307}

// probeWithin is how long a port may take to show what it speaks.
const probeWithin = 3 * time.Second

// rpcAddress is where the target's RPC port is; a fault where nobody knows.
func (r *run) rpcAddress() (string, error) {
	if r.landing != nil {
		return r.landing.server.Address(), nil
	}
	return r.plan.Direct.address(r.to)
}

// address is that of the RPC port which goes with a SQL port.
func (d *DirectPlan) address(to profiles.Address) (string, error) {
	port := d.Port
	if port == 0 {
		port = rpcPorts[to.Port]
	}
	if port == 0 {
		return "", fault.New(fault.Input, "fault.direct.noport", "Port", to.Port)
	}
	return net.JoinHostPort(to.Host, strconv.Itoa(port)), nil
}

// speaksRPC tells whether an RPC port answers.
func speaksRPC(ctx context.Context, address string) bool {
	ctx, cancel := context.WithTimeout(ctx, probeWithin)
	defer cancel()
	speech, err := rpc.Probe(ctx, address)
	return err == nil && speech == rpc.SpeaksRPC
}

// rpc is the client of the target's RPC port, which is logged in to once a run.
func (r *run) rpc(ctx context.Context) (*direct.Client, error) {
	r.rpcMu.Lock()
	defer r.rpcMu.Unlock()
	if r.rpcClient != nil {
		return r.rpcClient, nil
	}
	address, err := r.rpcAddress()
	if err != nil {
		return nil, err
	}
	r.rpcClient, err = dialRPC(ctx, address, r.target.Server(), r.to)
	return r.rpcClient, err
}

// dialRPC logs in to an RPC port with the account of the SQL port.
func dialRPC(ctx context.Context, address string, server profiles.Server, to profiles.Address) (*direct.Client, error) {
	user, _, _ := strings.Cut(server.User, "@")
	tenant := server.Tenant
	if tenant == "" {
		tenant = "sys" // where a login names none, it means this one
	}
	return direct.Dial(ctx, direct.Account{
		Address: address, Tenant: tenant, User: user, Password: to.Password.Reveal(), Database: to.Database,
	})
}

// landing is the practice cluster's RPC port: a server of this process that brings the rows
// into the kernel, which has no such port, through SQL.
type landing struct {
	server *directtest.Server
	sink   *land.Sink
}

// readyPractice gives the practice kernel what the plan's mode needs of it.
func (r *run) readyPractice(ctx context.Context) error {
	switch r.plan.Mode {
	case Direct:
		return r.openLanding()
	case Load:
		return r.target.AllowLocalFiles(ctx)
	}
	return nil
}

// openLanding gives the practice kernel an RPC port.
func (r *run) openLanding() error {
	config, err := r.to.Config()
	if err != nil {
		return err
	}
	sink, err := land.Over(config)
	if err != nil {
		return fault.New(fault.Internal, "fault.direct.practice").Because(err)
	}
	server, err := directtest.Listen("127.0.0.1:0", directtest.Options{
		Sink: sink, Account: directtest.Account{Password: r.to.Password.Reveal()}, Version: "OceanBase " + r.target.Server().Version,
	})
	if err != nil {
		_ = sink.Close() // it holds no connection yet
		return fault.New(fault.Resource, "fault.direct.practice").Because(err)
	}
	r.landing = &landing{server: server, sink: sink}
	return nil
}

func (l *landing) close() error {
	if l == nil {
		return nil
	}
	err := l.server.Close()
	if failed := l.sink.Close(); err == nil {
		err = failed
	}
	if err != nil {
		return fault.New(fault.Internal, "fault.direct.practice").Because(err)
	}
	return nil
}

// atRPCPort says, where a SQL port could not be reached, that what answers there is an RPC
// port; the error as it was where it is none.
func atRPCPort(ctx context.Context, host string, port int, err error) error {
	if !fault.Is(err, fault.Connect) || ctx.Err() != nil {
		return err
	}
	address := net.JoinHostPort(host, strconv.Itoa(port))
	if !speaksRPC(ctx, address) {
		return err
	}
	return fault.New(fault.Input, "fault.direct.rpcport", "Address", address)
}
