package practice

import (
	"fmt"
	"runtime"
	"strings"
)

// Version is the pinned build of the kernel: it answers ob_version() = 4.3.5.3.
// Later lines have lost views that a migration reads (GV$OB_MEMSTORE and others).
const Version = "1.3.0.post5"

// project is the name under which package indexes hold the kernel.
const project = "pylibseekdb"

// wheel is one file of the pinned release.
type wheel struct {
	// arch as platform tags spell it.
	arch string
	// sha256 of the file, in hex.
	sha256 string
	// size of the file, in bytes.
	size int64
	// loader is where an executable of glibc finds its dynamic loader.
	loader string
}

// wheels are the files of the pinned release by GOARCH. No Python runs: the
// version in the tag only says which of several equal files is meant.
var wheels = map[string]wheel{
	"amd64": {
		arch:   "x86_64",
		sha256: "41a36419f69b8fca27bb9cb67959726a96a70c62ae36b86327e071df45c47701",
		size:   126109066,
		loader: "/lib64/ld-linux-x86-64.so.2",
	},
	"arm64": {
		arch:   "aarch64",
		sha256: "9b2166b6fcbd2b74872ea1fbd8dfb853f36eba4ba6c5f618cdb968f42bf47697",
		size:   111266279,
		loader: "/lib/ld-linux-aarch64.so.1",
	},
}

// name of the file.
func (w wheel) name() string {
	return fmt.Sprintf("%s-%s-cp311-cp311-%s.whl", project, Version, w.platform())
}

// platform is the tag that says which machines the file is for.
func (w wheel) platform() string { return "manylinux_2_28_" + w.arch }

// requirement is the one line of a requirements file that pins it.
func (w wheel) requirement() string {
	return fmt.Sprintf("%s==%s --hash=sha256:%s\n", project, Version, w.sha256)
}

// needed tells whether the kernel needs an entry of the file to run. The
// executable looks for its libraries beside itself, as they are laid out here.
func needed(entry string) bool {
	switch entry {
	case executable, project + "/libaio.so.1":
		return true
	}
	return strings.HasPrefix(entry, project+".libs/") && !strings.HasSuffix(entry, "/")
}

// executable is the kernel's path in the file, and below where it is unpacked.
const executable = project + "/seekdb"

// pinned is the file for this machine's processor.
func pinned() (wheel, bool) {
	w, ok := wheels[runtime.GOARCH]
	return w, ok
}
