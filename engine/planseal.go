package engine

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"os"

	"github.com/obferry/obferry/engine/fault"
)

// sealMark begins the first line of a plan that the program has written; a sum over all
// that follows stands behind it. To whoever reads the plan the line is a comment.
const sealMark = "# OB Ferry sha256:"

// sealed is a plan's text under its seal.
func sealed(text []byte) []byte {
	sum := sha256.Sum256(text)
	return append([]byte(sealMark+hex.EncodeToString(sum[:])+"\n"), text...)
}

// Replaceable tells whether a plan may be saved at a path: nothing is there, or a file
// without content, or a plan that is as the program wrote it. Anything else is somebody's
// work: that is a fault of the kind Input.
func Replaceable(path string) error {
	info, err := os.Stat(path)
	if err != nil || !info.Mode().IsRegular() || info.Size() == 0 {
		return nil // where it cannot be written, saving says why
	}
	text, err := os.ReadFile(path)
	if err != nil {
		return fault.New(fault.Input, "fault.plan.foreign", "Path", path)
	}
	if _, body, ok := bytes.Cut(text, []byte("\n")); ok && bytes.Equal(sealed(body), text) {
		return nil
	}
	id := "fault.plan.edited"
	if _, err := ReadPlan(path); err != nil && !bytes.HasPrefix(text, []byte(sealMark)) {
		id = "fault.plan.foreign"
	}
	return fault.New(fault.Input, id, "Path", path)
}
