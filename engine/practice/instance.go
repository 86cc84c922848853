package practice

import (
	"context"
	"database/sql"
	"errors"
	"net"
	"strconv"
	"time"

	"github.com/go-sql-driver/mysql"

	"github.com/obferry/obferry/engine/fault"
)

// Instance is a kernel that runs. A nil Instance is one that does not: it has no
// port and no pid, Answers is a fault, and Stop has nothing to do.
type Instance struct {
	place   place
	process *process
}

// Find is the kernel that runs in dir, nil where none does; that is no error. An
// empty dir is the default one. The kernel may still be starting: see Answers.
func Find(dir string) (*Instance, error) {
	p, err := at(dir)
	if err != nil {
		return nil, err
	}
	return p.find(), nil
}

// find is the instance of a place; nil where none runs.
func (p place) find() *Instance {
	if r := p.running(); r != nil {
		return &Instance{place: p, process: r}
	}
	return nil
}

// Host is where the kernel listens for this machine's programs.
func (i *Instance) Host() string { return local }

// Port is the kernel's, 0 without one.
func (i *Instance) Port() int {
	if i == nil {
		return 0
	}
	return i.process.port
}

// PID is the kernel's process, 0 without one.
func (i *Instance) PID() int {
	if i == nil {
		return 0
	}
	return i.process.pid
}

// Dir is the directory that belongs to the kernel.
func (i *Instance) Dir() string {
	if i == nil {
		return ""
	}
	return string(i.place)
}

// Memory is the kernel's memory_limit, as it is written: "1G".
func (i *Instance) Memory() string {
	if i == nil {
		return ""
	}
	return i.process.memory
}

// Answers is nil when the kernel answers a query, else a fault that says why not.
// Another server on the same port is not taken for it.
func (i *Instance) Answers(ctx context.Context) error {
	if i == nil {
		return fault.New(fault.Connect, "fault.practice.stopped")
	}
	var socket string
	err := i.connected(ctx, func(db *sql.DB) error {
		return db.QueryRowContext(ctx, "SELECT @@socket").Scan(&socket)
	})
	if err != nil {
		return fault.New(fault.Connect, "fault.practice.silent",
			"Host", i.Host(), "Port", i.Port()).Because(err)
	}
	if socket != i.place.socket() {
		return fault.New(fault.Connect, "fault.practice.stranger", "Port", i.Port(), "Path", i.Dir())
	}
	return nil
}

// connected lends a connection of its own, without a database.
func (i *Instance) connected(ctx context.Context, use func(*sql.DB) error) (err error) {
	config := mysql.NewConfig()
	config.Net, config.User = "tcp", "root"
	config.Addr = net.JoinHostPort(i.Host(), strconv.Itoa(i.Port()))
	config.Timeout, config.ReadTimeout = 2*time.Second, 10*time.Second
	config.Logger = &mysql.NopLogger{} // a kernel that starts refuses, and that is expected
	connector, err := mysql.NewConnector(config)
	if err != nil {
		return err
	}
	db := sql.OpenDB(connector)
	defer func() { err = errors.Join(err, db.Close()) }()
	return use(db)
}
