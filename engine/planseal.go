package engine

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"os"

	"github.com/obferry/obferry/engine/fault"
	"github.com/obferry/obferry/engine/practice"
	"github.com/obferry/obferry/engine/target"
	"github.com/obferry/obferry/profiles"
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

// Reach tells whether the servers of both ends answer, and whether the target's database is
// there or may be made. Nothing is changed; the practice kernel is started where it is the
// target, which observe hears of.
func Reach(ctx context.Context, plan *Plan, observe func(practice.Stage)) error {
	from, err := plan.Source.Address()
	if err != nil {
		return err
	}
	if from.Server() {
		if _, err := profiles.Probe(ctx, from, nil); err != nil {
			return err
		}
	}
	to, err := plan.Target.Address()
	if err != nil {
		return err
	}
	if to, err = resolveTarget(ctx, to, from, observe); err != nil {
		return err
	}
	opened, err := target.Open(ctx, to, target.Rules{})
	switch {
	case fault.Is(err, fault.Missing) && plan.Create:
		return nil
	case err != nil:
		return err
	}
	return opened.Close()
}
