package localserver

import (
	"os/exec"
	"path/filepath"

	"github.com/obferry/obferry/engine/fault"
)

// programs are the two that a server needs.
type programs struct {
	server  string // mariadbd
	install string // mariadb-install-db
}

// places are where distributions put them; an ordinary user's PATH often lacks the
// directories for daemons.
var places = []string{
	"/usr/sbin", "/usr/bin", "/usr/libexec",
	"/usr/local/sbin", "/usr/local/bin", "/usr/local/mysql/bin", "/opt/homebrew/bin",
}

func findPrograms() (programs, error) {
	var p programs
	for _, want := range []struct {
		name string
		path *string
	}{{"mariadbd", &p.server}, {"mariadb-install-db", &p.install}} {
		found, err := find(want.name)
		if err != nil {
			return p, fault.New(fault.Preflight, "fault.localserver.missing", "Program", want.name).Because(err)
		}
		*want.path = found
	}
	return p, nil
}

func find(name string) (string, error) {
	found, err := exec.LookPath(name)
	if err == nil {
		return found, nil
	}
	for _, dir := range places {
		if found, lookErr := exec.LookPath(filepath.Join(dir, name)); lookErr == nil {
			return found, nil
		}
	}
	return "", err
}
