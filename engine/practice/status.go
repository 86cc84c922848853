package practice

import "context"

// Status is how a directory's kernel is, for a person or a script.
type Status struct {
	Dir string `json:"dir"`
	// Running tells whether its process is there; Answers, whether it answers.
	Running bool `json:"running"`
	Answers bool `json:"answers"`
	// Made tells whether the directory holds a kernel's data.
	Made bool `json:"made"`
	// Kernel is the build, Memory its memory_limit; empty before the first start.
	Kernel string `json:"kernel,omitempty"`
	Memory string `json:"memory,omitempty"`
	// Host, Port and User reach it, without a password; only while it runs.
	Host string `json:"host,omitempty"`
	Port int    `json:"port,omitempty"`
	User string `json:"user,omitempty"`
	PID  int    `json:"pid,omitempty"`
}

// Look is the status of the kernel in dir; an empty dir is the default one. A
// kernel that does not run is no error.
func Look(ctx context.Context, dir string) (Status, error) {
	p, err := at(dir)
	if err != nil {
		return Status{}, err
	}
	status := Status{Dir: string(p)}
	s, err := p.load()
	if err != nil {
		return status, err
	}
	if s != nil {
		status.Made, status.Kernel, status.Memory = s.Made, s.Kernel, s.Memory
	}
	i := p.find()
	if i == nil {
		return status, nil
	}
	status.Running = true
	status.Host, status.Port, status.User, status.PID = i.Host(), i.Port(), "root", i.PID()
	status.Memory = i.Memory()
	status.Answers = i.Answers(ctx) == nil
	return status, nil
}
