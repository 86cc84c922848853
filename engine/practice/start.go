package practice

import (
	"context"
	"os"
	"regexp"
	"strconv"
	"time"

	"github.com/obferry/obferry/engine/fault"
)

// Options say how to start a kernel. The zero Options are good.
type Options struct {
	// Dir belongs to the kernel; empty is DefaultDir. It must not lie in memory.
	Dir string
	// Port to listen on; 0 is that of the last start, or any free one.
	Port int
	// Memory is the kernel's memory_limit, at least 1G ("1G", "1536M"); empty is
	// that of the last start, or 1G.
	Memory string
	// Observe hears how far the start has come; nil is none. It is called from
	// several goroutines, one after the other.
	Observe func(Stage)
}

const (
	defaultMemory = "1G"
	// makeSpace and againSpace are the disk that a kernel needs to be made and to
	// be started again, in bytes: data 512 MB, redo log up to 2 GB, and its logs.
	makeSpace  = 3 << 30
	againSpace = 256 << 20
	// answerWithin is generous: 5 s are usual, a recovery on a slow disk takes longer.
	answerWithin = 3 * time.Minute
	// tries is how often a start is repeated when somebody else was quicker to take
	// the free port.
	tries = 3
)

// parameters of a kernel that is made anew, apart from memory_limit: the smallest
// that start, with room to grow.
var parameters = []string{"datafile_size=512M", "datafile_maxsize=8G", "log_disk_size=2G"}

// settings are made at every start. Root has no password here, so nobody but this
// machine may come in.
var settings = []string{
	"SET GLOBAL local_infile = 1",
	// The largest the kernel takes (1 GiB): a row with a large BLOB is one statement.
	"SET GLOBAL max_allowed_packet = 1073741824",
	"SET GLOBAL ob_tcp_invited_nodes = '" + local + "'",
}

// Start returns the kernel of a directory, answering: the one that runs, or one
// that it starts. The first start on a machine fetches the kernel.
//
// Several processes may start the same directory at once; one does, and the
// others wait. When ctx ends, a kernel that this call launched is ended too, and
// one that was never finished leaves no data. Errors are faults.
func Start(ctx context.Context, o Options) (*Instance, error) {
	observe := observer(o.Observe)
	p, err := at(o.Dir)
	if err != nil {
		return nil, err
	}
	if err := o.check(); err != nil {
		return nil, err
	}
	w, err := supported(ctx)
	if err != nil {
		return nil, err
	}
	if err := p.prepare(); err != nil {
		return nil, err
	}
	unlock, err := lock(ctx, p.lock(), observe)
	if err != nil {
		return nil, err
	}
	defer unlock()

	s, err := p.plan()
	if err != nil {
		return nil, err
	}
	i := p.find()
	if i != nil {
		if err = o.agrees(i); err == nil {
			err = i.ready(ctx, s, p.logged())
		}
		if f := fault.Of(err); f != nil && f.ID == died {
			i, err = nil, nil // it was going down when it was found
		}
	}
	if i == nil {
		i, err = begin(ctx, w, p, s, o)
	}
	if err != nil {
		return nil, err
	}
	observe.step(Ready)
	return i, nil
}

// memories are the amounts that the kernel is given.
var memories = regexp.MustCompile(`^([1-9][0-9]{0,6})([GgMm])$`)

// check faults on options that no kernel can be started with.
func (o Options) check() error {
	if o.Memory != "" {
		parts := memories.FindStringSubmatch(o.Memory)
		if parts == nil {
			return fault.New(fault.Input, "fault.practice.memory", "Memory", o.Memory)
		}
		amount, err := strconv.Atoi(parts[1])
		if err != nil || (parts[2] == "M" || parts[2] == "m") && amount < 1024 {
			return fault.New(fault.Input, "fault.practice.memory", "Memory", o.Memory)
		}
	}
	return nil
}

// agrees faults where a running kernel is not what is asked for.
func (o Options) agrees(i *Instance) error {
	if o.Port != 0 && o.Port != i.Port() || o.Memory != "" && o.Memory != i.Memory() {
		return fault.New(fault.Input, "fault.practice.differs",
			"Path", i.Dir(), "Port", i.Port(), "Memory", i.Memory())
	}
	return nil
}

// prepare makes the directory, where a kernel can live in it.
func (p place) prepare() error {
	if err := p.ours(); err != nil {
		return err
	}
	inMemory, err := InMemory(string(p))
	if err != nil {
		return err
	}
	if inMemory {
		return fault.New(fault.Preflight, "fault.practice.tmpfs", "Path", string(p))
	}
	// Whoever can write here can read all that the kernel holds.
	if err := os.MkdirAll(string(p), 0o700); err != nil {
		return unusable(string(p), err)
	}
	return nil
}

// plan is what the place's kernel is, or is to be, started with.
func (p place) plan() (*state, error) {
	s, err := p.load()
	if err != nil {
		return nil, err
	}
	if s == nil {
		return &state{Kernel: Version, Memory: defaultMemory, Parameters: parameters}, nil
	}
	if s.Kernel != Version {
		return nil, fault.New(fault.Preflight, "fault.practice.version",
			"Path", string(p), "Have", s.Kernel, "Want", Version)
	}
	return s, nil
}

// begin launches the kernel of a place that none runs in. The caller holds the
// place's lock.
func begin(ctx context.Context, w wheel, p place, s *state, o Options) (*Instance, error) {
	observe := observer(o.Observe)
	if _, err := choosePort(o.Port, 0); err != nil { // before a long download
		return nil, err
	}
	kernel, err := fetch(ctx, w, observe)
	if err != nil {
		return nil, err
	}
	need := int64(againSpace)
	if p.empty(s) {
		need = makeSpace
	}
	if err := room(string(p), need); err != nil {
		return nil, err
	}
	if o.Memory != "" {
		s.Memory = o.Memory
	}
	for try := 1; ; try++ {
		if s.Port, err = choosePort(o.Port, s.Port); err != nil {
			return nil, err
		}
		observe.step(Starting)
		i, err := launch(ctx, kernel, p, s)
		if err == nil {
			return i, nil
		}
		if f := fault.Of(err); f == nil || f.ID != portTaken || o.Port != 0 || try == tries {
			return nil, err
		}
		s.Port = 0
	}
}
