package proof

import (
	"bufio"
	"context"
	"errors"
	"io"
	"io/fs"
	"os"
	"regexp"
	"strings"

	"github.com/obferry/obferry/ddlconv/script"
	"github.com/obferry/obferry/engine/fault"
)

// Limits of what is taken from an observer's log.
const (
	// logLines is how many lines are kept of one trace, the last ones.
	logLines = 40
	// logLine is how many bytes are kept of one line.
	logLine = 2000
	// logBytes is how much of the log's end is read.
	logBytes = 1 << 30
)

// traceID is a trace id as a log line holds it.
var traceID = regexp.MustCompile(`Y[0-9A-F]+-[0-9A-F]+-[0-9A-F]+-[0-9A-F]+`)

// readLog gives failures the lines of an observer's log that belong to their trace ids,
// in one pass.
func readLog(ctx context.Context, path string, failures []Failure) (err error) {
	wanted := map[string]*Failure{}
	for i := range failures {
		if f := &failures[i]; f.Trace != "" {
			wanted[f.Trace] = f
		}
	}
	file, err := os.Open(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return fault.New(fault.Missing, "fault.proof.log.missing", "Path", path)
	case err != nil:
		return fault.New(fault.Input, "fault.proof.log", "Path", path).Because(err)
	}
	defer func() {
		if closed := file.Close(); err == nil && closed != nil {
			err = fault.New(fault.Input, "fault.proof.log", "Path", path).Because(closed)
		}
	}()
	if info, err := file.Stat(); err == nil && info.Size() > logBytes {
		if _, err := file.Seek(-logBytes, io.SeekEnd); err != nil {
			return fault.New(fault.Input, "fault.proof.log", "Path", path).Because(err)
		}
	}
	if err := scan(ctx, file, wanted); err != nil {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		return fault.New(fault.Input, "fault.proof.log", "Path", path).Because(err)
	}
	return nil
}

// scan reads lines and hands each to the failures whose trace it names.
func scan(ctx context.Context, in io.Reader, wanted map[string]*Failure) error {
	r := bufio.NewReaderSize(in, 64<<10)
	whole := true // the piece begins a line
	for n := 0; ; n++ {
		if n%1000 == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		piece, err := r.ReadSlice('\n')
		if whole && len(piece) > 0 {
			keepLine(piece, wanted)
		}
		whole = !errors.Is(err, bufio.ErrBufferFull)
		switch {
		case err == nil, errors.Is(err, bufio.ErrBufferFull):
		case errors.Is(err, io.EOF):
			return nil
		default:
			return err
		}
	}
}

// keepLine keeps a line for the failures whose trace id it holds.
func keepLine(line []byte, wanted map[string]*Failure) {
	var last *Failure
	for _, id := range traceID.FindAll(line, -1) {
		f := wanted[string(id)]
		if f == nil || f == last {
			continue
		}
		last = f
		text := strings.ToValidUTF8(strings.TrimRight(string(line[:min(len(line), logLine)]), "\r\n"), "�")
		text = script.Discreet(text)
		if f.Log = append(f.Log, text); len(f.Log) > logLines {
			f.Log = f.Log[len(f.Log)-logLines:]
		}
	}
}
